import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { hotCollection } from '../../src/adapters/mongo/hot.ts';
import { ensureIndexes } from '../../src/adapters/mongo/indexes.ts';
import { createReportStore } from '../../src/adapters/mongo/report-store.ts';
import type { ReportStore } from '../../src/application/ports-reports.ts';
import { DAY_MS } from '../../src/core/calendar/days.ts';
import { NEVER } from '../../src/core/reports/facts.ts';
import { periodOf } from '../../src/core/reports/period.ts';
import { startEmbeddedStore } from '../../src/embedded/supervisor.ts';
import { gatherReport } from '../../src/features/reports/gather.ts';

/**
 * `npm run bench:reports`: how long a report takes over a year of requests with three tasks each, on the embedded store.
 * `BENCH_REQUESTS` says how many; 400 000 unless told (features 2.35).
 */
const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 400_000);
const NOW = Date.parse('2026-11-25T00:00+08:00');
const TODAY = Math.floor((NOW + 8 * 3_600_000) / DAY_MS);
const BATCH = 2_000;

const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-reports-'));
const quiet = { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };
const store = await startEmbeddedStore({ dataDir, log: quiet });
try {
  const connection = await connectMongo(store.uri);
  await ensureIndexes(connection);
  await fill(connection);
  await measure(createReportStore(connection));
  await connection.close();
} finally {
  await store.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function measure(facts: ReportStore): Promise<void> {
  for (const [kind, shift] of [
    ['day', -1],
    ['week', -1],
    ['month', -1],
    ['quarter', -1],
    ['year', 0],
  ] as const)
    for (const scope of [{}, { departments: ['od_3'] }]) {
      const since = performance.now();
      const asked = { kind: 'quarterly', period: periodOf(kind, TODAY, shift), scope } as const;
      const report = await gatherReport(
        {
          facts,
          headcounts: async () => ({ od_0: 900 }),
          timeZone: 'Asia/Shanghai',
          clock: { now: () => NOW },
        },
        asked,
      );
      const seconds = ((performance.now() - since) / 1000).toFixed(2);
      const whose = 'departments' in scope ? 'one department' : 'everything';
      console.log(
        `${kind.padEnd(8)} ${whose.padEnd(15)} ${seconds} s, ${report?.total.ended ?? 0} requests ended`,
      );
    }
}

async function fill(connection: Connection): Promise<void> {
  const requests = hotCollection<{ _id: string }>(connection, 'report_requests');
  const tasks = hotCollection<{ _id: string }>(connection, 'report_tasks');
  for (let first = 0; first < REQUESTS; first += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, REQUESTS - first) }, (_, n) => requestFact(first + n));
    await requests.insertMany(batch, { ordered: false });
    await tasks.insertMany(batch.flatMap(taskFacts), { ordered: false });
  }
}

/** Evenly over a year; the last half per cent is under way. */
function requestFact(n: number) {
  const submittedAt = NOW - Math.floor(365 * DAY_MS * (1 - n / REQUESTS));
  const took = 1 + (n % 5);
  return {
    _id: `r${n}`,
    version: 3,
    rules: '1/1',
    number: `TEST-${n}`,
    itemId: `I${n % 30}`,
    applicant: `ou_${n % 900}`,
    departmentId: `od_${n % 21}`,
    status: 'APPROVED',
    submittedAt,
    closedAt: n > REQUESTS * 0.995 ? NEVER : submittedAt + took * DAY_MS,
    dueAt: submittedAt + 4 * DAY_MS,
    promisedDays: 4,
    actualDays: took,
    compared: 1,
    late: took > 4 ? 1 : 0,
    decided: 1,
    firstPass: 1,
    returned: 0,
  };
}

function taskFacts({
  _id: requestId,
  number,
  itemId,
  submittedAt,
  closedAt,
}: ReturnType<typeof requestFact>) {
  return [0, 1, 2].map(n => ({
    _id: `${requestId}-t${n}`,
    version: 3,
    rules: '1/1',
    requestId,
    number,
    itemId,
    nodeId: `step${n}`,
    actor: `ou_${(submittedAt + n) % 300}`,
    departmentId: `od_${(submittedAt + n) % 21}`,
    pendingAt: submittedAt,
    closedAt,
    dueAt: submittedAt + 2 * DAY_MS,
    done: closedAt === NEVER ? 0 : 1,
    days: 0.5,
    limited: 1,
    late: 0,
    objected: 0,
  }));
}
