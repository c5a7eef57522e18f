import type { Document } from 'mongodb';
import { numbered, pipes } from './support/cases.ts';
import { type Case, conformance } from './support/suite.ts';

const docs = numbered(
  { n: 2, t: 'b' },
  { n: 4, t: 'a' },
  { n: null, t: 'c' },
  { t: 'a' },
  { n: 'text', t: 'd' },
);

/** The accumulator over all documents, in the order of `_id`, has this value. */
const gathers = (accumulator: Document, value: unknown, over: Document[] = docs): Case =>
  pipes(
    over,
    [{ $sort: { _id: 1 } }, { $group: { _id: null, v: accumulator } }, { $project: { _id: 0 } }],
    [{ v: value }],
  );

conformance('accumulators', {
  '$sum adds numbers and passes over the rest': gathers({ $sum: '$n' }, 6),
  '$sum of 1 counts': gathers({ $sum: 1 }, 5),
  '$sum of nothing numeric is 0': gathers({ $sum: '$t' }, 0),
  '$avg passes over what is no number': gathers({ $avg: '$n' }, 3),
  '$avg of nothing numeric is null': gathers({ $avg: '$t' }, null),
  '$min passes over null and absent': gathers({ $min: '$n' }, 2),
  '$max compares across types': gathers({ $max: '$n' }, 'text'),
  '$first takes the first, null where it is absent': gathers({ $first: '$n' }, 2),
  '$last takes the last': gathers({ $last: '$t' }, 'd'),
  '$last of an absent field is null': gathers({ $last: '$none' }, null),
  '$push collects null, passes over the absent': gathers({ $push: '$n' }, [2, 4, null, 'text']),
  '$push of documents': gathers({ $push: { k: '$_id' } }, [{ k: 1 }, { k: 2 }], numbered({}, {})),
  '$count counts': gathers({ $count: {} }, 5),
  '$mergeObjects lays the later over the earlier': gathers(
    { $mergeObjects: '$o' },
    { a: 1, b: 3, c: 4 },
    numbered({ o: { a: 1, b: 2 } }, { o: { b: 3, c: 4 } }, { o: null }),
  ),
  $stdDevPop: gathers({ $stdDevPop: '$n' }, 1),
  '$stdDevSamp of one value is null': gathers({ $stdDevSamp: '$n' }, null, numbered({ n: 5 })),
  '$top takes the best by a sort': gathers({ $top: { sortBy: { t: 1, _id: 1 }, output: '$_id' } }, 2),
  '$bottom takes the last by a sort': gathers({ $bottom: { sortBy: { t: 1 }, output: '$_id' } }, 5),
  '$topN takes several': gathers({ $topN: { n: 2, sortBy: { t: -1 }, output: '$t' } }, ['d', 'c']),
  '$firstN takes several': gathers({ $firstN: { n: 2, input: '$t' } }, ['b', 'a']),
  '$lastN takes several': gathers({ $lastN: { n: 2, input: '$t' } }, ['a', 'd']),
  '$maxN takes the greatest': gathers({ $maxN: { n: 2, input: '$t' } }, ['d', 'c']),
  '$minN passes over null and absent': gathers({ $minN: { n: 2, input: '$n' } }, [2, 4]),
  '$addToSet holds each value once': pipes(
    docs,
    [
      { $group: { _id: null, v: { $addToSet: '$t' } } },
      { $project: { _id: 0, v: { $sortArray: { input: '$v', sortBy: 1 } } } },
    ],
    [{ v: ['a', 'b', 'c', 'd'] }],
  ),
  '$sum of an expression': gathers(
    { $sum: { $multiply: ['$q', '$p'] } },
    11,
    numbered({ q: 2, p: 3 }, { q: 5, p: 1 }),
  ),
  '$sum with a condition': gathers({ $sum: { $cond: [{ $eq: ['$t', 'a'] }, 1, 0] } }, 2),
});
