import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { describe, expect, it, vi } from 'vitest';
import { encode } from '../../src/embedded/bson/encode.ts';
import { findById, scan } from '../../src/embedded/query/access.ts';
import { newIndex, parseKey } from '../../src/embedded/storage/catalogue.ts';
import { checkCollection } from '../../src/embedded/storage/check.ts';
import type { Collection } from '../../src/embedded/storage/collection.ts';
import { PAGE_BYTES, bootId, undoUnflushed } from '../../src/embedded/storage/last-flush.ts';
import { DATA_FILE, openStore } from '../../src/embedded/storage/store.ts';
import type { Store } from '../../src/embedded/storage/store.ts';
import { serve } from '../../src/embedded/wire/server.ts';

const RUNS = Math.ceil(Number(process.env['STORE_PROPERTY_RUNS'] ?? 100) / 10);
vi.setConfig({ testTimeout: 300_000 });

/** One write: which document, and how long it becomes; no length deletes it. */
const anyWrite = fc.record({
  id: fc.integer({ min: 0, max: 60 }),
  length: fc.option(fc.integer({ min: 0, max: 6000 }), { freq: 4 }),
});
const anyWrites = fc.array(fc.array(anyWrite, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 12,
});

function createRows(store: Store): Promise<Collection> {
  return store.write(() => {
    const rows = store.catalogue.create('x', 'rows');
    const fields = parseKey(new Map([['text', 1]]));
    rows.indexes.push(newIndex(store.catalogue.takeId(), { name: 'text_1', fields }));
    store.catalogue.save(rows);
    return rows;
  });
}

/** Each list of writes is one transaction. */
async function writeAll(
  store: Store,
  rows: Collection,
  transactions: readonly (readonly { id: number; length: number | null }[])[],
): Promise<void> {
  for (const writes of transactions) {
    await store.write(() => {
      for (const { id, length } of writes) {
        const found = findById(store, rows, id);
        if (length === null) {
          if (found !== undefined) store.writer.remove(rows, found.record, found.raw);
          continue;
        }
        const raw = encode({ _id: id, text: `${length}`.repeat(length / 4) });
        if (found === undefined) store.writer.insert(rows, raw);
        else store.writer.replace(rows, found.record, found.raw, raw);
      }
    });
  }
}

function contents(store: Store): string[] {
  const rows = store.find('x.rows');
  if (rows === undefined) return [];
  return Array.from(scan(store, rows), ({ raw }) => raw.toString('hex')).sort();
}

