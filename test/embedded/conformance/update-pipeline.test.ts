import { changes, numbered, refusesUpdate, updates } from './support/cases.ts';
import { conformance } from './support/suite.ts';

conformance('update by pipeline', {
  '$set reads other fields': changes({ a: 1, b: 2 }, [{ $set: { sum: { $add: ['$a', '$b'] } } }], {
    a: 1,
    b: 2,
    sum: 3,
  }),
  '$addFields is the same': changes({ a: 1 }, [{ $addFields: { b: '$a' } }], { a: 1, b: 1 }),
  'a later stage sees what an earlier one did': changes(
    { a: 1 },
    [{ $set: { b: { $add: ['$a', 1] } } }, { $set: { c: { $multiply: ['$b', 10] } } }],
    { a: 1, b: 2, c: 20 },
  ),
  '$set of a dotted path': changes({ a: { b: 1 } }, [{ $set: { 'a.c': '$a.b' } }], { a: { b: 1, c: 1 } }),
  '$set keeps the place of a field that is there': changes({ a: 1, b: 2 }, [{ $set: { a: '$b' } }], {
    a: 2,
    b: 2,
  }),
  '$unset takes fields away': changes({ a: 1, b: 2 }, [{ $unset: ['a'] }], { b: 2 }),
  '$project is allowed': changes({ a: 1, b: 2 }, [{ $project: { b: 1 } }], { b: 2 }),
  '$replaceWith makes a new document that keeps _id where it names it': changes(
    { a: { x: 1 } },
    [{ $replaceWith: { $mergeObjects: [{ _id: '$_id' }, '$a'] } }],
    { x: 1 },
  ),
  '$replaceRoot without _id keeps the _id': changes({ a: { x: 1 } }, [{ $replaceRoot: { newRoot: '$a' } }], {
    x: 1,
  }),
  '$cond decides': changes({ n: 5 }, [{ $set: { big: { $cond: [{ $gt: ['$n', 3] }, 'yes', 'no'] } } }], {
    n: 5,
    big: 'yes',
  }),
  '$$REMOVE leaves a field out': changes({ a: 1, b: 2 }, [{ $set: { b: '$$REMOVE' } }], { a: 1 }),
  '$concatArrays appends': changes({ a: [1] }, [{ $set: { a: { $concatArrays: ['$a', [2]] } } }], {
    a: [1, 2],
  }),
  '$map over an array': changes(
    { a: [{ n: 1 }, { n: 2 }] },
    [{ $set: { a: { $map: { input: '$a', as: 'x', in: { n: { $add: ['$$x.n', 1] } } } } } }],
    { a: [{ n: 2 }, { n: 3 }] },
  ),
  'updateMany with a pipeline': updates({
    before: numbered({ a: 1 }, { a: 2 }),
    update: [{ $set: { b: { $multiply: ['$a', 2] } } }],
    many: true,
    after: numbered({ a: 1, b: 2 }, { a: 2, b: 4 }),
    result: { matchedCount: 2, modifiedCount: 2 },
  }),
  'a pipeline that changes nothing does not modify': updates({
    before: numbered({ a: 1 }),
    update: [{ $set: { a: 1 } }],
    after: numbered({ a: 1 }),
    result: { matchedCount: 1, modifiedCount: 0 },
  }),
  'an upsert by pipeline starts from the equalities of the filter': updates({
    before: [],
    filter: { _id: 1, a: 5 },
    update: [{ $set: { b: { $add: ['$a', 1] } } }],
    options: { upsert: true },
    after: [{ _id: 1, a: 5, b: 6 }],
    result: { upsertedCount: 1 },
  }),
  '$let variables of the command are at hand': updates({
    before: numbered({ a: 1 }),
    update: [{ $set: { a: '$$x' } }],
    options: { let: { x: 7 } },
    after: numbered({ a: 7 }),
  }),
  'changing _id is refused (66 ImmutableField)': refusesUpdate(66, { a: 1 }, [{ $set: { _id: 9 } }]),
  'a stage that is not for updates is refused (72 InvalidOptions)': refusesUpdate(72, { a: 1 }, [
    { $match: { a: 1 } },
  ]),
  'an unknown stage is refused (40324)': refusesUpdate(40324, { a: 1 }, [{ $nonsense: {} }]),
  'arrayFilters with a pipeline are refused (9 FailedToParse)': refusesUpdate(
    9,
    { a: [1] },
    [{ $set: { b: 1 } }],
    { arrayFilters: [{ x: 1 }] },
  ),
});
