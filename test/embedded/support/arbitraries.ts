import { Decimal128, Double, MaxKey, MinKey, ObjectId } from 'bson';
import * as fc from 'fast-check';
import type { Doc, Value } from '../../../src/embedded/bson/value.ts';

/** Few names and small values, so that documents and filters meet. */
const name = fc.constantFrom('a', 'b', 'c');
const path = fc.constantFrom('a', 'b', 'c', 'a.b', 'a.c', 'b.a', 'a.b.c', 'a.0', 'a.1.b');

const IDS = ['0123456789abcdef01234567', '0123456789abcdef01234568'].map(hex => new ObjectId(hex));

const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -3, max: 3 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Value>(0.5, -1.5, NaN, Infinity, -0, new Double(1), new Double(2)),
  },
  { weight: 1, arbitrary: fc.constantFrom<Value>(1n, 2n, 2n ** 53n + 1n, 2n ** 63n - 1n) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Value>(
      ...['1', '0.5', '0.1', '-2.50', '9007199254740993'].map(text => Decimal128.fromString(text)),
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom<Value>('', 'a', 'ab', 'b', 'a\0', '申请', '\u{1F600}', '\uffff') },
  { weight: 2, arbitrary: fc.constantFrom<Value>(null, true, false) },
  { weight: 1, arbitrary: fc.constantFrom<Value>(new Date(0), new Date(5), new Date(-5)) },
  { weight: 1, arbitrary: fc.constantFrom<Value>(...IDS) },
);

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value; doc: Doc }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 6, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 2, arbitrary: tie('doc') },
  ),
  doc: fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }).map(fields => new Map(fields)),
})).value;

const small: fc.Arbitrary<Value> = fc.integer({ min: 0, max: 2 });

/** Rows below an array, where tests may be met by different elements. */
const rows: fc.Arbitrary<[string, Value]> = fc
  .array(
    fc.tuple(small, small).map(
      ([b, c]): Value =>
        new Map([
          ['b', b],
          ['c', c],
        ]),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map(list => ['a', list]);

export const anyDocument: fc.Arbitrary<Doc> = fc
  .tuple(fc.array(fc.tuple(name, value), { maxLength: 3 }), fc.option(rows, { freq: 2 }))
  .map(([fields, row]) => new Map(row === null ? fields : [...fields, row]));

const direction = fc.constantFrom<Value>(1, -1);
const fields = (from: fc.Arbitrary<string>): fc.Arbitrary<Doc> =>
  fc
    .uniqueArray(fc.tuple(from, direction), { minLength: 1, maxLength: 3, selector: ([one]) => one })
    .map(entries => new Map(entries));

export const anyIndexKey = fc.oneof(
  { weight: 3, arbitrary: fields(fc.constantFrom('a', 'b', 'c', 'a.b', 'a.c', 'b.a', 'a.b.c')) },
  {
    weight: 1,
    arbitrary: fc.tuple(direction, direction).map(
      ([b, c]) =>
        new Map([
          ['a.b', b],
          ['a.c', c],
        ]),
    ),
  },
);
export const anySort = fields(fc.constantFrom('a', 'b', 'c', 'a.b', 'a.c'));

const operators: fc.Arbitrary<[string, Value]> = fc.oneof(
  fc.tuple(
    fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'),
    fc.oneof(value, fc.constantFrom<Value>(new MinKey(), new MaxKey())),
  ),
  fc.tuple(fc.constantFrom('$in', '$nin'), fc.array(scalar, { maxLength: 4 })),
  fc.tuple(fc.constant('$all'), fc.array(scalar, { maxLength: 2 })),
  fc.tuple(fc.constant('$exists'), fc.boolean()),
  fc.tuple(fc.constant('$size'), fc.integer({ min: 0, max: 3 })),
  fc.tuple(
    fc.constant('$type'),
    fc.constantFrom<Value>('number', 'string', 'array', 'object', 'null', 'int'),
  ),
  fc.tuple(fc.constant('$regex'), fc.constantFrom<Value>('^a', '^ab?', 'b', '^申')),
  fc.tuple(fc.constant('$mod'), fc.constantFrom<Value>([2, 0], [3, 1])),
);

const test: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 4, arbitrary: fc.array(operators, { minLength: 1, maxLength: 2 }).map(list => new Map(list)) },
  { weight: 1, arbitrary: operators.map(one => new Map<string, Value>([['$not', new Map([one])]])) },
  { weight: 1, arbitrary: operators.map(one => new Map<string, Value>([['$elemMatch', new Map([one])]])) },
  {
    weight: 1,
    arbitrary: fc.tuple(name, operators, name, operators).map(
      ([a, one, b, two]) =>
        new Map<string, Value>([
          [
            '$elemMatch',
            new Map<string, Value>([
              [a, new Map([one])],
              [b, new Map([two])],
            ]),
          ],
        ]),
    ),
  },
);

