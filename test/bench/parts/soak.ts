import { tapCall, tapDone } from '../support/calls.ts';
import { ownMegabytes } from '../support/child.ts';
import type { Engine } from '../support/engine.ts';
import { openHall } from '../support/hall.ts';
import { openLoop } from '../support/load.ts';
import { say, verdict } from '../support/print.ts';

const ROUND_SECONDS = 20;
const SAMPLE_MS = 2_000;
/** The first sixth is warm-up: 5 minutes of 30. */
const WARM_UP = 1 / 6;

interface Sample {
  readonly minute: number;
  readonly service: number;
  readonly store: number;
}

/** So many decisions a second, minute after minute: does the memory grow? */
export async function measureSoak(engine: Engine, minutes: number, rate: number): Promise<readonly string[]> {
  const hall = await openHall(engine, 10_000);
  const samples: Sample[] = [];
  const since = performance.now();
  const minute = (): number => (performance.now() - since) / 60_000;
  const sampling = setInterval(
    () => samples.push({ minute: minute(), service: ownMegabytes(hall.bot.pid), store: engine.megabytes() }),
    SAMPLE_MS,
  );
  let [answered, failed] = [0, 0];
  try {
    while (minute() < minutes) {
      const tasks = await hall.fresh(rate * ROUND_SECONDS);
      const { latencies, bad } = await openLoop(hall.bot.port, tasks.map(tapCall), rate, tapDone);
      await hall.remove(tasks);
      answered += latencies.length;
      failed += bad;
      const last = samples.at(-1);
      say(
        `soak, minute ${minute().toFixed(1)} of ${minutes}: service ${last?.service.toFixed(0)} MB, store ${last?.store.toFixed(0)} MB`,
      );
    }
  } finally {
    clearInterval(sampling);
    await hall.close();
  }
  const warm = samples.filter(({ minute: at }) => at > minutes * WARM_UP);
  const service = slope(warm.map(({ minute: at, service: y }) => [at, y]));
  const store = slope(warm.map(({ minute: at, store: y }) => [at, y]));
  const most = Math.max(...samples.map(sample => sample.service));
  return [
    '',
    `Soak of ${minutes} minutes at ${rate} decisions a second (${answered} answered, ${failed} failed): after warm-up the service’s resident memory moved by ${service.toFixed(2)} MB a minute (at most ${most.toFixed(0)} MB), the embedded store’s by ${store.toFixed(2)}; goal under 1: ${verdict(service < 1 && store < 1)}.`,
  ];
}

/** Of the line through the points that fits best. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (n: 0 | 1) => points.reduce((sum, point) => sum + point[n], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}
