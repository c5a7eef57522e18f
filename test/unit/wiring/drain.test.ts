import { describe, expect, it } from 'vitest';
import { createDrain, type DrainTimes } from '../../../src/wiring/drain.ts';

const TIMES: DrainTimes = { questions: 2, regularMs: 1_000, told: 1, longestMs: 60_000, onTheWayMs: 0 };

describe('an instance that is told to stop', () => {
  it('says that it goes, and goes on until the load balancer has heard it', async () => {
    const drain = createDrain(() => 0, TIMES);
    expect([drain.probe(), drain.probe()]).toEqual([{ ok: true }, { ok: true }]);
    expect(drain.going()).toBe(false);
    const state = { gone: false };
    const going = (async () => {
      await drain.run();
      state.gone = true;
    })();
    await new Promise(resolve => setTimeout(resolve, 100));
    expect([drain.going(), state.gone]).toEqual([true, false]);
    expect(drain.probe()).toEqual({ ok: false, detail: 'stopping' });
    await going;
  });

  it('waits no longer than it may when nobody asks any more', async () => {
    let time = 0;
    const passing = (): number => {
      time += 10_000;
      return time;
    };
    const drain = createDrain(passing, { ...TIMES, regularMs: 100_000 });
    drain.probe();
    drain.probe();
    await drain.run();
    expect(drain.going()).toBe(true);
  });

  it('goes at once where nobody asks regularly: once by hand, or long ago', async () => {
    let time = 0;
    const drain = createDrain(() => time, TIMES);
    drain.probe();
    await drain.run();
    drain.probe();
    time = 5_000;
    await drain.run();
    expect(drain.going()).toBe(false);
  });
});
