import { ObjectId } from 'bson';
import { StoreError } from '../errors.ts';
import { encode } from '../bson/encode.ts';
import type { Reply } from '../bson/encode.ts';
import { decode } from '../bson/decode.ts';
import { elements } from '../bson/layout.ts';
import type { Doc, Value } from '../bson/value.ts';
import type { Collection } from '../storage/collection.ts';
import { isDoc, typeName } from '../bson/value.ts';
import { MAX_DOCUMENT_BYTES } from '../bson/check.ts';
import { arrayArg, boolArg, collectionName, missing, wantsJournal } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';

/** The collection, made when it is missing; inside a transaction. */
export function ensureCollection(call: Call, name: string): Collection {
  const { store } = call.context;
  return store.find(`${call.db}.${name}`) ?? store.catalogue.create(call.db, name);
}

/** One failed statement of a write command. */
export function writeError(index: number, error: StoreError): { [field: string]: Reply } {
  const info = Object.fromEntries(Object.entries(error.info ?? {})) as { [field: string]: Reply };
  return { index, code: error.code, ...info, errmsg: error.message };
}

export const MAX_BATCH = 100_000;

async function insert(call: Call): Promise<Answer> {
  const name = collectionName(call);
  const documents = documentsOf(call);
  const ordered = call.command.get('ordered') === undefined || boolArg(call, 'ordered');
  const { store } = call.context;
  const outcome = await store.write(() => insertAll(call, name, documents, ordered));
  if (wantsJournal(call)) await store.flush();
  return outcome;
}

function documentsOf(call: Call): readonly Buffer[] {
  const documents =
    call.sequences.get('documents') ?? arrayArg(call, 'documents')?.map(one => encodeDocument(one));
  if (documents === undefined) throw missing(call, 'documents');
  if (documents.length > 0 && documents.length <= MAX_BATCH) return documents;
  throw new StoreError(
    'InvalidLength',
    `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${documents.length} operations.`,
  );
}

function encodeDocument(one: Value): Buffer {
  if (isDoc(one)) return encode(one);
  throw new StoreError(
    'TypeMismatch',
    `BSON field 'insert.documents' is the wrong type '${typeName(one)}', expected type 'object'`,
  );
}

function insertAll(call: Call, name: string, documents: readonly Buffer[], ordered: boolean): Answer {
  const errors: Reply[] = [];
  let inserted = 0;
  for (const [index, raw] of documents.entries()) {
    try {
      const ready = withId(raw);
      call.context.store.writer.insert(ensureCollection(call, name), ready);
      inserted += 1;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return errors.length === 0 ? { n: inserted } : { n: inserted, writeErrors: errors };
}

/** The document as it is stored: with an `_id`, and that first. */
function withId(raw: Buffer): Buffer {
  if (raw.length > MAX_DOCUMENT_BYTES) {
    throw new StoreError(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${raw.length}, max size: ${MAX_DOCUMENT_BYTES}`,
    );
  }
  const [first] = elements(raw, 0, raw.length);
  if (first !== undefined && raw.toString('latin1', first.nameStart, first.nameEnd) === '_id') {
    if (!FORBIDDEN.has(first.type)) return raw;
  }
  return encode(idFirst(decode(raw)));
}

/** Arrays, undefined and regular expressions: types that an `_id` cannot have. */
const FORBIDDEN = new Set([4, 6, 11]);

/** A document with its `_id` first, and a new one when it has none. Throws InvalidIdField. */
export function idFirst(doc: Doc): Doc {
  const id = doc.get('_id');
  checkId(id);
  const ordered: Doc = new Map([['_id', id ?? (id === null ? null : new ObjectId())]]);
  for (const [name, value] of doc) if (name !== '_id') ordered.set(name, value);
  return ordered;
}

function checkId(id: Value | undefined): void {
  if (id === undefined) return;
  const type = typeName(id);
  if (type === 'array' || type === 'regex' || type === 'undefined') {
    throw new StoreError(53, `The '_id' value cannot be of type ${type}`);
  }
}

export const insertCommands: Commands = { insert };
