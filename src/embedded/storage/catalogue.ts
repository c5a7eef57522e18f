import { Binary } from 'bson';
import { randomBytes } from 'node:crypto';
import { StoreError } from '../errors.ts';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { isDoc, isNum } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { toNumber } from '../bson/numbers.ts';
import type { Filter } from '../query/filter-ast.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { compileFilter } from '../query/filter.ts';
import { topLevelFields } from '../query/filter-fields.ts';
import type { IndexField } from '../index/index-keys.ts';
import { fieldsOf } from './collection.ts';
import type { Collection, Index } from './collection.ts';
import type { Engine } from './engine.ts';

const COLLECTION = 'c';
const COUNTS = 'n';
const NEXT_ID = Buffer.from('next');
const PURGE = 'p';

/** The collections and indexes, in memory and in the `meta` table. Writes need a transaction around them. */
export class Catalogue {
  readonly #engine: Engine;
  #nextId = 1;
  collections = new Map<string, Collection>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.reload();
  }

  /** Reads all again, at the start and after a transaction that was undone. */
  reload(): void {
    this.collections = new Map();
    for (const { value } of this.#engine.meta.walk(prefixed(COLLECTION))) {
      const collection = parseCollection(decode(value));
      const counts = this.#engine.meta.get(countsKey(collection));
      if (counts !== undefined) readCounts(collection, decode(counts));
      this.collections.set(collection.ns, collection);
    }
    this.#nextId = this.#engine.meta.get(NEXT_ID)?.readUInt32BE(0) ?? 1;
  }

  /** A number that was never used before, for a collection or an index. */
  takeId(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeUInt32BE(this.#nextId);
    this.#engine.meta.put(NEXT_ID, bytes);
    return id;
  }

  create(db: string, name: string): Collection {
    const idIndex = { name: '_id_', fields: parseKey(new Map([['_id', 1]])), unique: true };
    const collection: Collection = {
      db,
      name,
      ns: `${db}.${name}`,
      id: this.takeId(),
      uuid: uuid(),
      indexes: [newIndex(this.takeId(), idIndex)],
      indexed: new Set(['_id']),
      documents: 0,
      bytes: 0,
      nextRecord: 1,
    };
    this.collections.set(collection.ns, collection);
    this.save(collection);
    this.saveCounts(collection);
    return collection;
  }

  save(collection: Collection): void {
    collection.indexed = fieldsOf(collection.indexes);
    this.#engine.meta.put(Buffer.from(COLLECTION + collection.ns), encode(catalogued(collection)));
  }

  saveCounts(collection: Collection): void {
    const { documents, bytes, nextRecord } = collection;
    const counts = { documents: BigInt(documents), bytes: BigInt(bytes), nextRecord: BigInt(nextRecord) };
    this.#engine.meta.put(countsKey(collection), encode(counts));
  }

  /** Takes a collection away; its documents and keys are left for the purge. */
  drop(collection: Collection): void {
    this.collections.delete(collection.ns);
    this.#engine.meta.remove(Buffer.from(COLLECTION + collection.ns));
    this.#engine.meta.remove(countsKey(collection));
    this.#markForPurge('docs', collection.id);
    for (const index of collection.indexes) this.#markForPurge('keys', index.id);
  }

  dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter(other => other !== index);
    this.save(collection);
    this.#markForPurge('keys', index.id);
  }

  rename(collection: Collection, db: string, name: string): void {
    this.collections.delete(collection.ns);
    this.#engine.meta.remove(Buffer.from(COLLECTION + collection.ns));
    Object.assign(collection, { db, name, ns: `${db}.${name}` });
    this.collections.set(collection.ns, collection);
    this.save(collection);
  }

  #markForPurge(table: 'docs' | 'keys', id: number): void {
    this.#engine.meta.put(Buffer.from(`${PURGE}${table}:${id}`), Buffer.alloc(0));
  }

  /** What dropped collections and indexes left behind: a table, the number before each key, and how to forget it. */
  *purges(): Generator<{ table: 'docs' | 'keys'; id: number; done: () => void }> {
    for (const key of this.#engine.meta.walkKeys(prefixed(PURGE))) {
      const [table, id] = key.toString().slice(PURGE.length).split(':');
      yield {
        table: table === 'docs' ? 'docs' : 'keys',
        id: Number(id),
        done: () => this.#engine.meta.remove(key),
      };
    }
  }
}

function prefixed(prefix: string): { start: Buffer; end: Buffer } {
  return { start: Buffer.from(prefix), end: Buffer.concat([Buffer.from(prefix), Buffer.of(255)]) };
}