/** The file as a disk may have it after the power failed: of each page the flushed or the newer bytes. */
function afterPowerLoss(flushed: Buffer, newer: Buffer, arrived: (page: number) => boolean): Buffer {
  const disk = Buffer.alloc(newer.length);
  flushed.copy(disk);
  for (let page = 0; page * PAGE_BYTES < newer.length; page += 1)
    if (arrived(page)) newer.copy(disk, page * PAGE_BYTES, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
  return disk;
}

describe('a store whose machine loses its power', () => {
  it('opens in the state that was last flushed, whichever of the later pages reached the disk', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyWrites,
        fc.array(anyWrites, { minLength: 1, maxLength: 3 }),
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        async (before, flushedBetween, luck) => {
          const path = mkdtempSync(join(tmpdir(), 'power-'));
          const file = join(path, DATA_FILE);
          try {
            let store = openStore({ path });
            const rows = await createRows(store);
            await writeAll(store, rows, before);
            for (const writes of flushedBetween.slice(1)) {
              await store.flush();
              await writeAll(store, rows, writes);
            }
            await store.flush();
            const flushed = readFileSync(file);
            const wanted = contents(store);
            await writeAll(store, rows, flushedBetween[0] ?? []);
            const newer = readFileSync(file);
            const record = readFileSync(`${file}-flushed`);
            await store.close();

            const disk = afterPowerLoss(flushed, newer, page => (luck[(page * 31) % 64] ?? 0) > 127);
            writeFileSync(file, disk);
            writeFileSync(`${file}-flushed`, record);
            expect(undoUnflushed(file, 'the next run of the system')).toBe(true);
            store = openStore({ path });
            expect(contents(store)).toEqual(wanted);
            const reopened = store.find('x.rows');
            if (reopened === undefined) throw new Error('the collection is gone');
            expect((await checkCollection(store, reopened)).errors).toEqual([]);
            await store.close();
          } finally {
            rmSync(path, { recursive: true, force: true });
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('takes nothing back when only the process ended, when it ended properly, or from another file', async () => {
    const path = mkdtempSync(join(tmpdir(), 'power-'));
    const file = join(path, DATA_FILE);
    const store = openStore({ path });
    const rows = await createRows(store);
    const record = readFileSync(`${file}-flushed`);
    await writeAll(store, rows, [[{ id: 1, length: 10 }]]);
    const running = readFileSync(file);
    expect(undoUnflushed(file, bootId())).toBe(false);
    expect(readFileSync(file).equals(running)).toBe(true);
    await store.close();
    expect(undoUnflushed(file, 'the next run of the system')).toBe(false);

    writeFileSync(join(path, 'other.mdb'), readFileSync(file));
    writeFileSync(join(path, 'other.mdb-flushed'), record);
    expect(undoUnflushed(join(path, 'other.mdb'), 'the next run of the system')).toBe(false);
    rmSync(path, { recursive: true, force: true });
  });

  it('keeps what was written with j: true', async () => {
    const path = mkdtempSync(join(tmpdir(), 'power-'));
    const file = join(path, DATA_FILE);
    let store = openStore({ path });
    const serving = await serve(store, { socket: join(path, 'store.sock') });
    const client = await MongoClient.connect(serving.uri);
    const rows = client.db('x').collection<{ _id: number; n: number }>('rows');
    const journalled = { writeConcern: { j: true } };
    await rows.insertOne({ _id: 1, n: 0 }, journalled);
    await rows.updateOne({ _id: 1 }, { $set: { n: 1 } }, journalled);
    await rows.insertOne({ _id: 2, n: 0 }, journalled);
    await rows.findOneAndUpdate({ _id: 2 }, { $set: { n: 2 } }, journalled);
    await rows.insertOne({ _id: 3, n: 0 }, journalled);
    await rows.deleteOne({ _id: 3 }, journalled);
    // what a disk has at the least: each write above was acknowledged only when this was so
    const disk = readFileSync(file);
    const record = readFileSync(`${file}-flushed`);
    await client.close();
    await serving.stop();
    await store.close();
    writeFileSync(file, disk);
    writeFileSync(`${file}-flushed`, record);
    expect(undoUnflushed(file, 'the next run of the system')).toBe(true);
    store = openStore({ path });
    const kept = [
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ].map(row => encode(row).toString('hex'));
    expect(contents(store)).toEqual(kept.sort());
    await store.close();
    rmSync(path, { recursive: true, force: true });
  });

  it('goes by the older record when the newer one was half written', async () => {
    const path = mkdtempSync(join(tmpdir(), 'power-'));
    const file = join(path, DATA_FILE);
    let store = openStore({ path });
    const rows = await createRows(store);
    await store.flush();
    const wanted = contents(store);
    await writeAll(store, rows, [[{ id: 1, length: 10 }]]);
    // what the next flush would have written is cut off in the middle
    const record = readFileSync(`${file}-flushed`);
    await store.flush();
    const torn = readFileSync(`${file}-flushed`);
    const half = Buffer.concat([torn.subarray(0, 6000), record.subarray(6000)]);
    const disk = readFileSync(file);
    await store.close();
    writeFileSync(file, disk);
    writeFileSync(`${file}-flushed`, half);
    expect(undoUnflushed(file, 'the next run of the system')).toBe(true);
    store = openStore({ path });
    expect(contents(store)).toEqual(wanted);
    await store.close();
    rmSync(path, { recursive: true, force: true });
  });
});
