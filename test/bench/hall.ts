import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTexts } from '../../config/texts.ts';
import { projectRoot } from '../../config/project-root.ts';
import { readCatalogue } from '../../config/catalogue.ts';
import { createFileWriters } from '../../src/adapters/files/writers.ts';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../src/adapters/mongo/indexes.ts';
import { createLedgerStore } from '../../src/adapters/mongo/ledger-store.ts';
import { createMongoStores } from '../../src/adapters/mongo/stores.ts';
import type { ItemDefinition } from '../../src/core/definition.ts';
import { startEmbeddedStore } from '../../src/embedded/supervisor.ts';
import { ledgerRow, ledgerSheet } from '../../src/features/ledger/sheet.ts';
import { alikeItems, searchItems } from '../../src/features/shared/search.ts';
import { ownMegabytes, processorSeconds } from './support/child.ts';
import { manyItems } from './support/items.ts';
import { percentile } from './support/load.ts';
import { seedApart } from './support/seed-apart.ts';

/**
 * `npm run bench:hall` (with the young generation that `npm start` has): search over 2 000 items; `/my` and `/todo` with few and with many stored requests; a ledger of
 * 100 000 requests. BENCH_SCALE=0.05 makes the many fewer: the goals are for 1.
 */
const scale = Number(process.env['BENCH_SCALE'] ?? 1);
const FEW = 10_000;
const MANY = Math.max(2 * FEW, Math.round(1_000_000 * scale));
const LEDGER = Math.round(100_000 * scale);
/** Each applicant has so many requests, each approver so many tasks, however many there are in all. */
const EACH = 100;

const dataDir = await mkdtemp(join(tmpdir(), 'ow-bench-hall-'));
const quiet = { info: () => undefined, warn: () => undefined };
const given = process.env['MONGODB_URI'];
const store = given === undefined ? await startEmbeddedStore({ dataDir, log: quiet }) : undefined;
const uri = given ?? store?.uri ?? '';
const dbName = `bench_hall_${Date.now().toString(36)}`;
const connection = await connectMongo(uri, { dbName });
const writers = createFileWriters();
try {
  const lease = (await readCatalogue(join(projectRoot, 'config', 'catalogue'))).find(
    ({ id }) => id === 'SBZL',
  );
  if (lease === undefined) throw new Error('the catalogue has no SBZL');
  const item: ItemDefinition = { ...lease, version: 1 };
  await ensureIndexes(connection);
  // First, so that what the others leave to be collected is not counted.
  await ledger(item);
  search(item);
  await lists(item);
} finally {
  await writers.close();
  await connection.dropDatabase();
  await connection.close();
  await store?.stop();
  await rm(dataDir, { recursive: true, force: true });
}

function search(item: ItemDefinition): void {
  const items = manyItems(item, 2_000);
  const words = [
    '租赁',
    'sbzl',
    'zulin',
    '会议室',
    'lease',
    '我要修空调',
    'qwerty',
    '证件办理',
    'wx',
    '门禁',
  ];
  const first = timed(() => searchItems(items, '租赁'));
  const processor: number[] = [];
  const times = Array.from({ length: 1_000 }, (_, n) => {
    const before = process.cpuUsage();
    const took = timed(() => {
      const wanted = words[n % words.length] ?? '';
      return searchItems(items, wanted).length > 0 ? [] : alikeItems(items, wanted, 5);
    });
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1000);
    return took;
  });
  tell(`search over ${items.length} items, p99`, p99(times), 20, 'ms');
  console.log(`  of the processor's time, p99: ${p99(processor).toFixed(1)} ms`);
  console.log(`  the first search after a start takes ${first.toFixed(0)} ms`);
}

