import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { announcedYears } from '../../src/adapters/calendar/announced-years.ts';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../src/adapters/mongo/indexes.ts';
import { createMongoStores } from '../../src/adapters/mongo/stores.ts';
import { createExecuteCommand } from '../../src/application/execute-command.ts';
import { createFireDueRules } from '../../src/application/fire-due-rules.ts';
import { createRecentRequests } from '../../src/application/recent-requests.ts';
import { decide } from '../../src/core/decide.ts';
import { evolve } from '../../src/core/evolve.ts';
import { createWorkingCalendar } from '../../src/core/working-calendar.ts';
import { DEFAULT_CALENDARS } from '../../src/core/calendar/default-calendars.ts';
import { startEmbeddedStore } from '../../src/embedded/supervisor.ts';
import { processorSeconds } from './support/child.ts';
import { percentile } from './support/load.ts';
import { FIRST_RULE, ORGANISATION, seedTimed, TIMED_ITEM } from './support/timed-requests.ts';

/**
 * `npm run bench:timers`: the due-scan over open tasks with five rules each: what a scan costs that finds nothing, how many
 * rules a second it fires when 10 000 fall due at once, and how both grow from 10 000 to 1 000 000 tasks. BENCH_SIZES=1000,5000
 * takes other sizes. The embedded store, or MONGODB_URI.
 */
const SIZES = (process.env['BENCH_SIZES'] ?? '10000,100000,1000000').split(',').map(Number);
const BURST = Math.min(10_000, ...SIZES);
const SCANS = 60;
const MINUTE = 60_000;
/** A Monday, 10:00 in Shanghai: two working days later the first rules fall due. */
const FIRST = Date.UTC(2026, 10, 23, 2, 0);
/** All others are submitted two weeks later. */
const LATER = FIRST + 14 * 24 * 60 * MINUTE;

interface Figures {
  readonly tasks: number;
  readonly scan: { readonly p50: number; readonly p99: number };
  readonly perSecond: number;
  /** Milliseconds of processor time a command: this process, and the embedded store. */
  readonly processor: readonly [here: number, store: number];
  readonly once: boolean;
}

const [rules] = DEFAULT_CALENDARS;
if (rules === undefined) throw new Error('there is no calendar');
const years = Object.fromEntries(
  Object.entries(announcedYears()).map(([year, days]) => [year, { announced: true, days }]),
);
const calendar = createWorkingCalendar({ ...rules, timeZone: 'Asia/Shanghai', years });

const dataDir = await mkdtemp(join(tmpdir(), 'ow-bench-timers-'));
const log = pino({ level: 'warn' });
const given = process.env['MONGODB_URI'];
const store = given === undefined ? await startEmbeddedStore({ dataDir, log }) : undefined;
const connection = await connectMongo(given ?? store?.uri ?? '', {
  dbName: `bench_timers_${Date.now().toString(36)}`,
});
await ensureIndexes(connection);
const stores = createMongoStores(connection);
await stores.items.publish(
  { definition: TIMED_ITEM, enabled: true, publishedAt: 1, publishedBy: 'bench', summary: [] },
  0,
);
let now = FIRST;
const clock = { now: () => now };
const calendarOf = () => calendar;
const recent = createRecentRequests();
const execute = createExecuteCommand({
  core: { decide, evolve },
  requests: stores.requests,
  items: stores.items,
  organisationFor: async () => ORGANISATION,
  calendarOf,
  recent,
  afterCommit: () => undefined,
});
const fireDueRules = createFireDueRules({ ...stores, execute, recent, calendarOf, clock, log });

