import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/filter-ast.ts';
import { decodeFields } from '../bson/decode.ts';
import { fetch } from '../query/access.ts';
import { runQuery } from '../query/find.ts';
import { inTurns } from '../query/turns.ts';
import { finishDropped, purgeSome } from './build-index.ts';
import type { Collection, Index } from './collection.ts';
import type { Store } from './store.ts';

const FLUSH_MS = 100;
const TTL_MS = 1000;
const PURGE_MS = 250;

/** What goes on in the background: flushing, expiry, and clearing away what was dropped. Returns how to end it. */
export function maintain(store: Store, everySecond: (now: number) => void): () => Promise<void> {
  let running: Promise<unknown> = finishDropped(store);
  const inTurn = (work: () => Promise<unknown>): void => {
    running = running.then(work).catch(() => undefined);
  };
  const timers = [
    setInterval(() => inTurn(() => flushIfNew(store)), FLUSH_MS),
    setInterval(() => inTurn(() => purgeSome(store)), PURGE_MS),
    setInterval(
      () =>
        inTurn(async () => {
          await expire(store, Date.now());
          everySecond(Date.now());
        }),
      TTL_MS,
    ),
  ];
  for (const timer of timers) timer.unref();
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await running.catch(() => undefined);
  };
}

const flushedAt = new WeakMap<Store, number>();

async function flushIfNew(store: Store): Promise<void> {
  const { commits } = store;
  if (flushedAt.get(store) === commits) return;
  await store.flush();
  flushedAt.set(store, commits);
}

/** Deletes what the TTL indexes say is over at `now` (milliseconds since 1970). */
export async function expire(store: Store, now: number): Promise<void> {
  for (const collection of store.catalogue.collections.values()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds !== undefined && index.ready)
        await expireIndex(store, collection, index, now);
    }
  }
}

const CHUNK = 500;

async function expireIndex(store: Store, collection: Collection, index: Index, now: number): Promise<void> {
  const path = index.fields[0]?.path ?? '';
  const before = new Date(now - (index.expireAfterSeconds ?? 0) * 1000);
  const filter: Filter = { op: 'compare', path, comparison: 'lte', value: before };
  const matches = compileFilter(filter);
  const fields = new Set([path.split('.', 1)[0] ?? '']);
  const query = { filter, sort: [], skip: 0, limit: CHUNK, hint: index.name };
  for (let more = true; more; ) {
    const records: number[] = [];
    for await (const { record } of inTurns(runQuery(store, collection, query))) records.push(record);
    more = records.length === CHUNK;
    if (records.length === 0) return;
    await store.write(() => {
      for (const record of records) {
        const found = fetch(store, collection, record);
        const isOver = found !== undefined && matches(decodeFields(found.raw, fields));
        const isPartOf =
          index.partial === undefined ||
          (found !== undefined && index.partial.matches(decodeFields(found.raw, undefined)));
        if (found !== undefined && isOver && isPartOf) store.writer.remove(collection, record, found.raw);
      }
    });
  }
}
