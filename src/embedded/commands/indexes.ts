import { show } from '../bson/show.ts';
import { StoreError } from '../errors.ts';
import { encode } from '../bson/encode.ts';
import type { Reply } from '../bson/encode.ts';
import { toNumber } from '../bson/numbers.ts';
import { isDoc, isNum } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { buildIndex } from '../storage/build-index.ts';
import { newIndex } from '../storage/catalogue.ts';
import type { Collection, Index } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import { arrayArg, collectionName, missing, nsOf } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';
import { parseIndexSpec, sameIndex } from './index-spec.ts';
import { ensureCollection } from './insert.ts';

/** An index as `listIndexes` shows it. */
export function indexDocument(index: Index): { [field: string]: Reply } {
  return {
    v: 2,
    key: new Map<string, Value>(index.fields.map(field => [field.path, field.direction])),
    name: index.name,
    ...(index.unique && index.name !== '_id_' ? { unique: true } : {}),
    ...(index.sparse ? { sparse: true } : {}),
    ...(index.partial === undefined ? {} : { partialFilterExpression: index.partial.filter }),
    ...(index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
  };
}

async function createIndexes(call: Call): Promise<Answer> {
  const name = collectionName(call);
  const given = call.sequences.get('indexes') === undefined ? arrayArg(call, 'indexes') : undefined;
  if (given === undefined) throw missing(call, 'indexes');
  if (given.length === 0) throw new StoreError('BadValue', 'Must specify at least one index to create');
  const { store } = call.context;
  const existed = store.find(`${call.db}.${name}`) !== undefined;
  const collection = await store.write(() => ensureCollection(call, name));
  const numIndexesBefore = collection.indexes.length;
  for (const spec of given) await createIndex(store, collection, spec);
  const numIndexesAfter = collection.indexes.length;
  return {
    numIndexesBefore,
    numIndexesAfter,
    createdCollectionAutomatically: !existed,
    ...(numIndexesAfter === numIndexesBefore ? { note: 'all indexes already exist' } : {}),
  };
}

async function createIndex(store: Store, collection: Collection, spec: Value): Promise<void> {
  const options = parseIndexSpec(spec);
  const index = await store.write(() => {
    if (sameIndex(collection, options)) return undefined;
    const made = { ...newIndex(store.catalogue.takeId(), options), ready: false };
    collection.indexes = [...collection.indexes, made];
    store.catalogue.save(collection);
    return made;
  });
  if (index !== undefined) await buildIndex(store, collection, index);
}

async function dropIndexes(call: Call): Promise<Answer> {
  const { store } = call.context;
  const ns = nsOf(call);
  const wanted = call.command.get('index');
  return store.write(() => {
    const collection = store.find(ns);
    if (collection === undefined) throw new StoreError('NamespaceNotFound', `ns not found ${ns}`);
    const nIndexesWas = collection.indexes.length;
    for (const index of chosen(collection, wanted)) store.catalogue.dropIndex(collection, index);
    const all = wanted === '*' ? { msg: 'non-_id indexes dropped for collection' } : {};
    return { nIndexesWas, ...all };
  });
}

function chosen(collection: Collection, wanted: Value | undefined): Index[] {
  const [, ...others] = collection.indexes;
  if (wanted === '*') return others;
  const names = Array.isArray(wanted) ? wanted : [wanted ?? null];
  return names.map(name => {
    const index = isDoc(name)
      ? collection.indexes.find(one => sameKey(one, name))
      : collection.indexes.find(one => one.name === name);
    if (index === undefined) {
      const shown = isDoc(name) ? "can't find index with key" : `index not found with name [${show(name)}]`;
      throw new StoreError('IndexNotFound', shown);
    }
    if (index === collection.indexes[0]) throw new StoreError('InvalidOptions', 'cannot drop _id index');
    return index;
  });
}

function sameKey(index: Index, key: Doc): boolean {
  const fields = [...key];
  return (
    fields.length === index.fields.length &&
    index.fields.every(({ path, direction }, at) => {
      const [name, value] = fields[at] ?? ['', 0];
      return name === path && isNum(value) && Math.sign(toNumber(value)) === direction;
    })
  );
}

async function listIndexes(call: Call): Promise<Answer> {
  const ns = nsOf(call);
  const collection = call.context.store.find(ns);
  if (collection === undefined) throw new StoreError('NamespaceNotFound', `ns does not exist: ${ns}`);
  const documents = collection.indexes
    .filter(index => index.ready)
    .map(index => encode(indexDocument(index)));
  return { cursor: await call.context.cursors.open(ns, documents[Symbol.iterator](), undefined, false) };
}

async function collMod(call: Call): Promise<Answer> {
  const { store } = call.context;
  const ns = nsOf(call);
  const change = call.command.get('index');
  return store.write(() => {
    const collection = store.find(ns);
    if (collection === undefined) throw new StoreError('NamespaceNotFound', `ns does not exist: ${ns}`);
    const seconds = isDoc(change) ? change.get('expireAfterSeconds') : undefined;
    if (!isDoc(change) || !isNum(seconds))
      throw new StoreError('InvalidOptions', 'collMod changes expireAfterSeconds only');
    const [index] = chosen(collection, change.get('name') ?? change.get('keyPattern'));
    if (index !== undefined) index.expireAfterSeconds = toNumber(seconds);
    store.catalogue.save(collection);
    return {};
  });
}

export const indexCommands: Commands = {
  createIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  listIndexes,
  collMod,
};
