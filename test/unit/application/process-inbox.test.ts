import { EventEmitter, once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import type { Inbound } from '../../../src/application/ports.ts';
import { createInboxWorker } from '../../../src/application/process-inbox.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { manualClock } from '../../support/clock.ts';
import { memoryStores } from '../../support/stores.ts';
import { quietLog } from '../../support/stores-core.ts';

const event = (key: string): Inbound => ({ kind: 'menu', key, person: 'ou_an', eventKey: 'hall', at: 1 });

function open(work: (event: Inbound) => Promise<void>) {
  const { inbox } = memoryStores();
  const clock = manualClock();
  const errors: string[] = [];
  const log = { ...quietLog, error: (_: object, message: string) => void errors.push(message) };
  const handled: string[] = [];
  const inbound = async (one: Inbound) => {
    handled.push(one.key);
    await work(one);
  };
  const worker = () => createInboxWorker({ inbox, router: { inbound }, clock, log });
  return { inbox, clock, errors, handled, worker: worker(), another: worker };
}

describe('a stored event', () => {
  test('is worked through once, however often it comes and whoever sweeps', async () => {
    const { inbox, clock, handled, worker, another } = open(async () => undefined);
    for (let n = 0; n < 5; n += 1) {
      if (await inbox.put(event('e1'), clock.now())) worker.wake('e1');
      await worker.idle();
      await Promise.all([worker.sweep(), another().sweep()]);
    }
    expect(handled).toEqual(['e1']);
  });

  test('left by a crash is worked through by the sweep, not before its lease has run out', async () => {
    const { inbox, clock, handled, worker } = open(async () => undefined);
    await inbox.put(event('e1'), clock.now());
    await inbox.lease(clock.now(), clock.now() + 60_000);
    await worker.sweep();
    expect(handled).toEqual([]);
    clock.move(60_000);
    await worker.sweep();
    expect(handled).toEqual(['e1']);
  });

  test('whose end could not be written comes again at the next sweep, not when its lease has run out', async () => {
    const { inbox, clock, handled, worker } = open(async () => undefined);
    await inbox.put(event('e1'), clock.now());
    const away = new AppError('store.unavailable', 'away', { retryable: true });
    vi.spyOn(inbox, 'finish').mockRejectedValueOnce(away);
    worker.wake('e1');
    await worker.idle();
    await worker.sweep();
    await worker.sweep();
    expect(handled).toEqual(['e1', 'e1']);
  });

  test('that failed is tried again with growing pauses, then given up and made known', async () => {
    const { inbox, clock, handled, errors, worker } = open(async () => {
      throw new Error('bug');
    });
    await inbox.put(event('e1'), clock.now());
    await worker.sweep();
    await worker.sweep();
    expect(handled).toHaveLength(1);
    for (let n = 0; n < 20; n += 1) {
      clock.move(600_000);
      await worker.sweep();
    }
    expect(handled).toHaveLength(6);
    expect(errors).toHaveLength(1);
  });

  test('of somebody who cannot be answered ends without a person being called', async () => {
    const { inbox, clock, handled, errors, worker } = open(async () => {
      throw new AppError('lark.person', 'resigned', { expected: true });
    });
    await inbox.put(event('e1'), clock.now());
    await worker.sweep();
    clock.move(600_000);
    await worker.sweep();
    expect([handled.length, errors.length]).toEqual([1, 0]);
  });

  test('does not keep others waiting', async () => {
    const { inbox, clock, handled, worker } = open(async ({ key }) => {
      if (key === 'bad') throw new Error('bug');
    });
    for (const key of ['bad', 'e1', 'e2']) await inbox.put(event(key), clock.now());
    await worker.sweep();
    expect(handled.toSorted()).toEqual(['bad', 'e1', 'e2']);
    expect(await inbox.lease(clock.now(), clock.now() + 1)).toBeUndefined();
  });

  test('is left alone once the worker is closing, and what is under way is waited for', async () => {
    const steps: string[] = [];
    const { inbox, clock, handled, worker } = open(async () => {
      await new Promise(resolve => setImmediate(resolve));
      steps.push('worked');
    });
    await inbox.put(event('e1'), clock.now());
    await inbox.put(event('e2'), clock.now());
    worker.wake('e1');
    await worker.close(1_000);
    steps.push('closed');
    worker.wake('e2');
    await worker.idle();
    expect(steps).toEqual(['worked', 'closed']);
    expect(handled).toEqual(['e1']);
  });

  test('that had not begun when the worker closes is left for the next start', async () => {
    const gate = new EventEmitter();
    const held = once(gate, 'open').then(() => undefined);
    const { inbox, clock, handled, worker, another } = open(() => held);
    const keys = Array.from({ length: 20 }, (_, n) => `e${n}`);
    for (const key of keys) {
      await inbox.put(event(key), clock.now());
      worker.wake(key);
    }
    const closed = worker.close(1_000);
    gate.emit('open');
    await closed;
    expect(handled.length).toBeLessThan(20);
    await another().sweep();
    expect(handled.toSorted()).toEqual(keys.toSorted());
  });

  test('that does not end before the worker closes is taken up by another in moments, not when its lease has run out', async () => {
    const never = new Promise<void>(() => undefined);
    let first = true;
    const { inbox, clock, handled, worker, another } = open(() => {
      const work = first ? never : Promise.resolve();
      first = false;
      return work;
    });
    await inbox.put(event('e1'), clock.now());
    worker.wake('e1');
    await vi.waitFor(() => expect(handled).toEqual(['e1']));
    await worker.close(10);
    // what is under way has a moment to end
    expect(await another().sweep()).toBe(0);
    clock.move(5_000);
    expect(await another().sweep()).toBe(1);
    expect(handled).toEqual(['e1', 'e1']);
  });
});
