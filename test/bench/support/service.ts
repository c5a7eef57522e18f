import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../../../config/project-root.ts';
import { BOT_ALLOCATOR, BOT_FLAGS } from '../../../src/tools/bot-process.ts';

export interface Service {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

const START_MS = 60_000;
/** BENCH_PROFILE names a folder for a profile of the service, written when it stops. */
const PROFILE = process.env['BENCH_PROFILE'];
const PROFILED = PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${PROFILE}`];

/** The built service (`npm run build`), as `npm start` runs it, once it says that it is ready. */
export async function startService(variables: Readonly<Record<string, string>>): Promise<Service> {
  const port = await freePort();
  const child = spawn(process.execPath, [...BOT_FLAGS, ...PROFILED, join(projectRoot, 'dist/src/main.js')], {
    env: { ...BOT_ALLOCATOR, ...process.env, ...variables, PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  const giveUp = performance.now() + START_MS;
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() > giveUp) throw new Error('the service did not start');
    await wait(100);
  }
  return {
    pid: child.pid ?? 0,
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
