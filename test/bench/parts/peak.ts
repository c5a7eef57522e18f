import { tapCall, tapDone } from '../support/calls.ts';
import type { Engine } from '../support/engine.ts';
import { openHall } from '../support/hall.ts';
import { closedLoop, openLoop, percentile } from '../support/load.ts';
import { say, verdict } from '../support/print.ts';

/** A year of a district of 300 daily users: 410 000 requests on 250 working days. */
const REQUESTS = 410_000;
const DAYS = 250;
/** The busiest day has twice the requests of the mean one, and a quarter of them in its busiest hour. */
const BUSIEST_DAY = 2;
const BUSIEST_HOUR = 0.25;
/** Hall, guide, form, preview, submission, and three decisions: each counted as dear as a decision. */
const TAPS = 8;
const TIMES = 20;
const ANSWER_MS = 3_000;
const WARM_UP = 1_000;

/** Decisions at twenty times the taps of the year's busiest hour; none may be answered late, or after 3 seconds. */
export async function measurePeak(engine: Engine, seconds: number): Promise<readonly string[]> {
  const perHour = (REQUESTS / DAYS) * BUSIEST_DAY * BUSIEST_HOUR * TAPS;
  const rate = (perHour / 3600) * TIMES;
  say(`${TIMES} times the peak hour: ${rate.toFixed(0)} taps a second for ${seconds} s on ${engine.name}`);
  const hall = await openHall(engine, 10_000);
  try {
    const first = await hall.fresh(WARM_UP);
    await closedLoop(hall.bot.port, first.map(tapCall), 8, tapDone);
    await hall.remove(first);
    const tasks = await hall.fresh(Math.ceil(rate * seconds));
    const { latencies, bad } = await openLoop(hall.bot.port, tasks.map(tapCall), rate, tapDone);
    const late = bad + latencies.filter(took => took > ANSWER_MS).length;
    const [p50, p99, most] = [0.5, 0.99, 1].map(share => percentile(latencies, share).toFixed(0));
    return [
      '',
      `${TIMES} times the peak hour of a year of ${REQUESTS} requests (${perHour.toFixed(0)} taps an hour): ${rate.toFixed(0)} decisions a second for ${seconds} s, ${tasks.length} in all: p50 ${p50}, p99 ${p99}, slowest ${most} ms; ${late} not answered within 3 s: ${verdict(late === 0)}.`,
    ];
  } finally {
    await hall.close();
  }
}
