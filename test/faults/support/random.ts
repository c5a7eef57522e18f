/** Chance that can be had again: the same seed draws the same. Not the order of what happens at once, which is the machine's. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number;
  chance(probability: number): boolean;
  /** One of these; fails when there is none. */
  pick<T>(list: readonly T[]): T;
  /** An independent sequence of its own. */
  fork(): Random;
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    next,
    below,
    chance: probability => next() < probability,
    pick: list => {
      const index = below(list.length);
      if (index >= list.length) throw new Error('there is nothing to pick from');
      const found = list[index];
      return found as (typeof list)[number];
    },
    fork: () => createRandom(below(4_294_967_296)),
  };
}
