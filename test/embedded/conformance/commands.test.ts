import { Long } from 'mongodb';
import { expect } from 'vitest';
import { holding, soon } from './support/cases.ts';
import { failure, failureOrUnsupported, orUnsupported } from './support/refusals.ts';
import { type Case, conformance, type Place, type Row } from './support/suite.ts';

const admin = ({ client }: Place) => client.db('admin');
const collections = async ({ db, rows }: Place) =>
  await db.listCollections({ name: rows.collectionName }).toArray();
const refusesCommand =
  (code: number, command: (name: string) => Record<string, unknown>): Case =>
  async ({ db, rows }) => {
    await rows.insertOne({ _id: 1, a: 1 });
    await failure(db.command(command(rows.collectionName)), code);
  };

conformance('commands', {
  'hello tells a standalone of MongoDB 7': async place => {
    const hello = await admin(place).command({ hello: 1 });
    expect(hello).toMatchObject({
      isWritablePrimary: true,
      maxBsonObjectSize: 16_777_216,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
      maxWireVersion: 21,
      minWireVersion: 0,
      readOnly: false,
      ok: 1,
    });
    expect(hello['localTime']).toBeInstanceOf(Date);
    expect(hello).not.toHaveProperty('setName');
    expect(hello).not.toHaveProperty('msg');
  },
  'isMaster and ismaster are known too': async place => {
    expect(await admin(place).command({ isMaster: 1 })).toMatchObject({ ismaster: true, ok: 1 });
    expect(await admin(place).command({ ismaster: 1 })).toMatchObject({ ismaster: true, ok: 1 });
  },
  'ping answers': async place => {
    expect(await admin(place).command({ ping: 1 })).toMatchObject({ ok: 1 });
  },
  'buildInfo tells a version 7': async place => {
    const info = await admin(place).command({ buildInfo: 1 });
    expect(String(info['version'])).toMatch(/^7\.\d+\.\d+/);
    expect(info['versionArray'][0]).toBe(7);
  },
  'an unknown command is refused (59 CommandNotFound)': async ({ db }) => {
    const refused = await failure(db.command({ nonsense: 1 }), 59, 'CommandNotFound');
    expect(refused.message).toContain("no such command: 'nonsense'");
  },
  'an unknown field of a command is refused (40415)': refusesCommand(40415, find => ({
    find,
    nonsense: 1,
  })),
  'a field of the wrong type is refused (14 TypeMismatch)': refusesCommand(14, find => ({
    find,
    filter: 1,
  })),
  'a missing field is refused (40414)': refusesCommand(40414, insert => ({ insert })),
  'a collection name that is no text is refused (73 or 2)': async ({ db }) => {
    await expect(db.command({ find: 1 })).rejects.toMatchObject({
      code: expect.toSatisfy(code => code === 73 || code === 2 || code === 14),
    });
  },
  'an empty collection name is refused (73 InvalidNamespace)': refusesCommand(73, () => ({
    find: '',
  })),
  'a collection name with $ is refused (73 InvalidNamespace)': refusesCommand(73, () => ({
    create: 'a$b',
  })),
  'a transaction is refused on a standalone (20 IllegalOperation)': async ({ db, rows }) => {
    const insert = { insert: rows.collectionName, documents: [{ _id: 1 }] };
    const transaction = { txnNumber: Long.fromNumber(1), startTransaction: true, autocommit: false };
    await failure(db.command({ ...insert, ...transaction }), 20, 'IllegalOperation');
    expect(await rows.countDocuments()).toBe(0);
  },
  'a session without a transaction works, and endSessions ends it': async ({ client, rows }) => {
    const session = client.startSession();
    await rows.insertOne({ _id: 1 }, { session });
    expect(await rows.countDocuments({}, { session })).toBe(1);
    await session.endSession();
  },
  'listDatabases tells of databases that hold something': async place => {
    await place.rows.insertOne({ _id: 1 });
    const { databases } = await admin(place).admin().listDatabases();
    expect(databases.map(each => each.name)).toContain(place.db.databaseName);
    expect(databases.find(each => each.name === place.db.databaseName)).toMatchObject({ empty: false });
  },
  'listDatabases with names only, and with a filter': async place => {
    await place.rows.insertOne({ _id: 1 });
    const { databases } = await admin(place)
      .admin()
      .listDatabases({ nameOnly: true, filter: { name: place.db.databaseName } });
    expect(databases).toEqual([{ name: place.db.databaseName }]);
  },
  'create makes an empty collection': async place => {
    await place.db.createCollection(place.rows.collectionName);
    expect(await collections(place)).toMatchObject([{ name: place.rows.collectionName, type: 'collection' }]);
    expect(await place.rows.countDocuments()).toBe(0);
  },
  'create of what is there as a view is refused (48 NamespaceExists)': async ({ db, rows }) => {
    await db.createCollection(rows.collectionName);
    const view = { create: rows.collectionName, viewOn: 'other', pipeline: [] };
    await failureOrUnsupported(db.command(view), 48);
  },
  'a capped collection is made, or refused as not supported': async ({ db, rows }) => {
    await orUnsupported(
      db.createCollection(rows.collectionName, { capped: true, size: 4096 }),
      async made => {
        expect(await made.isCapped()).toBe(true);
      },
    );
  },
  'the first insert makes the collection': async place => {
    expect(await collections(place)).toEqual([]);
    await place.rows.insertOne({ _id: 1 });
    expect(await collections(place)).toHaveLength(1);
  },
  'listCollections with names only': async place => {
    await place.rows.insertOne({ _id: 1 });
    const found = await place.db
      .listCollections({ name: place.rows.collectionName }, { nameOnly: true })
      .toArray();
    expect(found).toEqual([{ name: place.rows.collectionName, type: 'collection' }]);
  },
  'listCollections tells of the index on _id': async place => {
    await place.rows.insertOne({ _id: 1 });
    expect((await collections(place))[0]).toMatchObject({ idIndex: { key: { _id: 1 }, name: '_id_' } });
  },
  'drop takes the collection and its indexes away': async place => {
    await place.rows.createIndex({ a: 1 }, { unique: true });
    await place.rows.insertOne({ _id: 1, a: 1 });
    expect(await place.rows.drop()).toBe(true);
    expect(await collections(place)).toEqual([]);
    await place.rows.insertMany(holding(1, 1));
    expect(await place.rows.countDocuments()).toBe(2);
  },
  'drop of what is not there is no error since MongoDB 7': async ({ db }) => {
    expect(await db.command({ drop: 'nothing_here' })).toMatchObject({ ok: 1 });
  },
  'dropDatabase takes everything of it away': async ({ client }) => {
    const other = client.db(`dropped_${Math.random().toString(36).slice(2)}`);
    await other.collection<Row>('a').insertOne({ _id: 1 });
    expect(await other.dropDatabase()).toBe(true);
    expect(await other.collection('a').countDocuments()).toBe(0);
    expect(await other.listCollections().toArray()).toEqual([]);
  },
  'two databases do not see each other': async ({ client, db, rows }) => {
    const other = client.db(`${db.databaseName}_b`);
    await rows.insertOne({ _id: 1 });
    expect(await other.collection(rows.collectionName).countDocuments()).toBe(0);
    await other.dropDatabase();
    expect(await rows.countDocuments()).toBe(1);
  },
  'collStats tells counts and index names': async ({ db, rows }) => {
    await rows.insertMany(holding(1, 2, 3));
    await rows.createIndex({ a: 1 });
    const stats = await db.command({ collStats: rows.collectionName });
    expect(stats).toMatchObject({
      ns: `${db.databaseName}.${rows.collectionName}`,
      count: 3,
      nindexes: 2,
      ok: 1,
    });
    expect(stats['size']).toBeGreaterThan(0);
    expect(Object.keys(stats['indexSizes'])).toEqual(['_id_', 'a_1']);
  },
  'dbStats tells counts': async ({ client, db }) => {
    const own = client.db(`${db.databaseName}_s`);
    await own.collection<Row>('a').insertMany(holding(1, 2));
    await own.collection<Row>('b').insertOne({ _id: 1 });
    expect(await own.stats()).toMatchObject({
      db: own.databaseName,
      collections: 2,
      objects: 3,
      indexes: 2,
      ok: 1,
    });
    await own.dropDatabase();
  },
  'validate finds nothing wrong': async ({ db, rows }) => {
    await rows.insertMany(holding(1, [2, 3], null));
    await rows.createIndex({ a: 1 });
    const checked = await db.command({ validate: rows.collectionName });
    expect(checked).toMatchObject({ valid: true, nrecords: 3, nIndexes: 2, errors: [], ok: 1 });
  },
  'validate of what is not there is refused (26 NamespaceNotFound)': async ({ db }) => {
    await failure(db.command({ validate: 'nothing_here' }), 26, 'NamespaceNotFound');
  },
  'renameCollection moves the documents, or is refused as not supported': async ({ client, db, rows }) => {
    await rows.insertOne({ _id: 1 });
    const to = `${rows.collectionName}_renamed`;
    const rename = {
      renameCollection: `${db.databaseName}.${rows.collectionName}`,
      to: `${db.databaseName}.${to}`,
    };
    await orUnsupported(client.db('admin').command(rename), async () => {
      expect(await db.collection(to).countDocuments()).toBe(1);
    });
  },
  'a collation is refused as not supported, or minds it': async ({ rows }) => {
    await rows.insertMany(holding('a', 'A'));
    const found = rows.find({ a: 'a' }, { collation: { locale: 'en', strength: 2 } }).toArray();
    await orUnsupported(found, all => expect(all).toHaveLength(2));
  },
  'an unacknowledged write is done all the same': async ({ rows }) => {
    await rows.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
    await soon(async () => expect(await rows.countDocuments()).toBe(1));
  },
  'a write with j: true is acknowledged': async ({ rows }) => {
    expect(await rows.insertOne({ _id: 1 }, { writeConcern: { w: 1, j: true } })).toMatchObject({
      acknowledged: true,
    });
  },
  'a write with w: majority is acknowledged': async ({ rows }) => {
    const done = await rows.insertOne({ _id: 1 }, { writeConcern: { w: 'majority' } });
    expect(done).toMatchObject({ acknowledged: true });
  },
});
