import { expect } from 'vitest';
import { numbered } from './support/cases.ts';
import { failure } from './support/refusals.ts';
import { same } from './support/show.ts';
import { type Case, conformance, type Place } from './support/suite.ts';

const three = numbered({ a: 1, s: 'open' }, { a: 2, s: 'open' }, { a: 3, s: 'done' });
const withThree =
  (act: (place: Place) => Promise<void>): Case =>
  async place => {
    await place.rows.insertMany(three);
    await act(place);
  };

conformance('findAndModify', {
  'findOneAndUpdate answers the document before': withThree(async ({ rows }) => {
    same(await rows.findOneAndUpdate({ _id: 1 }, { $set: { s: 'x' } }), { _id: 1, a: 1, s: 'open' });
    same(await rows.findOne({ _id: 1 }), { _id: 1, a: 1, s: 'x' });
  }),
  'findOneAndUpdate answers the document after, where asked': withThree(async ({ rows }) => {
    const after = await rows.findOneAndUpdate({ _id: 1 }, { $inc: { a: 10 } }, { returnDocument: 'after' });
    same(after, { _id: 1, a: 11, s: 'open' });
  }),
  'findOneAndUpdate that finds nothing answers null': withThree(async ({ rows }) => {
    expect(await rows.findOneAndUpdate({ _id: 9 }, { $set: { a: 1 } })).toBeNull();
  }),
  'findOneAndUpdate takes the first in the sort': withThree(async ({ rows }) => {
    const taken = await rows.findOneAndUpdate({ s: 'open' }, { $set: { s: 'mine' } }, { sort: { a: -1 } });
    expect(taken?._id).toBe(2);
    expect(await rows.countDocuments({ s: 'mine' })).toBe(1);
  }),
  'findOneAndUpdate shows only the projection': withThree(async ({ rows }) => {
    const seen = await rows.findOneAndUpdate(
      { _id: 1 },
      { $inc: { a: 1 } },
      { projection: { a: 1, _id: 0 } },
    );
    same(seen, { a: 1 });
  }),
  'findOneAndUpdate with upsert answers null before, the new document after': async ({ rows }) => {
    expect(await rows.findOneAndUpdate({ _id: 1 }, { $set: { a: 1 } }, { upsert: true })).toBeNull();
    const made = await rows.findOneAndUpdate(
      { _id: 2 },
      { $set: { a: 2 } },
      { upsert: true, returnDocument: 'after' },
    );
    same(made, { _id: 2, a: 2 });
  },
  'findOneAndUpdate with arrayFilters': async ({ rows }) => {
    await rows.insertOne({ _id: 1, t: [{ k: 1 }, { k: 2 }] });
    const after = await rows.findOneAndUpdate(
      { _id: 1 },
      { $set: { 't.$[x].done': true } },
      { arrayFilters: [{ 'x.k': 2 }], returnDocument: 'after' },
    );
    same(after, { _id: 1, t: [{ k: 1 }, { k: 2, done: true }] });
  },
  'findOneAndUpdate with a pipeline': withThree(async ({ rows }) => {
    const after = await rows.findOneAndUpdate({ _id: 2 }, [{ $set: { b: '$a' } }], {
      returnDocument: 'after',
    });
    same(after, { _id: 2, a: 2, s: 'open', b: 2 });
  }),
  'findOneAndUpdate with the positional $': async ({ rows }) => {
    await rows.insertOne({ _id: 1, t: [{ k: 1 }, { k: 2 }] });
    const after = await rows.findOneAndUpdate(
      { 't.k': 2 },
      { $set: { 't.$.k': 5 } },
      { returnDocument: 'after' },
    );
    same(after, { _id: 1, t: [{ k: 1 }, { k: 5 }] });
  },
  'findOneAndReplace answers the document before': withThree(async ({ rows }) => {
    same(await rows.findOneAndReplace({ _id: 1 }, { z: 1 }), { _id: 1, a: 1, s: 'open' });
    same(await rows.findOne({ _id: 1 }), { _id: 1, z: 1 });
  }),
  'findOneAndReplace with upsert makes the document': async ({ rows }) => {
    const made = await rows.findOneAndReplace(
      { _id: 5 },
      { z: 1 },
      { upsert: true, returnDocument: 'after' },
    );
    same(made, { _id: 5, z: 1 });
  },
  'findOneAndDelete answers what it took away': withThree(async ({ rows }) => {
    same(await rows.findOneAndDelete({ s: 'open' }, { sort: { a: -1 } }), { _id: 2, a: 2, s: 'open' });
    expect(await rows.countDocuments({})).toBe(2);
  }),
  'findOneAndDelete that finds nothing answers null': withThree(async ({ rows }) => {
    expect(await rows.findOneAndDelete({ _id: 9 })).toBeNull();
  }),
  'lastErrorObject tells of an update': withThree(async ({ rows }) => {
    const result = await rows.findOneAndUpdate(
      { _id: 1 },
      { $inc: { a: 1 } },
      { includeResultMetadata: true },
    );
    expect(result?.lastErrorObject).toEqual({ n: 1, updatedExisting: true });
  }),
  'lastErrorObject tells of an upsert with its _id': async ({ rows }) => {
    const result = await rows.findOneAndUpdate(
      { _id: 7 },
      { $set: { a: 1 } },
      { upsert: true, includeResultMetadata: true },
    );
    expect(result?.lastErrorObject).toEqual({ n: 1, updatedExisting: false, upserted: 7 });
  },
  'lastErrorObject tells that nothing was found': async ({ rows }) => {
    const result = await rows.findOneAndUpdate(
      { _id: 7 },
      { $set: { a: 1 } },
      { includeResultMetadata: true },
    );
    expect(result?.lastErrorObject).toEqual({ n: 0, updatedExisting: false });
    expect(result?.value).toBeNull();
  },
  'the command is also known in small letters': withThree(async ({ db, rows }) => {
    const answer = await db.command({ findandmodify: rows.collectionName, query: { _id: 1 }, remove: true });
    same(answer['value'], { _id: 1, a: 1, s: 'open' });
  }),
  'remove and update together are refused (9 FailedToParse)': withThree(async ({ db, rows }) => {
    await failure(
      db.command({ findAndModify: rows.collectionName, query: {}, remove: true, update: { $set: { a: 1 } } }),
      9,
    );
  }),
  'neither remove nor update is refused (9 FailedToParse)': withThree(async ({ db, rows }) => {
    await failure(db.command({ findAndModify: rows.collectionName, query: {} }), 9);
  }),
  'remove with new is refused (9 FailedToParse)': withThree(async ({ db, rows }) => {
    await failure(db.command({ findAndModify: rows.collectionName, query: {}, remove: true, new: true }), 9);
  }),
  'a duplicate key is refused with its key (11000)': withThree(async ({ rows }) => {
    await rows.createIndex({ a: 1 }, { unique: true });
    await failure(rows.findOneAndUpdate({ _id: 1 }, { $set: { a: 2 } }), 11000, 'DuplicateKey');
    same(await rows.findOne({ _id: 1 }), { _id: 1, a: 1, s: 'open' });
  }),
  'changing _id is refused (66 ImmutableField)': withThree(async ({ rows }) => {
    await failure(rows.findOneAndUpdate({ _id: 1 }, { $set: { _id: 5 } }), 66);
  }),
});
