import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import { runQuery } from './find.ts';
import type { Query } from './find.ts';
import { choosePlan, records } from './planner.ts';
import { inTurns, ticking } from './turns.ts';

/**
 * How many documents a query has. All of a collection are counted without looking, and what an index decides alone is
 * counted by its keys, without a document.
 */
export async function countQuery(store: Store, collection: Collection, query: Query): Promise<number> {
  if (query.filter.op === 'and' && query.filter.of.length === 0 && query.hint === undefined) {
    return Math.max(0, Math.min(collection.documents - query.skip, query.limit ?? Infinity));
  }
  const plan = choosePlan(store, collection, { ...query, sort: [] });
  const most = query.limit === undefined ? Infinity : query.skip + query.limit;
  const isCovered = plan.kind === 'index' && plan.residual === undefined;
  const items = isCovered
    ? ticking(records(store, plan.access, false, { keys: 0, documents: 0 }))
    : runQuery(store, collection, { ...query, sort: [], skip: 0, limit: undefined });
  let count = 0;
  for await (const item of inTurns<unknown>(items)) {
    count += item === undefined ? 0 : 1;
    if (count >= most) break;
  }
  return Math.max(0, count - query.skip);
}
