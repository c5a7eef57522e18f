import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { defaultEntry, endChild, startChild } from './child.ts';
import type { Child } from './child.ts';
import { openFrontDoor } from './front-door.ts';
import type { FrontDoor } from './front-door.ts';

interface EmbeddedStoreLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface EmbeddedStoreOptions {
  /** The store lives in the folder `store` within it. */
  dataDir: string;
  log: EmbeddedStoreLog;
  /** The program to run in the store's process, in place of `main`. */
  entry?: string;
  /** The pause before a start is never longer than this; 5000 by default. */
  longestDelayMs?: number;
  /** A start that takes longer is ended and tried again; 120 000 by default: opening the file takes no time that grows with it. */
  startLimitMs?: number;
}

interface EmbeddedStoreStatus {
  state: 'running' | 'restarting' | 'stopped';
  pid: number | undefined;
  restarts: number;
}

export interface EmbeddedStore {
  /** A MongoDB connection string; stays the same across restarts. */
  readonly uri: string;
  readonly pid: number;
  stop(): Promise<void>;
  status(): EmbeddedStoreStatus;
}

const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 5000;
const START_LIMIT_MS = 120_000;
/** A process that lived this long starts the back-off anew. */
const HEALTHY_MS = 10_000;

/**
 * Starts the store in a process of its own and keeps it running: it is started again, with growing pauses, when it
 * dies; clients that connect meanwhile wait. Throws when the first start fails, for one because another process has
 * the data folder.
 */
export async function startEmbeddedStore({
  dataDir,
  log,
  entry,
  longestDelayMs = LONGEST_DELAY_MS,
  startLimitMs = START_LIMIT_MS,
}: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const folder = resolve(dataDir, 'store');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const supervisor = new Supervisor(
    () => startChild(entry ?? defaultEntry(), folder, startLimitMs),
    log,
    longestDelayMs,
  );
  const child = await supervisor.start();
  // the process that has the folder has the socket in it too: listening before would take it from another
  const door = await openFrontDoor(folder);
  const watching = supervisor.watch(child, door);
  return {
    uri: door.uri,
    get pid() {
      return supervisor.status.pid ?? 0;
    },
    status: () => ({ ...supervisor.status }),
    stop: async () => {
      await supervisor.stop();
      await watching;
      door.close();
    },
  };
}

class Supervisor {
  readonly #start: () => Promise<Child>;
  readonly #log: EmbeddedStoreLog;
  readonly #longestDelay: number;
  readonly status: EmbeddedStoreStatus = { state: 'restarting', pid: undefined, restarts: 0 };
  #child: Child | undefined;
  #stopping = false;

  constructor(start: () => Promise<Child>, log: EmbeddedStoreLog, longestDelay: number) {
    this.#start = start;
    this.#log = log;
    this.#longestDelay = longestDelay;
  }

  async start(): Promise<Child> {
    const child = await this.#start();
    this.#child = child;
    Object.assign(this.status, { state: 'running', pid: child.process.pid });
    this.#log.info({ pid: child.process.pid }, 'embedded store runs');
    // a stop that came while it started has not reached it
    if (this.#stopping) await endChild(child);
    return child;
  }

  async watch(first: Child, door: FrontDoor): Promise<void> {
    let delay = FIRST_DELAY_MS;
    for (let child: Child | undefined = first; child !== undefined; ) {
      const since = Date.now();
      door.lead(child.process);
      const how = await child.ended;
      door.lead(undefined);
      if (this.#stopping) return;
      Object.assign(this.status, { state: 'restarting', pid: undefined });
      this.#log.warn({ how }, 'embedded store ended; it is started again');
      delay = Date.now() - since > HEALTHY_MS ? FIRST_DELAY_MS : Math.min(delay * 2, this.#longestDelay);
      child = await this.#restart(delay);
    }
  }

  async #restart(first: number): Promise<Child | undefined> {
    for (let delay = first; !this.#stopping; delay = Math.min(delay * 2, this.#longestDelay)) {
      await wait(delay);
      if (this.#stopping) return undefined;
      try {
        this.status.restarts += 1;
        return await this.start();
      } catch (error) {
        this.#log.warn({ why: String(error) }, 'embedded store did not start; trying again');
      }
    }
    return undefined;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child !== undefined) await endChild(this.#child);
    Object.assign(this.status, { state: 'stopped', pid: undefined });
  }
}
