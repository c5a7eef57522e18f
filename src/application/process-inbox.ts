import PQueue from 'p-queue';
import { AppError } from '../shared/errors.ts';
import type { Router } from './create-router.ts';
import { createHeldLeases } from './held-leases.ts';
import type { Clock, Inbox, LeasedEvent, Log } from './ports.ts';

export interface InboxDeps {
  readonly inbox: Inbox;
  readonly router: Pick<Router, 'inbound'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Events worked on at once; 8 unless told. */
  readonly concurrency?: number;
}

/** Works through events that have been stored: right after they came, and by a sweep for what a crash left. */
export interface InboxWorker {
  /** Wakes the worker for an event that has just been stored; returns at once. */
  wake(key: string): void;
  /** Works through every event whose time has come. Returns how many were begun. */
  sweep(heartbeat?: () => Promise<void>): Promise<number>;
  idle(): Promise<void>;
  /** Begins nothing new and waits for what is under way, but no longer than this; what has not ended by then is given back. */
  close(withinMs: number): Promise<void>;
}

const LEASE_MS = 60_000;
const TRIES = 6;
const FIRST_PAUSE = 5_000;

/**
 * Each event is leased, handled and finished. A process that dies in between leaves the lease to run out; one that lost
 * only the database gives it back at the next sweep, one that is told to stop gives it back before it ends. The event is then
 * handled again under the same key, which commands and replies recognise.
 */
export function createInboxWorker(deps: InboxDeps): InboxWorker {
  const concurrency = deps.concurrency ?? 8;
  const queue = new PQueue({ concurrency });
  const gate = { open: true };
  const leases = createHeldLeases(deps.clock);

  const workOne = async (key?: string): Promise<boolean> => {
    const now = deps.clock.now();
    const leaseUntil = now + LEASE_MS;
    const leased = await deps.inbox.lease(now, leaseUntil, key);
    if (leased === undefined) return false;
    leases.hold(leased.event.key, leaseUntil);
    try {
      await handle(deps, leased);
      leases.ended(leased.event.key);
    } catch (error) {
      leases.failed(leased.event.key);
      throw error;
    }
    return true;
  };

  return {
    wake: key => {
      if (!gate.open) return;
      void queue.add(() =>
        workOne(key).catch((error: unknown) =>
          deps.log.warn({ key, error }, 'an event was put off to the next sweep'),
        ),
      );
    },
    sweep: async (heartbeat = async () => undefined) => {
      await leases.release((key, at) => deps.inbox.giveBack(key, at, 'store.unavailable'));
      let begun = 0;
      const worker = async (): Promise<void> => {
        while (gate.open && (await workOne())) {
          begun += 1;
          await heartbeat();
        }
      };
      await Promise.all(Array.from({ length: concurrency }, worker));
      return begun;
    },
    idle: () => queue.onIdle(),
    close: async withinMs => {
      gate.open = false;
      // What has not begun stays in the store for the next start.
      queue.clear();
      await leases.close(withinMs, queue.onIdle(), (key, at) => deps.inbox.giveBack(key, at, 'stopped'));
    },
  };
}

/** Throws only when the database does; the event then comes again. */
async function handle(deps: InboxDeps, leased: LeasedEvent): Promise<void> {
  const { key } = leased.event;
  try {
    await deps.router.inbound(leased.event);
  } catch (error) {
    await afterFailure(deps, leased, error);
    return;
  }
  await deps.inbox.finish(key, 'done');
}

/** Tried again with growing pauses; a person who cannot be reached, or too many tries, ends it. */
async function afterFailure(deps: InboxDeps, { event, tries }: LeasedEvent, error: unknown): Promise<void> {
  const code = error instanceof AppError ? error.code : 'internal';
  const details = { key: event.key, kind: event.kind, code, tries };
  if (error instanceof AppError && error.expected && !error.retryable) {
    deps.log.warn(details, 'an event cannot be answered');
    await deps.inbox.finish(event.key, 'failed', code);
  } else if (tries < TRIES) {
    deps.log.warn({ ...details, error }, 'an event failed and will be tried again');
    await deps.inbox.giveBack(event.key, deps.clock.now() + FIRST_PAUSE * 2 ** (tries - 1), code);
  } else {
    deps.log.error({ ...details, error }, 'an event was given up');
    await deps.inbox.finish(event.key, 'failed', code);
  }
}
