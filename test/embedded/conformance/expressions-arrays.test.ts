import { gives, refusesPipeline } from './support/cases.ts';
import { conformance } from './support/suite.ts';

const fails = (code: number, expression: unknown) =>
  refusesPipeline(code, [{ _id: 1, n: 5 }], [{ $project: { v: expression } }]);
const list = { a: [1, 2, 3] };

conformance('expressions on arrays', {
  '$size counts': gives({ $size: '$a' }, 3, list),
  '$arrayElemAt from either end': gives(
    [{ $arrayElemAt: ['$a', 0] }, { $arrayElemAt: ['$a', -1] }],
    [1, 3],
    list,
  ),
  '$arrayElemAt past the end is nothing': gives(
    { $ifNull: [{ $arrayElemAt: ['$a', 9] }, 'none'] },
    'none',
    list,
  ),
  '$first and $last': gives([{ $first: '$a' }, { $last: '$a' }], [1, 3], list),
  '$firstN and $lastN': gives(
    [{ $firstN: { n: 2, input: '$a' } }, { $lastN: { n: 2, input: '$a' } }],
    [
      [1, 2],
      [2, 3],
    ],
    list,
  ),
  '$maxN and $minN': gives(
    [{ $maxN: { n: 2, input: '$a' } }, { $minN: { n: 1, input: '$a' } }],
    [[3, 2], [1]],
    list,
  ),
  '$slice with a count': gives(
    [{ $slice: ['$a', 2] }, { $slice: ['$a', -2] }],
    [
      [1, 2],
      [2, 3],
    ],
    list,
  ),
  '$slice with a position and a count': gives({ $slice: ['$a', 1, 5] }, [2, 3], list),
  $in: gives([{ $in: [2, '$a'] }, { $in: [9, '$a'] }], [true, false], list),
  $indexOfArray: gives([{ $indexOfArray: ['$a', 3] }, { $indexOfArray: ['$a', 9] }], [2, -1], list),
  $concatArrays: gives({ $concatArrays: ['$a', [4], []] }, [1, 2, 3, 4], list),
  '$concatArrays with null is null': gives({ $concatArrays: ['$a', null] }, null, list),
  $reverseArray: gives({ $reverseArray: '$a' }, [3, 2, 1], list),
  '$filter with the name this': gives(
    { $filter: { input: '$a', cond: { $gt: ['$$this', 1] } } },
    [2, 3],
    list,
  ),
  '$filter with a name of its own and a limit': gives(
    { $filter: { input: '$a', as: 'x', cond: { $gt: ['$$x', 1] }, limit: 1 } },
    [2],
    list,
  ),
  $map: gives({ $map: { input: '$a', as: 'x', in: { $multiply: ['$$x', 10] } } }, [10, 20, 30], list),
  '$map of null is null': gives({ $map: { input: null, in: 1 } }, null),
  '$map keeps a place for what is missing': gives({ $map: { input: '$a', in: '$$this.z' } }, [null, 1], {
    a: [{ y: 1 }, { z: 1 }],
  }),
  $reduce: gives({ $reduce: { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6, list),
  $zip: gives(
    { $zip: { inputs: ['$a', ['x', 'y']] } },
    [
      [1, 'x'],
      [2, 'y'],
    ],
    list,
  ),
  '$zip to the longest with defaults': gives(
    { $zip: { inputs: [[1, 2], ['x']], useLongestLength: true, defaults: [0, 'z'] } },
    [
      [1, 'x'],
      [2, 'z'],
    ],
  ),
  $isArray: gives([{ $isArray: '$a' }, { $isArray: ['x'] }], [true, false], list),
  '$sortArray of numbers': gives({ $sortArray: { input: [3, 1, 2], sortBy: -1 } }, [3, 2, 1]),
  '$sortArray of documents': gives({ $sortArray: { input: '$d', sortBy: { n: 1 } } }, [{ n: 1 }, { n: 2 }], {
    d: [{ n: 2 }, { n: 1 }],
  }),
  '$setEquals, $setIsSubset': gives(
    [
      {
        $setEquals: [
          [1, 2],
          [2, 1, 1],
        ],
      },
      { $setIsSubset: [[1], [1, 2]] },
    ],
    [true, true],
  ),
  '$setIntersection and $setDifference': gives(
    [
      {
        $sortArray: {
          input: {
            $setIntersection: [
              [1, 2, 3],
              [3, 1],
            ],
          },
          sortBy: 1,
        },
      },
      { $setDifference: [[1, 2, 3], [2]] },
    ],
    [
      [1, 3],
      [1, 3],
    ],
  ),
  '$setUnion holds each value once': gives(
    {
      $sortArray: {
        input: {
          $setUnion: [
            [1, 2],
            [2, 3],
          ],
        },
        sortBy: 1,
      },
    },
    [1, 2, 3],
  ),
  '$anyElementTrue and $allElementsTrue': gives(
    [{ $anyElementTrue: [[0, 1]] }, { $allElementsTrue: [[1, null]] }],
    [true, false],
  ),
  '$arrayElemAt of null is null': gives({ $arrayElemAt: [null, 0] }, null),
  '$size of a number is refused (17124)': fails(17124, { $size: '$n' }),
  '$in without an array is refused (40081)': fails(40081, { $in: [1, '$n'] }),
  '$arrayElemAt of a number is refused (28689)': fails(28689, { $arrayElemAt: ['$n', 0] }),
  '$filter of a number is refused (28651)': fails(28651, { $filter: { input: '$n', cond: true } }),
  '$concatArrays of a number is refused (28664)': fails(28664, { $concatArrays: ['$n', []] }),
});
