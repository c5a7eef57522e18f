import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ownMegabytes, residentMegabytes } from '../support/child.ts';
import { say, spread, median, verdict } from '../support/print.ts';
import { startService } from '../support/service.ts';

const TIMES = 3;
const SETTLED_MS = 10_000;
const GOAL_MB = 250;

/** The service and its embedded store, started as with no environment, ten seconds after they were ready. */
export async function measureRest(): Promise<readonly string[]> {
  const [together, service]: [number[], number[]] = [[], []];
  for (let n = 0; n < TIMES; n += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'ow-rest-'));
    const resting = await startService({ DATA_DIR: folder, LARK_APP_ID: '', MONGODB_URI: '' });
    await wait(SETTLED_MS);
    together.push(residentMegabytes(resting.pid));
    service.push(ownMegabytes(resting.pid));
    await resting.stop();
    await rm(folder, { recursive: true, force: true });
    say(`at rest ${together.at(-1)?.toFixed(0)} MB`);
  }
  return [
    '',
    `Memory at rest, median of ${TIMES} starts (lowest–highest): service ${spread(service, 0)} MB, with the embedded store ${spread(together, 0)} MB; goal under ${GOAL_MB}: ${verdict(median(together) < GOAL_MB)}.`,
  ];
}
