import { gives, givesNothing, refusesPipeline } from './support/cases.ts';
import { conformance } from './support/suite.ts';

const fails = (code: number, expression: unknown) =>
  refusesPipeline(code, [{ _id: 1, a: 5 }], [{ $project: { v: expression } }]);

/** A branch of `$switch`; a Map, since an object with a `then` would be taken for a promise. */
const branch = (when: unknown, value: unknown) =>
  new Map([
    ['case', when],
    ['then', value],
  ]);

conformance('expressions that compare and decide', {
  '$eq compares values': gives([{ $eq: ['$a', 1] }, { $eq: ['$a', '1'] }], [true, false], { a: 1 }),
  '$eq of absent and null is false': gives({ $eq: ['$none', null] }, false),
  '$eq of a whole array': gives({ $eq: ['$a', [1, 2]] }, true, { a: [1, 2] }),
  $ne: gives({ $ne: ['$a', 1] }, false, { a: 1 }),
  '$gt, $gte, $lt, $lte': gives(
    [{ $gt: [2, 1] }, { $gte: [1, 1] }, { $lt: [2, 1] }, { $lte: [1, 1] }],
    [true, true, false, true],
  ),
  '$lt compares across types: a number is before text': gives({ $lt: [5, 'a'] }, true),
  '$lt compares across types: null is before a number': gives({ $lt: [null, 0] }, true),
  '$lt compares across types: absent is before null': gives({ $lt: ['$none', null] }, true),
  '$gt compares across types: true is after an ObjectId, a date after true': gives(
    [{ $gt: [true, '$_id'] }, { $gt: [new Date(0), true] }],
    [true, true],
  ),
  '$gt of an array and a number: the array is greater': gives({ $gt: [[0], 9] }, true),
  '$cmp tells the order': gives([{ $cmp: [1, 2] }, { $cmp: [2, 2] }, { $cmp: ['a', 2] }], [-1, 0, 1]),
  '$and with nothing is true': gives({ $and: [] }, true),
  '$and takes null, 0 and absent as false': gives(
    [{ $and: [1, null] }, { $and: [1, 0] }, { $and: [1, '$none'] }, { $and: [1, ''] }],
    [false, false, false, true],
  ),
  '$or with nothing is false': gives({ $or: [] }, false),
  $or: gives([{ $or: [false, 'x'] }, { $or: [0, null] }], [true, false]),
  $not: gives([{ $not: [true] }, { $not: [[]] }, { $not: ['$none'] }], [false, false, true]),
  '$cond with three': gives({ $cond: [{ $gt: ['$a', 3] }, 'big', 'small'] }, 'big', { a: 5 }),
  '$cond with names': gives(
    {
      $cond: new Map<string, unknown>([
        ['if', '$none'],
        ['then', 1],
        ['else', 2],
      ]),
    },
    2,
  ),
  '$ifNull takes the first that is there': gives({ $ifNull: ['$none', '$a', 7] }, 7, { a: null }),
  '$ifNull keeps false and 0': gives([{ $ifNull: [false, 1] }, { $ifNull: [0, 1] }], [false, 0]),
  '$switch takes the first true branch': gives(
    {
      $switch: {
        branches: [
          branch({ $gt: ['$a', 9] }, 'nine'),
          branch({ $gt: ['$a', 3] }, 'three'),
          branch(true, 'any'),
        ],
      },
    },
    'three',
    { a: 5 },
  ),
  '$switch with a default': gives({ $switch: { branches: [branch(false, 1)], default: 2 } }, 2),
  '$literal is not read': gives({ $literal: '$a' }, '$a', { a: 1 }),
  '$let binds names': gives({ $let: { vars: { x: '$a', y: 2 }, in: { $multiply: ['$$x', '$$y'] } } }, 6, {
    a: 3,
  }),
  '$$ROOT is the document': gives('$$ROOT', { _id: 1, a: 1 }, { a: 1 }),
  '$$CURRENT is the document': gives('$$CURRENT.a', 1, { a: 1 }),
  '$$REMOVE leaves the field out': givesNothing('$$REMOVE'),
  'a field that is not there leaves the field out': givesNothing('$none'),
  '$$NOW is a date': gives({ $type: '$$NOW' }, 'date'),
  'a path through an array collects': gives('$a.b', [1, 2], { a: [{ b: 1 }, { c: 0 }, { b: 2 }] }),
  'a number in a path of an expression is a name, not an index': gives('$a.0', [], { a: [1, 2] }),
  '$type names the type': gives(
    [{ $type: '$a' }, { $type: '$none' }, { $type: { $literal: [1] } }, { $type: 1.5 }],
    ['string', 'missing', 'array', 'double'],
    { a: 'x' },
  ),
  '$mergeObjects lays the later over the earlier': gives(
    { $mergeObjects: ['$a', { y: 9 }, null] },
    { x: 1, y: 9 },
    { a: { x: 1, y: 2 } },
  ),
  $objectToArray: gives(
    { $objectToArray: '$a' },
    [
      { k: 'x', v: 1 },
      { k: 'y', v: 2 },
    ],
    { a: { x: 1, y: 2 } },
  ),
  '$arrayToObject from pairs and from documents': gives(
    [{ $arrayToObject: [[['x', 1]]] }, { $arrayToObject: '$a' }],
    [{ x: 1 }, { y: 2 }],
    { a: [{ k: 'y', v: 2 }] },
  ),
  '$getField reads a name with a dot': gives({ $getField: 'x.y' }, 1, { 'x.y': 1 }),
  '$setField and $unsetField': gives(
    [{ $setField: { field: 'b', input: '$o', value: 2 } }, { $unsetField: { field: 'a', input: '$o' } }],
    [{ a: 1, b: 2 }, {}],
    { o: { a: 1 } },
  ),
  '$switch with no match and no default is refused (40066)': fails(40066, {
    $switch: { branches: [branch(false, 1)] },
  }),
  '$cond with two is refused (16020)': fails(16020, { $cond: [true, 1] }),
  '$ifNull with one is refused (1257300)': fails(1257300, { $ifNull: ['$a'] }),
  'an unknown variable is refused (17276)': fails(17276, '$$nonsense'),
  '$mergeObjects of a number is refused (40400)': fails(40400, { $mergeObjects: ['$a'] }),
});
