import type { Document } from 'mongodb';
import { expect } from 'vitest';
import { numbered } from './support/cases.ts';
import { failure } from './support/refusals.ts';
import { same } from './support/show.ts';
import { type Case, conformance, type Place, type Row } from './support/suite.ts';

const items = [
  { _id: 'pen', price: 2 },
  { _id: 'ink', price: 5 },
];

/** Runs the pipeline over `docs`, with a second collection beside it whose name the pipeline gets. */
const beside =
  (docs: Row[], other: Row[], pipeline: (name: string) => Document[], result: Document[]): Case =>
  async ({ db, rows }) => {
    const name = `${rows.collectionName}_other`;
    if (docs.length > 0) await rows.insertMany(docs);
    if (other.length > 0) await db.collection<Row>(name).insertMany(other);
    same(await rows.aggregate(pipeline(name)).toArray(), result);
  };

/** Runs a pipeline that writes into a second collection, and answers what is there then. */
async function written({ db, rows }: Place, docs: Row[], other: Row[], stage: (into: string) => Document) {
  const into = db.collection<Row>(`${rows.collectionName}_into`);
  await rows.insertMany(docs);
  if (other.length > 0) await into.insertMany(other);
  expect(await rows.aggregate([{ $sort: { _id: 1 } }, stage(into.collectionName)]).toArray()).toEqual([]);
  return await into.find({}, { sort: { _id: 1 } }).toArray();
}

conformance('aggregation over several collections', {
  '$lookup joins by a field': beside(
    [
      { _id: 1, item: 'ink' },
      { _id: 2, item: 'cap' },
    ],
    items,
    from => [{ $lookup: { from, localField: 'item', foreignField: '_id', as: 'is' } }],
    [
      { _id: 1, item: 'ink', is: [{ _id: 'ink', price: 5 }] },
      { _id: 2, item: 'cap', is: [] },
    ],
  ),
  '$lookup joins each element of an array': beside(
    [{ _id: 1, list: ['pen', 'ink'] }],
    items,
    from => [
      { $lookup: { from, localField: 'list', foreignField: '_id', as: 'is' } },
      { $project: { n: { $size: '$is' } } },
    ],
    [{ _id: 1, n: 2 }],
  ),
  '$lookup joins the absent with null and the absent': beside(
    [{ _id: 1 }],
    numbered({ k: null }, {}, { k: 1 }),
    from => [
      { $lookup: { from, localField: 'k', foreignField: 'k', as: 'is' } },
      { $project: { 'is._id': 1 } },
    ],
    [{ _id: 1, is: [{ _id: 1 }, { _id: 2 }] }],
  ),
  '$lookup with a pipeline and let': beside(
    [{ _id: 1, most: 3 }],
    items,
    from => [
      {
        $lookup: {
          from,
          let: { most: '$most' },
          pipeline: [{ $match: { $expr: { $lte: ['$price', '$$most'] } } }, { $project: { _id: 1 } }],
          as: 'is',
        },
      },
    ],
    [{ _id: 1, most: 3, is: [{ _id: 'pen' }] }],
  ),
  '$lookup with fields and a pipeline': beside(
    [{ _id: 1, item: 'ink' }],
    items,
    from => [
      {
        $lookup: {
          from,
          localField: 'item',
          foreignField: '_id',
          pipeline: [{ $project: { _id: 0 } }],
          as: 'is',
        },
      },
    ],
    [{ _id: 1, item: 'ink', is: [{ price: 5 }] }],
  ),
  '$lookup of a collection that is not there finds nothing': beside(
    [{ _id: 1, a: 1 }],
    [],
    from => [{ $lookup: { from, localField: 'a', foreignField: 'a', as: 'is' } }],
    [{ _id: 1, a: 1, is: [] }],
  ),
  '$lookup then $unwind': beside(
    [{ _id: 1, item: 'pen' }],
    items,
    from => [
      { $lookup: { from, localField: 'item', foreignField: '_id', as: 'is' } },
      { $unwind: '$is' },
      { $project: { price: '$is.price' } },
    ],
    [{ _id: 1, price: 2 }],
  ),
  '$graphLookup walks up a tree': beside(
    [{ _id: 'ann', boss: 'bob' }],
    [{ _id: 'bob', boss: 'cy' }, { _id: 'cy' }, { _id: 'dan' }],
    from => [
      {
        $graphLookup: { from, startWith: '$boss', connectFromField: 'boss', connectToField: '_id', as: 'up' },
      },
      { $project: { n: { $size: '$up' } } },
    ],
    [{ _id: 'ann', n: 2 }],
  ),
  '$unionWith appends the other collection': beside(
    numbered({ a: 1 }),
    [{ _id: 9, a: 9 }],
    coll => [{ $unionWith: { coll, pipeline: [{ $match: { a: 9 } }] } }],
    [
      { _id: 1, a: 1 },
      { _id: 9, a: 9 },
    ],
  ),
  '$unionWith by name only': beside(numbered({ a: 1 }), [{ _id: 9 }], coll => [{ $unionWith: coll }], [
    { _id: 1, a: 1 },
    { _id: 9 },
  ]),
  '$out replaces the other collection': async place => {
    same(await written(place, numbered({ a: 1 }), [{ _id: 5 }], into => ({ $out: into })), [
      { _id: 1, a: 1 },
    ]);
  },
  '$merge replaces fields of the same _id and inserts the rest': async place => {
    const into = await written(place, numbered({ a: 1 }, { a: 2 }), [{ _id: 1, a: 0, keep: 1 }], into => ({
      $merge: { into },
    }));
    same(into, [
      { _id: 1, a: 1, keep: 1 },
      { _id: 2, a: 2 },
    ]);
  },
  '$merge may replace, and leave out what is new': async place => {
    const into = await written(place, numbered({ a: 1 }, { a: 2 }), [{ _id: 1, keep: 1 }], into => ({
      $merge: { into, whenMatched: 'replace', whenNotMatched: 'discard' },
    }));
    same(into, [{ _id: 1, a: 1 }]);
  },
  '$merge may keep what is there': async place => {
    const into = await written(place, numbered({ a: 1 }), [{ _id: 1, a: 0 }], into => ({
      $merge: { into, whenMatched: 'keepExisting' },
    }));
    same(into, [{ _id: 1, a: 0 }]);
  },
  '$merge may fail on a match (11000)': async place => {
    await failure(
      written(place, numbered({ a: 1 }), [{ _id: 1 }], into => ({ $merge: { into, whenMatched: 'fail' } })),
      11000,
    );
  },
  '$merge by a unique field of its own': async place => {
    await place.db.collection(`${place.rows.collectionName}_into`).createIndex({ k: 1 }, { unique: true });
    const into = await written(place, numbered({ k: 'x', v: 2 }), [{ _id: 50, k: 'x', v: 1 }], into => ({
      $merge: { into, on: 'k', whenMatched: [{ $set: { v: { $add: ['$v', '$$new.v'] } } }] },
    }));
    same(into, [{ _id: 50, k: 'x', v: 3 }]);
  },
  '$out must be last (40601)': async ({ rows }) => {
    await rows.insertOne({ _id: 1 });
    await failure(rows.aggregate([{ $out: 'x' }, { $match: {} }]).toArray(), 40601);
  },
  '$documents makes documents without a collection': async ({ db }) => {
    const made = await db.aggregate([{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }]).toArray();
    same(made, [{ a: 2 }]);
  },
});
