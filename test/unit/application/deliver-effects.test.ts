import { describe, expect, test, vi } from 'vitest';
import { createDeliverer } from '../../../src/application/deliver-effects.ts';
import type { CommandEffect } from '../../../src/application/effect-commands.ts';
import type { CardRenderer, StoredRequest, Stores } from '../../../src/application/ports.ts';
import type { Effect } from '../../../src/core/effects.ts';
import { type AnsweredTap, createTapAnswers } from '../../../src/application/tap-answers.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { manualClock } from '../../support/clock.ts';
import { memoryStores } from '../../support/stores.ts';
import { quietLog } from '../../support/stores-core.ts';
import { buildChange, buildDelivery, buildEntry } from '../../support/stores-data.ts';
import { recordingMessenger } from '../../support/stores-messenger.ts';

const MINUTE = 60_000;
const taskCard: Effect = { kind: 'taskCard', to: 'ou_bai', taskId: 't1' };
const refresh: Effect = { kind: 'refreshTask', taskId: 't1' };
const transient = new AppError('lark.transient', 'later', { retryable: true });
const unknownOutcome = new AppError('lark.unknownOutcome', 'perhaps', { retryable: true });
const resigned = new AppError('lark.person', 'resigned', { expected: true });

/** Shows the version that a card was drawn from. */
const renderer: CardRenderer = {
  message: async (effect, { version }) => ({
    content: { kind: 'card', card: { kind: effect.kind, version } },
    ...(effect.kind === 'taskCard' ? { remember: { kind: 'task', taskId: effect.taskId } } : {}),
  }),
  update: async ({ kind }, { version }) => ({ kind, version }),
};

const change = (version: number, effects: readonly Effect[]) =>
  buildChange(
    {},
    {
      key: `k${version}`,
      entries: [buildEntry(version)],
      outbox: effects.map((effect, n) => ({ id: `r1-${version}-${n}`, effect })),
    },
  );

async function open(
  effects: readonly Effect[],
  overrides: Partial<CardRenderer> = {},
  turn: () => Promise<void> = async () => undefined,
) {
  const stores: Stores = memoryStores();
  const messenger = recordingMessenger();
  const clock = manualClock();
  const commands: string[] = [];
  const answers = createTapAnswers();
  const deps = {
    answers,
    ...stores,
    webhooksFor: async () => [],
    commands: async ({ kind }: CommandEffect, _: StoredRequest, id: string) =>
      void commands.push(`${kind} ${id}`),
    messenger,
    clock,
    log: quietLog,
    turn,
    renderer: { ...renderer, ...overrides },
  };
  await stores.requests.insert('draft-1', change(1, effects));
  return {
    stores,
    commands,
    messenger,
    answers,
    clock,
    deliverer: createDeliverer(deps),
    another: () => createDeliverer(deps),
    next: async (version: number, effects: readonly Effect[]) =>
      stores.requests.save('r1', version - 1, change(version, effects)),
  };
}

async function kick({ stores, deliverer }: Awaited<ReturnType<typeof open>>, tap?: AnsweredTap) {
  const stored = await stores.requests.load('r1');
  if (stored === undefined) throw new Error('no request');
  deliverer.kick(stored, tap === undefined ? {} : { tap });
  await deliverer.idle();
}

