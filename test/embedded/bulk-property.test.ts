import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/embedded/bson/encode.ts';
import { show } from '../../src/embedded/bson/show.ts';
import { type Doc, isDoc } from '../../src/embedded/bson/value.ts';
import { batchOf, type InProcess, openInProcess } from './support/in-process.ts';

type Statement = Record<string, Reply>;
type Kind = 'update' | 'delete';

const id = fc.nat(4);
const value = fc.nat(3);
const flag = fc.boolean();
/** Some of them fail: an `a` that another has, an operator that there is not, a replacement of many. */
const update: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ q: fc.record({ _id: id }), u: set(), upsert: flag }) },
  { weight: 2, arbitrary: fc.record({ q: fc.record({ a: value }), u: set(), multi: flag }) },
  { weight: 1, arbitrary: fc.record({ q: fc.record({ _id: id }), u: fc.record({ a: value }), multi: flag }) },
  fc.constant({ q: {}, u: { $nothing: { a: 1 } } }),
);
const removal: fc.Arbitrary<Statement> = fc.record({
  q: fc.oneof(fc.record({ _id: id }), fc.record({ b: value }), fc.constant({ b: { $nothing: 1 } })),
  limit: fc.constantFrom(0, 1),
});
const bulk: fc.Arbitrary<{ kind: Kind; statements: Statement[] }> = fc.oneof(
  fc.record({ kind: fc.constant<Kind>('update'), statements: fc.array(update, some()) }),
  fc.record({ kind: fc.constant<Kind>('delete'), statements: fc.array(removal, some()) }),
);

function set(): fc.Arbitrary<Record<string, Reply>> {
  return fc.oneof(
    fc.record({ $set: fc.record({ a: value }) }),
    fc.record({ $set: fc.record({ b: value }) }),
    fc.record({ $inc: fc.record({ b: value }) }),
  );
}
function some(): fc.ArrayConstraints {
  return { minLength: 1, maxLength: 12 };
}

describe('many changes in one command', () => {
  let store: InProcess;
  let runs = 0;
  beforeAll(() => {
    store = openInProcess();
  });
  afterAll(() => store.close());

  const filled = async (name: string): Promise<void> => {
    const index = { key: { a: 1 }, name: 'a_1', unique: true, sparse: true };
    await store.run({ createIndexes: name, indexes: [index] });
    const documents = [0, 1, 2].map(n => ({ _id: n, a: n, b: n }));
    await store.run({ insert: name, documents });
  };
  const run = (kind: Kind, name: string, statements: readonly Statement[], ordered: boolean) =>
    store.run({ [kind]: name, [`${kind}s`]: [...statements], ordered });
  const all = async (name: string): Promise<string> =>
    show(batchOf(await store.run({ find: name, filter: {}, sort: { _id: 1 } })));

  it('ends as they would one after the other, and tells the same of each', async () => {
    await fc.assert(
      fc.asyncProperty(bulk, flag, async ({ kind, statements }, ordered) => {
        runs += 1;
        const [together, apart] = [`together${runs}`, `apart${runs}`];
        await Promise.all([filled(together), filled(apart)]);
        const answer = await run(kind, together, statements, ordered);
        const told = { n: 0, modified: 0, errors: new Array<string>() };
        for (const [index, statement] of statements.entries()) {
          const one = await run(kind, apart, [statement], ordered);
          told.n += Number(one.get('n'));
          told.modified += Number(one.get('nModified') ?? 0);
          const errors = errorsOf(one).map(code => `${index} ${code}`);
          told.errors.push(...errors);
          if (ordered && errors.length > 0) break;
        }
        expect(await all(together)).toBe(await all(apart));
        expect(Number(answer.get('n'))).toBe(told.n);
        expect(Number(answer.get('nModified') ?? 0)).toBe(told.modified);
        expect(errorsOf(answer, true)).toEqual(told.errors);
      }),
      { numRuns: 150 },
    );
  });

  it('takes a transaction for each hundred, not one for each', async () => {
    const count = 1_150;
    const documents = Array.from({ length: count }, (_, n) => ({ _id: n }));
    await store.run({ insert: 'bulk', documents });
    const updates = documents.map(q => ({ q, u: { $set: { done: true } } }));
    const before = store.commits;
    const answer = await run('update', 'bulk', updates, false);
    expect(Number(answer.get('nModified'))).toBe(count);
    expect(store.commits - before).toBe(12);
  });
});

/** The codes of what failed, with their places where these are asked for. */
function errorsOf(answer: Doc, places = false): string[] {
  const errors = answer.get('writeErrors');
  if (!Array.isArray(errors)) return [];
  return errors
    .filter(isDoc)
    .map(error => `${places ? `${show(error.get('index'))} ` : ''}${show(error.get('code'))}`);
}
