import type { Clock } from '../../src/application/ports.ts';

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  move(ms: number): void;
}

/** Starts at 2026-11-22 16:30 in Shanghai unless told. */
export function manualClock(start = Date.UTC(2026, 10, 22, 8, 30)): ManualClock {
  let now = start;
  return {
    now: () => now,
    move: ms => {
      now += ms;
    },
  };
}