/** Two databases beside each other, asked in turn, so that what else the machine does meets both alike. */
async function lists(item: ItemDefinition): Promise<void> {
  await connection.dropDatabase();
  await ensureIndexes(connection);
  const other = await connectMongo(uri, { dbName: `${dbName}_few` });
  try {
    await ensureIndexes(other);
    await seed(item, 0, FEW, `${dbName}_few`);
    await seed(item, 0, MANY);
    const sides = [other, connection].map(at => createMongoStores(at).requests);
    const round = async () => {
      const my: number[][] = [[], []];
      const todo: number[][] = [[], []];
      for (let n = 0; n < 600; n += 1)
        for (const [side, requests] of sides.entries()) {
          const page = { number: 1, size: 8 };
          my[side]?.push(await timedWait(() => requests.mine(`ou_a${n % EACH}`, page)));
          todo[side]?.push(await timedWait(() => requests.todo(`ou_h${n % EACH}`, page)));
        }
      return { my, todo };
    };
    await round();
    const { my, todo } = await round();
    for (const [name, times] of [
      ['/my', my],
      ['/todo', todo],
    ] as const) {
      const [few = [], many = []] = times;
      const middle = [few, many].map(each => percentile(sorted(each), 0.5).toFixed(1)).join(' and ');
      console.log(
        `  ${name} p99: ${p99(few).toFixed(1)} ms with ${FEW}, ${p99(many).toFixed(1)} ms with ${MANY}`,
      );
      console.log(`  ${name} p50: ${middle} ms`);
      tell(`${name} p99, ${MANY} stored requests to ${FEW}`, p99(many) / p99(few), 1.2, 'times');
    }
  } finally {
    await other.dropDatabase();
    await other.close();
  }
}

async function ledger(item: ItemDefinition): Promise<void> {
  await seed(item, 0, LEDGER);
  const texts = loadTexts(join(projectRoot, 'config', 'locales'));
  const deps = { texts, language: 'zh' } as const;
  const rows = createLedgerStore(connection).rows({ itemId: item.id, from: 0, to: Number.MAX_SAFE_INTEGER });
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  let done = 0;
  const peak = { service: 0, writer: 0, both: 0 };
  const look = (): void => {
    const [service, writer] = [ownMegabytes(process.pid), ownMegabytes(writers.pid() ?? process.pid)];
    peak.service = Math.max(peak.service, service);
    peak.writer = Math.max(peak.writer, writer);
    peak.both = Math.max(peak.both, service + writer);
  };
  const batches = async function* () {
    for await (const states of rows) {
      yield states.map(state =>
        ledgerRow(deps, item, { people: {}, departments: {} }, at => clock.format(at), state),
      );
      done += states.length;
      look();
      if (done >= LEDGER) return;
    }
  };
  // The writing process starts with the first file: that is not what is measured.
  await writers.xlsx(ledgerSheet(deps, item), nothing());
  const before = ownMegabytes(process.pid);
  const work = (): number => processorSeconds(process.pid) + processorSeconds(writers.pid() ?? process.pid);
  const busy = work();
  const since = performance.now();
  const bytes = await writers.xlsx(ledgerSheet(deps, item), batches());
  const seconds = (performance.now() - since) / 1000;
  look();
  console.log(`  ${done} requests, ${(bytes.byteLength / 1e6).toFixed(1)} MB`);
  tell(`a ledger of ${done} requests`, seconds, 60, 's');
  console.log(`  of the processor's time, both together: ${(work() - busy).toFixed(1)} s`);
  tell('resident meanwhile, this process and the writer', peak.both, 300, 'MB');
  console.log(
    `  this process ${before.toFixed(0)} MB before, ${peak.service.toFixed(0)} at most; the writer ${peak.writer.toFixed(0)} at most`,
  );
}

async function* nothing(): AsyncGenerator<readonly never[]> {}

function seed(item: ItemDefinition, from: number, to: number, into = dbName): Promise<void> {
  return seedApart({ uri, dbName: into, item, range: { from, to, each: EACH } });
}

function tell(what: string, value: number, goal: number, unit: string): void {
  const met = value <= goal ? 'met' : 'NOT MET';
  console.log(
    `${what}: ${value.toFixed(value < 10 ? 2 : 0)} ${unit} (goal: at most ${goal} ${unit}: ${met})`,
  );
}

function timed(work: () => unknown): number {
  const since = performance.now();
  work();
  return performance.now() - since;
}

async function timedWait(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

function p99(times: readonly number[]): number {
  return percentile(sorted(times), 0.99);
}

function sorted(times: readonly number[]): readonly number[] {
  return times.toSorted((a, b) => a - b);
}
