import { show } from '../bson/show.ts';
import { Binary } from 'bson';
import { StoreError, notSupported } from '../errors.ts';
import { encode } from '../bson/encode.ts';
import type { Reply } from '../bson/encode.ts';
import { decode, decodeFields } from '../bson/decode.ts';
import { compareText } from '../bson/compare.ts';
import { compileFilter } from '../query/filter.ts';
import { parseFilter } from '../query/parse-filter.ts';
import type { Collection } from '../storage/collection.ts';
import { boolArg, checkName, collectionName, docArg, nsOf, refuseCollation } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';
import { indexDocument } from './indexes.ts';

const REFUSED = ['viewOn', 'capped', 'timeseries', 'validator', 'clusteredIndex', 'encryptedFields'];

async function create(call: Call): Promise<Answer> {
  refuseCollation(call.command);
  const name = collectionName(call);
  for (const option of REFUSED)
    if (call.command.has(option) && call.command.get(option) !== false)
      throw notSupported(`create with ${option}`);
  const { store } = call.context;
  await store.write(() => {
    if (store.find(`${call.db}.${name}`) !== undefined) {
      throw new StoreError('NamespaceExists', `Collection ${call.db}.${name} already exists.`);
    }
    store.catalogue.create(call.db, name);
  });
  return {};
}

async function drop(call: Call): Promise<Answer> {
  const ns = nsOf(call);
  const { store } = call.context;
  return store.write(() => {
    const collection = store.find(ns);
    if (collection === undefined) return { ns };
    const nIndexesWas = collection.indexes.length;
    store.catalogue.drop(collection);
    return { nIndexesWas, ns };
  });
}

async function dropDatabase(call: Call): Promise<Answer> {
  const { store } = call.context;
  await store.write(() => {
    for (const collection of inDatabase(call)) store.catalogue.drop(collection);
  });
  return { dropped: call.db };
}

function inDatabase(call: Call): Collection[] {
  return [...call.context.store.catalogue.collections.values()].filter(one => one.db === call.db);
}

async function renameCollection(call: Call): Promise<Answer> {
  const from = call.command.get('renameCollection');
  const to = call.command.get('to');
  if (typeof from !== 'string' || typeof to !== 'string' || !to.includes('.')) {
    throw new StoreError('InvalidNamespace', `Invalid namespace specified '${show(to)}'`);
  }
  const db = to.slice(0, to.indexOf('.'));
  const name = checkName(db, to.slice(db.length + 1));
  const { store } = call.context;
  await store.write(() => {
    const collection = store.find(from);
    if (collection === undefined)
      throw new StoreError('NamespaceNotFound', `Source collection ${from} does not exist`);
    const target = store.find(to);
    if (target !== undefined && !boolArg(call, 'dropTarget'))
      throw new StoreError('NamespaceExists', 'target namespace exists');
    if (target !== undefined) store.catalogue.drop(target);
    store.catalogue.rename(collection, db, name);
  });
  return {};
}

async function listCollections(call: Call): Promise<Answer> {
  const filter = docArg(call, 'filter');
  const matches = filter === undefined ? () => true : compileFilter(parseFilter(filter));
  const documents = inDatabase(call)
    .sort((a, b) => compareText(a.name, b.name))
    .map(collection => encode(described(collection)))
    .filter(raw => matches(decode(raw)))
    .map(raw => (boolArg(call, 'nameOnly') ? nameOnly(raw) : raw));
  const cursor = call.context.cursors.open(
    `${call.db}.$cmd.listCollections`,
    documents[Symbol.iterator](),
    undefined,
    false,
  );
  return { cursor: await cursor };
}

function nameOnly(raw: Buffer): Buffer {
  return encode(decodeFields(raw, new Set(['name', 'type'])));
}

function described(collection: Collection): { [field: string]: Reply } {
  const [id] = collection.indexes;
  return {
    name: collection.name,
    type: 'collection',
    options: {},
    info: { readOnly: false, uuid: new Binary(collection.uuid, 4) },
    ...(id === undefined ? {} : { idIndex: indexDocument(id) }),
  };
}

function listDatabases(call: Call): Answer {
  const filter = docArg(call, 'filter');
  const matches = filter === undefined ? () => true : compileFilter(parseFilter(filter));
  const sizes = new Map<string, number>();
  for (const { db, bytes } of call.context.store.catalogue.collections.values()) {
    sizes.set(db, (sizes.get(db) ?? 0) + bytes);
  }
  const databases = [...sizes]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, bytes]) => ({ name, sizeOnDisk: BigInt(bytes), empty: bytes === 0 }))
    .filter(one => matches(decode(encode(one))));
  if (boolArg(call, 'nameOnly')) return { databases: databases.map(({ name }) => ({ name })) };
  const total = databases.reduce((sum, one) => sum + one.sizeOnDisk, 0n);
  return { databases, totalSize: total, totalSizeMb: total / 1048576n };
}

export const collectionCommands: Commands = {
  create,
  drop,
  dropDatabase,
  renameCollection,
  listCollections,
  listDatabases,
};
