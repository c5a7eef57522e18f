import { type Document, MongoServerError } from 'mongodb';
import { expect } from 'vitest';
import { numbered } from './support/cases.ts';
import { conformance, type Place } from './support/suite.ts';

const times = <T>(count: number, act: (n: number) => Promise<T>): Promise<PromiseSettledResult<T>[]> =>
  Promise.allSettled(Array.from({ length: count }, (_, n) => act(n)));
const kept = <T>(all: PromiseSettledResult<T>[]): T[] =>
  all.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
const lost = <T>(all: PromiseSettledResult<T>[]): unknown[] =>
  all.flatMap(each => (each.status === 'rejected' ? [each.reason] : []));

/** DocumentDB's code for the victim of PostgreSQL's deadlock detector: now and then one of many racing upserts. */
const DEADLOCK = 16_908_292;

/** What a writer that lost the race may not be refused with: anything but a duplicate key; on DocumentDB a deadlock too. */
const otherThanLost = <T>(all: PromiseSettledResult<T>[], engine: Place['engine']): unknown[] =>
  lost(all).filter(
    error =>
      !(error instanceof MongoServerError) ||
      (error.code !== 11_000 && !(engine === 'documentdb' && error.code === DEADLOCK)),
  );

/** Of the n-th text: neighbours differ much. */
const length = (n: number) => (n * 7919) % 4_001;

conformance('concurrent writers', {
  'a conditional update has one winner': async ({ rows }) => {
    await rows.insertOne({ _id: 1, version: 1 });
    const all = await times(20, n => rows.updateOne({ _id: 1, version: 1 }, { $set: { version: 2, by: n } }));
    expect(lost(all)).toEqual([]);
    expect(kept(all).filter(result => result.matchedCount === 1)).toHaveLength(1);
    expect(kept(all).filter(result => result.modifiedCount === 1)).toHaveLength(1);
  },
  'findOneAndUpdate takes each job once': async ({ rows }) => {
    await rows.insertMany(numbered(...Array.from({ length: 10 }, () => ({ state: 'free' }))));
    const all = await times(25, n =>
      rows.findOneAndUpdate({ state: 'free' }, { $set: { state: 'taken', by: n } }, { sort: { _id: 1 } }),
    );
    const taken = kept(all).flatMap(row => (row === null ? [] : [row._id]));
    expect(taken.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  },
  'long finds beside each other give each its own documents': async ({ rows }) => {
    await rows.insertMany(
      Array.from({ length: 4_000 }, (_, n) => ({ _id: n, kind: n % 4, text: 'x'.repeat(length(n)) })),
    );
    await rows.createIndex({ kind: 1 });
    const all = await times(12, n =>
      rows
        .find({ kind: n % 4, text: { $ne: 'y' } })
        .sort(n % 2 === 0 ? { text: -1 } : {})
        .limit(900)
        .toArray(),
    );
    expect(lost(all)).toEqual([]);
    for (const [n, found] of kept(all).entries()) {
      expect(found).toHaveLength(900);
      expect(found.filter(row => row['kind'] !== n % 4)).toEqual([]);
      expect(found.filter(row => row['text'].length !== length(Number(row._id)))).toEqual([]);
    }
  },
  'no increment is lost': async ({ rows }) => {
    await rows.insertOne({ _id: 1, n: 0 });
    const change: Document = { $inc: { n: 1 }, $push: { l: 1 } };
    await times(50, () => rows.updateOne({ _id: 1 }, change));
    const found = await rows.findOne({ _id: 1 });
    expect(found?.['n']).toBe(50);
    expect(found?.['l']).toHaveLength(50);
  },
  'of many inserts with one key, one goes in': async ({ rows, engine }) => {
    await rows.createIndex({ key: 1 }, { unique: true });
    const all = await times(20, n => rows.insertOne({ _id: n, key: 'same' }));
    expect(kept(all)).toHaveLength(1);
    expect(otherThanLost(all, engine)).toEqual([]);
    expect(await rows.countDocuments()).toBe(1);
  },
  'of many upserts by a unique key, one inserts': async ({ rows, engine }) => {
    await rows.createIndex({ key: 1 }, { unique: true });
    const all = await times(20, () => rows.updateOne({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true }));
    expect(otherThanLost(all, engine)).toEqual([]);
    expect(kept(all).filter(result => result.upsertedCount === 1)).toHaveLength(1);
    const found = await rows.find().toArray();
    expect(found).toHaveLength(1);
    expect(found[0]?.['n']).toBe(kept(all).length);
  },
  'of many upserts by _id, one inserts': async ({ rows, engine }) => {
    const all = await times(20, () => rows.updateOne({ _id: 'one' }, { $inc: { n: 1 } }, { upsert: true }));
    expect(otherThanLost(all, engine)).toEqual([]);
    const found = await rows.find().toArray();
    expect(found).toHaveLength(1);
    expect(found[0]?.['n']).toBe(kept(all).length);
  },
  'a write that was acknowledged is read by the next query': async ({ rows }) => {
    for (let n = 1; n <= 30; n++) {
      await rows.updateOne({ _id: 1 }, { $set: { n } }, { upsert: true });
      expect((await rows.findOne({ _id: 1 }))?.['n']).toBe(n);
    }
  },
  'a document is read whole while it is changed': async ({ rows }) => {
    await rows.insertOne({ _id: 1, a: 0, b: 0 });
    const writes = times(40, n => rows.updateOne({ _id: 1 }, { $set: { a: n, b: n } }));
    const reads = await times(40, () => rows.findOne({ _id: 1 }));
    await writes;
    for (const row of kept(reads)) expect(row?.['a']).toBe(row?.['b']);
  },
});
