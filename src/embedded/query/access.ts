import type { Value } from '../bson/value.ts';
import type { Collection } from '../storage/collection.ts';
import { docKey, recordOfDocKey } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import { entryOf, recordOf } from '../storage/entries.ts';
import { encodeKey } from '../index/key-encoding.ts';

/** A document where it is stored. */
export interface Found {
  record: number;
  raw: Buffer;
}

/** The document of a record; with `lent` its bytes are good until the next read of the store. */
export function fetch(store: Store, collection: Collection, record: number, lent = false): Found | undefined {
  const { docs } = store.engine;
  const key = docKey(collection, record);
  const raw = lent ? docs.lend(key) : docs.get(key);
  return raw === undefined ? undefined : { record, raw };
}

/** The document with this `_id`. */
export function findById(store: Store, collection: Collection, id: Value): Found | undefined {
  const [index] = collection.indexes;
  if (index === undefined) return undefined;
  const entry = entryOf(index, encodeKey([id], [1]), 0);
  const value = store.engine.keys.get(entry.key);
  return value === undefined ? undefined : fetch(store, collection, recordOf(index, entry.key, value));
}

/** All documents, in the order in which they were inserted. */
export function* scan(store: Store, collection: Collection, reverse = false): Generator<Found> {
  const start = docKey(collection, 0);
  const end = Buffer.from(start.subarray(0, 4));
  end.writeUInt32BE(collection.id + 1);
  for (const { key, value } of store.engine.docs.walk({ start, end }, reverse)) {
    yield { record: recordOfDocKey(key), raw: value };
  }
}
