import { expect } from 'vitest';

/** Looks often, and for long enough that a busy machine makes no test fail. */
export function eventually<T>(look: () => T | Promise<T>) {
  return expect.poll(look, { interval: 5, timeout: 30_000 });
}
