import { finds, holding, numbered, refusesQuery } from './support/cases.ts';
import { conformance } from './support/suite.ts';

const lists = holding([1, 2, 3], [2, 1], [3], 2, [], [[1, 2]]);
const people = numbered(
  {
    steps: [
      { who: 'ann', state: 'open' },
      { who: 'bob', state: 'done' },
    ],
  },
  {
    steps: [
      { who: 'ann', state: 'done' },
      { who: 'bob', state: 'open' },
    ],
  },
  { steps: [] },
  { steps: { who: 'ann', state: 'open' } },
);

conformance('query arrays', {
  'a value finds the arrays that hold it': finds(lists, { a: 2 }, [1, 2, 4]),
  'a list finds the array that is exactly so, or holds it': finds(
    holding([1, 2], [2, 1], [[1, 2]], [1, 2, 3]),
    { a: [1, 2] },
    [1, 3],
  ),
  'an empty list finds the empty array': finds(holding([], [[]], [1], null), { a: [] }, [1, 2]),
  'the order of a list counts': finds(lists, { a: [2, 1] }, [2]),
  'one element within a bound is enough': finds(lists, { a: { $gt: 2 } }, [1, 3]),
  'two bounds may be met by two elements': finds(
    holding([1, 10], [5], [1]),
    { a: { $gt: 4, $lt: 6 } },
    [1, 2],
  ),
  '$elemMatch wants one element that meets both bounds': finds(
    holding([1, 10], [5], [1]),
    { a: { $elemMatch: { $gt: 4, $lt: 6 } } },
    [2],
  ),
  '$ne leaves out the arrays that hold the value': finds(lists, { a: { $ne: 2 } }, [3, 5, 6]),
  '$nin leaves out the arrays that hold any value': finds(lists, { a: { $nin: [1, 3] } }, [4, 5, 6]),
  '$in finds the arrays that hold any value': finds(lists, { a: { $in: [3, 9] } }, [1, 3]),
  '$in takes whole arrays': finds(lists, { a: { $in: [[3], [2, 1]] } }, [2, 3]),
  '$all wants every value, in any order': finds(lists, { a: { $all: [2, 1] } }, [1, 2]),
  '$all with one value also finds the scalar': finds(lists, { a: { $all: [2] } }, [1, 2, 4]),
  '$all with nothing finds nothing': finds(lists, { a: { $all: [] } }, []),
  '$all with a list wants that array, or one that holds it': finds(
    holding([1, 2], [[1, 2]], [1]),
    { a: { $all: [[1, 2]] } },
    [1, 2],
  ),
  '$all with $elemMatch wants an element for each': finds(
    people,
    { steps: { $all: [{ $elemMatch: { who: 'ann', state: 'open' } }, { $elemMatch: { who: 'bob' } }] } },
    [1],
  ),
  '$size finds arrays of that length': finds(lists, { a: { $size: 1 } }, [3, 6]),
  '$size: 0 finds empty arrays, not the absent': finds([...lists, { _id: 9 }], { a: { $size: 0 } }, [5]),
  '$elemMatch on documents wants one element that meets all': finds(
    people,
    { steps: { $elemMatch: { who: 'ann', state: 'done' } } },
    [2],
  ),
  '$elemMatch does not look at a document that is not in an array': finds(
    people,
    { steps: { $elemMatch: { who: 'ann', state: 'open' } } },
    [1],
  ),
  '$elemMatch with $in': finds(holding([1, 5], [7]), { a: { $elemMatch: { $in: [5, 6] } } }, [1]),
  '$elemMatch with $not': finds(holding([1, 5], [7]), { a: { $elemMatch: { $not: { $gt: 3 } } } }, [1]),
  '$elemMatch with $or inside': finds(
    people,
    { steps: { $elemMatch: { $or: [{ who: 'bob', state: 'done' }, { who: 'cy' }] } } },
    [1],
  ),
  '$elemMatch on arrays in arrays': finds(
    holding([[1, 2], [3]], [[4]]),
    { a: { $elemMatch: { $elemMatch: { $gt: 2, $lt: 4 } } } },
    [1],
  ),
  '$not $elemMatch finds those with no such element': finds(
    people,
    { steps: { $not: { $elemMatch: { who: 'ann', state: 'open' } } } },
    [2, 3, 4],
  ),
  'a dotted path goes through arrays of documents': finds(people, { 'steps.who': 'ann' }, [1, 2, 4]),
  'two dotted paths may be met by two elements': finds(
    people,
    { 'steps.who': 'ann', 'steps.state': 'done' },
    [1, 2],
  ),
  'a number in a path is an index': finds(people, { 'steps.0.state': 'open' }, [1]),
  'a number in a path is also the name of a field': finds(
    holding({ 0: 'x' }, ['x'], [{ 0: 'x' }], 'x'),
    { 'a.0': 'x' },
    [1, 2, 3],
  ),
  'an index of an array of scalars': finds(lists, { 'a.0': 2 }, [2]),
  'a bound on an index': finds(lists, { 'a.1': { $gte: 2 } }, [1]),
  'an index that is not there': finds(lists, { 'a.2': { $exists: true } }, [1]),
  'a path through two levels of arrays': finds(
    numbered({ a: [{ b: [{ c: 1 }, { c: 2 }] }] }, { a: [{ b: [{ c: 3 }] }] }, { a: { b: { c: 2 } } }),
    { 'a.b.c': 2 },
    [1, 3],
  ),
  'a path does not go through an array straight inside an array': finds(
    numbered({ a: [[{ b: 1 }]] }, { a: [{ b: 1 }] }),
    { 'a.b': 1 },
    [2],
  ),
  'a document finds the array that holds exactly it': finds(
    holding([{ b: 1 }, { b: 2 }], [{ b: 1, c: 1 }]),
    { a: { b: 1 } },
    [1],
  ),
  '$size on a dotted path': finds(
    numbered({ a: { b: [1, 2] } }, { a: { b: [1] } }),
    { 'a.b': { $size: 2 } },
    [1],
  ),
  'a list as a bound is compared with arrays as a whole': finds(
    holding([1, 2], [1, 3], [0, 9], 5),
    { a: { $gt: [1, 2] } },
    [2],
  ),
  '$exists on a field of documents in an array': finds(
    numbered({ a: [{ b: 1 }, {}] }, { a: [{}] }),
    { 'a.b': { $exists: true } },
    [1],
  ),
  '$ne on a field of documents in an array': finds(
    numbered({ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 2 }] }, { a: [] }),
    { 'a.b': { $ne: 1 } },
    [2, 3],
  ),
  '$size with text is refused (2 BadValue)': refusesQuery(2, { a: { $size: 'two' } }),
  '$size with a negative number is refused (2 BadValue)': refusesQuery(2, { a: { $size: -1 } }),
  '$all without a list is refused (2 BadValue)': refusesQuery(2, { a: { $all: 1 } }),
  '$elemMatch without a document is refused (2 BadValue)': refusesQuery(2, { a: { $elemMatch: 1 } }),
});
