import type { EncodedKey } from '../index/key-encoding.ts';
import { extractKeys } from '../index/index-keys.ts';
import type { Doc } from '../bson/value.ts';
import type { Range, Table } from './engine.ts';
import type { Index } from './collection.ts';

const NONE = Buffer.alloc(0);

/** An entry as it is stored: a unique index keeps the record in the value, another at the end of the key. */
export interface Entry {
  key: Buffer;
  value: Buffer;
}

export function indexPrefix(index: Pick<Index, 'id'>): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(index.id);
  return prefix;
}

/** Everything in an index. */
export function wholeIndex(index: Pick<Index, 'id'>): Range {
  return { start: indexPrefix(index), end: Buffer.concat([indexPrefix(index), Buffer.of(255)]) };
}

function recordBytes(record: number): Buffer {
  const bytes = Buffer.allocUnsafe(6);
  bytes.writeUIntBE(record, 0, 6);
  return bytes;
}

/** The record that an entry leads to. */
export function recordOf(index: Index, key: Buffer, value: Buffer): number {
  return index.unique ? value.readUIntBE(0, 6) : key.readUIntBE(key.length - 6, 6);
}

/** The keys of a document in an index, without the record; none when a sparse or partial index leaves it out. */
export function keysOf(index: Index, doc: Doc): { keys: EncodedKey[]; multikey: boolean[] } {
  if (index.partial !== undefined && !index.partial.matches(doc)) return { keys: [], multikey: [] };
  const { keys, multikey, absent } = extractKeys(index.fields, doc);
  return index.sparse && absent ? { keys: [], multikey } : { keys, multikey };
}

export function entryOf(index: Index, key: EncodedKey, record: number): Entry {
  const prefix = indexPrefix(index);
  return index.unique
    ? { key: Buffer.concat([prefix, key.bytes]), value: recordBytes(record) }
    : { key: Buffer.concat([prefix, key.bytes, recordBytes(record)]), value: NONE };
}

/** The record that holds a unique key already, other than `record`. */
export function holderOf(keys: Table, entry: Entry, record: number): number | undefined {
  const held = keys.get(entry.key)?.readUIntBE(0, 6);
  return held === record ? undefined : held;
}
