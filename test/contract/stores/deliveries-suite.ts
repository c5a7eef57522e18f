import { describe, expect, test } from 'vitest';
import { buildDelivery } from '../../support/stores-data.ts';
import type { OpenStores } from './open-stores.ts';

/** What every `DeliveryStore` and `SentCardStore` does. */
export function deliveryStoreContract(open: OpenStores): void {
  describe('deliveries', () => {
    test('of one webhook are its log, the newest first', async () => {
      const { deliveries } = open();
      await deliveries.add([call(1, 'w1'), call(2, 'w2'), call(3, 'w1'), buildDelivery()]);
      expect((await deliveries.ofWebhook('w1', 5)).map(({ id }) => id)).toEqual(['r3-1-0-w', 'r1-1-0-w']);
      expect(await deliveries.ofWebhook('w1', 1)).toHaveLength(1);
      expect(await deliveries.ofWebhook('w3', 5)).toEqual([]);
    });

    test('are added once, however often they are copied', async () => {
      const { deliveries } = open();
      await deliveries.add([buildDelivery()]);
      await deliveries.settle('r1-1-0', { status: 'sent', messageId: 'om_1' });
      await deliveries.add([buildDelivery(), buildDelivery({ id: 'r1-1-1' })]);
      expect(await deliveries.counts()).toEqual({ pending: 1, sent: 1, unknown: 0, dead: 0 });
    });

    test('are leased by one at a time; a lease that ran out is given again, as uncertain', async () => {
      const { deliveries } = open();
      await deliveries.add([buildDelivery()]);
      const takers = await Promise.all([1, 2, 3].map(() => deliveries.lease(2000, 5000, 'r1-1-0')));
      expect(takers.filter(taken => taken !== undefined)).toHaveLength(1);
      expect(await deliveries.lease(4999, 9000)).toBeUndefined();
      expect(await deliveries.lease(5000, 9000)).toMatchObject({
        id: 'r1-1-0',
        attempts: 2,
        firstTriedAt: 2000,
        uncertain: true,
      });
    });

    test('are copied and taken at once by whoever copies them first', async () => {
      const { deliveries } = open();
      const takers = await Promise.all([1, 2].map(() => deliveries.take([buildDelivery()], 2000, 5000)));
      expect(takers.flat()).toMatchObject([{ id: 'r1-1-0', attempts: 1, firstTriedAt: 2000, nextAt: 5000 }]);
      expect(await deliveries.lease(4999, 9000)).toBeUndefined();
      const both = await deliveries.take([buildDelivery(), buildDelivery({ id: 'r1-1-1' })], 3000, 9000);
      expect(both.map(({ id }) => id)).toEqual(['r1-1-1']);
      expect(await deliveries.lease(5000, 9000)).toMatchObject({
        id: 'r1-1-0',
        attempts: 2,
        uncertain: true,
      });
    });

    test('that were taken and settled stay so', async () => {
      const { deliveries } = open();
      await deliveries.take([buildDelivery()], 2000, 5000);
      await deliveries.settle('r1-1-0', { status: 'sent', messageId: 'om_1' });
      expect(await deliveries.lease(9000, 9999)).toBeUndefined();
      expect((await deliveries.counts()).sent).toBe(1);
    });

    test('that failed are tried again at the given time, not as uncertain', async () => {
      const { deliveries } = open();
      await deliveries.add([buildDelivery()]);
      const first = await deliveries.lease(2000, 5000);
      expect(first).toMatchObject({ attempts: 1, firstTriedAt: 2000 });
      expect(first).not.toHaveProperty('uncertain');
      await deliveries.settle('r1-1-0', { nextAt: 3000, error: 'lark.transient' });
      expect(await deliveries.lease(2999, 8000)).toBeUndefined();
      const second = await deliveries.lease(3000, 8000);
      expect(second).toMatchObject({ attempts: 2, error: 'lark.transient' });
      expect(second).not.toHaveProperty('uncertain');
    });

    test('are taken by longest due first, and those that ended not at all', async () => {
      const { deliveries } = open();
      await deliveries.add([
        buildDelivery({ id: 'b', nextAt: 200 }),
        buildDelivery({ id: 'a', nextAt: 100 }),
        buildDelivery({ id: 'c', nextAt: 900 }),
      ]);
      await deliveries.settle('a', { status: 'dead', error: 'lark.person' });
      expect((await deliveries.lease(500, 5000))?.id).toBe('b');
      expect(await deliveries.lease(500, 5000)).toBeUndefined();
      expect(await deliveries.unsent(5)).toEqual([
        expect.objectContaining({ id: 'a', error: 'lark.person' }),
      ]);
    });

    test('given up are sent again when an administrator says so, as if they had never been tried', async () => {
      const { deliveries } = open();
      await deliveries.add([buildDelivery({ id: 'a', nextAt: 5 }), buildDelivery({ id: 'b', nextAt: 5 })]);
      await deliveries.lease(10, 20, 'a');
      await deliveries.settle('a', { status: 'unknown', uncertain: true, error: 'lark.unknownOutcome' });
      expect(await deliveries.revive('a', 100)).toBe(true);
      expect(await deliveries.revive('b', 100)).toBe(false);
      const again = await deliveries.lease(100, 200, 'a');
      expect(again).toMatchObject({ id: 'a', status: 'pending', attempts: 1, createdAt: 100 });
      expect(again).not.toHaveProperty('uncertain');
      expect(await deliveries.unsent(5)).toEqual([]);
    });
  });

  describe('sent cards', () => {
    const card = {
      messageId: 'om_1',
      person: 'ou_bai',
      requestId: 'r1',
      kind: 'task',
      taskId: 't1',
      sentAt: 5,
      shows: 1,
    } as const;

    test('are found by request, kind and task', async () => {
      const { sentCards } = open();
      await sentCards.add(card);
      await sentCards.add({ ...card, messageId: 'om_2', taskId: 't2', sentAt: 6 });
      expect(await sentCards.find('r1', 'task', 't1')).toEqual([card]);
      expect((await sentCards.find('r1', 'task')).map(({ messageId }) => messageId)).toEqual([
        'om_1',
        'om_2',
      ]);
      expect(await sentCards.find('r1', 'receipt')).toEqual([]);
    });

    test('never go back: a patch that shows an older state is told so', async () => {
      const { sentCards } = open();
      await sentCards.add(card);
      expect(await sentCards.shown('om_1', 3)).toBe(true);
      expect(await sentCards.shown('om_1', 3)).toBe(true);
      expect(await sentCards.shown('om_1', 2)).toBe(false);
      expect((await sentCards.find('r1', 'task'))[0]?.shows).toBe(3);
    });

    test('may become another card in the same message', async () => {
      const { sentCards } = open();
      await sentCards.add(card);
      const { taskId: _, ...receipt } = { ...card, kind: 'receipt' as const };
      await sentCards.add(receipt);
      expect(await sentCards.find('r1', 'task')).toEqual([]);
      expect(await sentCards.find('r1', 'receipt')).toEqual([receipt]);
    });
  });
}

/** The n-th call of a webhook. */
function call(n: number, webhook: string) {
  return buildDelivery({
    id: `r${n}-1-0-w`,
    createdAt: n,
    effect: { kind: 'callWebhook', webhook, status: 'RUNNING' },
  });
}