describe('effects', () => {
  test('are sent right after the change, once, with their id as uuid', async () => {
    const office = await open([taskCard]);
    await kick(office);
    await kick(office);
    await office.deliverer.sweep();
    expect(office.messenger.sent).toMatchObject([
      { target: { kind: 'person', openId: 'ou_bai' }, uuid: 'r1-1-0' },
    ]);
    expect((await office.stores.requests.load('r1'))?.outbox).toEqual([]);
    expect(await office.stores.deliveries.counts()).toEqual({ pending: 0, sent: 1, unknown: 0, dead: 0 });
  });

  test('a card that arrived before anybody could remember it is found by the next try and shows what is now', async () => {
    const asked: (boolean | undefined)[] = [];
    const office = await open([taskCard], {
      message: async (effect, stored, mayBeThere) => {
        asked.push(mayBeThere);
        return renderer.message(effect, stored);
      },
    });
    const cards = office.stores.sentCards;
    const add = cards.add.bind(cards);
    let away = true;
    cards.add = async card => {
      if (away) throw new AppError('store.unavailable', 'away', { retryable: true });
      return add(card);
    };
    await kick(office);
    away = false;
    await office.next(2, []);
    office.clock.move(MINUTE);
    await office.deliverer.sweep();
    expect(asked).toEqual([false, true]);
    expect(office.messenger.updates).toMatchObject([{ messageId: 'om_r1-1-0', card: { version: 2 } }]);
    expect(await office.stores.deliveries.counts()).toMatchObject({ pending: 0, sent: 1 });
  });

  test('marked as urgent buzz once they have arrived (加急); one that cannot buzz is not sent again', async () => {
    const notice = { kind: 'reminder', taskId: 't1', occurrence: 1 } as const;
    const office = await open([
      { kind: 'notice', to: 'ou_bai', notice, urgent: true },
      { kind: 'notice', to: 'ou_an', notice },
    ]);
    await kick(office);
    expect(office.messenger.urgents).toEqual([{ messageId: 'om_r1-1-0', openId: 'ou_bai' }]);
    const full = await open([{ ...taskCard, urgent: true }], {
      message: async (_, { version }) => {
        full.messenger.failNext(unknownOutcome, 'afterAccepting');
        return { content: { kind: 'card', card: { version } } };
      },
    });
    await kick(full);
    await full.deliverer.sweep();
    expect(full.messenger.sent).toHaveLength(1);
  });

  test('left by a crash after the write are sent by the sweep', async () => {
    const office = await open([taskCard]);
    await office.deliverer.sweep();
    expect(office.messenger.sent).toHaveLength(1);
  });

  test('copied before a crash but not yet pulled are sent once', async () => {
    const office = await open([taskCard]);
    const now = office.clock.now();
    await office.stores.deliveries.add([buildDelivery({ createdAt: now, nextAt: now })]);
    await office.deliverer.sweep();
    expect(office.messenger.sent).toHaveLength(1);
    expect((await office.stores.requests.load('r1'))?.outbox).toEqual([]);
  });

  test('that Lark accepted before a crash are sent again with the same uuid, which Lark drops', async () => {
    const office = await open([taskCard]);
    office.messenger.failNext(unknownOutcome, 'afterAccepting');
    await kick(office);
    office.clock.move(10 * MINUTE);
    await office.another().sweep();
    expect(office.messenger.sent).toHaveLength(1);
    expect((await office.stores.deliveries.counts()).sent).toBe(1);
  });

  test('whose end could not be written go again at the next sweep with the same uuid, not when the lease has run out', async () => {
    const office = await open([taskCard, { ...taskCard, to: 'ou_he' }]);
    const away = new AppError('store.unavailable', 'away', { retryable: true });
    vi.spyOn(office.stores.deliveries, 'settle').mockRejectedValueOnce(away).mockRejectedValueOnce(away);
    await kick(office);
    expect(office.messenger.sent).toHaveLength(1);
    await office.deliverer.sweep();
    await office.deliverer.sweep();
    const uuids = office.messenger.sent.map(({ uuid }) => uuid);
    expect(uuids).toEqual(['r1-1-0', 'r1-1-1']);
    expect(await office.stores.deliveries.counts()).toMatchObject({ pending: 0, sent: 2 });
  });

  test('whose outcome stays unknown past the hour are not sent blindly but shown to an administrator', async () => {
    const office = await open([taskCard]);
    office.messenger.failNext(unknownOutcome);
    await kick(office);
    office.clock.move(61 * MINUTE);
    await office.deliverer.sweep();
    expect(office.messenger.sent).toEqual([]);
    expect(await office.stores.deliveries.unsent(9)).toMatchObject([{ id: 'r1-1-0', status: 'unknown' }]);
  });

  test('left in the middle of a send by a process that died long ago are not sent blindly either', async () => {
    const office = await open([taskCard]);
    const stored = await office.stores.requests.load('r1');
    const now = office.clock.now();
    await office.stores.deliveries.add(
      (stored?.outbox ?? []).map(({ id, effect }) =>
        buildDelivery({ id, effect, createdAt: now, nextAt: now }),
      ),
    );
    await office.stores.deliveries.lease(now, now + MINUTE);
    office.clock.move(61 * MINUTE);
    await office.deliverer.sweep();
    expect(office.messenger.sent).toEqual([]);
    expect((await office.stores.deliveries.counts()).unknown).toBe(1);
  });

  test('that surely failed are sent later, also after the hour', async () => {
    const office = await open([taskCard]);
    office.messenger.failNext(transient);
    await kick(office);
    await office.deliverer.sweep();
    expect(office.messenger.sent).toEqual([]);
    office.clock.move(90 * MINUTE);
    await office.deliverer.sweep();
    expect(office.messenger.sent).toHaveLength(1);
  });

  test('for somebody who left are given up at once and counted', async () => {
    const office = await open([taskCard]);
    office.messenger.failNext(resigned);
    await kick(office);
    office.clock.move(25 * 60 * MINUTE);
    await office.deliverer.sweep();
    expect(office.messenger.sent).toEqual([]);
    expect((await office.stores.deliveries.counts()).dead).toBe(1);
  });

  test('that failed for a whole day are given up', async () => {
    const office = await open([taskCard]);
    for (let hour = 0; hour < 30; hour += 1) {
      office.messenger.failNext(transient);
      await office.deliverer.sweep();
      office.clock.move(60 * MINUTE);
    }
    expect((await office.stores.deliveries.counts()).dead).toBe(1);
  });

  test('to the administrators reach each of them once', async () => {
    const notice: Effect = {
      kind: 'noticeToAdministrators',
      notice: { kind: 'nobodyFound', nodeId: 'step' },
    };
    const office = await open([notice]);
    const settings = { version: 1, administrators: ['ou_x', 'ou_y'], roles: {} };
    await office.stores.settings.save({ settings, by: 'ou_x', at: 1, summary: [] });
    await kick(office);
    await office.deliverer.sweep();
    expect(office.messenger.sent.map(({ target }) => target)).toEqual([
      { kind: 'person', openId: 'ou_x' },
      { kind: 'person', openId: 'ou_y' },
    ]);
  });

  test('that have become pointless are settled without a message', async () => {
    const office = await open([taskCard], { message: async () => undefined });
    await kick(office);
    expect(office.messenger.sent).toEqual([]);
    expect((await office.stores.deliveries.counts()).sent).toBe(1);
  });

  test('that are commands are carried out once under their own id, and sent to nobody', async () => {
    const office = await open([{ kind: 'requestDocumentNumber' }, taskCard]);
    await kick(office);
    await office.deliverer.sweep();
    expect(office.commands).toEqual(['requestDocumentNumber r1-1-0']);
    expect(office.messenger.sent.map(({ uuid }) => uuid)).toEqual(['r1-1-1']);
  });

  test('swept by two instances at once are sent once each', async () => {
    const office = await open([taskCard, { kind: 'taskCard', to: 'ou_cai', taskId: 't2' }]);
    await Promise.all([office.deliverer.sweep(), office.another().sweep()]);
    expect(office.messenger.sent.map(({ uuid }) => uuid).toSorted()).toEqual(['r1-1-0', 'r1-1-1']);
  });
});

