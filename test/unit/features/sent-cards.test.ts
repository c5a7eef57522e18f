import { expect, test } from 'vitest';
import { remember } from '../../../src/features/shared/sent-cards.ts';
import { buildChange } from '../../support/stores-data.ts';
import { memoryStores } from '../../support/stores.ts';

test('a message that a tap turned into another is refreshed by whoever knows of no answer: it may be lost', async () => {
  const stores = memoryStores();
  await stores.requests.insert('draft-1', buildChange({}));
  const stored = await stores.requests.load('r1');
  if (stored === undefined) throw new Error('no request');
  const tap = {
    key: 'e1',
    person: 'ou_an',
    messageId: 'om_1',
    chatId: 'oc_1',
    token: 'c-1',
    value: undefined,
  };
  await remember({ stores, clock: { now: () => 0 } }, tap, stored, { kind: 'detail' });
  const [card] = await stores.sentCards.find('r1', 'detail');
  expect(card?.shows).toBeLessThan(stored.version);
});
