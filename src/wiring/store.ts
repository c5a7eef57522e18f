import type { COUNTED, StoreCounts } from '../application/ports-health.ts';
import type { Connection } from 'mongoose';
import type { Env } from '../../config/env.ts';
import { createCalendarStore } from '../adapters/mongo/calendar-store.ts';
import { connectMongo, pingMongo } from '../adapters/mongo/connect.ts';
import { createReportStore } from '../adapters/mongo/report-store.ts';
import { createBoardStore } from '../adapters/mongo/board-store.ts';
import { createRatingStore } from '../adapters/mongo/rating-store.ts';
import { createLedgerStore } from '../adapters/mongo/ledger-store.ts';
import { ensureIndexes } from '../adapters/mongo/indexes.ts';
import { createMongoStores } from '../adapters/mongo/stores.ts';
import type { CalendarStore } from '../application/calendar-ports.ts';
import type { Log, Stores } from '../application/ports.ts';
import type { BoardStore } from '../application/board.ts';
import type { RatingStore } from '../application/ports-ratings.ts';
import type { LedgerStore } from '../application/ports-ledger.ts';
import type { ReportStore } from '../application/ports-reports.ts';
import { startEmbeddedStore } from '../embedded/supervisor.ts';
import type { PartState } from '../shared/callback.ts';
import { AppError } from '../shared/errors.ts';

export interface OpenStore {
  readonly uri: string;
  readonly stores: Stores;
  readonly calendars: CalendarStore;
  readonly reports: ReportStore;
  readonly ledger: LedgerStore;
  readonly ratings: RatingStore;
  readonly board: BoardStore;
  /** Copies the embedded store into one file while it serves; absent where the data is in another database. */
  readonly copyTo?: (file: string) => Promise<void>;
  /** What the data takes, in bytes. */
  storeBytes(): Promise<number>;
  /** About how many documents there are. */
  storeCounts(): Promise<StoreCounts>;
  readiness(): Promise<PartState>;
  close(): Promise<void>;
}

/** The database of the environment, or the embedded store in the data folder; with its indexes made. */
export async function openStore(env: Env, log: Log): Promise<OpenStore> {
  if (env.mongodbUri !== undefined) return connected(env.mongodbUri, () => Promise.resolve());
  const embedded = await startEmbeddedStore({ dataDir: env.dataDir, log }).catch((error: unknown) => {
    // What is wrong with the data folder (in use, not to be written to) is for whoever starts the bot.
    const why = error instanceof Error ? error.message : 'it did not start';
    throw new AppError('store.unavailable', why, { cause: error });
  });
  try {
    return await connected(embedded.uri, () => embedded.stop(), true);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function connected(uri: string, stop: () => Promise<void>, own = false): Promise<OpenStore> {
  const connection: Connection = await connectMongo(uri);
  await ensureIndexes(connection);
  return {
    uri,
    stores: createMongoStores(connection),
    calendars: createCalendarStore(connection),
    reports: createReportStore(connection),
    ledger: createLedgerStore(connection),
    ratings: createRatingStore(connection),
    board: createBoardStore(connection),
    storeBytes: () => bytesOf(connection),
    storeCounts: () => countsOf(connection),
    ...(own ? { copyTo: (file: string) => copyStore(connection, file) } : {}),
    readiness: async () => ({ ok: await pingMongo(connection) }),
    close: async () => {
      await connection.close();
      await stop();
    },
  };
}

/** The embedded store's own command (docs/embedded-store.md). */
async function copyStore(connection: Connection, file: string): Promise<void> {
  await connection.getClient().db('admin').command({ storeBackup: 1, to: file });
}

async function countsOf(connection: Connection): Promise<StoreCounts> {
  const count = (name: (typeof COUNTED)[number]) => connection.collection(name).estimatedDocumentCount();
  const [requests, deliveries, inbox, drafts, log] = await Promise.all([
    count('requests'),
    count('deliveries'),
    count('inbox'),
    count('drafts'),
    count('audit_log'),
  ]);
  return { requests, deliveries, inbox, drafts, audit_log: log };
}

async function bytesOf(connection: Connection): Promise<number> {
  const stats = await connection.db?.command({ dbStats: 1 });
  const bytes: unknown = stats?.['storageSize'];
  return typeof bytes === 'number' ? bytes : 0;
}
