import type { Reply } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/value.ts';
import type { Interval } from '../index/intervals.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import { runPlan } from './find.ts';
import type { Query, Work } from './find.ts';
import type { IndexAccess } from './index-access.ts';
import { choosePlan, records } from './planner.ts';
import type { Plan } from './planner.ts';
import { inTurns } from './turns.ts';

type Answer = { [field: string]: Reply };

/** A plan as MongoDB's explain shows it. */
function describePlan(plan: Plan, query: Query, shown: Value): Answer {
  let stage = describeAccess(plan, shown);
  const sortPattern = new Map(query.sort.map(field => [field.path, field.direction]));
  if (!plan.sorted)
    stage = { stage: 'SORT', sortPattern, memLimit: 104857600, type: 'simple', inputStage: stage };
  if (query.skip > 0) stage = { stage: 'SKIP', skipAmount: query.skip, inputStage: stage };
  if (query.limit !== undefined && plan.sorted)
    stage = { stage: 'LIMIT', limitAmount: query.limit, inputStage: stage };
  return stage;
}

function describeAccess(plan: Plan, shown: Value): Answer {
  const filter = plan.residual === undefined ? {} : { filter: shown };
  const direction = plan.backward ? 'backward' : 'forward';
  switch (plan.kind) {
    case 'nothing':
      return { stage: 'EOF' };
    case 'scan':
      return { stage: 'COLLSCAN', ...filter, direction };
    case 'id':
      if (plan.residual === undefined) return { stage: 'IDHACK', indexName: '_id_' };
      return {
        stage: 'FETCH',
        ...filter,
        inputStage: { stage: 'IXSCAN', keyPattern: { _id: 1 }, indexName: '_id_', direction },
      };
    case 'index':
      return { stage: 'FETCH', ...filter, inputStage: describeIndex(plan.access, direction) };
    default:
      return {
        stage: 'FETCH',
        inputStage: { stage: 'OR', inputStages: plan.branches.map(branch => describeAccess(branch, shown)) },
      };
  }
}

function describeIndex({ index, bounds }: IndexAccess, direction: string): Answer {
  return {
    stage: 'IXSCAN',
    keyPattern: new Map(index.fields.map(field => [field.path, field.direction])),
    indexName: index.name,
    isMultiKey: index.multikey.includes(true),
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    indexVersion: 2,
    direction,
    indexBounds: Object.fromEntries(bounds.map(one => [one.path, describeBounds(one.intervals)])),
  };
}

function describeBounds(intervals: readonly Interval[] | undefined): Reply[] {
  if (intervals === undefined) return ['[MinKey, MaxKey]'];
  return intervals.map(({ low, high, point }) =>
    point
      ? `[${low.bytes.toString('hex')}]`
      : `[${low.bytes.toString('hex')}, ${high.bytes.toString('hex')}]`,
  );
}

/** Runs a query to tell what it looked at. */
async function measure(store: Store, collection: Collection, query: Query, plan: Plan): Promise<Answer> {
  const work: Work = { keys: 0, documents: 0 };
  const since = performance.now();
  let nReturned = 0;
  for await (const found of inTurns(runPlan(store, collection, query, plan, work)))
    nReturned += found === undefined ? 0 : 1;
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - since),
    totalKeysExamined: work.keys,
    totalDocsExamined: work.documents,
  };
}

/** The whole of explain for a query. */
export async function explainQuery(
  store: Store,
  ns: string,
  query: Query,
  shown: Doc,
  verbosity: string,
  counting = false,
): Promise<Answer> {
  const collection = store.find(ns);
  if (collection === undefined)
    return { queryPlanner: planner(ns, { stage: 'EOF' }, shown), executionStats: NOTHING };
  const plan = choosePlan(store, collection, query);
  const isCovered = counting && plan.kind === 'index' && plan.residual === undefined;
  const winningPlan = isCovered ? describeCount(plan.access) : describePlan(plan, query, shown);
  const queryPlanner = planner(ns, winningPlan, shown);
  if (verbosity === 'queryPlanner') return { queryPlanner };
  const stats = isCovered ? countKeys(store, plan.access) : await measure(store, collection, query, plan);
  return {
    queryPlanner,
    executionStats: { ...stats, executionStages: { ...winningPlan, nReturned: stats['nReturned'] } },
  };
}

function describeCount(access: IndexAccess): Answer {
  return { stage: 'COUNT', inputStage: { ...describeIndex(access, 'forward'), stage: 'COUNT_SCAN' } };
}

function countKeys(store: Store, access: IndexAccess): Answer {
  const work: Work = { keys: 0, documents: 0 };
  const found = [...records(store, access, false, work)].filter(record => record !== undefined);
  return { ...NOTHING, nReturned: found.length, totalKeysExamined: work.keys };
}

const NOTHING: Answer = {
  executionSuccess: true,
  nReturned: 0,
  executionTimeMillis: 0,
  totalKeysExamined: 0,
  totalDocsExamined: 0,
};

function planner(namespace: string, winningPlan: Answer, parsedQuery: Doc): Answer {
  return { namespace, parsedQuery, indexFilterSet: false, winningPlan, rejectedPlans: [] };
}
