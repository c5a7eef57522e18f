import type { Collection, Filter } from 'mongodb';
import type { RequestFilter, RequestPlace, RequestSearch } from '../../application/ports-running.ts';
import { reach } from './failures.ts';
import { type RequestDocument, ROW_FIELDS, type RowDocument, rowOf } from './request-document.ts';

/**
 * Finds requests, newest first. Each status is asked for by itself, so that an index gives its rows in their order; what one
 * answer holds of each is enough to make the page of all.
 */
export function requestSearch(requests: Collection<RequestDocument>): RequestSearch['search'] {
  return async (filter, { after, before }, limit) => {
    const turn = before === undefined ? -1 : 1;
    const found = await Promise.all(
      (filter.statuses ?? [undefined]).map(status =>
        reach(() =>
          requests
            .find(queryOf(filter, status, { ...(after && { after }), ...(before && { before }) }))
            .project<RowDocument>(ROW_FIELDS)
            .sort({ submittedAt: turn, _id: turn })
            .limit(limit)
            .toArray(),
        ),
      ),
    );
    const rows = found.flat().sort((one, other) => turn * order(one, other));
    const page = rows.slice(0, limit);
    return (before === undefined ? page : page.toReversed()).map(rowOf);
  };
}

function order(one: RowDocument, other: RowDocument): number {
  const [first, second] = [one.state.submittedAt, other.state.submittedAt];
  return first - second || (one._id < other._id ? -1 : 1);
}

function queryOf(
  { number, person, items, from, to, words = [] }: RequestFilter,
  status: RequestDocument['status'] | undefined,
  { after, before }: { readonly after?: RequestPlace; readonly before?: RequestPlace },
): Filter<RequestDocument> {
  const times = {
    ...(from === undefined ? {} : { $gte: from }),
    ...(to === undefined ? {} : { $lt: to }),
  };
  const and: Filter<RequestDocument>[] = [
    ...(Object.keys(times).length === 0 ? [] : [{ submittedAt: times }]),
    ...(after === undefined
      ? []
      : [
          { submittedAt: { $lte: after.at } },
          { $or: [{ submittedAt: { $lt: after.at } }, { _id: { $lt: after.id } }] },
        ]),
    ...(before === undefined
      ? []
      : [
          { submittedAt: { $gte: before.at } },
          { $or: [{ submittedAt: { $gt: before.at } }, { _id: { $gt: before.id } }] },
        ]),
  ];
  return {
    ...(status === undefined ? {} : { status }),
    ...(number === undefined ? {} : { number: { $gte: number, $lt: `${number}\uffff` } }),
    ...(person === undefined ? {} : { people: person }),
    ...(items === undefined ? {} : { 'state.itemId': { $in: [...items] } }),
    ...(words.length === 0 ? {} : { words: { $all: [...words] } }),
    ...(and.length === 0 ? {} : { $and: and }),
  };
}
