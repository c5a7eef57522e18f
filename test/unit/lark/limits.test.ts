import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimiter } from '../../../src/adapters/lark/limits.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Starts so many calls to a target and notes at what time each one went out. */
function start(
  limiter: ReturnType<typeof createLimiter>,
  target: string | undefined,
  count: number,
): number[] {
  const since = Date.now();
  const times: number[] = [];
  for (let index = 0; index < count; index += 1)
    void limiter.run(target, async () => {
      times.push(Date.now() - since);
    });
  return times;
}

/** The largest number of calls in any second. */
function busiestSecond(times: readonly number[]): number {
  return Math.max(...times.map(from => times.filter(time => time >= from && time < from + 1000).length));
}

describe('what goes out to Lark', () => {
  it('is at most five messages a second to one person, and nobody else waits for them', async () => {
    const limiter = createLimiter();
    const alice = start(limiter, 'ou_alice', 12);
    const bob = start(limiter, 'ou_bob', 1);
    await vi.advanceTimersByTimeAsync(10);
    expect(alice).toHaveLength(5);
    expect(bob).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(alice).toHaveLength(12);
    expect(busiestSecond(alice)).toBe(5);
  });

  it('is at most fifty calls a second of the whole app', async () => {
    const limiter = createLimiter();
    const lists = Array.from({ length: 70 }, (_, index) => start(limiter, `ou_${index}`, 2));
    await vi.advanceTimersByTimeAsync(5000);
    expect(lists.flat()).toHaveLength(140);
    expect(busiestSecond(lists.flat())).toBe(50);
  });

  it('leaves nothing behind for people to whom nothing is sent any more', async () => {
    const limiter = createLimiter();
    start(limiter, 'ou_alice', 7);
    await vi.advanceTimersByTimeAsync(1100);
    expect(limiter.targets()).toBe(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(limiter.targets()).toBe(0);
  });

  it('fails with the failure of the call', async () => {
    const limiter = createLimiter();
    await expect(limiter.run('ou_alice', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
