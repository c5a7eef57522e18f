import { describe, expect, test } from 'vitest';
import type { Router } from '../../../src/application/create-router.ts';
import { keepGroupsClean } from '../../../src/application/group-taps.ts';
import type { CardTap } from '../../../src/application/ports.ts';
import { createInboxWorker } from '../../../src/application/process-inbox.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { manualClock } from '../../support/clock.ts';
import { quietLog } from '../../support/stores-core.ts';
import { recordingMessenger } from '../../support/stores-messenger.ts';
import { memoryStores } from '../../support/stores.ts';

const group = 'oc_group';
const tap: CardTap = {
  key: 'ev_1',
  person: 'ou_an',
  messageId: 'om_in_group',
  chatId: group,
  token: 'c-1',
  value: {},
};
const opened = { header: 'the guide' };
const same = (text: string) => ({ zh: text, en: text });

/** A group that the bot was added to; `start` is one process, which may die before it works through what it stored. */
async function open() {
  const { inbox, marks } = memoryStores();
  const [clock, messenger] = [manualClock(), recordingMessenger()];
  const carriedOut: string[] = [];
  const answered: string[] = [];
  const plain: Router = {
    tap: async each => {
      carriedOut.push(`${each.key} on ${each.messageId}`);
      return { card: opened };
    },
    lateTap: async () => undefined,
    inbound: async () => undefined,
  };
  const start = (alive = true) => {
    const router = keepGroupsClean(plain, {
      marks,
      messenger,
      clock,
      answers: {
        answered: (key, withCard) => void answered.push(`${key} ${withCard ? 'shown' : 'not shown'}`),
      },
      sentPrivately: same('私信'),
      waitingCard: { header: 'wait' },
      say: text => text.zh,
      keep: async event => {
        if ((await inbox.put(event, clock.now())) && alive) worker.wake(event.key);
      },
    });
    const worker = createInboxWorker({ inbox, router, clock, log: quietLog });
    return { router, worker };
  };
  await start().router.inbound({ kind: 'botAdded', key: 'ev_0', chatId: group, by: 'ou_an' });
  return { start, clock, messenger, carriedOut, answered };
}

describe('a tap in a group', () => {
  test('is answered by a toast there, and carried out on a message of its own', async () => {
    const { start, messenger, carriedOut } = await open();
    const { router, worker } = start();
    expect(await router.tap(tap)).toEqual({ toast: { type: 'info', text: same('私信') } });
    await worker.idle();
    expect(messenger.sent.map(({ target }) => target)).toEqual([{ kind: 'person', openId: 'ou_an' }]);
    expect(messenger.updates).toEqual([{ messageId: messenger.sent[0]?.messageId, card: opened }]);
    expect(carriedOut).toEqual([`ev_1 on ${messenger.sent[0]?.messageId}`]);
  });

  test('is not lost when the process dies right after the toast', async () => {
    const { start, messenger } = await open();
    await start(false).router.tap(tap);
    expect(messenger.sent).toEqual([]);
    await start().worker.sweep();
    expect(messenger.updates.map(({ card }) => card)).toEqual([opened]);
  });

  test('brings one message, although its sending had to be repeated', async () => {
    const { start, clock, messenger, answered } = await open();
    messenger.failNext(new AppError('lark.transient', 'no answer'), 'afterAccepting');
    const { router, worker } = start();
    await router.tap(tap);
    await worker.idle();
    clock.move(600_000);
    await worker.sweep();
    expect(messenger.sent).toHaveLength(1);
    expect(messenger.updates).toHaveLength(1);
    expect(answered).toEqual([`${tap.key} shown`]);
  });
});
