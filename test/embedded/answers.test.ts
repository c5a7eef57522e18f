import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/embedded/storage/store.ts';
import type { Store } from '../../src/embedded/storage/store.ts';
import { serve } from '../../src/embedded/wire/server.ts';
import type { Serving } from '../../src/embedded/wire/server.ts';

interface Page {
  _id: number;
  part: number;
  text: string;
}

const PARTS = 12;
const PER_PART = 30;

let folder: string;
let store: Store;
let serving: Serving;
let client: MongoClient;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
  store = openStore({ path: folder, temporary: true });
  serving = await serve(store, { socket: join(folder, 'store.sock') });
  client = await MongoClient.connect(serving.uri, { maxPoolSize: PARTS });
});
afterAll(async () => {
  await client.close();
  await serving.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Some kilobytes to some ten, that no other document has. */
function page(id: number): Page {
  return { _id: id, part: id % PARTS, text: `page ${id} `.repeat(200 + (id % 7) * 1500) };
}

describe('answers to many clients at once', () => {
  it('hold each its own documents, also when the system takes them piece by piece', async () => {
    const pages = client.db('x').collection<Page>('pages');
    await pages.createIndex({ part: 1, _id: 1 });
    await pages.insertMany(Array.from({ length: PARTS * PER_PART }, (_, id) => page(id)));
    const read = async (part: number, batchSize: number): Promise<void> => {
      const found = await pages.find({ part }, { batchSize }).sort({ _id: 1 }).toArray();
      const wanted = Array.from({ length: PER_PART }, (_, at) => page(at * PARTS + part));
      expect(found.every((one, at) => one.text === wanted[at]?.text)).toBe(true);
      expect(found.map(one => one._id)).toEqual(wanted.map(one => one._id));
    };
    for (const batchSize of [3, 7, 1000])
      await Promise.all(Array.from({ length: PARTS * 2 }, (_, at) => read(at % PARTS, batchSize)));
  });

  it('give a batch of exactly what was asked for, and whether there is more', async () => {
    const pages = client.db('x').collection<Page>('pages');
    const command = { find: 'pages', filter: { part: 1 }, sort: { _id: 1 } };
    const whole = await client.db('x').command({ ...command, batchSize: PER_PART });
    expect(whole['cursor'].firstBatch).toHaveLength(PER_PART);
    expect(String(whole['cursor'].id)).toBe('0');
    const part = await client.db('x').command({ ...command, batchSize: PER_PART - 1 });
    expect(part['cursor'].firstBatch).toHaveLength(PER_PART - 1);
    expect(String(part['cursor'].id)).not.toBe('0');
    const rest = await client.db('x').command({ getMore: part['cursor'].id, collection: 'pages' });
    expect(rest['cursor'].nextBatch.map((one: Page) => one.text)).toEqual([
      page((PER_PART - 1) * PARTS + 1).text,
    ]);
    expect(await pages.countDocuments({ part: 1 })).toBe(PER_PART);
  });
});
