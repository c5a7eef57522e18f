import { BSONRegExp, Long } from 'mongodb';
import { expect } from 'vitest';
import { finds, holding, numbered, refusesQuery } from './support/cases.ts';
import { failureOrUnsupported, orUnsupported } from './support/refusals.ts';
import { conformance } from './support/suite.ts';

const pairs = numbered({ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 1 }, { b: 2 });
const names = holding('Ann', 'anna', 'Bob\nann', ['x', 'ANN'], 5, null);
const spent = numbered(
  { budget: 5, spent: 7 },
  { budget: 7, spent: 5 },
  { budget: 5, spent: 5 },
  { spent: 1 },
);

conformance('query logic and evaluation', {
  '$and wants all': finds(pairs, { $and: [{ a: 1 }, { b: 2 }] }, [2]),
  '$or wants one': finds(pairs, { $or: [{ a: 2 }, { b: 2 }] }, [2, 3, 4]),
  '$nor wants none': finds(pairs, { $nor: [{ a: 2 }, { b: 2 }] }, [1]),
  '$or beside a field': finds(pairs, { a: 1, $or: [{ b: 2 }, { b: 3 }] }, [2]),
  'logic inside logic': finds(
    pairs,
    { $or: [{ $and: [{ a: 1 }, { b: 1 }] }, { $nor: [{ a: 1 }, { a: 2 }] }] },
    [1, 4],
  ),
  '$not turns an operator round, and finds the absent': finds(pairs, { a: { $not: { $gt: 1 } } }, [1, 2, 4]),
  '$not with several operators': finds(holding(1, 5, 10), { a: { $not: { $gt: 3, $lt: 8 } } }, [1, 3]),
  '$not with a regular expression': finds(names, { a: { $not: /ann/i } }, [5, 6]),
  '$not with $in': finds(holding(1, 2, 3), { a: { $not: { $in: [1, 2] } } }, [3]),
  'two operators on one field must both hold': finds(holding(1, 2, 3), { a: { $gt: 1, $ne: 3 } }, [2]),
  'a regular expression looks at text only': finds(names, { a: /nn/ }, [1, 2, 3]),
  'a regular expression with i minds no case, also inside arrays': finds(names, { a: /^ann/i }, [1, 2, 4]),
  'a regular expression with m starts at each line': finds(names, { a: /^ann/m }, [2, 3]),
  'a regular expression with s lets a dot take a new line': finds(
    names,
    { a: { $regex: 'Bob.ann', $options: 's' } },
    [3],
  ),
  'a regular expression with x ignores blanks and comments': finds(
    names,
    { a: { $regex: '^A n n  # the name', $options: 'x' } },
    [1],
  ),
  '$regex with text': finds(names, { a: { $regex: '^A' } }, [1, 4]),
  '$regex with $options': finds(names, { a: { $regex: '^a', $options: 'i' } }, [1, 2, 4]),
  '$regex with a BSON regular expression': finds(
    names,
    { a: { $regex: new BSONRegExp('^a', 'i') } },
    [1, 2, 4],
  ),
  '$regex beside another operator': finds(names, { a: { $regex: 'nn', $ne: 'Ann' } }, [2, 3]),
  'a regular expression over Chinese text': finds(holding('出差申请', '请假申请'), { a: /^出差/ }, [1]),
  'a regular expression finds the equal regular expression': finds(holding(/x/i, 'y'), { a: /x/i }, [1]),
  '$mod finds the remainder': finds(holding(4, 5, 8, 9), { a: { $mod: [4, 0] } }, [1, 3]),
  '$mod cuts off fractions': finds(holding(4.9, 5.1), { a: { $mod: [4, 0] } }, [1]),
  '$mod on null, text and the absent finds nothing': finds(
    [...holding(null, '4', [8]), { _id: 4 }],
    { a: { $mod: [4, 0] } },
    [3],
  ),
  '$mod on negative numbers keeps the sign': finds(holding(-5, 5), { a: { $mod: [4, -1] } }, [1]),
  '$mod on longs': finds(holding(Long.fromString('9007199254740993')), { a: { $mod: [2, 1] } }, [1]),
  '$expr compares two fields': finds(spent, { $expr: { $gt: ['$spent', '$budget'] } }, [1, 4]),
  '$expr with $and beside a plain field': finds(
    spent,
    { budget: 5, $expr: { $and: [{ $gte: ['$spent', 5] }, { $lte: ['$spent', 5] }] } },
    [3],
  ),
  '$expr compares across types in BSON order': finds(
    holding(1, 'x', null, true),
    { $expr: { $gt: ['$a', 5] } },
    [2, 4],
  ),
  '$expr takes null, 0 and the absent as false': finds(
    [...holding(0, null, 1, '', []), { _id: 6 }],
    { $expr: '$a' },
    [3, 4, 5],
  ),
  '$expr does not look into arrays': finds(holding([1, 2], 2), { $expr: { $eq: ['$a', 2] } }, [2]),
  '$comment changes nothing': finds(holding(1, 2), { a: 1, $comment: 'why' }, [1]),
  '$bitsAllSet by a mask': finds(holding(5, 4, 7), { a: { $bitsAllSet: 5 } }, [1, 3]),
  '$bitsAnyClear by positions': finds(holding(5, 4, 7), { a: { $bitsAnyClear: [0, 1] } }, [1, 2]),
  '$bitsAllClear and $bitsAnySet': finds(
    holding(5, 2, 8),
    { a: { $bitsAllClear: 1, $bitsAnySet: [1, 3] } },
    [2, 3],
  ),
  '$jsonSchema finds the documents that fit': finds(
    numbered({ a: 1 }, { a: 'x' }, {}),
    { $jsonSchema: { required: ['a'], properties: { a: { bsonType: 'int' } } } },
    [1],
  ),
  '$alwaysFalse finds nothing': finds(holding(1), { $alwaysFalse: 1 }, []),
  '$where finds by JavaScript, or is refused as not supported': async ({ rows }) => {
    await rows.insertMany(holding(1, 2));
    await orUnsupported(rows.find({ $where: 'this.a > 1' }).toArray(), found =>
      expect(found).toHaveLength(1),
    );
  },
  '$function computes by JavaScript, or is refused as not supported': async ({ rows }) => {
    await rows.insertMany(holding(1, 2));
    const double = { $function: { body: 'function (x) { return x * 2; }', args: ['$a'], lang: 'js' } };
    await orUnsupported(rows.find({ $expr: { $eq: [double, 4] } }).toArray(), found =>
      expect(found).toHaveLength(1),
    );
  },
  '$text without a text index is refused (27 IndexNotFound), or as not supported': async ({ rows }) => {
    await rows.insertMany(holding('x'));
    await failureOrUnsupported(rows.find({ $text: { $search: 'x' } }).toArray(), 27);
  },
  '$near without an index is refused (291), or as not supported': async ({ rows }) => {
    await rows.insertMany(holding([1, 2]));
    await failureOrUnsupported(rows.find({ a: { $near: [0, 0] } }).toArray(), 291);
  },
  'variables of the command are at hand in $expr': async ({ rows }) => {
    await rows.insertMany(holding(1, 2, 3));
    const found = await rows.find({ $expr: { $gt: ['$a', '$$least'] } }, { let: { least: 1 } }).toArray();
    expect(found).toHaveLength(2);
  },
  'options that change no answer are taken': async ({ rows }) => {
    await rows.insertMany(holding(1, 2));
    const options = { comment: 'why', maxTimeMS: 5000, allowDiskUse: true, noCursorTimeout: true };
    expect(await rows.find({ a: 1 }, options).toArray()).toHaveLength(1);
    expect(
      await rows.updateOne({ a: 1 }, { $set: { b: 1 } }, { comment: 'why', hint: { _id: 1 } }),
    ).toMatchObject({
      matchedCount: 1,
    });
    expect(await rows.deleteOne({ a: 1 }, { comment: 'why', hint: '_id_' })).toMatchObject({
      deletedCount: 1,
    });
  },
  '$and with nothing is refused (2 BadValue)': refusesQuery(2, { $and: [] }),
  '$or without a list is refused (2 BadValue)': refusesQuery(2, { $or: { a: 1 } }),
  '$or with something that is no document is refused (2 BadValue)': refusesQuery(2, { $or: [1] }),
  '$not without an operator is refused (2 BadValue)': refusesQuery(2, { a: { $not: 1 } }),
  '$not with an empty document is refused (2 BadValue)': refusesQuery(2, { a: { $not: {} } }),
  '$options without $regex is refused (2 BadValue)': refusesQuery(2, { a: { $options: 'i' } }),
  '$mod with divisor 0 is refused (2 BadValue)': refusesQuery(2, { a: { $mod: [0, 0] } }),
  '$mod with too few numbers is refused (2 BadValue)': refusesQuery(2, { a: { $mod: [4] } }),
});
