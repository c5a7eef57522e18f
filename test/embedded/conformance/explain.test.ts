import { type Document, ObjectId } from 'mongodb';
import { expect } from 'vitest';
import { z } from 'zod';
import { type Case, conformance, type Place, type Row } from './support/suite.ts';

interface Plan {
  readonly stages: string[];
  readonly indexName: string | undefined;
  readonly keys: number;
  readonly docs: number;
  readonly returned: number;
}

interface Stage {
  stage: string;
  indexName?: string | undefined;
  inputStage?: Stage | undefined;
  inputStages?: Stage[] | undefined;
}
const stage: z.ZodType<Stage> = z.lazy(() =>
  z.object({
    stage: z.string(),
    indexName: z.string().optional(),
    inputStage: stage.optional(),
    inputStages: z.array(stage).optional(),
  }),
);
const explained = z.object({
  queryPlanner: z.object({ winningPlan: stage }),
  executionStats: z.object({
    nReturned: z.number(),
    totalKeysExamined: z.number(),
    totalDocsExamined: z.number(),
  }),
});

function readPlan(answer: unknown): Plan {
  const { queryPlanner, executionStats } = explained.parse(answer);
  const all = flatten(queryPlanner.winningPlan);
  return {
    stages: all.map(each => each.stage),
    indexName: all.find(each => each.indexName !== undefined)?.indexName,
    keys: executionStats.totalKeysExamined,
    docs: executionStats.totalDocsExamined,
    returned: executionStats.nReturned,
  };
}

const flatten = (top: Stage): Stage[] => [
  top,
  ...[...(top.inputStage === undefined ? [] : [top.inputStage]), ...(top.inputStages ?? [])].flatMap(flatten),
];

/** A hundred requests: `n` 0…99, `s` one of four states, `who` one of ten people, `tags` two of `n`. */
const requests = Array.from(
  { length: 100 },
  (_, n): Row => ({
    _id: n,
    n,
    s: `state-${n % 4}`,
    who: `p${n % 10}`,
    in: { n },
    tags: [n, n + 1000],
    ...(n % 2 === 0 ? { even: n } : {}),
  }),
);

async function explain(
  place: Place,
  key: Document | undefined,
  filter: Document,
  options: Document,
): Promise<Plan> {
  if (key !== undefined) await place.rows.createIndex(key['keys'] ?? key, key['options']);
  await place.rows.insertMany(requests);
  const found = await place.rows.find(filter, options).toArray();
  const plan = readPlan(await place.rows.find(filter, options).explain('executionStats'));
  expect(plan.returned).toBe(found.length);
  return plan;
}

/** The query uses an index and looks at no more keys and documents than so. */
const scansIndex =
  (
    key: Document | undefined,
    filter: Document,
    most: { keys: number; docs: number },
    options: Document = {},
  ): Case =>
  async place => {
    const plan = await explain(place, key, filter, options);
    expect(plan.stages).not.toContain('COLLSCAN');
    expect(plan.keys).toBeLessThanOrEqual(most.keys);
    expect(plan.docs).toBeLessThanOrEqual(most.docs);
  };

/** The query reads the whole collection. */
const scansAll =
  (key: Document | undefined, filter: Document): Case =>
  async place => {
    const plan = await explain(place, key, filter, {});
    expect(plan.stages).toContain('COLLSCAN');
    expect(plan).toMatchObject({ keys: 0, docs: 100 });
  };

