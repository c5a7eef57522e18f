import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface BenchChild {
  readonly pid: number;
  /** What the child sent when it was ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Runs one of the bench's programs in a process of its own until it sends its first message. */
export async function startBenchChild(
  entry: URL,
  variables: Readonly<Record<string, string>>,
): Promise<BenchChild> {
  const child = fork(entry, { env: { ...process.env, ...variables }, execArgv: ['--import', 'tsx'] });
  const gone = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  const ready = await new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
    child.once('message', message =>
      resolve(typeof message === 'object' && message !== null ? { ...message } : {}),
    );
    child.once('exit', code => reject(new Error(`${entry.pathname} ended with ${code}`)));
  });
  return {
    pid: child.pid ?? 0,
    ready,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

export function portOf(child: BenchChild): number {
  const port = child.ready['port'];
  if (typeof port !== 'number') throw new Error('the child named no port');
  return port;
}

/** Resident memory of one process, in megabytes. Linux only. */
export function ownMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0') / 1024;
}

/** Resident memory of a process and all below it, in megabytes. Linux only. */
export function residentMegabytes(pid: number): number {
  const below = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return ownMegabytes(pid) + below.reduce((sum, child) => sum + residentMegabytes(Number(child)), 0);
}

const TICKS_PER_SECOND = 100;

/** Processor seconds that a process has used, user and system together. Linux only. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
