import { Long } from 'mongodb';
import { expect } from 'vitest';
import { holding, numbered } from './support/cases.ts';
import { failure, orUnsupported } from './support/refusals.ts';
import { ordered, same } from './support/show.ts';
import { type Case, conformance, type Place } from './support/suite.ts';

const many = numbered(...Array.from({ length: 250 }, (_, n) => ({ n, odd: n % 2 })));
const filled =
  (act: (place: Place) => Promise<void>): Case =>
  async place => {
    await place.rows.insertMany(many);
    await act(place);
  };
const ids = (batch: { _id: unknown }[]) => batch.map(row => row._id);

conformance('cursors, count and distinct', {
  'a find answers 101 documents first, then the rest': filled(async ({ db, rows }) => {
    const first = await db.command({ find: rows.collectionName, sort: { _id: 1 } });
    expect(first['cursor'].firstBatch).toHaveLength(101);
    expect(first['cursor'].ns).toBe(`${db.databaseName}.${rows.collectionName}`);
    const next = await db.command({
      getMore: Long.fromValue(first['cursor'].id),
      collection: rows.collectionName,
    });
    expect(next['cursor'].nextBatch).toHaveLength(149);
    expect(Number(next['cursor'].id)).toBe(0);
    expect(ids(next['cursor'].nextBatch)[0]).toBe(102);
  }),
  'batchSize is kept to': filled(async ({ db, rows }) => {
    const first = await db.command({ find: rows.collectionName, sort: { _id: 1 }, batchSize: 3 });
    expect(ids(first['cursor'].firstBatch)).toEqual([1, 2, 3]);
    const next = await db.command({
      getMore: Long.fromValue(first['cursor'].id),
      collection: rows.collectionName,
      batchSize: 2,
    });
    expect(ids(next['cursor'].nextBatch)).toEqual([4, 5]);
  }),
  'batchSize 0 opens the cursor and answers nothing yet': filled(async ({ db, rows }) => {
    const first = await db.command({ find: rows.collectionName, batchSize: 0 });
    expect(first['cursor'].firstBatch).toEqual([]);
    expect(Number(first['cursor'].id)).not.toBe(0);
  }),
  'singleBatch closes after the first': filled(async ({ db, rows }) => {
    const first = await db.command({ find: rows.collectionName, batchSize: 5, singleBatch: true });
    expect(first['cursor'].firstBatch).toHaveLength(5);
    expect(Number(first['cursor'].id)).toBe(0);
  }),
  'limit closes the cursor when it is reached': filled(async ({ db, rows }) => {
    const first = await db.command({ find: rows.collectionName, limit: 5 });
    expect(first['cursor'].firstBatch).toHaveLength(5);
    expect(Number(first['cursor'].id)).toBe(0);
  }),
  'limit reaches over batches': filled(async ({ rows }) => {
    const found = await rows.find({}, { sort: { _id: 1 }, limit: 120, batchSize: 50 }).toArray();
    expect(ids(found)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
  }),
  'a cursor walks through everything once': filled(async ({ rows }) => {
    const seen: unknown[] = [];
    for await (const row of rows.find({}, { sort: { n: -1 }, batchSize: 7 })) seen.push(row._id);
    expect(seen).toEqual(Array.from({ length: 250 }, (_, n) => 250 - n));
  }),
  'a sort by an index over several batches': filled(async ({ rows }) => {
    await rows.createIndex({ n: 1 });
    const found = await rows.find({ n: { $gte: 100 } }, { sort: { n: -1 }, batchSize: 20 }).toArray();
    expect(ids(found)).toEqual(Array.from({ length: 150 }, (_, n) => 250 - n));
  }),
  'an aggregation answers in batches too': filled(async ({ rows }) => {
    const found = await rows.aggregate([{ $match: { odd: 1 } }], { batchSize: 10 }).toArray();
    expect(found).toHaveLength(125);
  }),
  'deleting while a cursor is open does not break it': filled(async ({ rows }) => {
    const cursor = rows.find({}, { sort: { _id: 1 }, batchSize: 10 });
    await cursor.next();
    await rows.deleteMany({ _id: { $gt: 20 } });
    const rest = await cursor.toArray();
    expect(rest.length).toBeGreaterThanOrEqual(19);
    expect(ids(rest).slice(0, 9)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  }),
  'killCursors closes, and getMore then is refused (43 CursorNotFound)': filled(async ({ db, rows }) => {
    const first = await db.command({ find: rows.collectionName, batchSize: 2 });
    const id = Long.fromValue(first['cursor'].id);
    const killed = await db.command({ killCursors: rows.collectionName, cursors: [id] });
    expect(killed).toMatchObject({ cursorsAlive: [], cursorsUnknown: [], ok: 1 });
    expect(killed['cursorsKilled'].map(String)).toEqual([String(id)]);
    await failure(db.command({ getMore: id, collection: rows.collectionName }), 43, 'CursorNotFound');
  }),
  'killCursors of an unknown cursor says so': filled(async ({ db, rows }) => {
    const killed = await db.command({ killCursors: rows.collectionName, cursors: [Long.fromNumber(12345)] });
    expect(killed['cursorsNotFound'].map(String)).toEqual(['12345']);
  }),
  'getMore on an unknown cursor is refused (43 CursorNotFound)': filled(async ({ db, rows }) => {
    await failure(
      db.command({ getMore: Long.fromNumber(12345), collection: rows.collectionName }),
      43,
      'CursorNotFound',
    );
  }),
  'getMore for another collection is refused (13 Unauthorized)': filled(async ({ db, rows }) => {
    const first = await db.command({ find: rows.collectionName, batchSize: 2 });
    await failure(db.command({ getMore: Long.fromValue(first['cursor'].id), collection: 'other' }), 13);
  }),
  'a find in a collection that is not there finds nothing': async ({ rows }) => {
    expect(await rows.find({ a: 1 }).toArray()).toEqual([]);
    expect(await rows.aggregate([{ $match: {} }]).toArray()).toEqual([]);
  },
  'hint of an index that is not there is refused (2 BadValue)': filled(async ({ rows }) => {
    await failure(rows.find({ n: 1 }, { hint: 'nothing' }).toArray(), 2);
  }),
  'hint by keys and by name finds the same': filled(async ({ rows }) => {
    await rows.createIndex({ odd: 1 });
    expect(await rows.find({ n: 4 }, { hint: { odd: 1 } }).toArray()).toHaveLength(1);
    expect(await rows.find({ n: 4 }, { hint: 'odd_1' }).toArray()).toHaveLength(1);
  }),
  'min and max bound a hinted index, or are refused as not supported': filled(async ({ rows }) => {
    await rows.createIndex({ n: 1 });
    const found = rows.find({}, { min: { n: 10 }, max: { n: 12 }, hint: { n: 1 } }).toArray();
    await orUnsupported(found, all => expect(all.map(row => row['n'])).toEqual([10, 11]));
  }),
  'count with a filter, skip and limit': filled(async ({ rows }) => {
    expect(await rows.countDocuments({ odd: 1 })).toBe(125);
    expect(await rows.countDocuments({ odd: 1 }, { skip: 100 })).toBe(25);
    expect(await rows.countDocuments({ odd: 1 }, { limit: 10 })).toBe(10);
  }),
  'the count command': filled(async ({ db, rows }) => {
    expect(await db.command({ count: rows.collectionName })).toMatchObject({ n: 250, ok: 1 });
    expect(
      await db.command({ count: rows.collectionName, query: { odd: 1 }, skip: 5, limit: 7 }),
    ).toMatchObject({ n: 7 });
    expect(await db.command({ count: 'nothing_here' })).toMatchObject({ n: 0, ok: 1 });
  }),
  'estimatedDocumentCount counts all': filled(async ({ rows }) => {
    expect(await rows.estimatedDocumentCount()).toBe(250);
  }),
  'distinct answers each value once': async ({ rows }) => {
    await rows.insertMany(holding('b', 'a', 'b', null));
    expect(ordered(await rows.distinct('a'))).toEqual(ordered(['a', 'b', null]));
  },
  'distinct looks into arrays': async ({ rows }) => {
    await rows.insertMany(holding([1, 2], 2, [3], []));
    expect(ordered(await rows.distinct('a'))).toEqual([1, 2, 3]);
  },
  'distinct with a filter': async ({ rows }) => {
    await rows.insertMany(numbered({ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 3, b: 2 }));
    expect(ordered(await rows.distinct('a', { b: 1 }))).toEqual([1, 2]);
  },
  'distinct on a dotted path through arrays': async ({ rows }) => {
    await rows.insertMany(numbered({ a: [{ b: 1 }, { b: 2 }] }, { a: { b: 2 } }));
    expect(ordered(await rows.distinct('a.b'))).toEqual([1, 2]);
  },
  'distinct takes 1 and 1.0 as the same, the absent as nothing': async ({ rows }) => {
    await rows.insertMany([{ _id: 1, a: 1 }, { _id: 2, a: Long.fromNumber(1) }, { _id: 3 }]);
    same(await rows.distinct('a'), [1]);
  },
});
