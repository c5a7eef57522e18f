import { inject } from 'vitest';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { INDEXES } from '../../src/adapters/mongo/indexes.ts';

/**
 * A connection to a database that only the calling test file uses, and how to be rid of it. The server is `MONGODB_URI`
 * or the embedded store that the whole run shares.
 */
export async function testDatabase(
  options: { readonly monitorCommands?: boolean } = {},
): Promise<TestDatabase> {
  const dbName = `test_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`;
  const uri = inject('storeUri');
  if (uri === '') throw new Error(`There is no store to test on: ${inject('storeProblem')}`);
  const connection = await connectMongo(uri, { ...options, dbName });
  return {
    uri,
    dbName,
    connection,
    drop: async () => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

export interface TestDatabase {
  readonly uri: string;
  readonly dbName: string;
  readonly connection: Awaited<ReturnType<typeof connectMongo>>;
  readonly drop: () => Promise<void>;
}

/** Takes the expiry away: rows of a test are dated 1970, and a server that removes expired ones would remove them under it. */
export async function withoutExpiry({ connection }: TestDatabase): Promise<void> {
  const expiring = INDEXES.filter(({ options }) => options?.expireAfterSeconds !== undefined);
  for (const { collection } of expiring) await connection.collection(collection).dropIndex('expireAt_1');
}
