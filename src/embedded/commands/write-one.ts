import { ObjectId } from 'bson';
import { StoreError } from '../errors.ts';
import { MAX_DOCUMENT_BYTES } from '../bson/check.ts';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { decodePartly } from '../bson/partly.ts';
import { isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { first, runQuery } from '../query/find.ts';
import type { Query } from '../query/find.ts';
import type { Filter } from '../query/filter-ast.ts';
import { changeAt } from '../query/update-path.ts';
import { parseOperators, parseReplacement, refuseNewId } from '../query/update.ts';
import type { Update } from '../query/update.ts';
import type { Variables } from '../query/parse-filter.ts';
import { parsePipelineUpdate } from '../query/update-pipeline.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import type { Found } from '../query/access.ts';
import { ensureCollection, idFirst } from './insert.ts';
import type { Call } from './context.ts';

/** An update as the client wrote it: operators, a whole document, or a pipeline. */
export function parseUpdate(
  store: Store,
  update: Value | undefined,
  arrayFilters: readonly Value[],
  variables: Variables,
): Update {
  if (Array.isArray(update) && arrayFilters.length > 0) {
    throw new StoreError('FailedToParse', 'arrayFilters may not be specified for pipeline-style updates');
  }
  if (Array.isArray(update)) return parsePipelineUpdate(store, update, variables);
  if (!isDoc(update))
    throw new StoreError('FailedToParse', 'Update argument must be either an object or an array');
  const [name] = update.keys();
  if (name?.startsWith('$') !== true) {
    if (arrayFilters.length > 0)
      throw new StoreError(
        'FailedToParse',
        'arrayFilters may not be specified for replacement-style updates',
      );
    return parseReplacement(update);
  }
  return parseOperators(update, arrayFilters, nowOf(variables));
}

function nowOf(variables: Variables): Date {
  const now = variables.get('NOW');
  return now instanceof Date ? now : new Date();
}

export interface Changed {
  before: Buffer;
  after: Buffer;
  /** False when the update left the document as it was. */
  modified: boolean;
}

/** Applies an update to one document; inside a transaction. */
export function updateFound(
  store: Store,
  collection: Collection,
  found: Found,
  update: Update,
  filter: Filter,
): Changed {
  const fields = update.fields(filter);
  const doc = fields === undefined ? decode(found.raw) : decodePartly(found.raw, fields);
  const id = doc.get('_id');
  const context = { inserting: false, filter };
  const next = update.apply(doc, context);
  refuseNewId(id, next, context);
  const after = encode(next);
  if (after.length > MAX_DOCUMENT_BYTES) {
    throw new StoreError(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);
  }
  const modified = !after.equals(found.raw);
  if (modified) store.writer.replace(collection, found.record, found.raw, after);
  return { before: found.raw, after, modified };
}

/** Inserts what an upsert makes: the equalities of the filter, with the update applied. */
export function upsert(call: Call, name: string, filter: Filter, update: Update): { id: Value; raw: Buffer } {
  const seed: Doc = new Map();
  for (const leaf of equalities(filter)) {
    changeAt(seed, leaf.path.split('.'), true, before => {
      if (before === undefined) return leaf.value;
      throw new StoreError(54, `cannot infer query fields to set, path '${leaf.path}' is matched twice`);
    });
  }
  const next = update.apply(seed, { inserting: true, filter });
  const doc = idFirst(next);
  const raw = encode(doc);
  call.context.store.writer.insert(ensureCollection(call, name), raw);
  return { id: doc.get('_id') ?? new ObjectId(), raw };
}

function equalities(filter: Filter): { path: string; value: Value }[] {
  if (filter.op === 'and') return filter.of.flatMap(equalities);
  if (filter.op === 'compare' && filter.comparison === 'eq') return [filter];
  const [only, ...others] = filter.op === 'in' && filter.patterns.length === 0 ? filter.values : [];
  return filter.op === 'in' && only !== undefined && others.length === 0
    ? [{ path: filter.path, value: only }]
    : [];
}

/** The first document of a query, looked up at once; inside a transaction. */
export function firstMatch(
  store: Store,
  collection: Collection | undefined,
  query: Query,
): Found | undefined {
  return collection === undefined ? undefined : first(runQuery(store, collection, { ...query, limit: 1 }));
}
