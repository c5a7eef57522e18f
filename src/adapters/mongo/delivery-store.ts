import { type AnyBulkWriteOperation, type Collection, MongoBulkWriteError } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Delivery, DeliveryStore } from '../../application/ports.ts';
import { type DeliveryDocument, deliveryModel } from './documents.ts';
import { expiryFromNow } from './expiry.ts';
import { isDuplicateKey, reach } from './failures.ts';
import { gather } from './gather.ts';
import { hotCollection } from './hot.ts';

type Deliveries = Collection<DeliveryDocument>;
type Outcome = Parameters<DeliveryStore['settle']>[1];

const STATUSES = ['pending', 'sent', 'unknown', 'dead'] as const;

/** What became of each effect; one that was sent is kept for 30 days, one that failed for a year. */
export function createDeliveryStore(connection: Connection): DeliveryStore {
  const collection = hotCollection<DeliveryDocument>(connection, 'deliveries');
  const model = deliveryModel(connection);
  const insertGathered = gather((documents: readonly (readonly DeliveryDocument[])[]) =>
    insertNew(collection, documents),
  );
  const settleGathered = gather((ended: readonly AnyBulkWriteOperation<DeliveryDocument>[]) =>
    settleAll(collection, ended),
  );
  return {
    add: async deliveries => {
      await insertNew(collection, [deliveries.map(documentOf)]);
    },
    take: async (deliveries, now, leaseUntil) => {
      const leased = { nextAt: leaseUntil, attempts: 1, firstTriedAt: now };
      const taken = deliveries.map(delivery => ({ ...delivery, ...leased }));
      const inserted = await insertGathered(taken.map(each => ({ ...documentOf(each), trying: true })));
      return taken.filter(({ id }) => inserted.has(id));
    },
    lease: (now, leaseUntil, id) => lease(collection, now, leaseUntil, id),
    settle: async (id, outcome) => {
      await settleGathered(settlement(id, outcome));
    },
    unsent: async limit => {
      const found = await reach(() =>
        model
          .find({ status: { $in: ['unknown', 'dead'] } })
          .sort({ nextAt: -1 })
          .limit(limit)
          .lean<DeliveryDocument[]>()
          .exec(),
      );
      return found.map(deliveryOf);
    },
    ofWebhook: async (webhook, limit) => {
      const found = await reach(() =>
        model
          .find({ 'effect.webhook': webhook })
          .sort({ createdAt: -1 })
          .limit(limit)
          .lean<DeliveryDocument[]>()
          .exec(),
      );
      return found.map(deliveryOf);
    },
    revive: async (id, now) => {
      const done = await reach(() =>
        collection.updateOne(
          { _id: id, status: { $in: ['dead', 'unknown'] } },
          {
            $set: { status: 'pending', nextAt: now, createdAt: now, attempts: 0 },
            $unset: { firstTriedAt: '', uncertain: '', trying: '', error: '', expireAt: '' },
          },
        ),
      );
      return done.matchedCount === 1;
    },
    counts: async () => {
      const counts = await Promise.all(
        STATUSES.map(status => reach(() => model.countDocuments({ status }).exec())),
      );
      const [pending = 0, sent = 0, unknown = 0, dead = 0] = counts;
      return { pending, sent, unknown, dead };
    },
  };
}

function documentOf({ id, ...rest }: Delivery): DeliveryDocument {
  return { _id: id, ...rest };
}

/** Inserts what is not there yet, all in one call; gives the ids of each list that were new. */
async function insertNew(
  collection: Deliveries,
  lists: readonly (readonly DeliveryDocument[])[],
): Promise<readonly ReadonlySet<string>[]> {
  const documents = lists.flat();
  let refused: ReadonlySet<number> = new Set();
  try {
    if (documents.length > 0) await reach(() => collection.insertMany(documents, { ordered: false }));
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    refused = refusedIn(error, documents);
  }
  // By place, not by id: two who bring the same effect are not both told that it is theirs.
  const fresh = new Set(documents.filter((_, n) => !refused.has(n)));
  return lists.map(list => new Set(list.filter(each => fresh.has(each)).map(({ _id }) => _id)));
}

function refusedIn(error: unknown, documents: readonly DeliveryDocument[]): ReadonlySet<number> {
  if (!(error instanceof MongoBulkWriteError)) return new Set(documents.keys());
  return new Set([error.writeErrors].flat().map(({ index }) => index));
}

function settlement(id: string, outcome: Outcome): AnyBulkWriteOperation<DeliveryDocument> {
  const ended = outcome.status !== undefined && outcome.status !== 'pending';
  const expires = ended ? { expireAt: expiryFromNow(outcome.status === 'sent' ? 30 : 365) } : {};
  return {
    updateOne: { filter: { _id: id }, update: { $set: { ...outcome, ...expires }, $unset: { trying: 1 } } },
  };
}

async function settleAll(
  collection: Deliveries,
  ended: readonly AnyBulkWriteOperation<DeliveryDocument>[],
): Promise<readonly void[]> {
  await reach(() => collection.bulkWrite([...ended], { ordered: false }));
  return ended.map(() => undefined);
}

async function lease(
  collection: Deliveries,
  now: number,
  leaseUntil: number,
  id: string | undefined,
): Promise<Delivery | undefined> {
  const due = { status: 'pending', nextAt: { $lte: now } } as const;
  const before = await reach(() =>
    collection.findOneAndUpdate(
      id === undefined ? due : { _id: id, ...due },
      { $set: { nextAt: leaseUntil, trying: true }, $min: { firstTriedAt: now }, $inc: { attempts: 1 } },
      { sort: { nextAt: 1 }, returnDocument: 'before' },
    ),
  );
  if (before === null) return undefined;
  return deliveryOf({
    ...before,
    attempts: before.attempts + 1,
    nextAt: leaseUntil,
    firstTriedAt: Math.min(before.firstTriedAt ?? now, now),
    ...(before.trying === true ? { uncertain: true } : {}),
  });
}

function deliveryOf(document: DeliveryDocument): Delivery {
  const { _id, requestId, effect, status, attempts, createdAt, nextAt } = document;
  const { firstTriedAt, uncertain, messageId, error } = document;
  return {
    id: _id,
    requestId,
    effect,
    status,
    attempts,
    createdAt,
    nextAt,
    ...(firstTriedAt === undefined ? {} : { firstTriedAt }),
    ...(uncertain === true ? { uncertain } : {}),
    ...(messageId === undefined ? {} : { messageId }),
    ...(error === undefined ? {} : { error }),
  };
}
