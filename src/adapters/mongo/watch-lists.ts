import type { Model } from 'mongoose';
import type { WatchedRow, WatchFilter } from '../../application/ports-supervision.ts';
import type { RequestStore } from '../../application/ports.ts';
import { reach } from './failures.ts';
import { type RequestDocument, ROW_FIELDS, type RowDocument, rowOf } from './request-document.ts';
import { NEVER } from './watch-fields.ts';

type WatchedDocument = RowDocument &
  Pick<RequestDocument, 'inHands' | 'urgentAt'> & {
    readonly state: Pick<RequestDocument['state'], 'supervision'>;
  };

/** Requests under way for those who watch; `urgentAt` stands in them only, so its index leads to nothing else. */
export function watchedList(model: Model<RequestDocument>): RequestStore['watched'] {
  return async (filter, page) => {
    const query = queryOf(filter);
    const [rows, total] = await Promise.all([
      reach(() =>
        model
          .find(query, { ...ROW_FIELDS, inHands: 1, urgentAt: 1, 'state.supervision.hard': 1 })
          .sort({ urgentAt: 1, _id: 1 })
          .skip((page.number - 1) * page.size)
          .limit(page.size)
          .lean<WatchedDocument[]>()
          .exec(),
      ),
      reach(() => model.countDocuments(query).exec()),
    ]);
    return { rows: rows.map(watchedRowOf), total };
  };
}

function queryOf({ people, itemId, dueBefore }: WatchFilter) {
  return {
    urgentAt: dueBefore === undefined ? { $gt: 0 } : { $gt: 0, $lt: dueBefore },
    ...(people === undefined ? {} : { inHands: { $in: [...people] } }),
    ...(itemId === undefined ? {} : { 'state.itemId': itemId }),
  };
}

function watchedRowOf(document: WatchedDocument): WatchedRow {
  const { live, inHands, urgentAt, state } = document;
  return {
    ...rowOf(document),
    inHands,
    ...(state.supervision?.hard === undefined ? {} : { hard: true }),
    tasks: live.map(({ taskId, nodeId, actor, since, dueAt, urged }) => ({
      taskId,
      nodeId,
      actor,
      urged: urged ?? 0,
      ...(since === undefined ? {} : { since }),
      ...(dueAt === undefined ? {} : { dueAt }),
    })),
    ...(urgentAt === undefined || urgentAt === NEVER ? {} : { urgentAt }),
  };
}
