import { Decimal128, type Document, Double, Int32, Long } from 'mongodb';
import { expect } from 'vitest';
import { changes, numbered, refusesUpdate, updates } from './support/cases.ts';
import { showTypes } from './support/show.ts';
import { type Case, conformance } from './support/suite.ts';

/** After the update, `a` has this BSON type and value. */
const becomes =
  (before: unknown, update: Document, after: unknown): Case =>
  async ({ rows }) => {
    await rows.insertOne({ _id: 1, a: before });
    await rows.updateOne({ _id: 1 }, update);
    const found = await rows.findOne({ _id: 1 }, { promoteValues: false });
    expect(showTypes(found?.['a'])).toBe(showTypes(after));
  };
const long = (text: string): Long => Long.fromString(text);
const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

conformance('update fields', {
  '$set changes a field in its place': changes({ a: 1, b: 2 }, { $set: { a: 9 } }, { a: 9, b: 2 }),
  '$set adds new fields in the order of their names': changes(
    { x: 1 },
    { $set: { c: 1, a: 2 } },
    { x: 1, a: 2, c: 1 },
  ),
  '$set makes the way to a dotted path': changes({}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }),
  '$set on an index of an array': changes({ a: [1, 2] }, { $set: { 'a.1': 5 } }, { a: [1, 5] }),
  '$set past the end of an array fills with null': changes(
    { a: [1] },
    { $set: { 'a.3': 5 } },
    { a: [1, null, null, 5] },
  ),
  '$set of an index on nothing makes a document': changes({}, { $set: { 'a.0': 5 } }, { a: { 0: 5 } }),
  '$set into a document of an array': changes(
    { a: [{ b: 1 }] },
    { $set: { 'a.0.c': 2 } },
    { a: [{ b: 1, c: 2 }] },
  ),
  '$set to the same matches but does not modify': updates({
    before: numbered({ a: 1 }),
    update: { $set: { a: 1 } },
    after: numbered({ a: 1 }),
    result: { matchedCount: 1, modifiedCount: 0 },
  }),
  '$set of _id to the same is allowed': changes({ a: 1 }, { $set: { _id: 1, a: 2 } }, { a: 2 }),
  '$set with nothing to set changes nothing': changes({ a: 1 }, { $set: {} }, { a: 1 }),
  '$unset takes a field away': changes({ a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }),
  '$unset of a dotted path keeps its neighbours': changes(
    { a: { b: 1, c: 2 } },
    { $unset: { 'a.b': 1 } },
    { a: { c: 2 } },
  ),
  '$unset of an element leaves null': changes(
    { a: [1, 2, 3] },
    { $unset: { 'a.1': 1 } },
    { a: [1, null, 3] },
  ),
  '$unset of nothing changes nothing': updates({
    before: numbered({ a: 1 }),
    update: { $unset: { z: 1 } },
    after: numbered({ a: 1 }),
    result: { matchedCount: 1, modifiedCount: 0 },
  }),
  '$inc adds': changes({ a: 1 }, { $inc: { a: 2 } }, { a: 3 }),
  '$inc sets where nothing is': changes({}, { $inc: { a: 2 } }, { a: 2 }),
  '$inc takes negative numbers and fractions': changes({ a: 1 }, { $inc: { a: -0.5 } }, { a: 0.5 }),
  '$inc of int and int stays int': becomes(new Int32(1), { $inc: { a: new Int32(1) } }, new Int32(2)),
  '$inc of int past 2^31 becomes long': becomes(
    new Int32(2147483647),
    { $inc: { a: new Int32(1) } },
    long('2147483648'),
  ),
  '$inc of long and int stays long': becomes(long('1'), { $inc: { a: new Int32(1) } }, long('2')),
  '$inc of int and double becomes double': becomes(
    new Int32(1),
    { $inc: { a: new Double(1) } },
    new Double(2),
  ),
  '$inc of int and decimal becomes decimal': becomes(
    new Int32(1),
    { $inc: { a: decimal('0.10') } },
    decimal('1.10'),
  ),
  '$inc keeps a long exact': becomes(long('9007199254740993'), { $inc: { a: 1 } }, long('9007199254740994')),
  '$inc past 2^63 is refused (2 BadValue)': refusesUpdate(
    2,
    { a: long('9223372036854775807') },
    { $inc: { a: 1 } },
  ),
  '$inc on null is refused (14 TypeMismatch)': refusesUpdate(14, { a: null }, { $inc: { a: 1 } }),
  '$inc on text is refused (14 TypeMismatch)': refusesUpdate(14, { a: '1' }, { $inc: { a: 1 } }),
  '$inc by text is refused (14 TypeMismatch)': refusesUpdate(14, { a: 1 }, { $inc: { a: '1' } }),
  '$mul multiplies': changes({ a: 3 }, { $mul: { a: 2.5 } }, { a: 7.5 }),
  '$mul makes 0 where nothing is': changes({}, { $mul: { a: 5 } }, { a: 0 }),
  '$mul of ints past 2^31 becomes long': becomes(
    new Int32(2147483647),
    { $mul: { a: new Int32(2) } },
    long('4294967294'),
  ),
  '$mul on text is refused (14 TypeMismatch)': refusesUpdate(14, { a: 'x' }, { $mul: { a: 2 } }),
  '$min takes the lesser': changes({ a: 5, b: 5 }, { $min: { a: 3, b: 7 } }, { a: 3, b: 5 }),
  '$max takes the greater': changes({ a: 5, b: 5 }, { $max: { a: 3, b: 7 } }, { a: 5, b: 7 }),
  '$min and $max set where nothing is': changes({}, { $min: { a: 1 }, $max: { b: 2 } }, { a: 1, b: 2 }),
  '$max compares across types in BSON order': changes({ a: 5 }, { $max: { a: 'text' } }, { a: 'text' }),
  '$min puts null before numbers': changes({ a: 5 }, { $min: { a: null } }, { a: null }),
  '$max on dates': changes({ a: new Date(5) }, { $max: { a: new Date(9) } }, { a: new Date(9) }),
  '$rename moves a field to the end': changes({ a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }),
  '$rename replaces what has that name': changes({ a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }),
  '$rename into a document': changes({ a: 1, b: { c: 2 } }, { $rename: { a: 'b.d' } }, { b: { c: 2, d: 1 } }),
  '$rename of nothing changes nothing': changes({ a: 1 }, { $rename: { z: 'y' } }, { a: 1 }),
  '$rename to itself is refused (2 BadValue)': refusesUpdate(2, { a: 1 }, { $rename: { a: 'a' } }),
  '$rename through an array is refused (28 PathNotViable)': refusesUpdate(
    28,
    { a: [{ b: 1 }] },
    { $rename: { 'a.b': 'c' } },
  ),
  '$rename from an element of an array is refused (2 BadValue)': refusesUpdate(
    2,
    { a: [{ b: 1 }] },
    { $rename: { 'a.0.b': 'c' } },
  ),
  '$currentDate sets a date': async ({ rows }) => {
    await rows.insertOne({ _id: 1 });
    await rows.updateOne({ _id: 1 }, { $currentDate: { a: true } });
    expect((await rows.findOne({ _id: 1 }))?.['a']).toBeInstanceOf(Date);
  },
  '$currentDate sets a timestamp where asked': async ({ rows }) => {
    await rows.insertOne({ _id: 1 });
    await rows.updateOne({ _id: 1 }, { $currentDate: { a: { $type: 'timestamp' } } });
    expect(await rows.countDocuments({ a: { $type: 'timestamp' } })).toBe(1);
  },
  '$bit does and, or and xor': changes(
    { a: 13, b: 3, c: 1 },
    { $bit: { a: { and: 10 }, b: { or: 4 }, c: { xor: 5 } } },
    { a: 8, b: 7, c: 4 },
  ),
  'several operators act on one document': changes(
    { a: 1, b: 1, c: 1 },
    { $set: { a: 5 }, $inc: { b: 1 }, $unset: { c: '' } },
    { a: 5, b: 2 },
  ),
  'updateMany changes all that match': updates({
    before: numbered({ a: 1 }, { a: 1 }, { a: 2 }),
    filter: { a: 1 },
    update: { $set: { b: 1 } },
    many: true,
    after: numbered({ a: 1, b: 1 }, { a: 1, b: 1 }, { a: 2 }),
    result: { matchedCount: 2, modifiedCount: 2 },
  }),
  'updateOne changes one of those that match': async ({ rows }) => {
    await rows.insertMany(numbered({ a: 1 }, { a: 1 }));
    await rows.updateOne({ a: 1 }, { $set: { b: 1 } });
    expect(await rows.countDocuments({ b: 1 })).toBe(1);
  },
  'a field that stands in two operators is refused (40)': refusesUpdate(
    40,
    { a: 1 },
    { $set: { a: 1 }, $inc: { a: 1 } },
  ),
  'a field and one inside it are refused (40)': refusesUpdate(40, { a: {} }, { $set: { a: {}, 'a.b': 1 } }),
  'a path through a scalar is refused (28 PathNotViable)': refusesUpdate(
    28,
    { a: 1 },
    { $set: { 'a.b': 1 } },
  ),
  'a path through null is refused (28 PathNotViable)': refusesUpdate(28, { a: null }, { $set: { 'a.b': 1 } }),
  'a name as index of an array is refused (28 PathNotViable)': refusesUpdate(
    28,
    { a: [1] },
    { $set: { 'a.b': 1 } },
  ),
  'changing _id is refused (66 ImmutableField)': refusesUpdate(66, { a: 1 }, { $set: { _id: 2 } }),
  'taking _id away is refused (66 ImmutableField)': refusesUpdate(66, { a: 1 }, { $unset: { _id: '' } }),
  'an empty field name is refused (56 EmptyFieldName)': refusesUpdate(56, { a: 1 }, { $set: { '': 1 } }),
  'a path that ends in a dot is refused (56 EmptyFieldName)': refusesUpdate(
    56,
    { a: {} },
    { $set: { 'a.': 1 } },
  ),
  'an unknown operator is refused (9 FailedToParse)': refusesUpdate(9, { a: 1 }, { $nonsense: { a: 1 } }),
  '$set without a document is refused (9 FailedToParse)': refusesUpdate(9, { a: 1 }, { $set: 5 }),
});
