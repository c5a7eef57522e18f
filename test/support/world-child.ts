import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.ts';
import type { FakeLark } from './lark/fake-lark.ts';
import { type Person, personAt } from './world-bot.ts';

/** The service in a process of its own, as `node` runs it; it can be killed. */
export interface ServiceProcess extends Person {
  readonly address: string;
  /** SIGKILL: nothing is put in order. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM: resolves with the exit code and the milliseconds that it took. */
  terminate(): Promise<{ readonly code: number | null; readonly tookMs: number }>;
}

export async function startServiceProcess(
  variables: Readonly<Record<string, string>>,
  lark: FakeLark,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', join('src', 'main.ts')], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'] ?? '', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const gone = new Promise<number | null>(resolve => {
    child.once('exit', code => resolve(code));
  });
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      said.push(chunk.toString('utf8'));
      const found = /Onewindow listens: (\S+)/.exec(said.join(''))?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void gone.then(code => reject(new Error(`the service ended with ${String(code)}: ${said.join('')}`)));
  });
  return {
    address,
    ...personAt(address, lark),
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
