import { type Connection, type Model, Schema } from 'mongoose';
import type { CalendarBook, CalendarChange, CalendarStore } from '../../application/calendar-ports.ts';
import { isDuplicateKey, reach } from './failures.ts';
import { defineModel } from './models.ts';
import type { RequestDocument } from './request-document.ts';

/** One version of all calendars; the highest `_id` is current. */
type CalendarDocument = CalendarChange & { readonly _id: number };

function calendarModel(connection: Connection): Model<CalendarDocument> {
  const { Mixed } = Schema.Types;
  return defineModel<CalendarDocument>(connection, 'calendars', {
    _id: { type: Number, required: true },
    book: { type: Mixed, required: true },
    by: { type: String, required: true },
    at: { type: Number, required: true },
    summary: [Mixed],
  });
}

const EMPTY: CalendarBook = { version: 0, calendars: [], years: {} };

/** Calendars: one document a version; saving is one insert that only one can win. */
export function createCalendarStore(connection: Connection): CalendarStore {
  const model = calendarModel(connection);
  const requests = connection.collection<Pick<RequestDocument, '_id' | 'status'>>('requests');
  const newest = async (limit: number): Promise<readonly CalendarDocument[]> =>
    reach(() => model.find({}).sort({ _id: -1 }).limit(limit).lean<CalendarDocument[]>().exec());
  const current = async (): Promise<CalendarBook> => (await newest(1))[0]?.book ?? EMPTY;
  return {
    current,
    history: async limit =>
      (await newest(limit)).map(({ book, by, at, summary }) => ({ book, by, at, summary })),
    save: async change => {
      const { version } = change.book;
      if ((await current()).version !== version - 1) return false;
      try {
        await reach(() => model.insertMany([{ _id: version, ...change }], { lean: true }));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    openRequests: async (status, after, limit) => {
      const found = await reach(() =>
        requests
          .find({ status, _id: { $gt: after } }, { projection: { _id: 1 } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray(),
      );
      return found.map(({ _id }) => _id);
    },
  };
}