conformance('explain and index choice', {
  'without an index the collection is read through': scansAll(undefined, { n: 5 }),
  'an index on another field does not help': scansAll({ s: 1 }, { n: 5 }),
  'a compound index does not help without its first field': scansAll({ s: 1, n: 1 }, { n: 5 }),
  'a sparse index does not answer for null': scansAll(
    { keys: { even: 1 }, options: { sparse: true } },
    { even: null },
  ),
  'a partial index does not answer for more than its filter': scansAll(
    { keys: { n: 1 }, options: { partialFilterExpression: { n: { $gt: 50 } } } },
    { n: { $gt: 10 } },
  ),
  'an _id is found by the index on _id': scansIndex(undefined, { _id: 7 }, { keys: 1, docs: 1 }),
  '$in on _id uses the index': scansIndex(undefined, { _id: { $in: [3, 5] } }, { keys: 4, docs: 2 }),
  'an _id that is not there examines nothing': scansIndex(
    undefined,
    { _id: new ObjectId() },
    { keys: 1, docs: 0 },
  ),
  'the plan names its index': async place => {
    const plan = await explain(place, { n: 1 }, { n: 5 }, {});
    expect(plan).toMatchObject({
      stages: ['FETCH', 'IXSCAN'],
      indexName: 'n_1',
      keys: 1,
      docs: 1,
      returned: 1,
    });
  },
  'an equality uses an index': scansIndex({ s: 1 }, { s: 'state-1' }, { keys: 26, docs: 25 }),
  'a range uses an index': scansIndex({ n: 1 }, { n: { $gte: 10, $lt: 20 } }, { keys: 11, docs: 10 }),
  'an open range uses an index': scansIndex({ n: 1 }, { n: { $gt: 89 } }, { keys: 11, docs: 10 }),
  'a range on an index downwards': scansIndex({ n: -1 }, { n: { $lte: 9 } }, { keys: 11, docs: 10 }),
  '$in uses an index': scansIndex({ n: 1 }, { n: { $in: [1, 50, 99] } }, { keys: 6, docs: 3 }),
  '$in with null uses an index': scansIndex({ n: 1 }, { n: { $in: [1, null] } }, { keys: 4, docs: 2 }),
  'null uses an index': scansIndex({ even: 1 }, { even: null }, { keys: 51, docs: 50 }),
  'a bound of a type that no document has examines no document': scansIndex(
    { n: 1 },
    { n: { $gt: 'text' } },
    { keys: 1, docs: 0 },
  ),
  'a fixed beginning of text uses an index': scansIndex({ who: 1 }, { who: /^p3/ }, { keys: 12, docs: 10 }),
  'a dotted path uses an index': scansIndex({ 'in.n': 1 }, { 'in.n': 5 }, { keys: 2, docs: 1 }),
  'an element of an array uses an index': scansIndex({ tags: 1 }, { tags: 1005 }, { keys: 2, docs: 1 }),
  'a document found by two elements comes once': scansIndex(
    { tags: 1 },
    { tags: { $in: [5, 1005] } },
    { keys: 4, docs: 2 },
  ),
  'a compound index takes equality and range': scansIndex(
    { s: 1, n: 1 },
    { s: 'state-1', n: { $gte: 50, $lt: 60 } },
    { keys: 5, docs: 3 },
  ),
  'a compound index takes its first field alone': scansIndex(
    { s: 1, n: 1 },
    { s: 'state-2' },
    { keys: 26, docs: 25 },
  ),
  'a compound index filters by its second field before it fetches': scansIndex(
    { s: 1, n: 1 },
    { s: { $in: ['state-1', 'state-2'] }, n: 5 },
    { keys: 6, docs: 1 },
  ),
  '$or with an index for each branch': scansIndex(
    { n: 1 },
    { $or: [{ n: 1 }, { n: 2 }] },
    { keys: 4, docs: 2 },
  ),
  '$and is looked into': scansIndex(
    { n: 1 },
    { $and: [{ n: { $gte: 5 } }, { n: { $lt: 7 } }] },
    { keys: 3, docs: 2 },
  ),
  'a partial index answers for its own filter': scansIndex(
    { keys: { n: 1 }, options: { partialFilterExpression: { n: { $gt: 50 } } } },
    { n: { $gt: 90 } },
    { keys: 10, docs: 9 },
  ),
  'a sparse index answers for a value': scansIndex(
    { keys: { even: 1 }, options: { sparse: true } },
    { even: 4 },
    { keys: 2, docs: 1 },
  ),
  'a sort by the index with a limit reads no more than it answers': scansIndex(
    { n: 1 },
    {},
    { keys: 5, docs: 5 },
    {
      sort: { n: 1 },
      limit: 5,
    },
  ),
  'a sort downwards reads the index backwards': scansIndex(
    { n: 1 },
    {},
    { keys: 5, docs: 5 },
    { sort: { n: -1 }, limit: 5 },
  ),
  'an equality and a sort by the next field': scansIndex(
    { s: 1, n: -1 },
    { s: 'state-1' },
    { keys: 4, docs: 3 },
    { sort: { n: -1 }, limit: 3 },
  ),
  'a sort that the index does not have is done in memory': async place => {
    const plan = await explain(place, { s: 1 }, { s: 'state-1' }, { sort: { n: 1 } });
    expect(plan.stages).toContain('SORT');
    expect(plan.stages).toContain('IXSCAN');
  },
  'a sort that the index has needs no SORT': async place => {
    const plan = await explain(place, { s: 1, n: 1 }, { s: 'state-1' }, { sort: { n: 1 } });
    expect(plan.stages).not.toContain('SORT');
  },
  'a count by an index fetches nothing': async place => {
    await place.rows.createIndex({ n: 1 });
    await place.rows.insertMany(requests);
    const count = { count: place.rows.collectionName, query: { n: { $gte: 90 } } };
    const plan = readPlan(await place.db.command({ explain: count, verbosity: 'executionStats' }));
    expect(plan.docs).toBe(0);
    expect(plan.keys).toBeLessThanOrEqual(11);
    expect(plan.stages).not.toContain('COLLSCAN');
  },
  'hint takes the index that it names': async place => {
    const plan = await explain(place, { s: 1 }, { n: 5 }, { hint: 's_1' });
    expect(plan.indexName).toBe('s_1');
  },
  'hint $natural reads the collection': async place => {
    const plan = await explain(place, { n: 1 }, { n: 5 }, { hint: { $natural: 1 } });
    expect(plan.stages).toContain('COLLSCAN');
  },
  'explain of an update tells its index and changes nothing': async place => {
    await place.rows.createIndex({ n: 1 });
    await place.rows.insertMany(requests);
    const answer = await place.db.command({
      explain: { update: place.rows.collectionName, updates: [{ q: { n: 5 }, u: { $set: { n: 500 } } }] },
      verbosity: 'queryPlanner',
    });
    const { winningPlan } = z.object({ winningPlan: stage }).parse(answer['queryPlanner']);
    expect(flatten(winningPlan).map(each => each.stage)).toContain('IXSCAN');
    expect(await place.rows.countDocuments({ n: 500 })).toBe(0);
  },
  'explain of a collection that is not there is EOF': async ({ rows }) => {
    const answer = await rows.find({ a: 1 }).explain('queryPlanner');
    const { winningPlan } = z.object({ winningPlan: stage }).parse(answer['queryPlanner']);
    expect(winningPlan.stage).toBe('EOF');
  },
});
