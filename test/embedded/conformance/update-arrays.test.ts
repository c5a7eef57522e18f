import { changes, numbered, refusesUpdate, updates } from './support/cases.ts';
import { conformance } from './support/suite.ts';

const scores = [{ n: 3 }, { n: 1 }, { n: 2 }];

conformance('update arrays', {
  '$push adds at the end': changes({ a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }),
  '$push makes the array where nothing is': changes({}, { $push: { a: 2 } }, { a: [2] }),
  '$push of a list adds it as one element': changes({ a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }),
  '$push with $each adds several': changes({ a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }),
  '$push with $position inserts there': changes(
    { a: [1, 2] },
    { $push: { a: { $each: [9], $position: 1 } } },
    { a: [1, 9, 2] },
  ),
  '$push with $position from the end': changes(
    { a: [1, 2, 3] },
    { $push: { a: { $each: [9], $position: -1 } } },
    { a: [1, 2, 9, 3] },
  ),
  '$push with $position past the end adds at the end': changes(
    { a: [1] },
    { $push: { a: { $each: [9], $position: 50 } } },
    { a: [1, 9] },
  ),
  '$push with $slice keeps the first': changes(
    { a: [1, 2] },
    { $push: { a: { $each: [3], $slice: 2 } } },
    { a: [1, 2] },
  ),
  '$push with $slice keeps the last': changes(
    { a: [1, 2] },
    { $push: { a: { $each: [3], $slice: -2 } } },
    { a: [2, 3] },
  ),
  '$push with $slice 0 empties': changes(
    { a: [1, 2] },
    { $push: { a: { $each: [3], $slice: 0 } } },
    { a: [] },
  ),
  '$push with $sort sorts the values': changes(
    { a: [3, 1] },
    { $push: { a: { $each: [2], $sort: 1 } } },
    { a: [1, 2, 3] },
  ),
  '$push with $sort downwards': changes(
    { a: [3, 1] },
    { $push: { a: { $each: [2], $sort: -1 } } },
    { a: [3, 2, 1] },
  ),
  '$push with $sort by a field': changes(
    { a: scores },
    { $push: { a: { $each: [{ n: 0 }], $sort: { n: 1 } } } },
    { a: [{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }] },
  ),
  '$push with $sort and $slice keeps the best': changes(
    { a: scores },
    { $push: { a: { $each: [{ n: 9 }], $sort: { n: -1 }, $slice: 2 } } },
    { a: [{ n: 9 }, { n: 3 }] },
  ),
  '$push on a dotted path': changes({ a: { b: [1] } }, { $push: { 'a.b': 2 } }, { a: { b: [1, 2] } }),
  '$push on text is refused (2 BadValue)': refusesUpdate(2, { a: 'x' }, { $push: { a: 1 } }),
  '$push on null is refused (2 BadValue)': refusesUpdate(2, { a: null }, { $push: { a: 1 } }),
  '$push with an unknown modifier is refused (2 BadValue)': refusesUpdate(
    2,
    { a: [] },
    { $push: { a: { $each: [1], $nonsense: 1 } } },
  ),
  '$each without a list is refused (2 BadValue)': refusesUpdate(2, { a: [] }, { $push: { a: { $each: 1 } } }),
  '$addToSet adds what is not there': changes({ a: [1] }, { $addToSet: { a: 2 } }, { a: [1, 2] }),
  '$addToSet leaves what is there': updates({
    before: numbered({ a: [1, 2] }),
    update: { $addToSet: { a: 2 } },
    after: numbered({ a: [1, 2] }),
    result: { matchedCount: 1, modifiedCount: 0 },
  }),
  '$addToSet with $each': changes(
    { a: [1] },
    { $addToSet: { a: { $each: [1, 2, 2, 3] } } },
    { a: [1, 2, 3] },
  ),
  '$addToSet compares documents with the order of fields': changes(
    { a: [{ x: 1, y: 2 }] },
    {
      $addToSet: {
        a: {
          $each: [
            { x: 1, y: 2 },
            { y: 2, x: 1 },
          ],
        },
      },
    },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ),
  '$addToSet makes the array where nothing is': changes({}, { $addToSet: { a: 1 } }, { a: [1] }),
  '$addToSet on a number is refused (2 BadValue)': refusesUpdate(2, { a: 1 }, { $addToSet: { a: 1 } }),
  '$pop takes the last': changes({ a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }),
  '$pop takes the first': changes({ a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }),
  '$pop of an empty array or of nothing changes nothing': changes(
    { a: [] },
    { $pop: { a: 1, b: 1 } },
    { a: [] },
  ),
  '$pop on text is refused (14 TypeMismatch)': refusesUpdate(14, { a: 'x' }, { $pop: { a: 1 } }),
  '$pop by 2 is refused (9 FailedToParse)': refusesUpdate(9, { a: [1] }, { $pop: { a: 2 } }),
  '$pull takes out the equal ones': changes({ a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }),
  '$pull takes out by a condition': changes({ a: [1, 5, 7] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }),
  '$pull takes out any of a list': changes({ a: [1, 5, 7] }, { $pull: { a: { $in: [1, 7] } } }, { a: [5] }),
  '$pull takes out the documents that match': changes(
    { a: [{ x: 1, y: 1 }, { x: 2 }] },
    { $pull: { a: { x: 1 } } },
    { a: [{ x: 2 }] },
  ),
  '$pull with conditions on the fields of documents': changes(
    {
      a: [
        { x: 1, y: 8 },
        { x: 1, y: 2 },
      ],
    },
    { $pull: { a: { x: 1, y: { $gt: 5 } } } },
    { a: [{ x: 1, y: 2 }] },
  ),
  '$pull with $elemMatch looks into arrays inside': changes(
    { a: [{ in: [{ q: 1 }] }, { in: [{ q: 2 }] }] },
    { $pull: { a: { in: { $elemMatch: { q: 1 } } } } },
    { a: [{ in: [{ q: 2 }] }] },
  ),
  '$pull of a list takes out the equal list': changes(
    { a: [[1, 2], [1]] },
    { $pull: { a: [1, 2] } },
    { a: [[1]] },
  ),
  '$pull of nothing changes nothing': changes({ a: [1] }, { $pull: { a: 5, z: 1 } }, { a: [1] }),
  '$pull with a regular expression': changes({ a: ['ann', 'bob'] }, { $pull: { a: /^a/ } }, { a: ['bob'] }),
  '$pull on text is refused (2 BadValue)': refusesUpdate(2, { a: 'x' }, { $pull: { a: 'x' } }),
  '$pullAll takes out every listed value': changes(
    { a: [1, 2, 3, 2] },
    { $pullAll: { a: [2, 3] } },
    { a: [1] },
  ),
  '$pullAll without a list is refused (2 BadValue)': refusesUpdate(2, { a: [1] }, { $pullAll: { a: 1 } }),
  'the positional $ is the element that the filter matched': updates({
    before: numbered({ a: [1, 5, 9] }),
    filter: { a: { $gt: 4 } },
    update: { $set: { 'a.$': 0 } },
    after: numbered({ a: [1, 0, 9] }),
  }),
  'the positional $ in documents': updates({
    before: numbered({
      a: [
        { id: 1, s: 'open' },
        { id: 2, s: 'open' },
      ],
    }),
    filter: { 'a.id': 2 },
    update: { $set: { 'a.$.s': 'done' }, $inc: { v: 1 } },
    after: numbered({
      a: [
        { id: 1, s: 'open' },
        { id: 2, s: 'done' },
      ],
      v: 1,
    }),
  }),
  'the positional $ with $elemMatch': updates({
    before: numbered({
      a: [
        { id: 1, s: 1 },
        { id: 1, s: 2 },
      ],
    }),
    filter: { a: { $elemMatch: { id: 1, s: 2 } } },
    update: { $unset: { 'a.$.s': '' } },
    after: numbered({ a: [{ id: 1, s: 1 }, { id: 1 }] }),
  }),
  'the positional $ without an array in the filter is refused (2 BadValue)': refusesUpdate(
    2,
    { a: [1] },
    { $set: { 'a.$': 5 } },
  ),
  '$[] is every element': changes({ a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }),
  '$[] in documents': changes(
    { a: [{ n: 1 }, { n: 2 }] },
    { $set: { 'a.$[].n': 0 } },
    { a: [{ n: 0 }, { n: 0 }] },
  ),
  '$[] inside $[]': changes(
    { a: [{ b: [1] }, { b: [2, 3] }] },
    { $inc: { 'a.$[].b.$[]': 1 } },
    {
      a: [{ b: [2] }, { b: [3, 4] }],
    },
  ),
  '$[] on nothing is refused (2 BadValue)': refusesUpdate(2, {}, { $set: { 'a.$[]': 1 } }),
  '$[id] is every element that its filter matches': changes(
    { a: [1, 5, 9] },
    { $set: { 'a.$[big]': 0 } },
    { a: [1, 0, 0] },
    { arrayFilters: [{ big: { $gt: 4 } }] },
  ),
  '$[id] with a filter on fields': changes(
    {
      a: [
        { id: 1, s: 1 },
        { id: 2, s: 1 },
      ],
    },
    { $set: { 'a.$[task].s': 2 } },
    {
      a: [
        { id: 1, s: 1 },
        { id: 2, s: 2 },
      ],
    },
    { arrayFilters: [{ 'task.id': 2, 'task.s': { $ne: 2 } }] },
  ),
  'two $[id] in one path': changes(
    {
      a: [
        { k: 1, b: [1, 2] },
        { k: 2, b: [2] },
      ],
    },
    { $inc: { 'a.$[x].b.$[y]': 10 } },
    {
      a: [
        { k: 1, b: [1, 12] },
        { k: 2, b: [2] },
      ],
    },
    { arrayFilters: [{ 'x.k': 1 }, { y: 2 }] },
  ),
  '$[id] with $push': changes(
    {
      a: [
        { k: 1, log: [] },
        { k: 2, log: [] },
      ],
    },
    { $push: { 'a.$[x].log': 'hi' } },
    {
      a: [
        { k: 1, log: [] },
        { k: 2, log: ['hi'] },
      ],
    },
    { arrayFilters: [{ 'x.k': 2 }] },
  ),
  '$[id] that matches nothing modifies nothing': updates({
    before: numbered({ a: [1] }),
    update: { $set: { 'a.$[x]': 5 } },
    options: { arrayFilters: [{ x: 9 }] },
    after: numbered({ a: [1] }),
    result: { matchedCount: 1, modifiedCount: 0 },
  }),
  '$[id] without its filter is refused (2 BadValue)': refusesUpdate(2, { a: [1] }, { $set: { 'a.$[x]': 5 } }),
  'a filter that no path uses is refused (9 FailedToParse)': refusesUpdate(
    9,
    { a: [1] },
    { $set: { b: 5 } },
    { arrayFilters: [{ x: 1 }] },
  ),
  'two filters for one id are refused (9 FailedToParse)': refusesUpdate(
    9,
    { a: [1] },
    { $set: { 'a.$[x]': 5 } },
    { arrayFilters: [{ x: 1 }, { x: 2 }] },
  ),
});
