import { type Document, ObjectId } from 'mongodb';
import { expect } from 'vitest';
import { numbered, refuses, updates } from './support/cases.ts';
import { same } from './support/show.ts';
import { type Case, conformance, type Row } from './support/suite.ts';

const upsert = { upsert: true };

/** An upsert into an empty collection leaves exactly this document. */
const makes = (filter: Document, update: Document, made: Document): Case =>
  updates({
    before: [],
    filter,
    update,
    options: upsert,
    after: [made],
    result: { matchedCount: 0, upsertedCount: 1 },
  });

/** A replacement of the one document leaves this one. */
const replaces =
  (before: Row, replacement: Document, after: Row): Case =>
  async ({ rows }) => {
    await rows.insertOne(before);
    const result = await rows.replaceOne({ _id: before._id }, replacement);
    expect(result.matchedCount).toBe(1);
    same(await rows.find().toArray(), [after]);
  };

conformance('upsert and replace', {
  'an upsert takes the equalities of its filter': makes(
    { _id: 1, a: 2 },
    { $set: { b: 3 } },
    { _id: 1, a: 2, b: 3 },
  ),
  'an upsert takes $eq too': makes({ _id: 1, a: { $eq: 2 } }, { $set: { b: 3 } }, { _id: 1, a: 2, b: 3 }),
  'an upsert takes equalities inside $and': makes(
    { $and: [{ _id: 1 }, { a: 2 }] },
    { $set: { b: 3 } },
    { _id: 1, a: 2, b: 3 },
  ),
  'an upsert takes an $in or $or of one': makes(
    { _id: 1, a: { $in: [2] }, $or: [{ c: 4 }] },
    { $set: { z: 3 } },
    { _id: 1, a: 2, c: 4, z: 3 },
  ),
  'an upsert takes nothing from bounds': makes(
    { _id: 1, a: { $gt: 5 } },
    { $set: { b: 3 } },
    { _id: 1, b: 3 },
  ),
  'an upsert makes the way to a dotted path': makes(
    { _id: 1, 'a.b': 2 },
    { $set: { 'a.c': 3 } },
    { _id: 1, a: { b: 2, c: 3 } },
  ),
  '$setOnInsert acts on an insert': makes(
    { _id: 1 },
    { $setOnInsert: { a: 1 }, $inc: { n: 1 } },
    { _id: 1, a: 1, n: 1 },
  ),
  '$setOnInsert does not act on an update': updates({
    before: [{ _id: 1, n: 1 }],
    filter: { _id: 1 },
    update: { $setOnInsert: { a: 1 }, $inc: { n: 1 } },
    options: upsert,
    after: [{ _id: 1, n: 2 }],
    result: { matchedCount: 1, modifiedCount: 1, upsertedCount: 0, upsertedId: null },
  }),
  'an upsert with $push makes the array': makes({ _id: 1 }, { $push: { a: 1 } }, { _id: 1, a: [1] }),
  'an upsert without _id makes an ObjectId and tells it': async ({ rows }) => {
    const result = await rows.updateOne({ a: 1 }, { $set: { b: 1 } }, upsert);
    expect(result.upsertedId).toBeInstanceOf(ObjectId);
    same(await rows.find({}, { projection: { _id: 0 } }).toArray(), [{ a: 1, b: 1 }]);
  },
  'an upsert tells the _id of its filter': async ({ rows }) => {
    const result = await rows.updateOne({ _id: 'mine' }, { $set: { b: 1 } }, upsert);
    expect(result).toMatchObject({ upsertedId: 'mine', upsertedCount: 1, matchedCount: 0, modifiedCount: 0 });
  },
  'an upsert may take _id from $set': makes({ a: 1 }, { $set: { _id: 7 } }, { _id: 7, a: 1 }),
  'an upsert may take _id from $setOnInsert': makes({ a: 1 }, { $setOnInsert: { _id: 7 } }, { _id: 7, a: 1 }),
  'updateMany with upsert makes one document': updates({
    before: [],
    filter: { _id: 1 },
    update: { $set: { a: 1 } },
    options: upsert,
    many: true,
    after: [{ _id: 1, a: 1 }],
    result: { upsertedCount: 1 },
  }),
  'an update that finds nothing changes nothing': updates({
    before: numbered({ a: 1 }),
    filter: { a: 9 },
    update: { $set: { a: 2 } },
    after: numbered({ a: 1 }),
    result: { matchedCount: 0, modifiedCount: 0, upsertedCount: 0 },
  }),
  'an upsert whose filter contradicts itself on a field is refused (54)': refuses(54, [], ({ rows }) =>
    rows.updateOne({ $and: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } }, upsert),
  ),
  'an upsert on a unique field taken elsewhere is refused (11000)': refuses(11000, [{ _id: 1 }], ({ rows }) =>
    rows.updateOne({ _id: 1, v: 5 }, { $set: { a: 1 } }, upsert),
  ),
  'a replacement keeps _id and nothing else': replaces({ _id: 1, a: 1, b: 2 }, { c: 3 }, { _id: 1, c: 3 }),
  'a replacement keeps the order of its own fields': replaces(
    { _id: 1, a: 1 },
    { z: 1, a: 2 },
    { _id: 1, z: 1, a: 2 },
  ),
  'a replacement may name the same _id': replaces({ _id: 1, a: 1 }, { a: 2, _id: 1 }, { _id: 1, a: 2 }),
  'a replacement by nothing leaves the _id': replaces({ _id: 1, a: 1 }, {}, { _id: 1 }),
  'a replacement by the same matches but does not modify': async ({ rows }) => {
    await rows.insertOne({ _id: 1, a: 1 });
    expect(await rows.replaceOne({ _id: 1 }, { a: 1 })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
  },
  'a replacement with upsert takes _id from the filter only': async ({ rows }) => {
    const result = await rows.replaceOne({ _id: 4, q: 1 }, { a: 1 }, upsert);
    expect(result).toMatchObject({ upsertedId: 4, upsertedCount: 1 });
    same(await rows.find().toArray(), [{ _id: 4, a: 1 }]);
  },
  'a replacement with another _id is refused (66 ImmutableField)': refuses(
    66,
    [{ _id: 1, a: 1 }],
    ({ db, rows }) =>
      db.command({ update: rows.collectionName, updates: [{ q: { _id: 1 }, u: { _id: 2, a: 1 } }] }),
  ),
  'a replacement of many is refused (9 FailedToParse)': refuses(9, [{ _id: 1, a: 1 }], ({ db, rows }) =>
    db.command({ update: rows.collectionName, updates: [{ q: {}, u: { a: 1 }, multi: true }] }),
  ),
  'an update that mixes operators and fields is refused (9 FailedToParse)': refuses(
    9,
    [{ _id: 1 }],
    ({ rows }) => rows.updateOne({ _id: 1 }, { $set: { a: 1 }, b: 1 }),
  ),
});
