import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compare } from '../../src/embedded/bson/compare.ts';
import type { Doc, Value } from '../../src/embedded/bson/value.ts';
import { anyDocument, anyFilter, anyIndexKey, anySort, anyUpdate } from './support/arbitraries.ts';
import { batchOf, openInProcess } from './support/in-process.ts';
import type { InProcess } from './support/in-process.ts';
import { all, drop, found, idOf, twins } from './support/twins.ts';
import type { IndexOf } from './support/twins.ts';

const RUNS = Number(process.env['STORE_PROPERTY_RUNS'] ?? 150);
// Each run writes and reads a store: many of them take longer than a test usually may.
vi.setConfig({ testTimeout: 300_000 });

let store: InProcess;
beforeAll(() => {
  store = openInProcess();
});
afterAll(() => store.close());

async function ids(find: string, filter: Doc, sort: Doc): Promise<Value[]> {
  return (await found(store, find, { filter, sort })).map(idOf);
}

function indexesOn(keys: readonly Doc[], sparse = false): IndexOf[] {
  return keys.map(key => (sparse ? { key, sparse } : { key }));
}

const byId: Doc = new Map([['_id', 1]]);
const sorted = (values: Value[]): Value[] => [...values].sort(compare);

describe('with an index and without', () => {
  it('a filter finds the same documents', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDocument, { minLength: 1, maxLength: 25 }),
        fc.array(anyIndexKey, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.array(anyFilter, { minLength: 1, maxLength: 8 }),
        async (documents, keys, sparse, filters) => {
          const [plain, indexed] = await twins(store, documents, indexesOn(keys, sparse));
          for (const filter of filters) {
            const wanted = await ids(plain, filter, byId);
            expect(sorted(await ids(indexed, filter, new Map()))).toEqual(wanted);
            const counted = await store.run({ count: indexed, query: filter });
            expect(counted.get('n')).toBe(wanted.length);
          }
          await drop(store, plain, indexed);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('a sort gives the same order of keys', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDocument, { minLength: 1, maxLength: 25 }),
        fc.array(anyIndexKey, { minLength: 1, maxLength: 3 }),
        anyFilter,
        anySort,
        async (documents, keys, filter, sort) => {
          const [plain, indexed] = await twins(store, documents, indexesOn(keys));
          // with _id at the end the order is one only
          const total: Doc = new Map([...sort, ['_id', 1]]);
          const answers = await Promise.all(
            [plain, indexed].map(find => store.run({ find, filter, sort: total, batchSize: 10_000 })),
          );
          const [a, b] = answers.map(answer => (answer.has('cursor') ? batchOf(answer) : []));
          expect(b).toEqual(a);
          await drop(store, plain, indexed);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('an update leaves the same documents, and indexes that agree with them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDocument, { minLength: 1, maxLength: 20 }),
        fc.array(anyIndexKey, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(anyFilter, anyUpdate), { minLength: 1, maxLength: 6 }),
        async (documents, keys, updates) => {
          const [plain, indexed] = await twins(store, documents, indexesOn(keys));
          for (const [filter, update] of updates) {
            const command = { updates: [{ q: filter, u: update, multi: true }], ordered: false };
            const changed = await store.run({ update: indexed, ...command });
            // an index that refuses a value stops the update there: the twins would part
            if (changed.has('writeErrors')) break;
            await store.run({ update: plain, ...command });
            expect(await all(store, indexed)).toEqual(await all(store, plain));
          }
          const check = await store.run({ validate: indexed });
          expect(check.get('errors')).toEqual([]);
          await drop(store, plain, indexed);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
