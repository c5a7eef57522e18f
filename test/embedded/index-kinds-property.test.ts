import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compare } from '../../src/embedded/bson/compare.ts';
import { UNDEFINED } from '../../src/embedded/bson/value.ts';
import type { Doc, Value } from '../../src/embedded/bson/value.ts';
import { parseSort, sortKey } from '../../src/embedded/query/sort.ts';
import {
  anyDocument,
  anyFilter,
  anyIndexKey,
  anyPartialFilter,
  anySort,
  anyUpdate,
  documentWithA,
  flatDocument,
} from './support/arbitraries.ts';
import { openInProcess } from './support/in-process.ts';
import type { InProcess } from './support/in-process.ts';
import { all, drop, encodeAll, found, idOf, twins } from './support/twins.ts';
import type { IndexOf } from './support/twins.ts';

const RUNS = Number(process.env['STORE_PROPERTY_RUNS'] ?? 150);
vi.setConfig({ testTimeout: 300_000 });

let store: InProcess;
beforeAll(() => {
  store = openInProcess();
});
afterAll(() => store.close());

const manyOf = (one: fc.Arbitrary<Doc>) => fc.array(one, { minLength: 1, maxLength: 40 });
const and = (...filters: Doc[]): Doc => new Map([['$and', filters]]);
const sorted = (values: Value[]): Value[] => [...values].sort(compare);
const byNumber: Doc = new Map([['_id', 1]]);

/** Found by the thousandth run: nothing is above NaN, so that the index has nothing, whatever a filter asks for. */
const aboveNaN: [Doc[], Doc, Doc, Doc[], Doc] = [
  [new Map([['a', new Map([['b', 1]])]])],
  new Map([['a.b', 1]]),
  new Map([['a.b', new Map([['$gt', NaN]])]]),
  [new Map(), new Map([['a.b', new Map([['$gt', 0]])]])],
  new Map([['$inc', new Map([['b', 1]])]]),
];

/** The stages of the plan that a find takes, from the top. */
async function stages(find: string, query: { filter: Doc; sort?: Doc; limit?: number }): Promise<string[]> {
  const told = await store.run({ explain: { find, ...query } });
  const planner = told.get('queryPlanner');
  const names: string[] = [];
  let stage = planner instanceof Map ? planner.get('winningPlan') : undefined;
  while (stage instanceof Map) {
    const name = stage.get('stage');
    names.push(typeof name === 'string' ? name : '');
    stage = stage.get('inputStage');
  }
  return names;
}

describe('a partial index', () => {
  it('finds, counts, changes and deletes the same as no index', async () => {
    let used = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDocument, { minLength: 1, maxLength: 25 }),
        anyIndexKey,
        anyPartialFilter,
        fc.array(anyFilter, { minLength: 2, maxLength: 6 }),
        anyUpdate,
        async (documents, key, partialFilterExpression, filters, update) => {
          const [plain, indexed] = await twins(store, documents, [{ key, partialFilterExpression }]);
          for (const [at, other] of filters.entries()) {
            // a filter may lead to the index only when it says what the index asks for
            const filter = at % 2 === 0 ? and(partialFilterExpression, other) : other;
            const wanted = (await found(store, plain, { filter, sort: byNumber })).map(idOf);
            expect(sorted((await found(store, indexed, { filter })).map(idOf))).toEqual(wanted);
            expect((await store.run({ count: indexed, query: filter })).get('n')).toBe(wanted.length);
            if ((await stages(indexed, { filter })).includes('IXSCAN')) used += 1;
          }
          const [q = new Map(), last = q] = filters;
          const command = { updates: [{ q, u: update, multi: true }], ordered: false };
          const changed = await store.run({ update: indexed, ...command });
          if (!changed.has('writeErrors')) {
            await store.run({ update: plain, ...command });
            for (const name of [indexed, plain])
              await store.run({
                delete: name,
                deletes: [{ q: and(partialFilterExpression, last), limit: 0 }],
              });
            expect(await all(store, indexed)).toEqual(await all(store, plain));
          }
          expect((await store.run({ validate: indexed })).get('errors')).toEqual([]);
          await drop(store, plain, indexed);
        },
      ),
      { numRuns: RUNS, examples: [aboveNaN] },
    );
    expect(used).toBeGreaterThan(RUNS / 4);
  });
});

