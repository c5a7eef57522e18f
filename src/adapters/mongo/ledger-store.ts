import type { Connection } from 'mongoose';
import type { LedgerQuestion, LedgerState, LedgerStore } from '../../application/ports-ledger.ts';
import { reach } from './failures.ts';
import { hotCollection } from './hot.ts';
import type { RequestDocument } from './request-document.ts';

/** A few hundred kilobytes: what is read of requests is never much. */
const BATCH = 100;

const PROJECTION = {
  _id: 0,
  'state.number': 1,
  'state.documentNumber': 1,
  'state.applicant': 1,
  'state.departmentId': 1,
  'state.submittedAt': 1,
  'state.dueAt': 1,
  'state.keptAt': 1,
  'state.anonymous': 1,
  'state.targets.resolve.dueAt': 1,
  'state.endedAt': 1,
  'state.status': 1,
  'state.form': 1,
  'state.tasks': 1,
} as const;

/** Reads requests for ledgers, by the index on item and time of submission; timelines stay in the database. */
export function createLedgerStore(connection: Connection): LedgerStore {
  const requests = hotCollection<RequestDocument>(connection, 'requests');
  return {
    count: question => reach(() => requests.countDocuments(filterOf(question))),
    rows: async function* (question) {
      const cursor = requests
        .find<{ readonly state: LedgerState }>(filterOf(question), { projection: PROJECTION })
        .sort({ submittedAt: 1, _id: 1 })
        .batchSize(BATCH);
      let batch: LedgerState[] = [];
      try {
        for await (const { state } of cursor) {
          batch.push(state);
          if (batch.length < BATCH) continue;
          yield batch;
          batch = [];
        }
      } finally {
        await cursor.close();
      }
      if (batch.length > 0) yield batch;
    },
  };
}

function filterOf({ itemId, from, to }: LedgerQuestion) {
  return { 'state.itemId': itemId, submittedAt: { $gte: from, $lt: to } };
}
