import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { restore } from './backup/copy.ts';
import { decryptFile, isEncrypted } from './backup/encrypt.ts';
import { exportTo, importFrom } from './backup/dump.ts';
import { progressLine } from './backup/progress.ts';
import { socketFor } from './front-door.ts';
import { ownerOf } from './storage/lock.ts';
import { DATA_FILE, openStore } from './storage/store.ts';
import { serve } from './wire/server.ts';

const USAGE = `Usage: npm run store:<command> -- <path> [options]
  store:backup  <file>     copies the store into one file, also while it serves
  store:restore <file>     puts a backup in the place of the store (stop the service first);
                           BACKUP_KEY is its key where it is encrypted
  store:export  <folder>   writes BSON and metadata files that mongorestore reads
  store:import  <folder>   reads such files, also those of mongodump   [--drop]
Options: --data <folder> the data folder (default: DATA_DIR or ./data)
         --uri <uri>     export from or import into this MongoDB instead
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, uri: { type: 'string' }, drop: { type: 'boolean', default: false } },
});
const [command = '', path = ''] = positionals;
const folder = resolve(values.data ?? process.env['DATA_DIR'] ?? 'data', 'store');

const RUN: Readonly<Record<string, (path: string) => Promise<void>>> = {
  backup: file =>
    withClient(async client => {
      const progress = progressLine('backup');
      const whole = existsSync(join(folder, DATA_FILE)) ? statSync(join(folder, DATA_FILE)).size : 0;
      const watch = setInterval(() => progress.at(sizeOf(`${file}.part`), whole), 200);
      const { bytes } = await client
        .db('admin')
        .command({ storeBackup: 1, to: file })
        .finally(() => clearInterval(watch));
      progress.end(`backup written: ${file}, ${megabytes(Number(bytes))}`);
    }),
  restore: async file => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const progress = progressLine('restore');
    const { documents, kept } = await plainly(file, plain => restore(plain, folder, progress));
    progress.end(
      `restored: ${documents} documents${kept === undefined ? '' : `; what was there is kept as ${kept}`}`,
    );
  },
  export: target =>
    withClient(async client => {
      const progress = progressLine('export');
      progress.end(`exported: ${await exportTo(client, target, progress)} documents to ${target}`);
    }),
  import: source =>
    withClient(async client => {
      const progress = progressLine('import');
      progress.end(
        `imported: ${await importFrom(client, source, values.drop, progress)} documents from ${source}`,
      );
    }),
};

/** An encrypted backup is decrypted aside with BACKUP_KEY, for as long as it is read. */
async function plainly<T>(file: string, use: (plain: string) => Promise<T>): Promise<T> {
  if (!(await isEncrypted(file))) return use(file);
  const key = process.env['BACKUP_KEY'];
  if (key === undefined) throw new Error(`${file} is encrypted: give its key as BACKUP_KEY`);
  const aside = mkdtempSync(join(tmpdir(), 'store-plain-'));
  try {
    const plain = join(aside, 'plain.store');
    await decryptFile(file, plain, key);
    return await use(plain);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** A client of the given MongoDB, of the store that runs, or of the store opened here when none runs. */
async function withClient(use: (client: MongoClient) => Promise<void>): Promise<void> {
  const running = values.uri ?? (ownerOf(folder) === undefined ? undefined : socketUri(socketFor(folder)));
  if (running !== undefined) return connected(running, use);
  const store = openStore({ path: folder });
  const aside = mkdtempSync(join(tmpdir(), 'store-cli-'));
  const serving = await serve(store, { socket: join(aside, 's.sock') });
  try {
    await connected(serving.uri, use);
  } finally {
    await serving.stop();
    await store.close();
    rmSync(aside, { recursive: true, force: true });
  }
}

function socketUri(socket: string | undefined): string {
  if (socket === undefined) throw new Error('the store listens on a port: give its address with --uri');
  return `mongodb://${encodeURIComponent(socket)}/?directConnection=true`;
}

async function connected(uri: string, use: (client: MongoClient) => Promise<void>): Promise<void> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 10_000 });
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

const run = RUN[command];
if (run === undefined || path === '') {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    await run(resolve(path));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
