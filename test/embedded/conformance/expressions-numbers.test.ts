import { Decimal128, Double, Int32, Long } from 'mongodb';
import { expect } from 'vitest';
import { gives, refusesPipeline } from './support/cases.ts';
import { showTypes } from './support/show.ts';
import { type Case, conformance } from './support/suite.ts';

/** The expression has this value and BSON type. */
const givesTyped =
  (expression: unknown, value: unknown): Case =>
  async ({ rows }) => {
    await rows.insertOne({ _id: 1 });
    const [found] = await rows
      .aggregate([{ $project: { _id: 0, v: expression } }], { promoteValues: false })
      .toArray();
    expect(showTypes(found?.['v'])).toBe(showTypes(value));
  };
const fails = (code: number, expression: unknown): Case =>
  refusesPipeline(code, [{ _id: 1, t: 'x' }], [{ $project: { v: expression } }]);
const long = (text: string): Long => Long.fromString(text);

conformance('expressions on numbers', {
  '$add adds': gives({ $add: ['$a', '$b', 1] }, 6, { a: 2, b: 3 }),
  '$add with null or absent is null': gives({ $add: ['$a', 1] }, null),
  '$add of int and int is int': givesTyped({ $add: [new Int32(1), new Int32(2)] }, new Int32(3)),
  '$add of ints past 2^31 is long': givesTyped(
    { $add: [new Int32(2147483647), new Int32(1)] },
    long('2147483648'),
  ),
  '$add of int and double is double': givesTyped({ $add: [new Int32(1), new Double(2)] }, new Double(3)),
  '$add of decimal is exact': givesTyped(
    { $add: [Decimal128.fromString('0.1'), Decimal128.fromString('0.2')] },
    Decimal128.fromString('0.3'),
  ),
  '$add moves a date by milliseconds': gives({ $add: ['$d', 1000] }, new Date(2000), { d: new Date(1000) }),
  $subtract: gives({ $subtract: ['$a', '$b'] }, 3, { a: 5, b: 2 }),
  '$subtract of two dates is milliseconds': gives({ $subtract: [new Date(5000), new Date(2000)] }, 3000),
  '$subtract of milliseconds from a date is a date': gives(
    { $subtract: [new Date(5000), 2000] },
    new Date(3000),
  ),
  $multiply: gives({ $multiply: [2, 3, 4] }, 24),
  '$multiply with null is null': gives({ $multiply: [2, null] }, null),
  '$divide gives a double': givesTyped({ $divide: [new Int32(6), new Int32(2)] }, new Double(3)),
  '$divide keeps fractions': gives({ $divide: [7, 2] }, 3.5),
  '$mod keeps the sign of the dividend': gives({ $mod: [-7, 3] }, -1),
  $abs: gives({ $abs: -4 }, 4),
  '$abs of null is null': gives({ $abs: null }, null),
  '$ceil and $floor': gives([{ $ceil: 1.2 }, { $floor: -1.2 }], [2, -2]),
  '$round rounds halves to even': gives([{ $round: 0.5 }, { $round: 1.5 }, { $round: 2.5 }], [0, 2, 2]),
  '$round to a place': gives([{ $round: [1.25, 1] }, { $round: [1234, -2] }], [1.2, 1200]),
  '$trunc cuts': gives([{ $trunc: -1.9 }, { $trunc: [1.29, 1] }], [-1, 1.2]),
  '$pow and $sqrt': gives([{ $pow: [2, 10] }, { $sqrt: 9 }], [1024, 3]),
  '$exp, $ln, $log10, $log': gives(
    [{ $exp: 0 }, { $ln: 1 }, { $log10: 1000 }, { $log: [8, 2] }],
    [1, 0, 3, 3],
  ),
  '$max and $min of a list': gives([{ $max: [1, 5, null] }, { $min: [4, 2, null] }], [5, 2]),
  '$sum and $avg of an array field': gives([{ $sum: '$a' }, { $avg: '$a' }], [6, 2], { a: [1, 2, 3] }),
  '$sum of a list of fields does not look into arrays': gives({ $sum: ['$a', 1] }, 1, { a: [5] }),
  '$toInt of text': givesTyped({ $toInt: '42' }, new Int32(42)),
  '$toInt cuts a fraction': givesTyped({ $toInt: new Double(2.9) }, new Int32(2)),
  '$toLong of a date': givesTyped({ $toLong: new Date(5) }, long('5')),
  '$toDouble of text': givesTyped({ $toDouble: '2.5' }, new Double(2.5)),
  '$toDecimal of text': givesTyped({ $toDecimal: '2.50' }, Decimal128.fromString('2.50')),
  '$toBool: every number but 0 is true, every text is true': gives(
    [{ $toBool: 0 }, { $toBool: 5 }, { $toBool: '' }],
    [false, true, true],
  ),
  $isNumber: gives([{ $isNumber: 1 }, { $isNumber: '1' }, { $isNumber: null }], [true, false, false]),
  '$convert with onError and onNull': gives(
    [
      { $convert: { input: 'x', to: 'int', onError: 'bad' } },
      { $convert: { input: null, to: 'int', onNull: 0 } },
      { $convert: { input: '7', to: 'int' } },
    ],
    ['bad', 0, 7],
  ),
  '$bitAnd, $bitOr, $bitXor and $bitNot': gives(
    [{ $bitAnd: [12, 10] }, { $bitOr: [12, 10] }, { $bitXor: [12, 10] }, { $bitNot: 0 }],
    [8, 14, 6, -1],
  ),
  '$sin, $cos and $degreesToRadians': gives([{ $sin: 0 }, { $cos: 0 }, { $degreesToRadians: 0 }], [0, 1, 0]),
  $range: gives(
    [{ $range: [0, 3] }, { $range: [5, 0, -2] }],
    [
      [0, 1, 2],
      [5, 3, 1],
    ],
  ),
  '$divide by 0 is refused (2 BadValue)': fails(2, { $divide: [1, 0] }),
  '$mod by 0 is refused (16610)': fails(16610, { $mod: [1, 0] }),
  '$add of text is refused (14 TypeMismatch)': fails(14, { $add: ['$t', 1] }),
  '$subtract of text is refused (14 TypeMismatch)': fails(14, { $subtract: ['$t', 1] }),
  '$multiply of text is refused (14 TypeMismatch)': fails(14, { $multiply: ['$t', 1] }),
  '$abs of text is refused (28765)': fails(28765, { $abs: '$t' }),
  '$sqrt of a negative number is refused (28714)': fails(28714, { $sqrt: -1 }),
  '$toInt of text that is no number is refused (241)': fails(241, { $toInt: '$t' }),
  '$subtract of three is refused (16020)': fails(16020, { $subtract: [1, 2, 3] }),
  'an unknown expression is refused (31325)': fails(31325, { $nonsense: 1 }),
  'an unknown expression in an expression is refused (168)': fails(168, { $add: [{ $nonsense: 1 }] }),
});
