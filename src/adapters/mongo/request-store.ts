import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import type { RequestChange, RequestStore } from '../../application/ports.ts';
import { isDuplicateKey, reach } from './failures.ts';
import { gather } from './gather.ts';
import { hotCollection } from './hot.ts';
import { requestModel } from './models.ts';
import {
  documentOf,
  bookingFieldsOf,
  indexFieldsOf,
  type RequestDocument,
  type RequestIndexFields,
  storedOf,
} from './request-document.ts';
import { requestLists } from './request-lists.ts';
import { requestSearch } from './request-search.ts';
import { watchedList } from './watch-lists.ts';

type Requests = Collection<RequestDocument>;

/** Requests in MongoDB: one document each, changed by one conditional update (house.md, rule 2). */
export function createRequestStore(connection: Connection): RequestStore {
  const requests = hotCollection<RequestDocument>(connection, 'requests');
  const model = requestModel(connection);
  const pullGathered = gather((pulls: readonly Pull[]) => pullOutboxes(requests, pulls));
  // Without a projection: the few index fields cost less than a server needs to take them out.
  const one = async (filter: Partial<Pick<RequestDocument, '_id' | 'number'>>) => {
    const document = await reach(() => requests.findOne<RequestDocument>(filter));
    return document === null ? undefined : storedOf(document);
  };
  return {
    load: id => one({ _id: id }),
    loadAll: async ids => {
      if (ids.length === 0) return [];
      const found = await reach(() => requests.find<RequestDocument>({ _id: { $in: [...ids] } }).toArray());
      return found.map(storedOf);
    },
    loadByNumber: number => one({ number }),
    idOfSubmission: submissionKey => idOfSubmission(requests, submissionKey),
    insert: (submissionKey, change) => insert(requests, submissionKey, change),
    save: (id, expectedVersion, change) => save(requests, id, expectedVersion, change),
    pullOutbox: async (id, effectIds) => {
      if (effectIds.length > 0) await pullGathered({ id, effectIds });
    },
    ...requestLists(model),
    watched: watchedList(model),
    search: requestSearch(requests),
  };
}

async function idOfSubmission(requests: Requests, submissionKey: string): Promise<string | undefined> {
  const found = await reach(() => requests.findOne({ submissionKey }, { projection: { _id: 1 } }));
  return found?._id;
}

async function insert(
  requests: Requests,
  submissionKey: string,
  change: RequestChange,
): ReturnType<RequestStore['insert']> {
  try {
    await reach(() => requests.insertOne(documentOf(submissionKey, change)));
    return { inserted: true };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const id = await idOfSubmission(requests, submissionKey);
    if (id !== undefined) return { inserted: false, id };
    if (change.claims === undefined) throw error;
    return { inserted: false };
  }
}

async function save(
  requests: Requests,
  id: string,
  expectedVersion: number,
  change: RequestChange,
): Promise<boolean> {
  const fields = indexFieldsOf(change);
  const result = await unlessClaimed(() =>
    requests.updateOne(
      { _id: id, version: expectedVersion },
      {
        $set: {
          state: change.state,
          ...fields,
          ...(change.words === undefined ? {} : { words: change.words }),
          ...bookingFieldsOf(change),
        },
        ...absentFacts(fields),
        $push: {
          timeline: { $each: [...change.entries] },
          outbox: { $each: [...change.outbox] },
          processed: change.key,
          ...(change.claims === undefined ? {} : { claims: { $each: [...change.claims] } }),
        },
        $inc: { version: 1 },
      },
    ),
  );
  return result !== 'claimed' && result.matchedCount === 1;
}

/** Of what an update changes only claims are unique. */
async function unlessClaimed<T>(update: () => Promise<T>): Promise<T | 'claimed'> {
  try {
    return await reach(update);
  } catch (error) {
    if (isDuplicateKey(error)) return 'claimed';
    throw error;
  }
}

interface Pull {
  readonly id: string;
  readonly effectIds: readonly string[];
}

async function pullOutboxes(requests: Requests, pulls: readonly Pull[]): Promise<readonly void[]> {
  const updates = pulls.map(({ id, effectIds }) => ({
    updateOne: { filter: { _id: id }, update: { $pull: { outbox: { id: { $in: [...effectIds] } } } } },
  }));
  await reach(() => requests.bulkWrite(updates, { ordered: false }));
  return pulls.map(() => undefined);
}

/** Takes away the facts that a state no longer has; an empty `$unset` would be refused by MongoDB before 5.0. */
function absentFacts({ nextRuleAt, nextWakeAt, urgentAt, stalled, sla }: RequestIndexFields): {
  $unset?: Record<string, 1>;
} {
  const gone: Record<string, 1> = {
    ...(nextRuleAt === undefined ? { nextRuleAt: 1 } : {}),
    ...(nextWakeAt === undefined ? { nextWakeAt: 1 } : {}),
    ...(urgentAt === undefined ? { urgentAt: 1 } : {}),
    ...(stalled === undefined ? { stalled: 1 } : {}),
    ...(sla === undefined ? { sla: 1 } : {}),
  };
  return Object.keys(gone).length === 0 ? {} : { $unset: gone };
}
