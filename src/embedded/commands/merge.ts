import { show } from '../bson/show.ts';
import { StoreError, notSupported } from '../errors.ts';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { compileExpression } from '../query/expression/compile.ts';
import { named } from '../query/expression/arguments.ts';
import { and } from '../query/filter-ast.ts';
import type { Filter } from '../query/filter-ast.ts';
import { first, runQuery } from '../query/find.ts';
import { parsePipelineUpdate } from '../query/update-pipeline.ts';
import { valueAt } from '../query/update-path.ts';
import { rootScope } from '../query/expression/types.ts';
import type { Found } from '../query/access.ts';
import type { Collection } from '../storage/collection.ts';
import { checkName } from './arguments.ts';
import type { Call } from './context.ts';
import { ensureCollection, idFirst } from './insert.ts';
import { variablesOf } from './variables.ts';

type Source = AsyncIterable<Doc>;

/** Where `$out` and `$merge` write: a call on that database, and the collection's name. */
function targetOf(call: Call, target: Value | undefined): { call: Call; name: string } {
  if (typeof target === 'string') return { call, name: checkName(call.db, target) };
  const db = isDoc(target) ? target.get('db') : undefined;
  const coll = isDoc(target) ? target.get('coll') : undefined;
  if (typeof coll !== 'string')
    throw new StoreError('FailedToParse', 'the target must be a string or { db, coll }');
  const name = typeof db === 'string' ? db : call.db;
  return { call: { ...call, db: name }, name: checkName(name, coll) };
}

/** `$out`: writes beside the target and takes its place when all is there. */
export async function outTo(call: Call, argument: Value, documents: Source): Promise<void> {
  const target = targetOf(call, argument);
  const { store } = call.context;
  const aside = `tmp.agg_out.${Date.now()}.${Math.random().toString(36).slice(2)}`;
  await store.write(() => ensureCollection(target.call, aside));
  try {
    for await (const doc of documents) {
      await store.write(() =>
        store.writer.insert(ensureCollection(target.call, aside), encode(idFirst(doc))),
      );
    }
    await store.write(() => {
      const old = store.find(`${target.call.db}.${target.name}`);
      if (old !== undefined) store.catalogue.drop(old);
      store.catalogue.rename(ensureCollection(target.call, aside), target.call.db, target.name);
    });
  } catch (error) {
    await store.write(() => {
      const left = store.find(`${target.call.db}.${aside}`);
      if (left !== undefined) store.catalogue.drop(left);
    });
    throw error;
  }
}

type WhenMatched = (found: Found, collection: Collection, doc: Doc) => Doc | undefined;

/** `$merge` with its modes. */
export async function mergeInto(call: Call, argument: Value, documents: Source): Promise<void> {
  const given =
    typeof argument === 'string'
      ? { into: argument }
      : named('$merge', argument, ['into'], ['on', 'let', 'whenMatched', 'whenNotMatched']);
  const target = targetOf(call, given.into);
  const on =
    'on' in given && given.on !== undefined ? (Array.isArray(given.on) ? given.on : [given.on]) : ['_id'];
  const paths = on.map(path => (typeof path === 'string' ? path : ''));
  const whenMatched = matchedMode(
    call,
    'whenMatched' in given ? given.whenMatched : undefined,
    'let' in given ? given.let : undefined,
  );
  const whenNot = 'whenNotMatched' in given ? (given.whenNotMatched ?? 'insert') : 'insert';
  const { store } = call.context;
  for await (const doc of documents) {
    await store.write(() => {
      const collection = ensureCollection(target.call, target.name);
      refuseWithoutIndex(collection, paths);
      const ready = paths.includes('_id') ? idFirst(doc) : doc;
      const filter = and(
        paths.map(
          (path): Filter => ({
            op: 'compare',
            path,
            comparison: 'eq',
            value: valueAt(ready, path.split('.')) ?? null,
          }),
        ),
      );
      const found = first(runQuery(store, collection, { filter, sort: [], skip: 0, limit: 1 }));
      if (found === undefined) insertUnmatched(target.call, collection, ready, whenNot);
      else {
        const next = whenMatched(found, collection, ready);
        if (next !== undefined) store.writer.replace(collection, found.record, found.raw, encode(next));
      }
    });
  }
}

function insertUnmatched(call: Call, collection: Collection, doc: Doc, mode: Value): void {
  if (mode === 'insert') call.context.store.writer.insert(collection, encode(idFirst(doc)));
  else if (mode === 'fail')
    throw new StoreError(
      13113,
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    );
  else if (mode !== 'discard') throw notSupported(`whenNotMatched ${show(mode)}`);
}

/** `on` fields need a unique index, so that at most one document matches. */
function refuseWithoutIndex(collection: Collection, paths: readonly string[]): void {
  const isKey = collection.indexes.some(
    index =>
      index.unique &&
      index.fields.length === paths.length &&
      index.fields.every(field => paths.includes(field.path)),
  );
  if (!isKey) throw new StoreError(51183, 'Cannot find index to verify that join fields will be unique');
}

function keepId(found: Found, next: Doc): Doc {
  const id = decode(found.raw).get('_id') ?? null;
  return new Map([['_id', id], ...[...next].filter(([name]) => name !== '_id')]);
}

function matchedMode(call: Call, mode: Value | undefined, lets: Value | undefined): WhenMatched {
  if (Array.isArray(mode)) {
    const bound = isDoc(lets)
      ? [...lets].map(([key, value]) => [key, compileExpression(value)] as const)
      : undefined;
    return (found, _collection, doc) => {
      const variables = new Map(variablesOf(call));
      if (bound === undefined) variables.set('new', doc);
      for (const [key, value] of bound ?? []) variables.set(key, value(rootScope(doc)) ?? null);
      const update = parsePipelineUpdate(call.context.store, mode, variables);
      return update.apply(decode(found.raw), { inserting: false, filter: and([]) });
    };
  }
  switch (mode ?? 'merge') {
    case 'merge':
      return (found, _collection, doc) =>
        new Map([...decode(found.raw), ...[...doc].filter(([name]) => name !== '_id')]);
    case 'replace':
      return (found, _collection, doc) => keepId(found, doc);
    case 'keepExisting':
      return () => undefined;
    case 'fail':
      return () => {
        throw new StoreError(
          'DuplicateKey',
          'E11000 duplicate key error: $merge found a matching document and whenMatched is fail',
        );
      };
    default:
      throw new StoreError(
        'BadValue',
        `Enumeration value '${show(mode)}' for field 'whenMatched' is not a valid value.`,
      );
  }
}
