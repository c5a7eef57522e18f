import { setTimeout as wait } from 'node:timers/promises';
import type { PartState } from '../shared/callback.ts';

/**
 * The way out for an instance behind a load balancer: /readyz says no while everything is still served, until the
 * balancer has heard it; only then the door is closed. Else what is on the way at that moment would meet a closed door.
 */
export interface Drain {
  /** A part of /readyz: notes that somebody asks, and says whether this instance may be sent to. */
  probe(): PartState;
  /** Whether this instance is going: answers then end their connection. */
  going(): boolean;
  /** Resolves when nobody should send any more; at once where nobody asks regularly. */
  run(): Promise<void>;
}

export interface DrainTimes {
  /** So many questions within `regularMs` make a balancer. */
  readonly questions: number;
  readonly regularMs: number;
  /** It has heard when it was told so often; a second one may stand beside it. */
  readonly told: number;
  readonly longestMs: number;
  /** For what is on the way from the balancer when it hears. */
  readonly onTheWayMs: number;
}

const TIMES: DrainTimes = { questions: 3, regularMs: 60_000, told: 2, longestMs: 3_000, onTheWayMs: 250 };
const LOOK_MS = 20;

/** `now` in milliseconds of any clock that does not jump. */
export function createDrain(now: () => number, times: DrainTimes = TIMES): Drain {
  let asked: readonly number[] = [];
  let told = 0;
  let going = false;
  return {
    probe: () => {
      asked = [...asked, now()].slice(-times.questions);
      if (!going) return { ok: true };
      told += 1;
      return { ok: false, detail: 'stopping' };
    },
    going: () => going,
    run: async () => {
      const [first] = asked;
      const regularly = asked.length === times.questions && now() - (first ?? 0) <= times.regularMs;
      if (!regularly) return;
      going = true;
      const until = now() + times.longestMs;
      while (told < times.told && now() < until) await wait(LOOK_MS);
      await wait(times.onTheWayMs);
    },
  };
}