function countsKey(collection: Collection): Buffer {
  return Buffer.from(`${COUNTS}${collection.id}`);
}

function uuid(): Buffer {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
}

export interface IndexOptions {
  name: string;
  fields: readonly IndexField[];
  unique?: boolean;
  sparse?: boolean;
  partial?: Doc | undefined;
  expireAfterSeconds?: number | undefined;
}

export function newIndex(id: number, options: IndexOptions): Index {
  return {
    id,
    name: options.name,
    fields: options.fields,
    unique: options.unique ?? false,
    sparse: options.sparse ?? false,
    partial: options.partial === undefined ? undefined : partialOf(options.partial),
    expireAfterSeconds: options.expireAfterSeconds,
    multikey: options.fields.map(() => false),
    cut: false,
    ready: true,
  };
}

function partialOf(filter: Doc): Index['partial'] {
  const parsed = parseFilter(filter);
  const paths = topLevelFields(parsed);
  if (paths === undefined || !isPlain(parsed))
    throw new StoreError('CannotCreateIndex', 'unsupported expression in partial index');
  return { filter, parsed, matches: compileFilter(parsed), paths };
}

/** MongoDB allows these in the filter of a partial index. */
function isPlain(filter: Filter): boolean {
  if (filter.op === 'and' || filter.op === 'or') return filter.of.every(isPlain);
  return ['compare', 'in', 'exists', 'type'].includes(filter.op);
}

/** An index's key document as fields. */
export function parseKey(key: Doc): IndexField[] {
  return [...key].map(([path, value]) => ({
    path,
    parts: path.split('.'),
    direction: isNum(value) && toNumber(value) < 0 ? -1 : 1,
  }));
}

function catalogued(collection: Collection): Doc {
  const indexes = collection.indexes.map((index): Doc => {
    const doc: Doc = new Map<string, Value>([
      ['id', index.id],
      ['name', index.name],
      ['key', new Map<string, Value>(index.fields.map(field => [field.path, field.direction]))],
      ['unique', index.unique],
      ['sparse', index.sparse],
      ['multikey', [...index.multikey]],
      ['cut', index.cut],
      ['ready', index.ready],
    ]);
    if (index.partial !== undefined) doc.set('partial', index.partial.filter);
    if (index.expireAfterSeconds !== undefined) doc.set('expireAfterSeconds', index.expireAfterSeconds);
    return doc;
  });
  return new Map<string, Value>([
    ['db', collection.db],
    ['name', collection.name],
    ['id', collection.id],
    ['uuid', new Binary(collection.uuid, 4)],
    ['indexes', indexes],
  ]);
}

function parseCollection(doc: Doc): Collection {
  const uuidValue = doc.get('uuid');
  const indexes = doc.get('indexes');
  const db = textOf(doc, 'db');
  const name = textOf(doc, 'name');
  const parsed = Array.isArray(indexes) ? indexes.filter(isDoc).map(parseIndex) : [];
  return {
    db,
    name,
    ns: `${db}.${name}`,
    id: numberOf(doc, 'id') ?? 0,
    uuid: uuidValue instanceof Binary ? Buffer.from(uuidValue.buffer) : uuid(),
    indexes: parsed,
    indexed: fieldsOf(parsed),
    documents: 0,
    bytes: 0,
    nextRecord: 1,
  };
}

function parseIndex(doc: Doc): Index {
  const key = doc.get('key');
  const partial = doc.get('partial');
  const multikey = doc.get('multikey');
  const index = newIndex(numberOf(doc, 'id') ?? 0, {
    name: textOf(doc, 'name'),
    fields: parseKey(isDoc(key) ? key : new Map()),
    unique: doc.get('unique') === true,
    sparse: doc.get('sparse') === true,
    partial: isDoc(partial) ? partial : undefined,
    expireAfterSeconds: numberOf(doc, 'expireAfterSeconds'),
  });
  const flags = Array.isArray(multikey) ? multikey.map(is => is === true) : index.multikey;
  return { ...index, multikey: flags, cut: doc.get('cut') === true, ready: doc.get('ready') === true };
}

function readCounts(collection: Collection, doc: Doc): void {
  collection.documents = numberOf(doc, 'documents') ?? 0;
  collection.bytes = numberOf(doc, 'bytes') ?? 0;
  collection.nextRecord = numberOf(doc, 'nextRecord') ?? 1;
}

function textOf(doc: Doc, field: string): string {
  const value = doc.get(field);
  return typeof value === 'string' ? value : '';
}

function numberOf(doc: Doc, field: string): number | undefined {
  const value = doc.get(field);
  return isNum(value) ? toNumber(value) : undefined;
}
