import { encode } from '../../../src/embedded/bson/encode.ts';
import type { Reply } from '../../../src/embedded/bson/encode.ts';
import type { Doc, Value } from '../../../src/embedded/bson/value.ts';
import { batchOf } from './in-process.ts';
import type { InProcess } from './in-process.ts';

/** An index as createIndexes takes it, without its name. */
export interface IndexOf {
  key: Doc;
  sparse?: boolean;
  unique?: boolean;
  partialFilterExpression?: Doc;
}

let names = 0;

/**
 * Two collections with the same documents, numbered from 0: one without indexes, one with. A document that an index
 * refuses (two arrays side by side, a duplicate) is in neither.
 */
export async function twins(
  store: InProcess,
  documents: readonly Doc[],
  indexes: readonly IndexOf[],
): Promise<[plain: string, indexed: string]> {
  names += 1;
  const [plain, indexed] = [`plain${names}`, `indexed${names}`];
  for (const [at, index] of indexes.entries())
    await store.run({ createIndexes: indexed, indexes: [{ name: `i${at}`, ...index }] });
  for (const [at, document] of documents.entries()) {
    const ready: Doc = new Map<string, Value>([['_id', at], ...document]);
    const inserted = await store.run({ insert: indexed, documents: [ready] });
    if (!inserted.has('writeErrors')) await store.run({ insert: plain, documents: [ready] });
  }
  return [plain, indexed];
}

export async function drop(store: InProcess, ...collections: string[]): Promise<void> {
  for (const name of collections) await store.run({ drop: name });
}

/** The documents that a find gives, in its order. */
export async function found(
  store: InProcess,
  find: string,
  query: { [field: string]: Reply },
): Promise<Doc[]> {
  const batch = batchOf(await store.run({ find, ...query, batchSize: 10_000 }));
  return batch.filter(doc => doc instanceof Map);
}

export function idOf(doc: Doc): Value {
  return doc.get('_id') ?? null;
}

/** All documents of a collection in the order of their numbers, as bytes. */
export async function all(store: InProcess, name: string): Promise<string[]> {
  return encodeAll(await found(store, name, { sort: new Map([['_id', 1]]) }));
}

export function encodeAll(docs: readonly Doc[]): string[] {
  return docs.map(doc => encode(doc).toString('hex'));
}
