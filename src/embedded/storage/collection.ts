import type { Doc } from '../bson/value.ts';
import type { Filter } from '../query/filter-ast.ts';
import type { IndexField } from '../index/index-keys.ts';

/** Which documents a partial index holds. */
interface Partial {
  filter: Doc;
  parsed: Filter;
  matches: (doc: Doc) => boolean;
  paths: ReadonlySet<string>;
}

/** An index as the catalogue keeps it. */
export interface Index {
  id: number;
  name: string;
  fields: readonly IndexField[];
  unique: boolean;
  sparse: boolean;
  /** Only documents that match are in the index. */
  partial: Partial | undefined;
  /** TTL in seconds; documents go when the date in the first field is older. */
  expireAfterSeconds: number | undefined;
  /** Per field: true once a document had an array on its path. */
  multikey: boolean[];
  /** True once a key was too long and was cut: the order of the index is then not to be relied on. */
  cut: boolean;
  /** False while it is built: kept up to date, not read. */
  ready: boolean;
}

/** A collection: what the catalogue knows of it, and its running counts. */
export interface Collection {
  db: string;
  name: string;
  ns: string;
  id: number;
  uuid: Buffer;
  /** The `_id` index comes first. */
  indexes: Index[];
  /** Top-level fields that any index or partial filter reads; `undefined` when all are needed. */
  indexed: ReadonlySet<string>;
  documents: number;
  bytes: number;
  nextRecord: number;
}

/** Key of a document: the collection and the record number, both big-endian. */
export function docKey(collection: Collection, record: number): Buffer {
  const key = Buffer.allocUnsafe(10);
  key.writeUInt32BE(collection.id, 0);
  key.writeUIntBE(record, 4, 6);
  return key;
}

export function recordOfDocKey(key: Buffer): number {
  return key.readUIntBE(4, 6);
}

/** The top-level fields that the indexes of a collection read. */
export function fieldsOf(indexes: readonly Index[]): ReadonlySet<string> {
  const names = new Set<string>(['_id']);
  for (const index of indexes) {
    for (const field of index.fields) names.add(field.parts[0] ?? '');
    for (const path of index.partial?.paths ?? []) names.add(path);
  }
  return names;
}

/** True when an index, or its partial filter, reads one of the top-level fields. */
export function readsAny(index: Index, names: ReadonlySet<string>): boolean {
  if (index.fields.some(field => names.has(field.parts[0] ?? ''))) return true;
  for (const path of index.partial?.paths ?? []) if (names.has(path)) return true;
  return false;
}
