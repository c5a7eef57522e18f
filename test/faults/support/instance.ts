import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../config/project-root.ts';

/** One instance of the service in a process of its own, as `npm start` runs what was built. */
export interface Instance {
  readonly pid: number;
  /** Where it listens, once it does; undefined again when the process is gone. */
  address(): string | undefined;
  /** The address; fails when the process ends before it listens. */
  readonly listens: Promise<string>;
  /** Resolves when the process is gone, with its exit code. */
  readonly gone: Promise<number | null>;
  /** SIGKILL: nothing is put in order. */
  kill(): Promise<void>;
  /** SIGTERM: resolves with the exit code and how long it took. */
  terminate(): Promise<{ readonly code: number | null; readonly tookMs: number }>;
}

/** @param heard is given all that the process writes, on both streams. */
export function startInstance(
  variables: Readonly<Record<string, string>>,
  heard: (text: string) => void,
): Instance {
  const child = spawn(process.execPath, [join('dist', 'src', 'main.js')], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'] ?? '', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let address: string | undefined;
  const gone = new Promise<number | null>(resolve => {
    child.once('exit', code => {
      address = undefined;
      resolve(code);
    });
  });
  const listens = new Promise<string>((resolve, reject) => {
    let said = '';
    const read = (text: string): void => {
      heard(text);
      if (address !== undefined) return;
      said = `${said}${text}`.slice(-4_000);
      address = /Onewindow listens: (\S+)\n/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    void gone.then(code => reject(new Error(`the service ended with ${String(code)}: ${said}`)));
  });
  // Whoever kills it while it starts does not wait for it.
  listens.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    address: () => address,
    listens,
    gone,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    terminate: async () => {
      const since = performance.now();
      child.kill('SIGTERM');
      const code = await gone;
      return { code, tookMs: performance.now() - since };
    },
  };
}