describe('cards that were sent', () => {
  test('show the new state; several refreshes become one', async () => {
    const office = await open([taskCard]);
    await kick(office);
    await office.next(2, [refresh]);
    await office.next(3, [refresh, refresh]);
    await kick(office);
    expect(office.messenger.updates).toEqual([
      { messageId: 'om_r1-1-0', card: { kind: 'task', version: 3 } },
    ]);
  });

  test('are left alone where the answer to the tap carries the card', async () => {
    const office = await open([taskCard, { ...taskCard, to: 'ou_cai' }]);
    await kick(office);
    await office.next(2, [refresh]);
    office.answers.expect('k2');
    const done = kick(office, { key: 'k2', messageId: 'om_r1-1-0' });
    await new Promise(resolve => setImmediate(resolve));
    office.answers.answered('k2', true);
    await done;
    expect(office.messenger.updates.map(({ messageId }) => messageId)).toEqual(['om_r1-1-1']);
  });

  test('that were drawn while the request changed are brought up to date', async () => {
    const during: (() => Promise<unknown>)[] = [];
    const office = await open([taskCard], {
      message: async (effect, stored) => {
        await during.pop()?.();
        return renderer.message(effect, stored);
      },
    });
    during.push(() => office.next(2, [refresh]));
    await kick(office);
    await office.deliverer.sweep();
    expect(office.messenger.updates.at(-1)?.card).toEqual({ kind: 'task', version: 2 });
  });

  test('that were drawn before a change are brought up to date later, where Lark refused the app just then', async () => {
    const office = await open([taskCard], {
      message: async (effect, stored) => {
        if (stored.version === 1) await office.next(2, []);
        return renderer.message(effect, stored);
      },
    });
    vi.spyOn(office.messenger, 'update').mockRejectedValueOnce(new AppError('lark.config', 'refused'));
    await kick(office);
    expect(office.messenger.updates).toEqual([]);
    office.clock.move(MINUTE);
    await office.deliverer.sweep();
    expect(office.messenger.updates).toMatchObject([{ messageId: 'om_r1-1-0', card: { version: 2 } }]);
    expect(office.messenger.sent).toHaveLength(1);
  });

  test('that arrived unseen are brought up to date, although the repeat met an app that Lark refused', async () => {
    const asked: boolean[] = [];
    const office = await open([taskCard], {
      message: async (effect, stored, mayBeThere = false) => {
        asked.push(mayBeThere);
        return renderer.message(effect, stored);
      },
    });
    const refused = new AppError('lark.config', 'refused', { details: { mayHaveArrived: true } });
    office.messenger.failNext(refused, 'afterAccepting');
    await kick(office);
    await office.next(2, []);
    office.clock.move(MINUTE);
    await office.deliverer.sweep();
    expect(asked).toEqual([false, true]);
    expect(office.messenger.updates).toMatchObject([{ messageId: 'om_r1-1-0', card: { version: 2 } }]);
    expect(office.messenger.sent).toHaveLength(1);
  });

  test('whose tap was answered without a new card, or not at all, are shown anew like the others', async () => {
    const office = await open([taskCard]);
    await kick(office);
    await office.next(2, [refresh]);
    office.answers.expect('k2');
    const done = kick(office, { key: 'k2', messageId: 'om_r1-1-0' });
    await new Promise(resolve => setImmediate(resolve));
    office.answers.answered('k2', false);
    await done;
    expect(office.messenger.updates).toMatchObject([{ messageId: 'om_r1-1-0', card: { version: 2 } }]);
  });

  test('whose tap is not answered yet are not taken for shown: where the process dies now, another shows them', async () => {
    const office = await open([taskCard]);
    await kick(office);
    await office.next(2, [refresh, { ...taskCard, to: 'ou_an', taskId: 't2' }]);
    office.answers.expect('k2');
    void kick(office, { key: 'k2', messageId: 'om_r1-1-0' });
    // what goes to others does not wait
    await vi.waitFor(() => expect(office.messenger.sent).toHaveLength(2));
    expect((await office.stores.deliveries.counts()).pending).toBe(1);
    office.clock.move(MINUTE);
    await office.another().sweep();
    expect(office.messenger.updates).toMatchObject([{ messageId: 'om_r1-1-0', card: { version: 2 } }]);
    expect((await office.stores.deliveries.counts()).pending).toBe(0);
  });

  test('are patched again when the patch failed', async () => {
    const office = await open([taskCard]);
    await kick(office);
    await office.next(2, [refresh]);
    office.messenger.failNext(unknownOutcome);
    await kick(office);
    office.clock.move(2 * 60 * MINUTE);
    await office.deliverer.sweep();
    expect(office.messenger.updates).toHaveLength(1);
  });
});

