import { randomBytes } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';

/** What the suite runs against: the embedded store by default, else whatever `MONGODB_URI` points to. */
export type Engine = 'embedded' | 'documentdb' | 'mongodb';

export interface Session {
  readonly client: MongoClient;
  /** A database of its own for this test file; dropped by `close`. */
  readonly db: Db;
  readonly engine: Engine;
  readonly uri: string;
  close(): Promise<void>;
}

/**
 * Connects one test file to the engine under test, with a database that nobody else uses.
 * `CONFORMANCE_ENGINE` names the engine where buildInfo does not tell it.
 */
export async function openSession(): Promise<Session> {
  const given = process.env['MONGODB_URI'];
  const store =
    given === undefined || given === '' ? await startEmbedded() : { uri: given, stop: async () => {} };
  const client = new MongoClient(store.uri, { serverSelectionTimeoutMS: 10_000 });
  await client.connect();
  const engine = await detect(client, store.uri === given);
  current = engine;
  const db = client.db(`conformance_${randomBytes(6).toString('hex')}`);
  return {
    client,
    db,
    engine,
    uri: store.uri,
    close: async () => {
      await db.dropDatabase();
      await client.close();
      await store.stop();
    },
  };
}

/** Loaded only when it is needed, so that another engine can be tested without this store. */
async function startEmbedded(): Promise<{ uri: string; stop: () => Promise<void> }> {
  const { startDefaultStore } = await import('./default-store.ts');
  return await startDefaultStore();
}

let current: Engine = 'embedded';

/** The engine of this test file's session. */
export const currentEngine = (): Engine => current;

async function detect(client: MongoClient, foreign: boolean): Promise<Engine> {
  const named = process.env['CONFORMANCE_ENGINE'];
  if (named === 'documentdb' || named === 'mongodb' || named === 'embedded') return named;
  if (!foreign) return 'embedded';
  const info = await client.db('admin').command({ buildInfo: 1 });
  return info['gitVersion'] === 'documentdb' ? 'documentdb' : 'mongodb';
}
