import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { progressLine } from '../../src/embedded/backup/progress.ts';
import { startEmbeddedStore } from '../../src/embedded/supervisor.ts';

const log = { info: () => undefined, warn: () => undefined };

let folder: string;
let ends: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  ends = [];
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the service's store; how to end it, and its rows. */
async function start() {
  const store = await startEmbeddedStore({ dataDir: join(folder, 'data'), log });
  const client = await MongoClient.connect(store.uri);
  const stop = async (): Promise<void> => {
    await client.close();
    await store.stop();
  };
  ends.push(stop);
  return { rows: client.db('x').collection<{ _id: number }>('rows'), stop };
}

/** `npm run store:<command> -- <path>`: how it ended, and what it said. */
function run(command: string, path: string, ...options: string[]): Promise<{ code: number; said: string }> {
  const script = [
    'run',
    '--silent',
    `store:${command}`,
    '--',
    path,
    '--data',
    join(folder, 'data'),
    ...options,
  ];
  return new Promise(done => {
    execFile('npm', script, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

describe('the commands of the store', () => {
  it('back up while the service runs, and bring it back when it is stopped', async () => {
    const first = await start();
    await first.rows.insertMany(Array.from({ length: 50 }, (_, _id) => ({ _id })));
    const file = join(folder, 'night.backup');
    expect(await run('backup', file)).toMatchObject({ code: 0, said: expect.stringContaining(file) });
    await first.rows.deleteMany({});
    const refused = await run('restore', file);
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('in use by process') });
    await first.stop();
    const restored = await run('restore', file);
    expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('restored: 50 documents') });
    const { rows } = await start();
    expect(await rows.countDocuments()).toBe(50);
  }, 120_000);

  it('export what mongorestore reads and import it, with the service running or not', async () => {
    const first = await start();
    await first.rows.createIndex({ n: 1 }, { unique: true, sparse: true });
    await first.rows.insertMany(Array.from({ length: 20 }, (_, _id) => ({ _id })));
    await first.stop();
    const dump = join(folder, 'dump');
    expect(await run('export', dump)).toMatchObject({
      code: 0,
      said: expect.stringContaining('20 documents'),
    });
    const again = await start();
    await again.rows.deleteMany({ _id: { $lt: 10 } });
    expect(await run('import', dump, '--drop')).toMatchObject({
      code: 0,
      said: expect.stringContaining('imported: 20'),
    });
    expect(await again.rows.countDocuments()).toBe(20);
    expect(await again.rows.indexes()).toMatchObject([
      { key: { _id: 1 } },
      { key: { n: 1 }, unique: true, sparse: true },
    ]);
  }, 120_000);

  it('say how they are used, and what is wrong with a backup', async () => {
    expect(await run('backup', '')).toMatchObject({ code: 2, said: expect.stringContaining('Usage:') });
    expect(await run('backup', folder)).toMatchObject({
      code: 1,
      said: expect.stringContaining('is a folder: the backup needs the name of a file'),
    });
    const file = join(folder, 'no.backup');
    writeFileSync(file, 'this is a letter');
    expect(await run('restore', file)).toMatchObject({
      code: 1,
      said: expect.stringContaining('no backup of the store'),
    });
    expect(readFileSync(file, 'utf8')).toBe('this is a letter');
  }, 120_000);
});

describe('a progress bar', () => {
  it('is drawn over itself on a terminal, and only its summary is written elsewhere', () => {
    for (const isTTY of [true, false]) {
      const written: string[] = [];
      const line = progressLine('backup', { isTTY, write: text => written.push(text) > 0 });
      line.at(1, 2);
      line.end('done');
      const bar = `\rbackup ${'█'.repeat(15)}${'·'.repeat(15)} 50 %`;
      expect(written).toEqual(isTTY ? [bar, '\r\u001b[Kdone\n'] : ['done\n']);
    }
  });
});
