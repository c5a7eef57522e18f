import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startEmbeddedStore } from '../../src/embedded/supervisor.ts';
import { processorSeconds } from './support/child.ts';

/** A MongoDB-compatible engine that is measured. */
export interface Engine {
  readonly name: string;
  readonly uri: string;
  /** Processor seconds of the engine's processes so far; `undefined` where they are not on this machine. */
  processor(): number | undefined;
  /** Private memory of the engine's process in MB, where it is one process. */
  memory(): number | undefined;
  stop(): Promise<void>;
}

/** The embedded store as `npm start` runs it: compiled, in a process and a folder of its own. */
export async function embeddedEngine(): Promise<Engine> {
  const dataDir = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bench-store-'));
  const entry = new URL('../../dist/src/embedded/main.js', import.meta.url).pathname;
  const store = await startEmbeddedStore({
    dataDir,
    log: { info: () => undefined, warn: console.error },
    entry,
  });
  return {
    name: 'embedded',
    uri: store.uri,
    processor: () => processorSeconds(store.pid),
    memory: () => anonymousMegabytes(store.pid),
    stop: async () => {
      await store.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The engine that answers at `uri`; none when nothing answers. */
export async function engineAt(uri: string): Promise<Engine | undefined> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 1000 });
  try {
    const info = await client.connect().then(() => client.db('admin').command({ buildInfo: 1 }));
    const isDocumentDb = info['gitVersion'] === 'documentdb';
    return {
      name: isDocumentDb ? 'DocumentDB' : `MongoDB ${String(info['version'])}`,
      uri,
      processor: () => {
        const pids = serverProcesses();
        return pids.length === 0 ? undefined : pids.reduce((sum, pid) => sum + secondsOf(pid), 0);
      },
      memory: () => undefined,
      stop: () => Promise.resolve(),
    };
  } catch {
    return undefined;
  } finally {
    await client.close();
  }
}

/** Memory that is the process's own: LMDB's mapped file does not count. */
function anonymousMegabytes(pid: number): number {
  return Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0') / 1024;
}

/** DocumentDB's bridge and PostgreSQL's processes, or mongod. Others who use them at the same time count too. */
function serverProcesses(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && /^(postgres|mongod|.*gateway\.mjs)/.test(commandLine(name)))
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Nothing for a process that has just ended. */
function secondsOf(pid: number): number {
  try {
    return processorSeconds(pid);
  } catch {
    return 0;
  }
}
