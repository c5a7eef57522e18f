import { StoreError } from '../errors.ts';
import type { Doc, Value } from '../bson/value.ts';
import { isNullish } from '../bson/value.ts';
import type { Collection, Index } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import { recordOf } from '../storage/entries.ts';
import { fetch, findById, scan } from './access.ts';
import type { Found } from './access.ts';
import { and } from './filter-ast.ts';
import type { Filter } from './filter-ast.ts';
import { decodeFields } from '../bson/decode.ts';
import type { Range } from '../storage/engine.ts';
import { compileFilter } from './filter.ts';
import { topLevelFields } from './filter-fields.ts';
import type { Query, Work } from './find.ts';
import { impliesFilter } from './implies.ts';
import { accessOf, claimsOf, orderOf } from './index-access.ts';
import type { IndexAccess } from './index-access.ts';

/** What a document is tested for, and the top-level fields which that reads. */
export interface Residual {
  filter: Filter;
  test: (doc: Doc) => boolean;
  fields: ReadonlySet<string> | undefined;
}

interface Common {
  /** True when the documents come in the order that the query wants. */
  sorted: boolean;
  backward: boolean;
  residual: Residual | undefined;
}

/** How a query reads. */
export type Plan =
  | (Common & { kind: 'id'; value: Value })
  | (Common & { kind: 'index'; access: IndexAccess })
  | (Common & { kind: 'or'; branches: Plan[] })
  | (Common & { kind: 'scan' })
  | (Common & { kind: 'nothing' });

export function residualOf(filter: Filter): Residual | undefined {
  if (filter.op === 'and' && filter.of.length === 0) return undefined;
  return { filter, test: compileFilter(filter), fields: topLevelFields(filter) };
}

/** The parts of a conjunction. */
function partsOf(filter: Filter): readonly Filter[] {
  return filter.op === 'and' ? filter.of : [filter];
}

/** Chooses how to read. Throws BadValue on a hint that names no index. */
export function choosePlan(store: Store, collection: Collection, query: Query): Plan {
  const parts = partsOf(query.filter);
  const id = query.hint === undefined ? idOf(parts) : undefined;
  if (id !== undefined) return idPlan(query, id);
  if (parts.some(part => part.op === 'always' && !part.value)) {
    return { kind: 'nothing', sorted: true, backward: false, residual: undefined };
  }
  const scanPlan: Plan = {
    kind: 'scan',
    sorted: query.sort.length === 0,
    backward: false,
    residual: residualOf(query.filter),
  };
  if (query.hint?.startsWith('$natural') === true)
    return { ...scanPlan, backward: query.hint.endsWith('-1') };
  const hinted = query.hint === undefined ? undefined : hintedIndex(collection, query.hint);
  const plans = indexPlans(collection, query, parts, hinted);
  const best = cheapest(store, query, plans);
  if (best !== undefined) return best;
  return orPlan(store, collection, query, parts) ?? scanPlan;
}

function idOf(parts: readonly Filter[]): Value | undefined {
  for (const part of parts) {
    if (part.op !== 'compare' || part.path !== '_id' || part.comparison !== 'eq') continue;
    if (!isNullish(part.value) && !Array.isArray(part.value)) return part.value;
  }
  return undefined;
}

function idPlan(query: Query, value: Value): Plan {
  const others = partsOf(query.filter).filter(
    part =>
      !(part.op === 'compare' && part.path === '_id' && part.comparison === 'eq' && part.value === value),
  );
  return { kind: 'id', value, sorted: true, backward: false, residual: residualOf(and([...others])) };
}

function keyPattern(index: Index): string {
  return index.fields.map(field => `${field.path}_${field.direction}`).join('_');
}

function hintedIndex(collection: Collection, hint: string): Index {
  const found = collection.indexes.find(
    index => index.ready && (index.name === hint || keyPattern(index) === hint),
  );
  if (found !== undefined) return found;
  throw new StoreError(
    'BadValue',
    'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
  );
}

function indexPlans(
  collection: Collection,
  query: Query,
  parts: readonly Filter[],
  hinted: Index | undefined,
): Plan[] {
  const claims = claimsOf(parts);
  return collection.indexes.flatMap((index): Plan[] => {
    if (!index.ready || (hinted !== undefined && index !== hinted)) return [];
    const access = accessOf(index, claims);
    const order = query.sort.length === 0 ? undefined : orderOf(access, query.sort);
    if (hinted === undefined) {
      if (!access.complete || !isImplied(index, parts)) return [];
      if (access.bounds[0]?.intervals === undefined && order === undefined) return [];
    }
    const left = parts.filter(part => !access.decided.has(part));
    return [
      {
        kind: 'index',
        access,
        sorted: query.sort.length === 0 || order !== undefined,
        backward: order === 'backward',
        residual: residualOf(and([...left])),
      },
    ];
  });
}

function isImplied(index: Index, parts: readonly Filter[]): boolean {
  return index.partial === undefined || impliesFilter(parts, index.partial.parsed);
}