const leaf: fc.Arbitrary<[string, Value]> = fc.tuple(
  path,
  fc.oneof({ weight: 2, arbitrary: scalar }, { weight: 1, arbitrary: value }, { weight: 4, arbitrary: test }),
);

/** Tests on two fields of the rows, each plain or a range. */
const onRows: fc.Arbitrary<Doc> = fc
  .tuple(
    fc.oneof(
      small,
      fc.tuple(fc.constantFrom('$gt', '$lte'), small).map(one => new Map([one])),
    ),
    small,
    fc.boolean(),
  )
  .map(([b, c, together]) =>
    together
      ? new Map<string, Value>([
          [
            'a',
            new Map([
              [
                '$elemMatch',
                new Map<string, Value>([
                  ['b', b],
                  ['c', c],
                ]),
              ],
            ]),
          ],
        ])
      : new Map<string, Value>([
          ['a.b', b],
          ['a.c', c],
        ]),
  );

export const anyFilter: fc.Arbitrary<Doc> = fc.letrec<{ filter: Doc }>(tie => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    { weight: 2, arbitrary: onRows },
    { weight: 5, arbitrary: fc.array(leaf, { minLength: 1, maxLength: 3 }).map(list => new Map(list)) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom('$and', '$or', '$nor'),
          fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
        )
        .map(([operator, clauses]) => new Map<string, Value>([[operator, clauses]])),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(leaf, fc.array(tie('filter'), { minLength: 1, maxLength: 2 }))
        .map(([one, clauses]) => new Map<string, Value>([one, ['$or', clauses]])),
    },
  ),
})).filter;

const change: fc.Arbitrary<[string, Doc]> = fc.oneof(
  fc.tuple(
    fc.constantFrom('$set', '$min', '$max', '$push', '$addToSet', '$pull'),
    fc.tuple(path, value).map(entry => new Map([entry])),
  ),
  fc.tuple(
    fc.constantFrom('$inc', '$mul'),
    fc.tuple(path, fc.integer({ min: -2, max: 2 })).map(entry => new Map<string, Value>([entry])),
  ),
  fc.tuple(
    fc.constantFrom('$unset', '$pop'),
    path.map(one => new Map<string, Value>([[one, 1]])),
  ),
  fc.tuple(
    fc.constant('$rename'),
    fc.tuple(name, fc.constantFrom<Value>('a', 'b', 'c')).map(entry => new Map<string, Value>([entry])),
  ),
);

export const anyUpdate: fc.Arbitrary<Doc> = fc
  .array(change, { minLength: 1, maxLength: 2 })
  .map(list => new Map<string, Value>(list));

/** What a partial index may ask for, of one field or two. */
export const anyPartialFilter: fc.Arbitrary<Doc> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'a.b'),
      fc.oneof(
        fc.tuple(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte'), scalar),
        fc.tuple(fc.constant('$in'), fc.array(scalar, { minLength: 1, maxLength: 3 })),
        fc.constant<[string, Value]>(['$exists', true]),
        fc.tuple(fc.constant('$type'), fc.constantFrom<Value>('number', 'string', 'array', 'null')),
      ),
    ),
    { minLength: 1, maxLength: 2, selector: ([path]) => path },
  )
  .map(tests => new Map<string, Value>(tests.map(([path, one]) => [path, new Map([one])])));

/** A document for a unique index on `a`. */
export const documentWithA: fc.Arbitrary<Doc> = fc
  .tuple(
    fc.option(fc.oneof({ weight: 2, arbitrary: small }, { weight: 3, arbitrary: value }), { freq: 4 }),
    small,
  )
  .map(
    ([a, b]) =>
      new Map<string, Value>(
        a === null
          ? [['b', b]]
          : [
              ['a', a],
              ['b', b],
            ],
      ),
  );

/** A document without arrays or documents in it, of which an index may give the order. */
export const flatDocument: fc.Arbitrary<Doc> = fc
  .array(fc.tuple(name, scalar), { minLength: 1, maxLength: 3 })
  .map(entries => new Map(entries));
