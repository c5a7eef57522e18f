import { show } from '../bson/show.ts';
import { StoreError } from '../errors.ts';
import { MAX_DOCUMENT_BYTES } from '../bson/check.ts';
import { decodeFields } from '../bson/decode.ts';
import { changedFields } from '../bson/partly.ts';
import type { Doc, Value } from '../bson/value.ts';
import type { Reply } from '../bson/encode.ts';
import { docKey, readsAny } from './collection.ts';
import type { Collection, Index } from './collection.ts';
import type { Engine } from './engine.ts';
import { entryOf, holderOf, keysOf } from './entries.ts';
import type { Entry } from './entries.ts';

/** What a write to one document will do to the indexes; nothing is written until all of it is known to be allowed. */
interface Plan {
  put: Entry[];
  remove: Entry[];
  noticed: { index: Index; multikey: boolean[]; cut: boolean }[];
}

/**
 * Writes that keep documents and indexes together; to be called inside a transaction. Each call either does all of
 * its work or throws a `StoreError` before it has written anything.
 */
export class Writer {
  readonly #engine: Engine;
  readonly #touched: (collection: Collection, catalogue: boolean) => void;

  /** `touched` hears of each collection whose counts, or whose index facts, changed. */
  constructor(engine: Engine, touched: (collection: Collection, catalogue: boolean) => void) {
    this.#engine = engine;
    this.#touched = touched;
  }

  /** Stores a new document; returns its record. Throws DuplicateKey. */
  insert(collection: Collection, raw: Buffer): number {
    checkSize(raw);
    const doc = decodeFields(raw, collection.indexed);
    const record = collection.nextRecord;
    const plan: Plan = { put: [], remove: [], noticed: [] };
    for (const index of collection.indexes) this.#planIndex(collection, index, undefined, doc, record, plan);
    collection.nextRecord += 1;
    this.#apply(collection, plan);
    this.#engine.docs.put(docKey(collection, record), raw);
    collection.documents += 1;
    collection.bytes += raw.length;
    this.#touched(collection, false);
    return record;
  }

  /** Puts `raw` in the place of `before`. Throws DuplicateKey. */
  replace(collection: Collection, record: number, before: Buffer, raw: Buffer): void {
    checkSize(raw);
    const changed = changedFields(before, raw, collection.indexed);
    if (changed.size > 0) {
      const old = decodeFields(before, collection.indexed);
      const doc = decodeFields(raw, collection.indexed);
      const plan: Plan = { put: [], remove: [], noticed: [] };
      for (const index of collection.indexes)
        if (readsAny(index, changed)) this.#planIndex(collection, index, old, doc, record, plan);
      this.#apply(collection, plan);
    }
    this.#engine.docs.put(docKey(collection, record), raw);
    collection.bytes += raw.length - before.length;
    this.#touched(collection, false);
  }

  remove(collection: Collection, record: number, before: Buffer): void {
    const doc = decodeFields(before, collection.indexed);
    for (const index of collection.indexes) {
      for (const key of keysOf(index, doc).keys) this.#engine.keys.remove(entryOf(index, key, record).key);
    }
    this.#engine.docs.remove(docKey(collection, record));
    collection.documents -= 1;
    collection.bytes -= before.length;
    this.#touched(collection, false);
  }

  /** Adds one document to an index that is being built. Throws DuplicateKey. */
  addToIndex(collection: Collection, index: Index, record: number, raw: Buffer): void {
    const plan: Plan = { put: [], remove: [], noticed: [] };
    this.#planIndex(collection, index, undefined, decodeFields(raw, collection.indexed), record, plan);
    this.#apply(collection, plan);
  }

  #planIndex(
    collection: Collection,
    index: Index,
    before: Doc | undefined,
    doc: Doc,
    record: number,
    plan: Plan,
  ): void {
    const { keys, multikey } = keysOf(index, doc);
    const gone = new Map<string, Entry>();
    if (before !== undefined) {
      for (const key of keysOf(index, before).keys) {
        const entry = entryOf(index, key, record);
        gone.set(entry.key.toString('latin1'), entry);
      }
    }
    for (const key of keys) {
      const entry = entryOf(index, key, record);
      if (gone.delete(entry.key.toString('latin1'))) continue;
      if (index.unique && holderOf(this.#engine.keys, entry, record) !== undefined) {
        throw duplicateKey(collection, index, doc);
      }
      plan.put.push(entry);
    }
    plan.remove.push(...gone.values());
    const cut = !index.cut && keys.some(key => key.cut);
    if (cut || multikey.some((is, field) => is && index.multikey[field] === false)) {
      plan.noticed.push({ index, multikey, cut });
    }
  }

  #apply(collection: Collection, plan: Plan): void {
    for (const entry of plan.remove) this.#engine.keys.remove(entry.key);
    for (const entry of plan.put) this.#engine.keys.put(entry.key, entry.value);
    for (const { index, multikey, cut } of plan.noticed) {
      index.multikey = index.multikey.map((is, field) => is || multikey[field] === true);
      index.cut ||= cut;
      this.#touched(collection, true);
    }
  }
}

function checkSize(raw: Buffer): void {
  if (raw.length > MAX_DOCUMENT_BYTES) {
    throw new StoreError(
      'BSONObjectTooLarge',
      `BSONObj size: ${raw.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}(16MB)`,
    );
  }
}

/** MongoDB's E11000, with the fields that drivers read. */
function duplicateKey(collection: Collection, index: Index, doc: Doc): StoreError {
  const keyPattern = new Map<string, Value>(index.fields.map(field => [field.path, field.direction]));
  const keyValue = new Map<string, Value>(index.fields.map(field => [field.path, valueAt(doc, field.parts)]));
  const shown = [...keyValue].map(([path, value]) => `${path}: ${show(value)}`).join(', ');
  const info: Record<string, Reply> = { keyPattern, keyValue };
  return new StoreError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.ns} index: ${index.name} dup key: { ${shown} }`,
    info,
  );
}

function valueAt(doc: Doc, parts: readonly string[]): Value {
  let value: Value | undefined = doc;
  for (const part of parts) value = value instanceof Map ? value.get(part) : undefined;
  return value ?? null;
}
