import { decodeFields } from '../bson/decode.ts';
import { StoreError } from '../errors.ts';
import type { IndexField } from '../index/index-keys.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import { fetch } from './access.ts';
import type { Found } from './access.ts';
import type { Filter } from './filter-ast.ts';
import { choosePlan, openPlan, residualOf } from './planner.ts';
import type { Plan, Residual } from './planner.ts';
import { sortFields, sortKey } from './sort.ts';

export interface Query {
  filter: Filter;
  sort: readonly IndexField[];
  skip: number;
  /** `undefined` for all. */
  limit: number | undefined;
  /** The name or the key of the index to use, or `$natural`. */
  hint?: string | undefined;
}

/** What a query had to look at. */
export interface Work {
  keys: number;
  documents: number;
  /** True when each document is done with before the next is asked for: it is then not copied. */
  lent?: boolean;
}

/** `undefined` between results means: still at work, others may have a turn. */
export type Stream = Generator<Found | undefined>;

const TICK = 128;

/** Runs a query: the documents that match, sorted, from `skip` on, at most `limit`. */
export function runQuery(
  store: Store,
  collection: Collection,
  query: Query,
  work: Work = { keys: 0, documents: 0 },
): Stream {
  return runPlan(store, collection, query, choosePlan(store, collection, query), work);
}

export function runPlan(store: Store, collection: Collection, query: Query, plan: Plan, work: Work): Stream {
  const matches = matching(store, collection, query, plan, work);
  const sorted = plan.sorted ? matches : sort(store, collection, matches, query, work);
  return query.skip === 0 && query.limit === undefined ? sorted : window(sorted, query.skip, query.limit);
}

/** The documents of the plan that pass what the index could not decide. */
function* matching(store: Store, collection: Collection, query: Query, plan: Plan, work: Work): Stream {
  const recheck = rechecker(store, query.filter);
  const { residual } = plan;
  let examined = 0;
  for (const found of openPlan(store, collection, plan, work, wantedOf(query, plan))) {
    examined += 1;
    if (found !== undefined && recheck(found) && passes(residual, found)) yield found;
    // Only after the document is done with: what is lent is overwritten by whoever has the next turn.
    if (examined % TICK === 0) yield undefined;
  }
}

function passes(residual: Residual | undefined, { raw }: Found): boolean {
  return residual === undefined || residual.test(decodeFields(raw, residual.fields));
}

/** So many documents are read at most, where a limit tells; more when some do not pass. */
function wantedOf({ limit, skip }: Query, plan: Plan): number | undefined {
  return plan.sorted && limit !== undefined && limit > 0 ? Math.min(skip + limit, MOST_AT_FIRST) : undefined;
}

const MOST_AT_FIRST = 1000;

/**
 * A document that is fetched after something was written may no longer be what its key said: it is tested against the
 * whole filter again.
 */
function rechecker(store: Store, filter: Filter): (found: Found) => boolean {
  const since = store.commits;
  let whole: Residual | undefined;
  return found => {
    if (store.commits === since) return true;
    whole ??= residualOf(filter);
    return whole === undefined || whole.test(decodeFields(found.raw, whole.fields));
  };
}

const SORT_BYTES = 100 * 1024 * 1024;
const KEY_OVERHEAD = 120;

/** Sorts in memory: keys and record numbers only; with a limit never more than twice as many as are wanted. */
function* sort(store: Store, collection: Collection, matches: Stream, query: Query, work: Work): Stream {
  const recheck = rechecker(store, query.filter);
  const fields = sortFields(query.sort);
  const wanted = query.limit === undefined ? Infinity : query.skip + query.limit;
  let kept: { key: Buffer; record: number }[] = [];
  let bytes = 0;
  for (const found of matches) {
    if (found === undefined) {
      yield undefined;
      continue;
    }
    const key = sortKey(query.sort, decodeFields(found.raw, fields));
    kept.push({ key, record: found.record });
    bytes += key.length + KEY_OVERHEAD;
    if (kept.length > 2 * wanted + 1000) {
      kept = kept.sort(byKey).slice(0, wanted);
      bytes = kept.reduce((sum, one) => sum + one.key.length + KEY_OVERHEAD, 0);
    }
    if (bytes > SORT_BYTES) throw tooMuch();
  }
  for (const { record } of kept.sort(byKey).slice(0, wanted)) {
    const found = fetch(store, collection, record, work.lent);
    if (found !== undefined && recheck(found)) yield found;
  }
}

function byKey(a: { key: Buffer; record: number }, b: { key: Buffer; record: number }): number {
  return Buffer.compare(a.key, b.key) || a.record - b.record;
}

function tooMuch(): StoreError {
  return new StoreError(
    292,
    `Sort exceeded memory limit of ${SORT_BYTES} bytes; the embedded store does not sort on disk: add an index or a limit`,
  );
}

function* window(stream: Stream, skip: number, limit: number | undefined): Stream {
  let seen = 0;
  const end = limit === undefined ? Infinity : skip + limit;
  if (end === 0) return;
  for (const found of stream) {
    if (found === undefined) {
      yield undefined;
      continue;
    }
    seen += 1;
    if (seen > skip) yield found;
    if (seen >= end) return;
  }
}

/** The first document of a stream, at once. */
export function first(stream: Stream): Found | undefined {
  for (const found of stream) if (found !== undefined) return found;
  return undefined;
}
