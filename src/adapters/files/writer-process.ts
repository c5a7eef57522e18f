import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AppError } from '../../shared/errors.ts';
import type { FromWriter, ToWriter } from './jobs.ts';

/** A PDF of a hundred pages takes five seconds; whoever is silent for so long is stuck. */
const PATIENCE_MS = 60_000;
/** No job for so long: the process ends, and its memory is free. */
const IDLE_MS = 10_000;
/** A ledger of 100 000 lines needs about half of it. */
const MOST_MEMORY_MB = 128;

interface Waiting {
  readonly heard: (reply: FromWriter) => void;
  readonly failed: (error: AppError) => void;
}

export interface WriterProcess {
  /** Sends one message and waits for its reply. */
  ask(job: ToWriter): Promise<FromWriter>;
  /** Sends one message that has no reply. */
  tell(job: ToWriter): void;
  /** From now on an idle process may end; called once for each job. */
  release(): void;
  hold(): void;
  close(): Promise<void>;
  /** The process id while one runs. */
  pid(): number | undefined;
}

/** The process that writes files: started with the first job, ended when there has been none for a while. */
export function createWriterProcess(options: { readonly idleMs?: number } = {}): WriterProcess {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let held = 0;
  let idle: NodeJS.Timeout | undefined;

  const failAll = (why: string): void => {
    for (const [id, each] of waiting) {
      waiting.delete(id);
      each.failed(new AppError('file.failed', `the writing process ${why}`, { retryable: true }));
    }
  };

  const started = (): ChildProcess => {
    if (child?.connected === true) return child;
    const entry = fileURLToPath(new URL(`./writer-main${extname(import.meta.url)}`, import.meta.url));
    const loader = entry.endsWith('.ts') ? ['--import', tsxLoader()] : [];
    const next = fork(entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [...loader, `--max-old-space-size=${MOST_MEMORY_MB}`, '--max-semi-space-size=4'],
    });
    // What it says before its first reply tells why it could not start; later words might quote what is written.
    let complaint = '';
    let replied = false;
    next.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (!replied) complaint = (complaint + text).slice(-400);
    });
    next.on('message', (reply: FromWriter) => {
      replied = true;
      const each = waiting.get(reply.id);
      waiting.delete(reply.id);
      each?.heard(reply);
    });
    const gone = (how: string): void => {
      if (child !== next) return;
      child = undefined;
      failAll(how);
    };
    next.once('error', () => gone('could not be started'));
    next.once('exit', (code, signal) =>
      gone(`ended (${signal ?? code ?? '?'}) ${replied ? '' : complaint}`.trim()),
    );
    // Neither keeps the service from ending; while a job waits, its own timer does.
    next.unref();
    next.channel?.unref();
    child = next;
    return next;
  };

  const end = (why: string): void => {
    const ending = child;
    child = undefined;
    failAll(why);
    ending?.kill('SIGKILL');
  };

  const ask = (job: ToWriter): Promise<FromWriter> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => end('took too long'), PATIENCE_MS);
      const settle =
        <T>(done: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          done(value);
        };
      waiting.set(job.id, { heard: settle(resolve), failed: settle(reject) });
      started().send(job, error => {
        if (error !== null && waiting.delete(job.id))
          settle(reject)(new AppError('file.failed', 'the writing process is gone', { retryable: true }));
      });
    });

  return {
    ask,
    tell: job => void (child?.connected === true && child.send(job, () => undefined)),
    hold: () => {
      held += 1;
      clearTimeout(idle);
    },
    release: () => {
      held -= 1;
      if (held > 0) return;
      idle = setTimeout(() => end('was not needed any more'), options.idleMs ?? IDLE_MS);
      idle.unref();
    },
    close: async () => {
      clearTimeout(idle);
      end('is stopping');
    },
    pid: () => child?.pid,
  };
}

/** Not `import.meta.resolve`: modules in the test runner have none. */
function tsxLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}
