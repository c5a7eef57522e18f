import type { Document } from 'mongodb';
import { answers, numbered } from './support/cases.ts';
import { failure } from './support/refusals.ts';
import { same } from './support/show.ts';
import { type Case, conformance } from './support/suite.ts';

const full = { _id: 1, a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }, { f: 3 }], h: [1, 2, 3, 4] };
const shows = (projection: Document, seen: Document, doc: Document = full): Case =>
  answers([doc], { projection }, [seen]);
const refuses =
  (code: number, projection: Document): Case =>
  async ({ rows }) => {
    await rows.insertOne({ ...full });
    await failure(rows.find({}, { projection }).toArray(), code);
  };

conformance('projection', {
  'no projection shows everything, in the order as stored': shows({}, full),
  'inclusion shows these fields and _id': shows({ a: 1 }, { _id: 1, a: 1 }),
  'inclusion keeps the order of the document, not of the projection': shows(
    { h: 1, a: 1 },
    { _id: 1, a: 1, h: [1, 2, 3, 4] },
  ),
  'true and other numbers include too': shows({ a: true, b: 5 }, { _id: 1, a: 1, b: { c: 2, d: 3 } }),
  '_id may be left out': shows({ _id: 0, a: 1 }, { a: 1 }),
  'only _id left out shows the rest': shows({ _id: 0 }, { a: 1, b: full.b, e: full.e, h: full.h }),
  'only _id': shows({ _id: 1 }, { _id: 1 }),
  'a field that is not there is not shown': shows({ nothing: 1 }, { _id: 1 }),
  'null is shown': shows({ a: 1 }, { _id: 1, a: null }, { _id: 1, a: null }),
  'exclusion shows the others': shows({ b: 0, e: 0 }, { _id: 1, a: 1, h: [1, 2, 3, 4] }),
  'a dotted inclusion keeps the way to it': shows({ 'b.c': 1 }, { _id: 1, b: { c: 2 } }),
  'a dotted exclusion keeps its neighbours': shows({ 'b.c': 0, e: 0, h: 0 }, { _id: 1, a: 1, b: { d: 3 } }),
  'a nested inclusion is the same as a dotted one': shows({ b: { d: 1 } }, { _id: 1, b: { d: 3 } }),
  'a dotted inclusion goes through arrays': shows({ 'e.g': 1 }, { _id: 1, e: [{ g: 2 }, {}] }),
  'a dotted exclusion goes through arrays': shows(
    { 'e.f': 0, b: 0, h: 0 },
    { _id: 1, a: 1, e: [{ g: 2 }, {}] },
  ),
  'a dotted inclusion drops the scalars of an array': shows(
    { 'a.b': 1 },
    { _id: 1, a: [{ b: 1 }, {}] },
    { _id: 1, a: [{ b: 1 }, 5, { c: 1 }] },
  ),
  'a dotted inclusion into a scalar shows nothing of it': shows({ 'a.x': 1 }, { _id: 1 }),
  '$slice shows the first so many, and all other fields': shows({ h: { $slice: 2 } }, { ...full, h: [1, 2] }),
  '$slice shows the last so many': shows({ h: { $slice: -1 }, a: 1 }, { _id: 1, a: 1, h: [4] }),
  '$slice from a position': shows({ a: 1, h: { $slice: [1, 2] } }, { _id: 1, a: 1, h: [2, 3] }),
  '$slice from a position counted from the end': shows(
    { a: 1, h: { $slice: [-3, 2] } },
    { _id: 1, a: 1, h: [2, 3] },
  ),
  '$slice leaves what is no array': shows({ b: 0, e: 0, h: 0, a: { $slice: 1 } }, { _id: 1, a: 1 }),
  '$elemMatch shows the first element that matches': shows(
    { e: { $elemMatch: { f: 3 } } },
    { _id: 1, e: [{ f: 3 }] },
  ),
  '$elemMatch shows nothing where none matches': shows(
    { e: { $elemMatch: { f: 9 } }, a: 1 },
    { _id: 1, a: 1 },
  ),
  '$elemMatch on scalars': shows({ h: { $elemMatch: { $gt: 2 } } }, { _id: 1, h: [3] }),
  'the positional $ shows the element that the filter matched': async ({ rows }) => {
    await rows.insertMany(numbered({ h: [1, 5, 7] }, { h: [9, 2] }));
    const found = await rows
      .find({ h: { $gt: 4 } }, { projection: { 'h.$': 1 }, sort: { _id: 1 } })
      .toArray();
    same(found, [
      { _id: 1, h: [5] },
      { _id: 2, h: [9] },
    ]);
  },
  'the positional $ with $elemMatch in the filter': async ({ rows }) => {
    await rows.insertOne({ ...full });
    const found = await rows.findOne({ e: { $elemMatch: { f: 3 } } }, { projection: { 'e.$': 1 } });
    same(found, { _id: 1, e: [{ f: 3 }] });
  },
  'an expression makes a new field': shows({ sum: { $add: ['$a', '$b.c'] } }, { _id: 1, sum: 3 }),
  'text that begins with $ is the value of a field': shows({ copy: '$b.d', a: 1 }, { _id: 1, a: 1, copy: 3 }),
  '$literal gives what it says': shows({ a: 1, one: { $literal: 1 } }, { _id: 1, a: 1, one: 1 }),
  'inclusion and exclusion together are refused (31254)': refuses(31254, { a: 1, b: 0 }),
  'exclusion and inclusion together are refused (31253)': refuses(31253, { a: 0, b: 1 }),
  'two paths of which one holds the other are refused (31249)': refuses(31249, { b: 1, 'b.c': 1 }),
  'the positional $ without a match in the filter is refused (51246)': refuses(51246, { 'h.$': 1 }),
  'an unknown expression is refused (31325)': refuses(31325, { a: { $nonsense: 1 } }),
});
