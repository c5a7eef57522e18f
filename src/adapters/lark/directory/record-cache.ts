import { LRUCache } from 'lru-cache';
import { createBatcher } from './batcher.ts';
import { BATCH } from './contacts.ts';

/** How long an old record serves before Lark is asked again, while Lark does not answer. */
const RETRY_MS = 60_000;

/**
 * Records by id, loaded in batches, each once at a time. While Lark does not answer, what was known before is used.
 * `gone`: what becomes of a record that was known and that Lark no longer has.
 */
export function createRecordCache<T extends { readonly id: string }>(
  ttl: number,
  load: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
  gone: (last: T) => T | undefined,
) {
  const one = createBatcher(BATCH, load);
  const remembered = new LRUCache<string, T>({ max: 50_000 });
  const cache = new LRUCache<string, { readonly record: T | undefined }>({
    max: 50_000,
    ttl,
    ignoreFetchAbort: true,
    fetchMethod: async (id, old, { options }) => {
      try {
        const found = await one(id);
        const last = remembered.get(id);
        if (found !== undefined) remembered.set(id, found);
        return { record: found ?? (last === undefined ? undefined : gone(last)) };
      } catch (error) {
        if (old === undefined) throw error;
        options.ttl = Math.min(ttl, RETRY_MS);
        return old;
      }
    },
  });
  return {
    all: async (ids: readonly string[]): Promise<readonly T[]> => {
      const known = ids.map(id => cache.get(id, { noDeleteOnStaleGet: true }));
      // Mostly all are known: then nothing is waited for.
      const entries = known.includes(undefined) ? await Promise.all(ids.map(id => cache.fetch(id))) : known;
      return entries.flatMap(entry => entry?.record ?? []);
    },
    know: (record: T) => {
      remembered.set(record.id, record);
      cache.set(record.id, { record });
    },
    forget: (ids: readonly string[] | undefined) => {
      if (ids === undefined) cache.clear();
      for (const id of ids ?? []) cache.delete(id);
    },
  };
}