describe('a sort with skip and limit', () => {
  it('gives the same keys in the same order, whether an index sorts or memory', async () => {
    let byIndex = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(manyOf(anyDocument), manyOf(flatDocument)),
        fc.array(anyIndexKey, { minLength: 1, maxLength: 2 }),
        fc.boolean(),
        fc.oneof(anyFilter, fc.constant<Doc>(new Map())),
        anySort,
        fc.nat(5),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        async (documents, keys, sparse, filter, other, skip, limit, alongIndex) => {
          const [first = other] = keys;
          const sort = alongIndex ? first : other;
          const indexes: IndexOf[] = keys.map(key => (sparse ? { key, sparse } : { key }));
          const [plain, indexed] = await twins(store, documents, indexes);
          const query = { filter, sort, skip, limit };
          const [a, b] = await Promise.all([plain, indexed].map(name => keysOf(name, query)));
          expect(b).toEqual(a);
          const plan = await stages(indexed, { filter, sort, limit });
          if (plan.includes('IXSCAN') && !plan.includes('SORT')) byIndex += 1;
          await drop(store, plain, indexed);
        },
      ),
      { numRuns: RUNS },
    );
    expect(byIndex).toBeGreaterThan(RUNS / 20);
  });
});

/** The sort keys of what a find gives: documents with equal keys may come in any order. Or the error's code. */
async function keysOf(
  find: string,
  query: { filter: Doc; sort: Doc; skip: number; limit: number },
): Promise<unknown> {
  const answer = await store.run({ find, ...query });
  if (!answer.has('cursor')) return answer.get('code');
  const fields = parseSort(query.sort);
  return (await found(store, find, query)).map(doc => sortKey(fields, doc).toString('hex'));
}

describe('a unique index', () => {
  it('refuses a document exactly when another has one of its values', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documentWithA, { minLength: 2, maxLength: 12 }),
        fc.constantFrom<Partial<IndexOf>>(
          {},
          { sparse: true },
          { partialFilterExpression: new Map([['b', 1]]) },
        ),
        async (documents, options) => {
          const name = 'unique';
          const index = { key: new Map([['a', 1]]), name: 'a', unique: true, ...options };
          await store.run({ createIndexes: name, indexes: [index] });
          const kept: Doc[] = [];
          for (const [at, document] of documents.entries()) {
            const ready: Doc = new Map<string, Value>([['_id', at], ...document]);
            const answer = await store.run({ insert: name, documents: [ready] });
            const inIndex = isIn(document, options);
            const clash = inIndex && kept.some(other => isIn(other, options) && share(other, document));
            expect([at, answer.has('writeErrors')]).toEqual([at, clash]);
            if (!clash) kept.push(ready);
          }
          expect(encodeAll(await found(store, name, { sort: byNumber }))).toEqual(encodeAll(kept));
          expect((await store.run({ validate: name })).get('errors')).toEqual([]);
          await drop(store, name);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('keeps values apart through updates and upserts, and agrees with its documents', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documentWithA, { minLength: 2, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(15), anyUpdate, fc.boolean()), { minLength: 1, maxLength: 8 }),
        async (documents, updates) => {
          const [plain, indexed] = await twins(store, documents, [
            { key: new Map([['a', 1]]), unique: true },
          ]);
          for (const [number, update, upsert] of updates) {
            const command = { updates: [{ q: new Map([['_id', number]]), u: update, upsert }] };
            const changed = await store.run({ update: indexed, ...command });
            if (!changed.has('writeErrors')) await store.run({ update: plain, ...command });
            // what was refused has changed nothing
            expect(await all(store, indexed)).toEqual(await all(store, plain));
          }
          const docs = await found(store, indexed, {});
          for (const [at, doc] of docs.entries())
            for (const other of docs.slice(at + 1)) expect(share(doc, other)).toBe(false);
          expect((await store.run({ validate: indexed })).get('errors')).toEqual([]);
          await drop(store, plain, indexed);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

function isIn(doc: Doc, { sparse, partialFilterExpression }: Partial<IndexOf>): boolean {
  if (sparse === true && !doc.has('a')) return false;
  return partialFilterExpression === undefined || doc.get('b') === 1;
}

/** True when two documents have a value of `a` in common: an array has its elements, an empty one `undefined`. */
function share(one: Doc, other: Doc): boolean {
  const values = valuesOf(other.get('a'));
  return valuesOf(one.get('a')).some(value => values.some(own => compare(own, value) === 0));
}

function valuesOf(value: Value | undefined): Value[] {
  if (!Array.isArray(value)) return [value ?? null];
  return value.length === 0 ? [UNDEFINED] : value;
}
