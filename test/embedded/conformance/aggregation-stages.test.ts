import { numbered, pipes, refusesPipeline } from './support/cases.ts';
import { conformance } from './support/suite.ts';

const sales = numbered(
  { item: 'a', qty: 2, price: 10 },
  { item: 'b', qty: 1, price: 20 },
  { item: 'a', qty: 5, price: 10 },
  { item: 'c', price: null },
);
const lists = numbered({ a: [1, 2] }, { a: [] }, { a: null }, {}, { a: 7 });

conformance('aggregation stages', {
  'an empty pipeline answers all': pipes(numbered({ a: 1 }), [], numbered({ a: 1 })),
  '$match first, then $project': pipes(
    sales,
    [{ $match: { item: 'b' } }, { $project: { _id: 0, qty: 1 } }],
    [{ qty: 1 }],
  ),
  '$project keeps the order of the document, new fields come last in the order written': pipes(
    [{ _id: 1, a: 1, b: 2 }],
    [{ $project: { z: '$a', b: 1, y: '$b', a: 1 } }],
    [{ _id: 1, a: 1, b: 2, z: 1, y: 2 }],
  ),
  '$project with nested fields': pipes(
    [{ _id: 1, a: { b: 1, c: 2 } }],
    [{ $project: { _id: 0, a: { b: 1 }, n: { x: '$a.c' } } }],
    [{ a: { b: 1 }, n: { x: 2 } }],
  ),
  '$project with an array of expressions': pipes(
    [{ _id: 1, a: 1 }],
    [{ $project: { _id: 0, l: ['$a', '$none', 3] } }],
    [{ l: [1, null, 3] }],
  ),
  '$addFields adds at the end and replaces in place': pipes(
    [{ _id: 1, a: 1, b: 2 }],
    [{ $addFields: { c: 3, a: { $add: ['$a', 1] } } }],
    [{ _id: 1, a: 2, b: 2, c: 3 }],
  ),
  '$addFields into every document of an array': pipes(
    [{ _id: 1, a: [{ x: 1 }, { x: 2 }] }],
    [{ $addFields: { 'a.y': 0 } }],
    [
      {
        _id: 1,
        a: [
          { x: 1, y: 0 },
          { x: 2, y: 0 },
        ],
      },
    ],
  ),
  '$set is $addFields': pipes([{ _id: 1 }], [{ $set: { a: 1 } }], [{ _id: 1, a: 1 }]),
  '$unset takes fields away, dotted ones too': pipes(
    [{ _id: 1, a: { b: 1, c: 2 }, d: 1 }],
    [{ $unset: ['a.b', 'd'] }],
    [{ _id: 1, a: { c: 2 } }],
  ),
  '$unwind makes one document an element': pipes(
    lists,
    [{ $unwind: '$a' }],
    [
      { _id: 1, a: 1 },
      { _id: 1, a: 2 },
      { _id: 5, a: 7 },
    ],
  ),
  '$unwind keeps the empty where asked': pipes(
    lists,
    [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }],
    [{ _id: 1, a: 1 }, { _id: 1, a: 2 }, { _id: 2 }, { _id: 3, a: null }, { _id: 4 }, { _id: 5, a: 7 }],
  ),
  '$unwind tells the index': pipes(
    [{ _id: 1, a: ['x', 'y'] }],
    [{ $unwind: { path: '$a', includeArrayIndex: 'i' } }],
    [
      { _id: 1, a: 'x', i: 0 },
      { _id: 1, a: 'y', i: 1 },
    ],
  ),
  '$unwind of what is no array has index null': pipes(
    [{ _id: 1, a: 'x' }],
    [{ $unwind: { path: '$a', includeArrayIndex: 'i' } }],
    [{ _id: 1, a: 'x', i: null }],
  ),
  '$group by a field': pipes(
    sales,
    [{ $group: { _id: '$item', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: 'a', n: 2 },
      { _id: 'b', n: 1 },
      { _id: 'c', n: 1 },
    ],
  ),
  '$group of everything': pipes(
    sales,
    [{ $group: { _id: null, q: { $sum: '$qty' } } }],
    [{ _id: null, q: 8 }],
  ),
  '$group by a document': pipes(
    sales,
    [{ $match: { qty: { $gt: 1 } } }, { $group: { _id: { i: '$item', p: '$price' }, n: { $sum: 1 } } }],
    [{ _id: { i: 'a', p: 10 }, n: 2 }],
  ),
  '$group by a field that is not there gives null': pipes(
    [{ _id: 1 }, { _id: 2, a: null }],
    [{ $group: { _id: '$a', n: { $sum: 1 } } }],
    [{ _id: null, n: 2 }],
  ),
  '$group of nothing gives nothing': pipes([], [{ $group: { _id: null, n: { $sum: 1 } } }], []),
  '$count counts': pipes(sales, [{ $match: { item: 'a' } }, { $count: 'n' }], [{ n: 2 }]),
  '$count of nothing gives nothing': pipes(sales, [{ $match: { item: 'z' } }, { $count: 'n' }], []),
  '$sortByCount puts the most frequent first': pipes(
    [
      { _id: 1, a: 'x' },
      { _id: 2, a: 'y' },
      { _id: 3, a: 'y' },
    ],
    [{ $sortByCount: '$a' }],
    [
      { _id: 'y', count: 2 },
      { _id: 'x', count: 1 },
    ],
  ),
  '$replaceRoot takes a document out': pipes(
    [{ _id: 1, a: { b: 2 } }],
    [{ $replaceRoot: { newRoot: '$a' } }],
    [{ b: 2 }],
  ),
  '$replaceWith is the same': pipes([{ _id: 1, a: { b: 2 } }], [{ $replaceWith: '$a' }], [{ b: 2 }]),
  '$facet runs several pipelines': pipes(
    numbered({ a: 1 }, { a: 2 }),
    [
      {
        $facet: {
          few: [{ $limit: 1 }, { $project: { _id: 1 } }],
          n: [{ $count: 'n' }],
          none: [{ $match: { a: 9 } }],
        },
      },
    ],
    [{ few: [{ _id: 1 }], n: [{ n: 2 }], none: [] }],
  ),
  '$bucket puts a value at a bound into the bucket that starts there': pipes(
    numbered({ a: 0 }, { a: 5 }, { a: 9 }, { a: 10 }),
    [{ $bucket: { groupBy: '$a', boundaries: [0, 5, 10], default: 'more' } }],
    [
      { _id: 0, count: 1 },
      { _id: 5, count: 2 },
      { _id: 'more', count: 1 },
    ],
  ),
  '$bucket with an output of its own': pipes(
    numbered({ a: 1 }, { a: 2 }),
    [{ $bucket: { groupBy: '$a', boundaries: [0, 5], output: { all: { $push: '$a' } } } }],
    [{ _id: 0, all: [1, 2] }],
  ),
  '$bucketAuto makes buckets of like size': pipes(
    numbered({ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }),
    [{ $bucketAuto: { groupBy: '$a', buckets: 2 } }],
    [
      { _id: { min: 1, max: 3 }, count: 2 },
      { _id: { min: 3, max: 4 }, count: 2 },
    ],
  ),
  '$sample takes so many': pipes(sales, [{ $sample: { size: 3 } }, { $count: 'n' }], [{ n: 3 }]),
  '$redact prunes': pipes(
    [{ _id: 1, level: 1, in: { level: 5 } }],
    [{ $redact: { $cond: [{ $gt: ['$level', 3] }, '$$PRUNE', '$$DESCEND'] } }],
    [{ _id: 1, level: 1 }],
  ),
  '$match with $expr between two fields': pipes(
    sales,
    [{ $match: { $expr: { $gt: ['$qty', '$_id'] } } }, { $project: { _id: 1 } }],
    [{ _id: 1 }, { _id: 3 }],
  ),
  '$sort within a pipeline, after a $group': pipes(
    sales,
    [{ $group: { _id: '$item', q: { $sum: '$qty' } } }, { $sort: { q: -1, _id: 1 } }, { $limit: 2 }],
    [
      { _id: 'a', q: 7 },
      { _id: 'b', q: 1 },
    ],
  ),
  '$densify fills the gaps': pipes(
    [
      { _id: 1, n: 1 },
      { _id: 2, n: 3 },
    ],
    [{ $densify: { field: 'n', range: { step: 1, bounds: 'full' } } }, { $project: { _id: 0 } }],
    [{ n: 1 }, { n: 2 }, { n: 3 }],
  ),
  '$fill gives a value where null is': pipes(
    numbered({ a: 1 }, { a: null }, {}),
    [{ $sort: { _id: 1 } }, { $fill: { output: { a: { value: 0 } } } }],
    numbered({ a: 1 }, { a: 0 }, { a: 0 }),
  ),
  '$setWindowFields keeps a running sum': pipes(
    numbered({ a: 1 }, { a: 2 }, { a: 3 }),
    [
      {
        $setWindowFields: {
          sortBy: { _id: 1 },
          output: { run: { $sum: '$a', window: { documents: ['unbounded', 'current'] } } },
        },
      },
    ],
    numbered({ a: 1, run: 1 }, { a: 2, run: 3 }, { a: 3, run: 6 }),
  ),
  '$setWindowFields ranks': pipes(
    numbered({ a: 5 }, { a: 9 }, { a: 5 }),
    [{ $setWindowFields: { sortBy: { a: -1 }, output: { r: { $rank: {} } } } }, { $sort: { _id: 1 } }],
    numbered({ a: 5, r: 2 }, { a: 9, r: 1 }, { a: 5, r: 2 }),
  ),
  'an unknown stage is refused (40324)': refusesPipeline(40324, sales, [{ $nonsense: {} }]),
  'a stage with two names is refused (40323)': refusesPipeline(40323, sales, [{ $match: {}, $limit: 1 }]),
  '$group without _id is refused (15955)': refusesPipeline(15955, sales, [{ $group: { n: { $sum: 1 } } }]),
  '$group with an unknown accumulator is refused (15952)': refusesPipeline(15952, sales, [
    { $group: { _id: null, n: { $nonsense: 1 } } },
  ]),
  '$group with a field that is no accumulator is refused (40234)': refusesPipeline(40234, sales, [
    { $group: { _id: null, n: '$qty' } },
  ]),
  '$unwind without $ is refused (28818)': refusesPipeline(28818, sales, [{ $unwind: 'a' }]),
  '$project with nothing is refused (51272)': refusesPipeline(51272, sales, [{ $project: {} }]),
  '$bucket outside its bounds without default is refused (40066)': refusesPipeline(
    40066,
    numbered({ a: 9 }),
    [{ $bucket: { groupBy: '$a', boundaries: [0, 5] } }],
  ),
  '$replaceRoot by what is no document is refused (40228)': refusesPipeline(40228, sales, [
    { $replaceRoot: { newRoot: '$item' } },
  ]),
  '$count without a name is refused (40156)': refusesPipeline(40156, sales, [{ $count: '' }]),
});
