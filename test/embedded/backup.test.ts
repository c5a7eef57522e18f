import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal128, Double, Long, MongoClient, ObjectId } from 'mongodb';
import type { Document } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restore } from '../../src/embedded/backup/copy.ts';
import { exportTo, importFrom } from '../../src/embedded/backup/dump.ts';
import { openStore } from '../../src/embedded/storage/store.ts';
import { serve } from '../../src/embedded/wire/server.ts';

const silent = { at: () => undefined, end: () => undefined };

let folder: string;
let ends: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
});
afterEach(async () => {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

async function stopAll(): Promise<void> {
  for (const end of ends.reverse()) await end();
  ends = [];
}

async function open(name: string): Promise<MongoClient> {
  const store = openStore({ path: join(folder, name), temporary: true });
  const serving = await serve(store, { socket: join(folder, `${name}.sock`) });
  const client = await MongoClient.connect(serving.uri);
  ends.push(async () => {
    await client.close();
    await serving.stop();
    await store.close();
  });
  return client;
}

interface Row extends Document {
  _id: number;
}

const rowsOf = (client: MongoClient) => client.db('x').collection<Row>('rows');

async function fill(client: MongoClient, count: number): Promise<void> {
  await rowsOf(client).insertMany(
    Array.from({ length: count }, (_, _id) => ({ _id, n: _id, text: '内容'.repeat(50) })),
  );
}

describe('a backup', () => {
  it('is taken while writes go on, and restores to one moment with sound indexes', async () => {
    const client = await open('a');
    await rowsOf(client).createIndex({ n: -1 });
    await fill(client, 2000);
    const file = join(folder, 'one.backup');
    const writer = { going: true };
    const writing = (async () => {
      for (let n = 0; writer.going; n += 1)
        await rowsOf(client).updateMany({ _id: { $lt: 50 } }, { $set: { n: -n, m: -n } });
    })();
    await client.db('admin').command({ storeBackup: 1, to: file });
    writer.going = false;
    await writing;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await restore(file, folder, silent)).toMatchObject({ documents: 2000, kept: undefined });
  });

  it('brings back what was deleted, and keeps what was there beside it', async () => {
    const client = await open('a');
    await fill(client, 100);
    const file = join(folder, 'one.backup');
    await client.db('admin').command({ storeBackup: 1, to: file });
    await rowsOf(client).deleteMany({});
    await stopAll();
    const { kept } = await restore(file, join(folder, 'a'), silent);
    expect(statSync(kept ?? '').size).toBeGreaterThan(0);
    expect(await rowsOf(await open('a')).countDocuments({ n: { $gte: 0 } })).toBe(100);
  });

  it('is refused into a folder that is in use, and when it is no backup; nothing changes then', async () => {
    const client = await open('a');
    await fill(client, 10);
    const file = join(folder, 'one.backup');
    await client.db('admin').command({ storeBackup: 1, to: file });
    await expect(restore(file, join(folder, 'a'), silent)).rejects.toThrow(
      `in use by process ${process.pid}`,
    );
    await stopAll();
    const spoilt = join(folder, 'spoilt.backup');
    const bytes = readFileSync(file);
    for (const wrong of [
      bytes.subarray(0, 20),
      bytes.subarray(0, -1),
      Buffer.concat([bytes.subarray(0, 5000), bytes.subarray(5001)]),
    ]) {
      writeFileSync(spoilt, wrong);
      await expect(restore(spoilt, join(folder, 'a'), silent)).rejects.toThrow(
        /no backup of the store|damaged/,
      );
    }
    expect(await rowsOf(await open('a')).countDocuments()).toBe(10);
  });
});

describe('export and import', () => {
  it('carry every type, the order of fields and the indexes', async () => {
    const from = await open('a');
    const row = {
      _id: 1,
      b: 1,
      a: new Double(5),
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('1.10'),
      id: new ObjectId(),
      date: new Date(5),
      list: [1, 'x', { y: null }],
      pattern: /^x/i,
    };
    await rowsOf(from).insertOne(row);
    await rowsOf(from).createIndex(
      { a: 1, b: -1 },
      { name: 'ab', unique: true, partialFilterExpression: { b: { $gt: 0 } } },
    );
    await rowsOf(from).createIndex({ date: 1 }, { expireAfterSeconds: 4_000_000_00 });
    expect(await exportTo(from, join(folder, 'dump'), silent)).toBe(1);
    const to = await open('b');
    expect(await importFrom(to, join(folder, 'dump'), true, silent)).toBe(1);
    const raw = (client: MongoClient) => rowsOf(client).findOne({}, { raw: true });
    expect(await raw(to)).toEqual(await raw(from));
    expect(await rowsOf(to).indexes()).toEqual(await rowsOf(from).indexes());
  });

  it('write the files that mongorestore reads: BSON one after the other, and metadata in Extended JSON', async () => {
    const client = await open('a');
    await fill(client, 3);
    await exportTo(client, join(folder, 'dump'), silent);
    const bytes = readFileSync(join(folder, 'dump', 'x', 'rows.bson'));
    expect(bytes.readInt32LE(0) * 3).toBe(bytes.length);
    expect(JSON.parse(readFileSync(join(folder, 'dump', 'x', 'rows.metadata.json'), 'utf8'))).toMatchObject({
      collectionName: 'rows',
      indexes: [{ name: '_id_', key: { _id: { $numberInt: '1' } } }],
    });
  });
});
