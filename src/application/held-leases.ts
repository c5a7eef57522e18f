import type { Instant } from '../core/definition.ts';
import { atMost } from '../shared/running.ts';
import type { Clock } from './ports.ts';

/**
 * What this process has leased and not ended. What it gives up is given back, so that nobody waits for a lease to run out
 * whose holder is alive: once the database is there again, and before the process stops.
 */
export interface HeldLeases {
  /** Work on this one begins. */
  hold(id: string, until: Instant): void;
  /** Its end is written. */
  ended(id: string): void;
  /** Its end could not be written, as the database was away: the next `release` gives it back. */
  failed(id: string): void;
  /** Gives back at once what failed. Throws what `giveBack` throws; the rest is kept for the next call. */
  release(giveBack: GiveBack): Promise<void>;
  /** For a stop: waits for `idle`, but no longer than `withinMs`, then gives back all that is left. */
  close(withinMs: number, idle: Promise<void>, giveBack: GiveBack): Promise<void>;
}

/** Lets anybody take it from `at` on. */
export type GiveBack = (id: string, at: Instant) => Promise<void>;

/** A process that stops may be sending until its last moment; whoever goes on with it begins when that is past. */
const LAST_MOMENT_MS = 5_000;

export function createHeldLeases(clock: Clock): HeldLeases {
  const held = new Map<string, Instant>();
  const failed = new Set<string>();

  const giveBackEach = async (ids: Iterable<string>, pause: number, giveBack: GiveBack): Promise<void> => {
    for (const id of ids) {
      const now = clock.now();
      // one that ran out may be another instance's by now
      if (now + pause < (held.get(id) ?? now)) await giveBack(id, now + pause);
      held.delete(id);
      failed.delete(id);
    }
  };

  return {
    hold: (id, until) => {
      held.set(id, until);
      failed.delete(id);
    },
    ended: id => {
      held.delete(id);
      failed.delete(id);
    },
    failed: id => {
      failed.add(id);
    },
    release: giveBack => giveBackEach(failed, 0, giveBack),
    close: async (withinMs, idle, giveBack) => {
      await atMost(withinMs, idle);
      await giveBackEach(held.keys(), LAST_MOMENT_MS, giveBack);
    },
  };
}
