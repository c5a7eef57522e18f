import { MongoBulkWriteError, ObjectId } from 'mongodb';
import { expect } from 'vitest';
import { holding, numbered } from './support/cases.ts';
import { failure } from './support/refusals.ts';
import { ordered, same } from './support/show.ts';
import { conformance, type Place } from './support/suite.ts';

async function bulkFailure(act: Promise<unknown>): Promise<MongoBulkWriteError> {
  const outcome = await act.then(
    () => new Error('the bulk went through'),
    (error: unknown) => error,
  );
  if (outcome instanceof MongoBulkWriteError) return outcome;
  throw outcome;
}
const indexesOf = (error: MongoBulkWriteError): number[] =>
  [error.writeErrors].flat().map(each => each.index);
const left = async ({ rows }: Place): Promise<unknown[]> =>
  (await rows.find({}, { sort: { _id: 1 } }).toArray()).map(row => row._id);

conformance('writes and their results', {
  'insertOne without _id makes an ObjectId': async ({ db, rows }) => {
    const result = await db.collection(rows.collectionName).insertOne({ a: 1 });
    expect(result.insertedId).toBeInstanceOf(ObjectId);
    expect(await rows.countDocuments()).toBe(1);
  },
  'an insert by command without _id gets an ObjectId, as its first field': async ({ db, rows }) => {
    await db.command({ insert: rows.collectionName, documents: [{ a: 1 }] });
    const found = await rows.findOne();
    expect(Object.keys(found ?? {})).toEqual(['_id', 'a']);
    expect(found?._id).toBeInstanceOf(ObjectId);
  },
  'an insert puts _id first': async ({ db, rows }) => {
    await db.command({ insert: rows.collectionName, documents: [{ a: 1, _id: 5 }] });
    same(await rows.findOne(), { _id: 5, a: 1 });
  },
  'insertMany tells how many': async ({ rows }) => {
    expect(await rows.insertMany(holding(1, 2, 3))).toMatchObject({ insertedCount: 3 });
  },
  'an ordered insert stops at the first failure': async place => {
    const error = await bulkFailure(place.rows.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }]));
    expect(error.result.insertedCount).toBe(1);
    expect(indexesOf(error)).toEqual([1]);
    expect(await left(place)).toEqual([1]);
  },
  'an unordered insert goes on after a failure': async place => {
    const docs = [{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }];
    const error = await bulkFailure(place.rows.insertMany(docs, { ordered: false }));
    expect(error.result.insertedCount).toBe(3);
    expect(indexesOf(error)).toEqual([1, 3]);
    expect(error.code).toBe(11000);
    expect(await left(place)).toEqual([1, 2, 3]);
  },
  'an insert of a thousand documents in one command': async ({ rows }) => {
    await rows.insertMany(
      numbered(...Array.from({ length: 1000 }, (_, n) => ({ n, text: 'x'.repeat(100) }))),
    );
    expect(await rows.countDocuments()).toBe(1000);
  },
  'an insert of nothing is refused (16 InvalidLength)': async ({ db, rows }) => {
    await failure(db.command({ insert: rows.collectionName, documents: [] }), 16);
  },
  'deleteOne takes one away': async place => {
    await place.rows.insertMany(holding(1, 1, 2));
    expect(await place.rows.deleteOne({ a: 1 })).toMatchObject({ deletedCount: 1 });
    expect(await place.rows.countDocuments()).toBe(2);
  },
  'deleteMany takes all that match away': async place => {
    await place.rows.insertMany(holding(1, 1, 2));
    expect(await place.rows.deleteMany({ a: 1 })).toMatchObject({ deletedCount: 2 });
    expect(await left(place)).toEqual([3]);
  },
  'deleteMany of everything': async ({ rows }) => {
    await rows.insertMany(holding(1, 2));
    expect(await rows.deleteMany({})).toMatchObject({ deletedCount: 2 });
    expect(await rows.countDocuments()).toBe(0);
  },
  'a delete that finds nothing tells 0': async ({ rows }) => {
    expect(await rows.deleteOne({ a: 1 })).toMatchObject({ deletedCount: 0 });
  },
  'a delete with a limit other than 0 and 1 is refused (9 FailedToParse)': async ({ db, rows }) => {
    await failure(db.command({ delete: rows.collectionName, deletes: [{ q: {}, limit: 2 }] }), 9);
  },
  'a bulk of all kinds tells each count': async ({ rows }) => {
    await rows.insertMany(holding(1, 2, 3));
    const result = await rows.bulkWrite([
      { insertOne: { document: { _id: 9, a: 9 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { a: 10 } } } },
      { updateMany: { filter: { a: { $gt: 1 } }, update: { $inc: { a: 1 } } } },
      { replaceOne: { filter: { _id: 2 }, replacement: { z: 1 } } },
      { updateOne: { filter: { _id: 50 }, update: { $set: { a: 1 } }, upsert: true } },
      { deleteOne: { filter: { _id: 3 } } },
      { deleteMany: { filter: { a: { $gt: 9 } } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 6,
      modifiedCount: 6,
      deletedCount: 3,
      upsertedCount: 1,
      upsertedIds: { 4: 50 },
    });
    same(await rows.find({}, { sort: { _id: 1 } }).toArray(), [
      { _id: 2, z: 1 },
      { _id: 50, a: 1 },
    ]);
  },
  'an ordered bulk stops at the first failure': async place => {
    await place.rows.insertOne({ _id: 1 });
    const error = await bulkFailure(
      place.rows.bulkWrite([
        { insertOne: { document: { _id: 1 } } },
        { insertOne: { document: { _id: 2 } } },
      ]),
    );
    expect(indexesOf(error)).toEqual([0]);
    expect(await left(place)).toEqual([1]);
  },
  'an unordered bulk goes on': async place => {
    await place.rows.insertOne({ _id: 1, a: 'x' });
    const error = await bulkFailure(
      place.rows.bulkWrite(
        [
          { insertOne: { document: { _id: 1 } } },
          { updateOne: { filter: { _id: 1 }, update: { $inc: { a: 1 } } } },
          { insertOne: { document: { _id: 2 } } },
        ],
        { ordered: false },
      ),
    );
    expect(ordered(indexesOf(error))).toEqual([0, 1]);
    expect(await left(place)).toEqual([1, 2]);
  },
  'several updates in one command count together': async ({ db, rows }) => {
    await rows.insertMany(holding(1, 2));
    const answer = await db.command({
      update: rows.collectionName,
      updates: [
        { q: { _id: 1 }, u: { $set: { a: 5 } } },
        { q: { _id: 2 }, u: { $set: { a: 2 } } },
        { q: { _id: 3 }, u: { $set: { a: 3 } }, upsert: true },
      ],
    });
    expect(answer).toMatchObject({ n: 3, nModified: 1, upserted: [{ index: 2, _id: 3 }], ok: 1 });
  },
  'an updateMany that breaks a unique index keeps what it did before': async ({ rows }) => {
    await rows.createIndex({ a: 1 }, { unique: true });
    await rows.insertMany(holding(1, 2, 3));
    await failure(rows.updateMany({}, { $set: { a: 7 } }), 11000);
    expect(await rows.countDocuments({ a: 7 })).toBe(1);
  },
  'a document of nearly 16 MB goes in, an update that makes it larger is refused (17419)': async ({
    rows,
  }) => {
    await rows.insertOne({ _id: 1, a: 'x'.repeat(16 * 1024 * 1024 - 100) });
    await failure(rows.updateOne({ _id: 1 }, { $set: { b: 'x'.repeat(200) } }), 17419);
    expect(await rows.countDocuments({ b: { $exists: true } })).toBe(0);
  },
  '_id may not be an array (53 or 2), a regular expression or undefined': async ({ db, rows }) => {
    const insert = async (_id: unknown) =>
      await db
        .command({ insert: rows.collectionName, documents: [{ _id }] })
        .catch((error: unknown) => error);
    for (const id of [[1], /x/]) {
      const outcome = await insert(id);
      expect(JSON.stringify(outcome)).toMatch(/"code":(53|2)\b/);
    }
    expect(await rows.countDocuments()).toBe(0);
  },
  '_id may be null, a document, a date, text or a number': async ({ db, rows }) => {
    const all = db.collection<{ _id: unknown }>(rows.collectionName);
    await db.command({
      insert: rows.collectionName,
      documents: [{ _id: null }, { _id: { a: 1 } }, { _id: new Date(0) }, { _id: 'x' }, { _id: 1.5 }],
    });
    expect(await all.countDocuments()).toBe(5);
  },
  'field names with dots and dollars inside are stored': async ({ rows }) => {
    await rows.insertOne({ _id: 1, in: { 'a.b': 1, a$b: 2 } });
    same(await rows.findOne(), { _id: 1, in: { 'a.b': 1, a$b: 2 } });
  },
  'an update with an empty list is refused (16 InvalidLength)': async ({ db, rows }) => {
    await failure(db.command({ update: rows.collectionName, updates: [] }), 16);
  },
});
