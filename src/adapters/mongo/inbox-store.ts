import type { Connection } from 'mongoose';
import type { Inbox } from '../../application/ports.ts';
import { type InboxDocument, inboxModel } from './documents.ts';
import { expiryFromNow } from './expiry.ts';
import { isDuplicateKey, reach } from './failures.ts';

/** Lark repeats an event for some 7 hours; a finished one is remembered for a day. */
const KEEP_DAYS = 1;

/** Events that came in, stored before they are acknowledged and worked through once. */
export function createInbox(connection: Connection): Inbox {
  const model = inboxModel(connection);
  return {
    put: async (event, at) => {
      const document: InboxDocument = {
        _id: event.key,
        event,
        status: 'open',
        attempts: 0,
        nextAt: at,
        receivedAt: at,
      };
      try {
        await reach(() => model.insertMany([document], { lean: true }));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    lease: async (now, leaseUntil, key) => {
      const due = { status: 'open', nextAt: { $lte: now } } as const;
      const taken = await reach(() =>
        model
          .findOneAndUpdate(
            key === undefined ? due : { _id: key, ...due },
            { $set: { nextAt: leaseUntil }, $inc: { attempts: 1 } },
            { sort: { nextAt: 1 }, returnDocument: 'after' },
          )
          .lean<InboxDocument>()
          .exec(),
      );
      return taken === null ? undefined : { event: taken.event, tries: taken.attempts };
    },
    finish: async (key, outcome, error) => {
      const end = { status: outcome, expireAt: expiryFromNow(KEEP_DAYS) };
      await reach(() =>
        model.updateOne({ _id: key }, { $set: error === undefined ? end : { ...end, error } }).exec(),
      );
    },
    prolong: async (key, leaseUntil) => {
      await reach(() =>
        model.updateOne({ _id: key, status: 'open' }, { $set: { nextAt: leaseUntil } }).exec(),
      );
    },
    giveBack: async (key, nextAt, error) => {
      await reach(() => model.updateOne({ _id: key, status: 'open' }, { $set: { nextAt, error } }).exec());
    },
  };
}
