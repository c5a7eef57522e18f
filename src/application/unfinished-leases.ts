import type { Instant } from '../core/definition.ts';
import type { Clock } from './ports.ts';

/**
 * What this process had leased and could not end because the database was away. It is given back once the database is
 * there again, so that nobody waits for a lease to run out whose holder is alive and has given up.
 */
export interface UnfinishedLeases {
  note(id: string, leaseUntil: Instant): void;
  /** Gives back what nobody else can have taken yet. Throws what `giveBack` throws; the rest is kept for the next call. */
  release(giveBack: (id: string, now: Instant) => Promise<void>): Promise<void>;
}

export function createUnfinishedLeases(clock: Clock): UnfinishedLeases {
  const until = new Map<string, Instant>();
  return {
    note: (id, leaseUntil) => {
      until.set(id, leaseUntil);
    },
    release: async giveBack => {
      for (const [id, leaseUntil] of until) {
        const now = clock.now();
        // one that ran out may be another instance's by now
        if (now < leaseUntil) await giveBack(id, now);
        until.delete(id);
      }
    },
  };
}
