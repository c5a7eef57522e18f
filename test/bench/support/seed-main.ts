import { connectMongo } from '../../../src/adapters/mongo/connect.ts';
import type { ItemDefinition } from '../../../src/core/definition.ts';
import { copyRequests } from './seed.ts';

/** Seeds in a process of its own, whose memory goes with it: `seedApart` starts it. */
process.once('message', (job: SeedJob) => void run(job));

/** What is to be seeded, and where. */
export interface SeedJob {
  readonly uri: string;
  readonly dbName: string;
  readonly item: ItemDefinition;
  readonly range: { readonly from: number; readonly to: number; readonly each: number };
}

async function run({ uri, dbName, item, range }: SeedJob): Promise<void> {
  const connection = await connectMongo(uri, { dbName });
  await copyRequests(connection, item, range);
  await connection.close();
  process.disconnect();
}