/** Keys are counted up to here to tell plans apart. */
const COUNTED = 400;

function cheapest(store: Store, query: Query, plans: readonly Plan[]): Plan | undefined {
  if (plans.length < 2) return plans[0];
  const rated = plans.map(plan => ({ plan, cost: costOf(store, query, plan) }));
  rated.sort((a, b) => a.cost - b.cost || boundedOf(b.plan) - boundedOf(a.plan));
  return rated[0]?.plan;
}

function boundedOf(plan: Plan): number {
  return plan.kind === 'index' ? plan.access.bounded : 0;
}

/** About how many keys and documents a plan looks at, and a little more for sorting. */
function costOf(store: Store, query: Query, plan: Plan): number {
  if (plan.kind !== 'index') return 0;
  const keys = countUpTo(store, plan.access, COUNTED);
  const wanted = query.limit === undefined ? Infinity : query.limit + query.skip;
  if (plan.sorted && plan.residual === undefined) return Math.min(keys, wanted);
  const fetched = plan.residual === undefined ? keys : keys * 1.5;
  return plan.sorted ? fetched : fetched * 1.2 + 1;
}

function countUpTo(store: Store, access: IndexAccess, most: number): number {
  let count = 0;
  for (const range of access.ranges) {
    count += store.engine.keys.count(range, most - count);
    if (count >= most) return most;
  }
  return count;
}

/** A union of plans when the filter is, or has, an `$or` of which every branch can use an index. */
function orPlan(
  store: Store,
  collection: Collection,
  query: Query,
  parts: readonly Filter[],
): Plan | undefined {
  if (query.hint !== undefined) return undefined;
  for (const part of parts) {
    if (part.op !== 'or') continue;
    const others = parts.filter(one => one !== part);
    const branches: Plan[] = [];
    for (const branch of part.of) {
      const filter = and([branch, ...others]);
      const plan = choosePlan(store, collection, { filter, sort: [], skip: 0, limit: undefined });
      if (plan.kind !== 'scan') branches.push(plan);
    }
    if (branches.length === part.of.length) {
      return { kind: 'or', branches, sorted: query.sort.length === 0, backward: false, residual: undefined };
    }
  }
  return undefined;
}

/**
 * The documents that a plan leads to, before its residual; `undefined` where another may have a turn. About `wanted` of
 * them will be asked for.
 */
export function* openPlan(
  store: Store,
  collection: Collection,
  plan: Plan,
  work: Work,
  wanted?: number,
): Generator<Found | undefined> {
  switch (plan.kind) {
    case 'nothing':
      return;
    case 'id': {
      const found = findById(store, collection, plan.value);
      work.keys += 1;
      if (found === undefined) return;
      work.documents += 1;
      yield found;
      return;
    }
    case 'scan':
      for (const found of scan(store, collection, plan.backward)) {
        work.documents += 1;
        yield found;
      }
      return;
    case 'index':
      for (const record of records(store, plan.access, plan.backward, work, wanted)) {
        const found = record === undefined ? undefined : fetch(store, collection, record, work.lent);
        if (found !== undefined) work.documents += 1;
        yield found;
      }
      return;
    case 'or':
      yield* union(store, collection, plan.branches, work);
  }
}

function* union(
  store: Store,
  collection: Collection,
  branches: readonly Plan[],
  work: Work,
): Generator<Found | undefined> {
  const seen = new Set<number>();
  for (const branch of branches) {
    const { residual } = branch;
    for (const found of openPlan(store, collection, branch, work)) {
      if (found === undefined) yield undefined;
      else if (!seen.has(found.record) && passes(found, residual)) {
        seen.add(found.record);
        yield found;
      } else yield undefined;
    }
  }
}

function passes(found: Found, residual: Residual | undefined): boolean {
  return residual === undefined || residual.test(decodeFields(found.raw, residual.fields));
}

function* entries(
  store: Store,
  index: Index,
  range: Range,
  backward: boolean,
  wanted: number | undefined,
): Generator<number> {
  const { keys } = store.engine;
  if (!index.unique)
    for (const key of keys.walkKeys(range, backward, wanted)) yield recordOf(index, key, key);
  else for (const { key, value } of keys.walk(range, backward)) yield recordOf(index, key, value);
}

/** The records in the ranges of an index, each once. */
export function* records(
  store: Store,
  access: IndexAccess,
  backward: boolean,
  work: Work,
  wanted?: number,
): Generator<number | undefined> {
  const { index } = access;
  const seen = index.multikey.includes(true) ? new Set<number>() : undefined;
  const ranges = backward ? [...access.ranges].reverse() : access.ranges;
  for (const range of ranges) {
    for (const record of entries(store, index, range, backward, wanted)) {
      work.keys += 1;
      if (seen?.has(record) === true) {
        yield undefined;
        continue;
      }
      seen?.add(record);
      yield record;
    }
  }
}
