import { Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId } from 'mongodb';
import { finds, holding, numbered, refusesQuery } from './support/cases.ts';
import { conformance } from './support/suite.ts';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const id = new ObjectId('65a000000000000000000001');
const numbers = holding(1, 2, 3, 4);
const mixed = holding(1, 'a', null, true, day('2024-01-01'), { b: 1 }, [1], id);
const nested = numbered({ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, { a: { b: 1 } }, { a: 1 });

conformance('query comparison', {
  'an empty filter finds everything': finds(numbers, {}, [1, 2, 3, 4]),
  'a plain value finds the equal ones': finds(numbers, { a: 2 }, [2]),
  '$eq finds the equal ones': finds(numbers, { a: { $eq: 2 } }, [2]),
  'numbers are equal across their BSON types': finds(
    holding(new Int32(2), new Double(2), Long.fromNumber(2), Decimal128.fromString('2.0'), '2'),
    { a: 2 },
    [1, 2, 3, 4],
  ),
  'a string does not equal a number': finds(holding('1', 1), { a: '1' }, [1]),
  'strings compare by their bytes, so case counts': finds(holding('a', 'A', 'b'), { a: 'a' }, [1]),
  'true does not equal 1': finds(holding(true, 1), { a: true }, [1]),
  'NaN equals NaN': finds(holding(Number.NaN, 0), { a: Number.NaN }, [1]),
  'a whole document is equal only with its fields in the same order': finds(
    nested,
    { a: { b: 1, c: 2 } },
    [1],
  ),
  'a dotted path reads into a document': finds(nested, { 'a.b': 1 }, [1, 2, 3]),
  'dates are equal by their milliseconds': finds(
    holding(day('2024-01-01'), day('2024-01-02')),
    { a: day('2024-01-02') },
    [2],
  ),
  'an ObjectId is not equal to its hexadecimal text': finds(holding(id, id.toHexString()), { a: id }, [1]),
  '$ne finds the unequal and the absent': finds([...numbers, { _id: 5 }], { a: { $ne: 2 } }, [1, 3, 4, 5]),
  '$gt leaves out the bound': finds(numbers, { a: { $gt: 2 } }, [3, 4]),
  '$gte takes in the bound': finds(numbers, { a: { $gte: 2 } }, [2, 3, 4]),
  '$lt leaves out the bound': finds(numbers, { a: { $lt: 2 } }, [1]),
  '$lte takes in the bound': finds(numbers, { a: { $lte: 2 } }, [1, 2]),
  'two bounds make a range': finds(numbers, { a: { $gt: 1, $lt: 4 } }, [2, 3]),
  'a bound compares only values of its own type: number': finds(mixed, { a: { $gt: 0 } }, [1, 7]),
  'a bound compares only values of its own type: string': finds(mixed, { a: { $gte: '' } }, [2]),
  'a bound compares only values of its own type: date': finds(mixed, { a: { $lt: day('2025-01-01') } }, [5]),
  'a bound compares only values of its own type: boolean': finds(mixed, { a: { $gte: false } }, [4]),
  'a bound compares only values of its own type: document': finds(mixed, { a: { $gt: { b: 0 } } }, [6]),
  'a bound compares only values of its own type: ObjectId': finds(
    mixed,
    { a: { $gte: new ObjectId('000000000000000000000000') } },
    [8],
  ),
  '$lt: true finds false': finds(holding(false, true, 0), { a: { $lt: true } }, [1]),
  '$gte: null finds null and absent': finds([...mixed, { _id: 9 }], { a: { $gte: null } }, [3, 9]),
  '$gt: null finds nothing': finds([...mixed, { _id: 9 }], { a: { $gt: null } }, []),
  '$gt: MinKey finds all that is there, of any type': finds(
    [...mixed, { _id: 9, a: new MinKey() }],
    { a: { $gt: new MinKey() } },
    [1, 2, 3, 4, 5, 6, 7, 8],
  ),
  '$lt: MaxKey finds all that is there, of any type': finds(
    mixed,
    { a: { $lt: new MaxKey() } },
    [1, 2, 3, 4, 5, 6, 7, 8],
  ),
  'a range on numbers reaches over their BSON types': finds(
    holding(new Int32(1), new Double(1.5), Long.fromNumber(2), Decimal128.fromString('2.5')),
    { a: { $gt: 1, $lte: 2.5 } },
    [2, 3, 4],
  ),
  'large longs are compared exactly': finds(
    holding(Long.fromString('9007199254740993'), Long.fromString('9007199254740992')),
    { a: { $gt: Long.fromString('9007199254740992') } },
    [1],
  ),
  'NaN is less than no number and greater than none': finds(holding(Number.NaN, 1), { a: { $lt: 5 } }, [2]),
  'infinities bound all numbers': finds(
    holding(Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY),
    { a: { $gt: Number.NEGATIVE_INFINITY, $lt: Number.POSITIVE_INFINITY } },
    [2],
  ),
  'strings are compared code point by code point': finds(
    holding('同意', '拒绝', 'z'),
    { a: { $gt: 'z' } },
    [1, 2],
  ),
  '$in finds any of the values': finds(numbers, { a: { $in: [2, 4, 9] } }, [2, 4]),
  '$in with nothing finds nothing': finds(numbers, { a: { $in: [] } }, []),
  '$in takes values of several types': finds(mixed, { a: { $in: ['a', true, id] } }, [2, 4, 8]),
  '$in takes regular expressions': finds(
    holding('apple', 'pear', 'plum'),
    { a: { $in: [/^p/, 'apple'] } },
    [1, 2, 3],
  ),
  '$in with null finds null and absent': finds([...mixed, { _id: 9 }], { a: { $in: [null] } }, [3, 9]),
  '$nin finds the others and the absent': finds([...numbers, { _id: 5 }], { a: { $nin: [1, 2] } }, [3, 4, 5]),
  '$nin with null leaves out null and absent': finds(
    [...mixed, { _id: 9 }],
    { a: { $nin: [null, 1] } },
    [2, 4, 5, 6, 8],
  ),
  '$nin with nothing finds everything': finds(numbers, { a: { $nin: [] } }, [1, 2, 3, 4]),
  'several fields must all match': finds(
    numbered({ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 2 }),
    { a: 1, b: 2 },
    [2],
  ),
  '_id may be a document': finds(
    [{ _id: { u: 1, d: 2 } }, { _id: { d: 2, u: 1 } }],
    { _id: { u: 1, d: 2 } },
    [{ u: 1, d: 2 }],
  ),
  'an unknown operator is refused (2 BadValue)': refusesQuery(2, { a: { $nonsense: 1 } }),
  'an unknown operator at the top is refused (2 BadValue)': refusesQuery(2, { $nonsense: [] }),
  '$in without a list is refused (2 BadValue)': refusesQuery(2, { a: { $in: 1 } }),
  '$nin without a list is refused (2 BadValue)': refusesQuery(2, { a: { $nin: 1 } }),
  '$in with an operator inside is refused (2 BadValue)': refusesQuery(2, { a: { $in: [{ $gt: 1 }] } }),
});
