import { Double, Long } from 'mongodb';
import { expect } from 'vitest';
import { holding, numbered } from './support/cases.ts';
import { failure, orUnsupported } from './support/refusals.ts';
import { same } from './support/show.ts';
import { type Case, conformance, type Place } from './support/suite.ts';

/** `_id` and the names of all indexes, in the order they were made. */
const names = async ({ rows }: Place): Promise<string[]> =>
  (await rows.indexes()).map(index => String(index.name));

/** With an index on `a` of these options, the first documents go in and the last is refused as a duplicate. */
const duplicate =
  (docs: Record<string, unknown>[], options: object, key: Record<string, 1 | -1> = { a: 1 }): Case =>
  async ({ rows }) => {
    await rows.createIndex(key, { unique: true, ...options });
    const all = numbered(...docs);
    const last = all.pop();
    await rows.insertMany(all);
    await failure(rows.insertOne(last ?? { _id: 0 }), 11000);
    expect(await rows.countDocuments()).toBe(all.length);
  };

/** With a unique index of these options, all the documents go in. */
const accepted =
  (docs: Record<string, unknown>[], options: object, key: Record<string, 1 | -1> = { a: 1 }): Case =>
  async ({ rows }) => {
    await rows.createIndex(key, { unique: true, ...options });
    await rows.insertMany(numbered(...docs));
    expect(await rows.countDocuments()).toBe(docs.length);
  };

