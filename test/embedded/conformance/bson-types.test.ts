import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import { expect } from 'vitest';
import { showTypes } from './support/show.ts';
import { type Case, conformance } from './support/suite.ts';

/** The value comes back with its BSON type: from an insert, inside an array, through `$set`, and through a pipeline. */
const keeps =
  (value: unknown): Case =>
  async ({ rows }) => {
    const raw = { promoteValues: false, bsonRegExp: true } as const;
    await rows.insertOne({ _id: 1, a: value, l: [value, { in: value }] });
    const change: Document = { $set: { s: value }, $push: { l: value } };
    await rows.updateOne({ _id: 1 }, change);
    const found = await rows.findOne({ _id: 1 }, raw);
    const expected = { _id: new Int32(1), a: value, l: [value, { in: value }, value], s: value };
    expect(showTypes(found)).toBe(showTypes(expected));
    const piped = await rows.aggregate([{ $project: { _id: 0, v: '$a' } }], raw).toArray();
    expect(showTypes(piped)).toBe(showTypes([{ v: value }]));
    expect(await rows.countDocuments({ s: value })).toBe(1);
  };

conformance('BSON types come back as they went in', {
  ObjectId: keeps(new ObjectId('65a000000000000000000001')),
  Int32: keeps(new Int32(-2147483648)),
  'Int32 0': keeps(new Int32(0)),
  Double: keeps(new Double(1.5)),
  'a double that is a whole number': keeps(new Double(3)),
  NaN: keeps(new Double(Number.NaN)),
  'negative zero': keeps(new Double(-0)),
  infinity: keeps(new Double(Number.POSITIVE_INFINITY)),
  'negative infinity': keeps(new Double(Number.NEGATIVE_INFINITY)),
  'the least double': keeps(new Double(Number.MIN_VALUE)),
  'Long past 2^53': keeps(Long.fromString('9007199254740993')),
  'the greatest Long': keeps(Long.MAX_VALUE),
  'a Long that is small': keeps(Long.fromNumber(5)),
  Decimal128: keeps(Decimal128.fromString('12345678901234567890.12')),
  'Decimal128 keeps its zeros': keeps(Decimal128.fromString('1.500')),
  'Decimal128 NaN': keeps(Decimal128.fromString('NaN')),
  'Decimal128 Infinity': keeps(Decimal128.fromString('-Infinity')),
  'Date to the millisecond': keeps(new Date('2024-02-29T23:59:59.999Z')),
  'Date before 1970': keeps(new Date('1900-01-01T00:00:00.000Z')),
  'text with 中文, emoji 🎉 and a zero byte': keeps('中文🎉\u0000x'),
  'empty text': keeps(''),
  true: keeps(true),
  false: keeps(false),
  null: keeps(null),
  'empty document': keeps({}),
  'empty array': keeps([]),
  'nested documents and arrays': keeps({ b: [{ c: [[], {}, null] }] }),
  Binary: keeps(new Binary(Buffer.from([0, 1, 255]))),
  'empty Binary': keeps(new Binary(Buffer.alloc(0))),
  'Binary of a kind of its own': keeps(new Binary(Buffer.from('x'), 128)),
  UUID: keeps(new UUID('11111111-2222-4333-8444-555555555555')),
  Timestamp: keeps(new Timestamp({ t: 1700000000, i: 7 })),
  'regular expression with options': keeps(new BSONRegExp('^a.*b$', 'imsx')),
  MinKey: keeps(new MinKey()),
  MaxKey: keeps(new MaxKey()),
  'JavaScript code': keeps(new Code('function () { return 1; }')),
  'fields in the order written, not of numbers first': async ({ db, rows }) => {
    const fields = new Map<string, unknown>([
      ['_id', 1],
      ['b', 1],
      ['10', 1],
      ['a', 1],
      ['2', 1],
    ]);
    await db.command({ insert: rows.collectionName, documents: [fields] });
    const raw = await rows.findOne({ _id: 1 }, { raw: true });
    const bytes = Buffer.isBuffer(raw) ? raw : Buffer.alloc(0);
    const at = ['_id', 'b', '10', 'a', '2'].map(name => bytes.indexOf(`\u0010${name}\u0000`));
    expect(at).toEqual(at.toSorted((x, y) => x - y));
    expect(at).not.toContain(-1);
  },
  'fields stay in order through an update': async ({ db, rows }) => {
    const fields = new Map<string, unknown>([
      ['_id', 1],
      ['b', 1],
      ['10', 1],
      ['a', 1],
    ]);
    await db.command({ insert: rows.collectionName, documents: [fields] });
    await rows.updateOne({ _id: 1 }, { $inc: { a: 1 } });
    const raw = await rows.findOne({ _id: 1 }, { raw: true });
    const bytes = Buffer.isBuffer(raw) ? raw : Buffer.alloc(0);
    const at = ['_id', 'b', '10', 'a'].map(name => bytes.indexOf(`\u0010${name}\u0000`));
    expect(at).toEqual(at.toSorted((x, y) => x - y));
    expect(at).not.toContain(-1);
  },
  'a document of a hundred levels': async ({ rows }) => {
    let deep: object = { end: true };
    for (let level = 0; level < 95; level++) deep = { in: deep };
    await rows.insertOne({ _id: 1, deep });
    expect(await rows.findOne({ _id: 1 })).toEqual({ _id: 1, deep });
  },
});