test('messages let people go first who wait for an answer', async () => {
  const waiting: (() => void)[] = [];
  const turn = new Promise<void>(resolve => {
    waiting.push(resolve);
  });
  const office = await open([taskCard], {}, () => turn);
  const sent = kick(office);
  await new Promise(resolve => setImmediate(resolve));
  expect(office.messenger.sent).toEqual([]);
  for (const answered of waiting) answered();
  await sent;
  expect(office.messenger.sent).toHaveLength(1);
});

test('after closing nothing new is begun', async () => {
  const office = await open([taskCard]);
  await office.deliverer.close(1_000);
  await kick(office);
  await office.deliverer.sweep();
  expect(office.messenger.sent).toEqual([]);
});

test('what a stop cannot wait for goes out from another instance in moments, not when the lease has run out', async () => {
  const office = await open([taskCard, { ...taskCard, taskId: 't2' }]);
  const send = vi.spyOn(office.messenger, 'send').mockReturnValueOnce(new Promise(() => undefined));
  const stored = await office.stores.requests.load('r1');
  if (stored === undefined) throw new Error('no request');
  office.deliverer.kick(stored);
  await vi.waitFor(() => expect(send).toHaveBeenCalledOnce());
  await office.deliverer.close(10);
  // what is under way has a moment to end
  expect(await office.another().sweep()).toBe(0);
  office.clock.move(5_000);
  expect(await office.another().sweep()).toBe(2);
  expect(office.messenger.sent.map(({ uuid }) => uuid)).toEqual(['r1-1-0', 'r1-1-1']);
  expect(await office.stores.deliveries.counts()).toMatchObject({ pending: 0, sent: 2 });
});