conformance('indexes', {
  'every collection has an index on _id': async ({ rows }) => {
    await rows.insertOne({ _id: 1 });
    same(await rows.indexes(), [{ v: 2, key: { _id: 1 }, name: '_id_' }]);
  },
  'an index is named by its keys': async place => {
    expect(await place.rows.createIndex({ a: 1, 'b.c': -1 })).toBe('a_1_b.c_-1');
    expect(await names(place)).toEqual(['_id_', 'a_1_b.c_-1']);
  },
  'an index may have a name of its own': async place => {
    await place.rows.createIndex({ a: 1 }, { name: 'mine' });
    expect(await names(place)).toEqual(['_id_', 'mine']);
  },
  'createIndexes tells how many there were and are': async ({ db, rows }) => {
    await rows.insertOne({ _id: 1 });
    const make = { createIndexes: rows.collectionName, indexes: [{ key: { a: 1 }, name: 'a_1' }] };
    expect(await db.command(make)).toMatchObject({ numIndexesBefore: 1, numIndexesAfter: 2, ok: 1 });
    expect(await db.command(make)).toMatchObject({ numIndexesBefore: 2, numIndexesAfter: 2, ok: 1 });
  },
  'createIndex makes the collection': async ({ db, rows }) => {
    await rows.createIndex({ a: 1 });
    expect(await db.listCollections({ name: rows.collectionName }).toArray()).toHaveLength(1);
  },
  'listIndexes tells the options': async ({ rows }) => {
    await rows.createIndex({ a: 1 }, { unique: true, sparse: true });
    await rows.createIndex({ d: 1 }, { expireAfterSeconds: 60 });
    await rows.createIndex({ p: 1 }, { partialFilterExpression: { p: { $gt: 5 } } });
    const found = await rows.indexes();
    expect(found[1]).toMatchObject({ key: { a: 1 }, unique: true, sparse: true });
    expect(found[2]).toMatchObject({ key: { d: 1 }, expireAfterSeconds: 60 });
    expect(found[3]).toMatchObject({ partialFilterExpression: { p: { $gt: 5 } } });
  },
  'listIndexes of a collection that is not there is refused (26)': async ({ rows }) => {
    await failure(rows.listIndexes().toArray(), 26, 'NamespaceNotFound');
  },
  'dropIndex by name': async place => {
    await place.rows.createIndex({ a: 1 });
    await place.rows.dropIndex('a_1');
    expect(await names(place)).toEqual(['_id_']);
  },
  'dropIndexes by keys': async place => {
    await place.rows.createIndex({ a: 1 });
    await place.db.command({ dropIndexes: place.rows.collectionName, index: { a: 1 } });
    expect(await names(place)).toEqual(['_id_']);
  },
  'dropIndexes with * keeps _id': async place => {
    await place.rows.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }]);
    await place.rows.dropIndexes();
    expect(await names(place)).toEqual(['_id_']);
  },
  'dropping an index that is not there is refused (27)': async ({ rows }) => {
    await rows.insertOne({ _id: 1 });
    await failure(rows.dropIndex('nothing'), 27, 'IndexNotFound');
  },
  'dropping the index on _id is refused (72)': async ({ rows }) => {
    await rows.insertOne({ _id: 1 });
    await failure(rows.dropIndex('_id_'), 72, 'InvalidOptions');
  },
  'the same keys with other options are refused (86)': async ({ rows }) => {
    await rows.createIndex({ a: 1 });
    await failure(rows.createIndex({ a: 1 }, { unique: true }), 86, 'IndexKeySpecsConflict');
  },
  'the same keys under another name are refused (85)': async ({ rows }) => {
    await rows.createIndex({ a: 1 });
    await failure(rows.createIndex({ a: 1 }, { name: 'other' }), 85, 'IndexOptionsConflict');
  },
  'the same name for other keys is refused (86)': async ({ rows }) => {
    await rows.createIndex({ a: 1 }, { name: 'mine' });
    await failure(rows.createIndex({ b: 1 }, { name: 'mine' }), 86, 'IndexKeySpecsConflict');
  },
  'an index without keys is refused (67)': async ({ db, rows }) => {
    const act = db.command({ createIndexes: rows.collectionName, indexes: [{ key: {}, name: 'x' }] });
    await failure(act, 67, 'CannotCreateIndex');
  },
  'a direction of 0 is refused (67)': async ({ db, rows }) => {
    const act = db.command({ createIndexes: rows.collectionName, indexes: [{ key: { a: 0 }, name: 'x' }] });
    await failure(act, 67, 'CannotCreateIndex');
  },
  'an index of an unknown kind is refused (67)': async ({ db, rows }) => {
    const act = db.command({
      createIndexes: rows.collectionName,
      indexes: [{ key: { a: 'nonsense' }, name: 'x' }],
    });
    await failure(act, 67, 'CannotCreateIndex');
  },
  'a unique index on data with duplicates is refused (11000)': async place => {
    await place.rows.insertMany(holding(1, 1));
    await failure(place.rows.createIndex({ a: 1 }, { unique: true }), 11000);
    expect(await names(place)).toEqual(['_id_']);
  },
  'unique refuses the same value': duplicate([{ a: 1 }, { a: 1 }], {}),
  'unique takes 1, 1.0 and a long 1 as the same': duplicate(
    [{ a: new Double(1) }, { a: Long.fromNumber(1) }],
    {},
  ),
  'unique tells 1 from "1"': accepted([{ a: 1 }, { a: '1' }, { a: true }], {}),
  'unique takes absent and null as the same': duplicate([{}, { a: null }], {}),
  'unique and sparse lets many be absent': accepted([{}, {}, { a: 1 }], { sparse: true }),
  'unique and sparse refuses two nulls': duplicate([{ a: null }, { a: null }], { sparse: true }),
  'unique on several fields refuses the same pair': duplicate(
    [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 1, b: 2 },
    ],
    {},
    { a: 1, b: 1 },
  ),
  'unique on several fields lets one differ': accepted(
    [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2 }, {}],
    {},
    { a: 1, b: 1 },
  ),
  'unique on an array refuses an element that another document has': duplicate(
    [{ a: [1, 2] }, { a: [3, 2] }],
    {},
  ),
  'unique on an array lets one document repeat itself': accepted([{ a: [1, 1] }, { a: [2] }], {}),
  'unique on a dotted path': duplicate([{ a: { b: 1 } }, { a: { b: 1, c: 2 } }], {}, { 'a.b': 1 }),
  'unique on a dotted path through an array': duplicate(
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: { b: 2 } }],
    {},
    { 'a.b': 1 },
  ),
  'unique on whole documents minds the order of fields': accepted(
    [{ a: { x: 1, y: 1 } }, { a: { y: 1, x: 1 } }],
    {},
  ),
  'unique and partial binds only the documents of its filter': accepted(
    [{ a: 1, live: true }, { a: 1, live: false }, { a: 1 }],
    { partialFilterExpression: { live: true } },
  ),
  'unique and partial refuses among those': duplicate(
    [{ a: 1, live: true }, { a: 1 }, { a: 1, live: true }],
    {
      partialFilterExpression: { live: true },
    },
  ),
  'unique and partial with $exists': duplicate([{}, {}, { a: 1 }, { a: 1 }], {
    partialFilterExpression: { a: { $exists: true } },
  }),
  'an update into a partial index is checked': async ({ rows }) => {
    await rows.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await rows.insertMany(numbered({ a: 1, live: true }, { a: 1, live: false }));
    await failure(rows.updateOne({ _id: 2 }, { $set: { live: true } }), 11000);
    same(await rows.findOne({ _id: 2 }), { _id: 2, a: 1, live: false });
  },
  'a freed value may be taken again': async ({ rows }) => {
    await rows.createIndex({ a: 1 }, { unique: true });
    await rows.insertOne({ _id: 1, a: 1 });
    await rows.updateOne({ _id: 1 }, { $set: { a: 2 } });
    await rows.insertOne({ _id: 2, a: 1 });
    await rows.deleteOne({ _id: 1 });
    await rows.insertOne({ _id: 3, a: 2 });
    expect(await rows.countDocuments()).toBe(2);
  },
  'the same value may stay through an update': async ({ rows }) => {
    await rows.createIndex({ a: 1 }, { unique: true });
    await rows.insertOne({ _id: 1, a: 1 });
    expect(await rows.updateOne({ _id: 1 }, { $set: { a: 1, b: 2 } })).toMatchObject({ modifiedCount: 1 });
  },
  'the error of a duplicate tells the index, the key and the value': async ({ rows }) => {
    await rows.createIndex({ a: 1, b: -1 }, { unique: true });
    await rows.insertOne({ _id: 1, a: 'x', b: 2 });
    const refused = await failure(rows.insertOne({ _id: 2, a: 'x', b: 2 }), 11000);
    expect(refused.message).toMatch(
      /^E11000 duplicate key error collection: \S+ index: a_1_b_-1 dup key: \{ a: "x", b: 2 \}/,
    );
    same(refused.keyPattern, { a: 1, b: -1 });
    same(refused.keyValue, { a: 'x', b: 2 });
  },
  'a second document with the same _id is refused (11000)': async ({ rows }) => {
    await rows.insertOne({ _id: 1 });
    const refused = await failure(rows.insertOne({ _id: 1, a: 1 }), 11000);
    expect(refused.message).toContain('_id_');
    expect(refused.message).toContain('_id: 1');
  },
  'two arrays in one compound index are refused (171)': async ({ rows }) => {
    await rows.createIndex({ a: 1, b: 1 });
    await failure(rows.insertOne({ _id: 1, a: [1], b: [2] }), 171);
  },
  'a partial index with an operator it does not know is refused (67)': async ({ rows }) => {
    await failure(rows.createIndex({ a: 1 }, { partialFilterExpression: { a: { $mod: [2, 0] } } }), 67);
  },
  'an index over several fields with expireAfterSeconds is refused (67)': async ({ rows }) => {
    await failure(rows.createIndex({ a: 1, b: 1 }, { expireAfterSeconds: 5 }), 67);
  },
  'a negative expireAfterSeconds is refused (67)': async ({ rows }) => {
    await failure(rows.createIndex({ a: 1 }, { expireAfterSeconds: -1 }), 67);
  },
  'a hashed index is made, or refused as not supported': async place => {
    await orUnsupported(place.rows.createIndex({ a: 'hashed' }), async () => {
      expect(await names(place)).toContain('a_hashed');
    });
  },
  'a text index is made, or refused as not supported': async place => {
    await orUnsupported(place.rows.createIndex({ a: 'text' }), async () => {
      expect(await names(place)).toContain('a_text');
    });
  },
});