console.log(
  `the due-scan on ${given === undefined ? 'the embedded store' : 'MONGODB_URI'}, five rules a task\n`,
);
console.log(
  'open tasks   a scan that finds nothing, ms (p50 p99)   rules fired a second   processor ms each (here + store)   each once',
);
const figures: Figures[] = [];
let seeded = 0;
for (const [stage, tasks] of SIZES.entries()) {
  const at = FIRST + stage * MINUTE;
  await seedTimed(connection, { calendar, prefix: `due${stage}-`, count: BURST, at });
  await seedTimed(connection, { calendar, prefix: `far${stage}-`, count: tasks - seeded - BURST, at: LATER });
  seeded = tasks;
  const measured = await measure(stage, tasks, calendar.add(at, { amount: 2, unit: 'wd' }));
  figures.push(measured);
  const { scan, perSecond, processor, once } = measured;
  const [here, there] = processor.map(ms => ms.toFixed(2));
  console.log(
    `${String(tasks).padStart(10)} ${scan.p50.toFixed(2).padStart(30)} ${scan.p99.toFixed(2).padStart(8)} ${perSecond.toFixed(0).padStart(24)} ${`${here} + ${there}`.padStart(28)}   ${once ? 'yes' : 'NO'}`,
  );
}
report();
await connection.dropDatabase();
await connection.close();
await store?.stop();
await rm(dataDir, { recursive: true, force: true });

async function measure(stage: number, tasks: number, due: number): Promise<Figures> {
  now = due - MINUTE / 2;
  const scans: number[] = [];
  for (let n = 0; n < SCANS; n += 1) {
    const since = performance.now();
    const fired = await fireDueRules();
    scans.push(performance.now() - since);
    if (fired !== 0) throw new Error(`${fired} rules fired before their time`);
  }
  scans.sort((a, b) => a - b);
  now = due;
  const before = processorTimes();
  const since = performance.now();
  const fired = await fireDueRules();
  const perSecond = fired / ((performance.now() - since) / 1_000);
  const after = processorTimes();
  const each = (index: 0 | 1) => ((after[index] - before[index]) * 1_000) / Math.max(1, fired);
  const once = fired === BURST && (await firedOnce(stage)) === BURST;
  const scan = { p50: percentile(scans, 0.5), p99: percentile(scans, 0.99) };
  return { tasks, scan, perSecond, processor: [each(0), each(1)], once };
}

function processorTimes(): readonly [number, number] {
  return [processorSeconds(process.pid), store === undefined ? 0 : processorSeconds(store.pid)];
}

/** How many requests of this stage have exactly one firing, that of the first rule. */
async function firedOnce(stage: number): Promise<number> {
  const found = connection
    .collection<{ readonly _id: string; readonly timeline: readonly { readonly event: object }[] }>(
      'requests',
    )
    .find({ _id: { $gte: `due${stage}-`, $lt: `due${stage}.` } }, { projection: { 'timeline.event': 1 } });
  let once = 0;
  for await (const { timeline } of found) {
    const firings = timeline.flatMap(({ event }) => ('ruleId' in event ? [event.ruleId] : []));
    if (firings.length === 1 && firings[0] === FIRST_RULE) once += 1;
  }
  return once;
}

function report(): void {
  const [smallest, largest] = [figures[0], figures.at(-1)];
  const middle = figures.find(({ tasks }) => tasks === 100_000) ?? largest;
  if (smallest === undefined || largest === undefined || middle === undefined) return;
  console.log('');
  verdict(
    `a scan that finds nothing, ${middle.tasks} tasks, ms`,
    middle.scan.p50,
    middle.scan.p50 < 20,
    'under 20',
  );
  verdict(`${BURST} due at once, a second`, middle.perSecond, middle.perSecond >= 1_000, 'at least 1000');
  console.log(`each once: ${figures.every(({ once }) => once) ? 'met' : 'NOT met'}`);
  const growth = `from ${smallest.tasks} to ${largest.tasks} tasks`;
  const slower = largest.scan.p50 / smallest.scan.p50;
  verdict(`a scan that finds nothing, ${growth}, times`, slower, slower <= 1.5, 'at most 1.5');
  const fewer = smallest.perSecond / largest.perSecond;
  verdict(`the time of a command, ${growth}, times`, fewer, fewer <= 1.5, 'at most 1.5');
}

function verdict(what: string, value: number, met: boolean, goal: string): void {
  console.log(`${what}: ${value.toFixed(2)} (goal ${goal}: ${met ? 'met' : 'NOT met'})`);
}
