import { MongoNetworkError } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { afterFailure } from '../../../src/application/delivery-policy.ts';
import type { Delivery } from '../../../src/application/ports.ts';

const delivery: Delivery = {
  id: 'r-1-0',
  requestId: 'r',
  effect: { kind: 'taskCard', to: 'ou_xu', taskId: 'r-t1' },
  status: 'pending',
  attempts: 1,
  createdAt: 1000,
  nextAt: 61_000,
};

describe('a delivery in whose middle the database went away', () => {
  test('is tried again: the approver is asked all the same', () => {
    const away = new MongoNetworkError('connection closed');
    expect(afterFailure(delivery, away, 2000)).toEqual({ nextAt: 7000, error: 'store.unavailable' });
  });
  test('is given up after a day, and at once when the fault is our own', () => {
    const day = 24 * 3600 * 1000;
    expect(afterFailure(delivery, new MongoNetworkError('closed'), 1001 + day).status).toBe('dead');
    expect(afterFailure(delivery, new TypeError('a bug'), 2000)).toEqual({
      status: 'dead',
      error: 'internal',
    });
  });
});
