import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The store's process. */
export interface Child {
  process: ChildProcess;
  /** How it ended: a signal or an exit code. */
  ended: Promise<string>;
}

/** `main` beside this file, as source or compiled, whichever this one is. */
export function defaultEntry(): string {
  return fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url));
}

/** Not `import.meta.resolve`: modules in the test runner have none. */
function tsxLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}

/** Starts the process and waits until it is ready, `limitMs` at most. Throws with what it wrote when it is not. */
export function startChild(entry: string, folder: string, limitMs: number): Promise<Child> {
  const loader = entry.endsWith('.ts') ? ['--import', tsxLoader()] : [];
  const child = spawn(process.execPath, [...loader, entry, folder], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const ended = new Promise<string>(done => {
    child.once('exit', (code, signal) => done(signal ?? `code ${String(code)}`));
  });
  return new Promise((ready, failed) => {
    const late = setTimeout(() => {
      complaint = `it was not ready after ${limitMs} ms. ${complaint}`;
      child.kill('SIGKILL');
    }, limitMs);
    child.once('error', failed);
    child.once('message', message => {
      clearTimeout(late);
      if (typeof message === 'object' && message !== null && 'ready' in message)
        ready({ process: child, ended });
    });
    child.once('exit', () => clearTimeout(late));
    void ended.then(how =>
      failed(new Error(`the embedded store ended at once (${how}): ${complaint.trim()}`)),
    );
  });
}

const STOP_MS = 10_000;

/** Asks the process to end, and ends it after ten seconds. */
export async function endChild(child: Child): Promise<void> {
  child.process.kill('SIGTERM');
  const late = new AbortController();
  const killed = wait(STOP_MS, undefined, { signal: late.signal }).then(
    () => child.process.kill('SIGKILL'),
    () => false,
  );
  await child.ended;
  late.abort();
  await killed;
}
