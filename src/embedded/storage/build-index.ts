import { scan } from '../query/access.ts';
import type { Collection, Index } from './collection.ts';
import { wholeIndex } from './entries.ts';
import type { Store } from './store.ts';

const CHUNK = 500;

/**
 * Fills an index that is in the catalogue already (so that writers keep it up to date), some documents to a
 * transaction; then it may be read. When a document does not fit (a duplicate key) the index is dropped again.
 */
export async function buildIndex(store: Store, collection: Collection, index: Index): Promise<void> {
  try {
    const walk = scan(store, collection);
    for (let done = false; !done; ) {
      done = await store.write(() => {
        for (let count = 0; count < CHUNK; count += 1) {
          const step = walk.next();
          if (step.done === true) return true;
          store.writer.addToIndex(collection, index, step.value.record, step.value.raw);
        }
        return false;
      });
    }
    await store.write(() => {
      index.ready = true;
      store.catalogue.save(collection);
    });
  } catch (error) {
    await store.write(() => {
      if (collection.indexes.includes(index)) store.catalogue.dropIndex(collection, index);
    });
    throw error;
  }
}

/** At the start: drops the indexes whose building a crash cut short, and clears away what was dropped. */
export async function finishDropped(store: Store): Promise<void> {
  await store.write(() => {
    for (const collection of store.catalogue.collections.values()) {
      for (const index of collection.indexes) if (!index.ready) store.catalogue.dropIndex(collection, index);
    }
  });
}

const PURGE_CHUNK = 2000;

/** Deletes some of what dropped collections and indexes left behind; false when nothing is left. */
export async function purgeSome(store: Store): Promise<boolean> {
  if (store.catalogue.purges().next().done === true) return false;
  return store.write(() => {
    for (const { table, id, done } of store.catalogue.purges()) {
      const range = wholeIndex({ id });
      let count = 0;
      for (const key of store.engine[table].walkKeys(range)) {
        store.engine[table].remove(key);
        count += 1;
        if (count === PURGE_CHUNK) return true;
      }
      done();
      return true;
    }
    return false;
  });
}
