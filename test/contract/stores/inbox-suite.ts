import { describe, expect, test } from 'vitest';
import type { Inbound } from '../../../src/application/ports.ts';
import type { OpenStores } from './open-stores.ts';

const event = (key: string): Inbound => ({ kind: 'menu', key, person: 'ou_an', eventKey: 'hall', at: 1 });

/** What every `Inbox` and `Marks` does. */
export function inboxContract(open: OpenStores): void {
  describe('the inbox', () => {
    test('stores an event once, also when it comes again after it was done', async () => {
      const { inbox } = open();
      const puts = await Promise.all([1, 2, 3, 4, 5].map(() => inbox.put(event('e1'), 10)));
      expect(puts.filter(Boolean)).toHaveLength(1);
      expect(await inbox.lease(10, 100, 'e1')).toEqual({ event: event('e1'), tries: 1 });
      await inbox.finish('e1', 'done');
      expect(await inbox.put(event('e1'), 20)).toBe(false);
      expect(await inbox.lease(1000, 2000)).toBeUndefined();
    });

    test('gives an event to one at a time, and again when the lease ran out', async () => {
      const { inbox } = open();
      await inbox.put(event('e1'), 10);
      const takers = await Promise.all([1, 2, 3].map(() => inbox.lease(10, 100)));
      expect(takers.filter(taken => taken !== undefined)).toHaveLength(1);
      expect(await inbox.lease(99, 200)).toBeUndefined();
      expect(await inbox.lease(100, 200)).toEqual({ event: event('e1'), tries: 2 });
    });

    test('leaves a prolonged event to the one who works on it, and a finished one alone', async () => {
      const { inbox } = open();
      await inbox.put(event('e1'), 10);
      await inbox.lease(10, 100);
      await inbox.prolong('e1', 300);
      expect(await inbox.lease(299, 400)).toBeUndefined();
      expect(await inbox.lease(300, 400)).toEqual({ event: event('e1'), tries: 2 });
      await inbox.finish('e1', 'done');
      await inbox.prolong('e1', 10);
      expect(await inbox.lease(1000, 2000)).toBeUndefined();
    });

    test('takes an event back for later and counts the tries', async () => {
      const { inbox } = open();
      await inbox.put(event('e1'), 10);
      await inbox.lease(10, 100);
      await inbox.giveBack('e1', 50, 'internal');
      expect(await inbox.lease(49, 500)).toBeUndefined();
      expect(await inbox.lease(50, 500)).toEqual({ event: event('e1'), tries: 2 });
      await inbox.giveBack('e1', 60, 'internal');
      await inbox.finish('e1', 'failed', 'internal');
      expect(await inbox.lease(1000, 2000)).toBeUndefined();
    });
  });

  test('a mark is set by one only', async () => {
    const { marks } = open();
    const sets = await Promise.all([1, 2, 3].map(() => marks.setOnce('welcome:ou_an', 1)));
    expect(sets.filter(Boolean)).toHaveLength(1);
    expect(await marks.setOnce('welcome:ou_bai', 1)).toBe(true);
    expect(await marks.isSet('welcome:ou_bai')).toBe(true);
    expect(await marks.isSet('welcome:ou_che')).toBe(false);
  });
}
