import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import { EJSON } from 'bson';
import type { CreateIndexesOptions, Db, IndexSpecification, MongoClient } from 'mongodb';
import { decode } from '../bson/decode.ts';
import type { Progress } from './progress.ts';
import { documentsOf } from './bson-file.ts';

/**
 * Writes databases in the layout of `mongodump`: `<folder>/<db>/<collection>.bson` and `.metadata.json` (options and
 * indexes), which `mongorestore` reads. Works on any MongoDB. Returns how many documents.
 */
export async function exportTo(client: MongoClient, folder: string, progress: Progress): Promise<number> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  let done = 0;
  let total = 0;
  for (const { name } of databases.filter(one => !SYSTEM.has(one.name))) {
    const db = client.db(name);
    const collections = await db.listCollections({ type: 'collection' }).toArray();
    mkdirSync(join(folder, name), { recursive: true });
    for (const { name: collection } of collections)
      total += await db.collection(collection).estimatedDocumentCount();
    for (const { name: collection } of collections) {
      const base = join(folder, name, encodeURIComponent(collection));
      writeFileSync(`${base}.metadata.json`, await metadataOf(db, collection));
      done = await writeDocuments(db, collection, `${base}.bson`, count => progress.at(count, total), done);
    }
  }
  return done;
}

const SYSTEM = new Set(['admin', 'config', 'local']);

async function metadataOf(db: Db, collectionName: string): Promise<string> {
  const indexes = await db.collection(collectionName).listIndexes().toArray();
  return EJSON.stringify({ options: {}, indexes, collectionName, type: 'collection' }, { relaxed: false });
}

async function writeDocuments(
  db: Db,
  name: string,
  path: string,
  tell: (done: number) => void,
  before: number,
): Promise<number> {
  const out = createWriteStream(path);
  let done = before;
  const documents: AsyncIterable<unknown> = db.collection(name).find({}, { raw: true, batchSize: 1000 });
  for await (const raw of documents) {
    if (!(raw instanceof Uint8Array)) throw new Error('the driver gave no raw document');
    if (!out.write(raw)) await once(out, 'drain');
    done += 1;
    tell(done);
  }
  out.end();
  await finished(out);
  return done;
}

const BATCH = 1000;
const BATCH_BYTES = 8 * 1024 * 1024;

/**
 * Reads what `mongodump` or `exportTo` wrote into a MongoDB; collections that are there already are dropped first with
 * `drop`, else documents are added to them. Returns how many documents.
 */
export async function importFrom(
  client: MongoClient,
  folder: string,
  drop: boolean,
  progress: Progress,
): Promise<number> {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(({ name: db }) => bsonFiles(join(folder, db)).map(file => ({ db, file })));
  const total = files.reduce((sum, { db, file }) => sum + statSync(join(folder, db, file)).size, 0);
  let bytes = 0;
  let documents = 0;
  for (const { db, file } of files) {
    const name = decodeURIComponent(file.slice(0, -'.bson'.length));
    if (drop) await client.db(db).dropCollection(name);
    documents += await readDocuments(client.db(db), name, join(folder, db, file), size => {
      bytes += size;
      progress.at(bytes, total);
    });
    await createIndexes(
      client.db(db),
      name,
      join(folder, db, `${file.slice(0, -'.bson'.length)}.metadata.json`),
    );
  }
  return documents;
}

function bsonFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.bson') && !file.startsWith('system.'))
    .sort();
}

async function readDocuments(
  db: Db,
  name: string,
  path: string,
  tell: (bytes: number) => void,
): Promise<number> {
  let batch: Map<string, unknown>[] = [];
  let size = 0;
  let count = 0;
  const send = async (): Promise<void> => {
    if (batch.length > 0) await db.command({ insert: name, documents: batch, ordered: true });
    tell(size);
    batch = [];
    size = 0;
  };
  for await (const raw of documentsOf(path)) {
    batch.push(decode(raw));
    size += raw.length;
    count += 1;
    if (batch.length >= BATCH || size >= BATCH_BYTES) await send();
  }
  await send();
  return count;
}

interface Metadata {
  indexes?: { key: IndexSpecification; name: string }[];
}

async function createIndexes(db: Db, name: string, path: string): Promise<void> {
  if (!existsSync(path)) return;
  const { indexes = [] } = EJSON.parse(readFileSync(path, 'utf8')) as Metadata;
  for (const { key, ...rest } of indexes) {
    if (rest.name === '_id_') continue;
    const { v: _version, ns: _ns, ...options } = rest as CreateIndexesOptions & { v?: number; ns?: string };
    await db.collection(name).createIndex(key, options);
  }
}
