import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedStore } from '../../src/embedded/supervisor.ts';
import type { EmbeddedStore } from '../../src/embedded/supervisor.ts';

const log = { info: () => undefined, warn: () => undefined };

let folder: string;
let open: { stop(): Promise<void> }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervised-'));
});
afterEach(async () => {
  for (const one of open.reverse()) await one.stop();
  open = [];
  rmSync(folder, { recursive: true, force: true });
});

async function start(dataDir = folder): Promise<EmbeddedStore> {
  const store = await startEmbeddedStore({ dataDir, log, longestDelayMs: 50 });
  open.push(store);
  return store;
}

async function connect(uri: string): Promise<MongoClient> {
  const client = await MongoClient.connect(uri);
  open.push({ stop: () => client.close() });
  return client;
}

describe('the store as a process of its own', () => {
  it('listens on a socket that only its owner may use, and takes it away at the end', async () => {
    const store = await start();
    const socket = join(folder, 'store', 'store.sock');
    expect(store.uri).toContain(encodeURIComponent(socket));
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    await store.stop();
    expect(() => statSync(socket)).toThrow('ENOENT');
  });

  it('is started again when it dies; a client that comes meanwhile waits and finds its data', async () => {
    const store = await start();
    const client = await connect(store.uri);
    await client.db().collection<{ _id: number }>('c').insertOne({ _id: 1 });
    const { pid } = store;
    process.kill(pid, 'SIGKILL');
    const late = await connect(store.uri);
    expect(await late.db().collection('c').countDocuments()).toBe(1);
    expect(store.pid).not.toBe(pid);
    expect(store.status()).toMatchObject({ state: 'running', restarts: 1 });
  });

  it('is started once more when a start never gets ready', async () => {
    const main = join(import.meta.dirname, '..', '..', 'src', 'embedded', 'main.ts');
    const entry = join(folder, 'hangs-once.ts');
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    // the second start finds the file that the first has left, and is the store
    writeFileSync(
      entry,
      `import { existsSync, writeFileSync } from 'node:fs';
      const seen = ${JSON.stringify(join(folder, 'seen'))};
      if (existsSync(seen) || !existsSync(seen + '-killed')) await import(${JSON.stringify(main)});
      else { writeFileSync(seen, ''); setInterval(() => undefined, 1000); }`,
    );
    const store = await startEmbeddedStore({
      dataDir: folder,
      log,
      entry,
      longestDelayMs: 50,
      startLimitMs: 4000,
    });
    open.push(store);
    writeFileSync(join(folder, 'seen-killed'), '');
    process.kill(store.pid, 'SIGKILL');
    const client = await connect(store.uri);
    expect(await client.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect(store.status().restarts).toBeGreaterThan(1);
  });

  it('refuses a data folder that another process has, and says which', async () => {
    const store = await start();
    await expect(startEmbeddedStore({ dataDir: folder, log })).rejects.toThrow(
      new RegExp(`in use by process ${store.pid} since \\d{4}-`),
    );
    const client = await connect(store.uri);
    expect(await client.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it('finds a short place for the socket when the path of the folder is too long for one', async () => {
    const store = await start(join(folder, 'x'.repeat(120)));
    const client = await connect(store.uri);
    expect(await client.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it('listens on a port of the loopback address where no path is short enough for a socket', async () => {
    const usual = process.env['TMPDIR'];
    process.env['TMPDIR'] = join(folder, 'y'.repeat(120));
    mkdirSync(process.env['TMPDIR']);
    try {
      const store = await start(join(folder, 'x'.repeat(120)));
      expect(store.uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\//);
      const client = await connect(store.uri);
      expect(await client.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
    } finally {
      if (usual === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = usual;
    }
  });

  it('keeps everything when it is stopped and started', async () => {
    const first = await start();
    const client = await connect(first.uri);
    const rows = client.db().collection<{ _id: number; n: number }>('c');
    await rows.createIndex({ n: 1 }, { unique: true });
    await rows.insertMany(
      Array.from({ length: 500 }, (_, n) => ({ _id: n, n })),
      { writeConcern: { j: true } },
    );
    await first.stop();
    const again = await connect((await start()).uri);
    const kept = again.db().collection<{ _id: number; n: number }>('c');
    expect(await kept.countDocuments({ n: { $gte: 100 } })).toBe(400);
    await expect(kept.insertOne({ _id: 1000, n: 5 })).rejects.toMatchObject({ code: 11000 });
  });
});
