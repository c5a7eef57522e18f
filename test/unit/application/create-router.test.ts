import { describe, expect, test } from 'vitest';
import { encodeAction } from '../../../cards/kit/action.ts';
import { createRouter } from '../../../src/application/create-router.ts';
import type { CardTap, Inbound } from '../../../src/application/ports.ts';
import type { ChatCall, Feature } from '../../../src/application/router.ts';
import { quietLog } from '../../support/stores-core.ts';
import { recordingMessenger } from '../../support/stores-messenger.ts';

const text = (zh: string) => ({ zh, en: `${zh} (en)` });
const words = {
  staleCard: text('旧卡片'),
  failed: text('出错'),
  sentPrivately: text('已私发'),
  notUnderstood: text('不懂'),
};

function open(...features: readonly Feature[]) {
  const messenger = recordingMessenger();
  const errors: string[] = [];
  const log = { ...quietLog, error: (_: object, message: string) => void errors.push(message) };
  const answers: string[] = [];
  const router = createRouter(features, {
    messenger,
    words,
    say: ({ zh }) => zh,
    answers: { expect: key => void answers.push(key) },
    log,
  });
  return { router, messenger, errors, answers };
}

const hall = (name: string): Feature => ({ name, taps: { 'hall.open': async () => ({}) } });

const tap = (value: unknown): CardTap => ({
  key: 'e1',
  person: 'ou_an',
  messageId: 'om_1',
  chatId: 'oc_1',
  token: 'c-1',
  value,
});

describe('a tap', () => {
  test('goes to the feature that claimed its kind, with its ids', async () => {
    const { router } = open({
      name: 'approvals',
      taps: {
        'task.approve': async ({ request, task }, { person }) => ({
          toast: { type: 'success', text: text(`${person} ${request} ${task}`) },
        }),
      },
    });
    const answer = await router.tap(tap(encodeAction({ a: 'task.approve', request: 'r1', task: 't1' })));
    expect(answer.toast?.text.zh).toBe('ou_an r1 t1');
  });

  test.each([undefined, 'x', { a: 'task.approve', v: 0 }, { a: 'nonsense', v: 1 }, { v: 1 }])(
    'on a button that cannot be read (%j) is answered with a fresh card',
    async value => {
      const { router } = open({ name: 'tracking', freshCard: async () => ({ fresh: true }) });
      expect(await router.tap(tap(value))).toEqual({
        toast: { type: 'info', text: words.staleCard },
        card: { fresh: true },
      });
    },
  );

  test('that nobody claimed is answered all the same', async () => {
    const { router } = open();
    const answer = await router.tap(tap(encodeAction({ a: 'help.open' })));
    expect(answer).toEqual({ toast: { type: 'info', text: words.staleCard } });
  });

  test('whose handler fails is answered with a toast, and an administrator can see it', async () => {
    const { router, errors } = open({
      name: 'hall',
      taps: {
        'hall.open': async () => {
          throw new Error('bug');
        },
      },
    });
    const answer = await router.tap(tap(encodeAction({ a: 'hall.open' })));
    expect(answer.toast).toEqual({ type: 'error', text: words.failed });
    expect(errors).toHaveLength(1);
  });

  test('is known to be worked on before its handler begins, so that what follows its act can wait for the answer', async () => {
    const seen: (readonly string[])[] = [];
    const { router, answers } = open({
      name: 'approvals',
      taps: {
        'task.approve': async () => {
          seen.push([...answers]);
          return {};
        },
      },
    });
    await router.tap(tap(encodeAction({ a: 'task.approve', request: 'r1', task: 't1' })));
    expect(seen).toEqual([['e1']]);
  });

  test('whose late answer Lark does not take fails for whoever gives it', async () => {
    const { router, messenger } = open();
    messenger.failNext(new Error('504'));
    const approve = tap(encodeAction({ a: 'task.approve', request: 'r1', task: 't1' }));
    await expect(router.lateTap(approve, { card: { late: true } })).rejects.toThrow('504');
  });

  test('answered late shows its card in place of the tapped one', async () => {
    const { router, messenger } = open();
    await router.lateTap(tap({}), { card: { late: true } });
    await router.lateTap(tap({}), {});
    expect(messenger.tokenUpdates).toEqual([{ token: 'c-1', card: { late: true } }]);
  });

  test('answered late and without a card shows the request as it is now', async () => {
    const { router, messenger } = open({ name: 'tracking', freshCard: async () => ({ fresh: true }) });
    const urge = encodeAction({ a: 'request.urge', request: 'r1' });
    await router.lateTap(tap(urge), { toast: { type: 'info', text: text('刚刚催办过') } });
    expect(messenger.tokenUpdates).toEqual([{ token: 'c-1', card: { fresh: true } }]);
  });

  test('answered late with nothing to show is answered in words, and the card stays', async () => {
    const { router, messenger } = open({ name: 'tracking', freshCard: async () => ({ fresh: true }) });
    const save = encodeAction({ a: 'form.save', draft: 'd1' });
    await router.lateTap(tap(save), { toast: { type: 'success', text: text('已保存') } });
    expect(messenger.tokenUpdates).toEqual([]);
    expect(messenger.sent).toMatchObject([
      { target: { kind: 'person', openId: 'ou_an' }, content: { kind: 'text', text: '已保存' } },
    ]);
  });

  test('kinds that two features claim stop the start', () => {
    expect(() => open(hall('one'), hall('two'))).toThrow('one and two');
  });
});

const message = (typed: string, chat: 'p2p' | 'group' = 'p2p'): Inbound => ({
  kind: 'message',
  key: 'om_in',
  person: 'ou_an',
  messageId: 'om_in',
  chat,
  chatId: 'oc_1',
  content: { type: 'text', text: typed },
  createdAt: 1,
});

const echo = (name: string, secret: boolean): Feature => ({
  name,
  commands: [
    {
      name,
      words: [],
      argument: 'optional',
      private: secret,
      run: async ({ argument }: ChatCall) => ({ card: { name, argument } }),
    },
  ],
});

describe('a message', () => {
  test('with a command is answered in the private chat, once, also when it is worked through twice', async () => {
    const { router, messenger } = open(echo('todo', true));
    await router.inbound(message('/todo 2'));
    await router.inbound(message('/todo 2'));
    expect(messenger.sent).toMatchObject([
      {
        target: { kind: 'person', openId: 'ou_an' },
        content: { kind: 'card', card: { name: 'todo', argument: '2' } },
      },
    ]);
    expect(messenger.sent[0]?.uuid.length).toBeLessThanOrEqual(50);
  });

  test('in a group is answered in its thread', async () => {
    const { router, messenger } = open(echo('hall', false));
    await router.inbound(message('hall', 'group'));
    expect(messenger.sent.map(({ target }) => target)).toEqual([
      { kind: 'reply', messageId: 'om_in', inThread: true },
    ]);
  });

  test('in a group about the person’s own business is answered privately, and the thread says so', async () => {
    const { router, messenger } = open(echo('todo', true));
    await router.inbound(message('todo', 'group'));
    expect(messenger.sent.map(({ target, content }) => [target.kind, content])).toEqual([
      ['person', { kind: 'card', card: { name: 'todo', argument: '' } }],
      ['reply', { kind: 'text', text: '已私发' }],
    ]);
  });

  test('with unknown words, or of another kind, is answered by the feature that offers to', async () => {
    const { router, messenger } = open({
      name: 'chat',
      unknownWords: async ({ argument }) => ({ text: text(`近似：${argument}`) }),
      otherMessage: async (_, type) => ({ text: text(`不支持 ${type}`) }),
    });
    await router.inbound(message(' 吊车 '));
    const file = { ...message(''), key: 'om_2', content: { type: 'other', messageType: 'file' } } as const;
    await router.inbound({
      ...file,
      kind: 'message',
      person: 'ou_an',
      messageId: 'om_2',
      chat: 'p2p',
      chatId: 'oc_1',
      createdAt: 1,
    });
    expect(messenger.sent.map(({ content }) => content)).toEqual([
      { kind: 'text', text: '近似：吊车' },
      { kind: 'text', text: '不支持 file' },
    ]);
  });

  test('is never met with silence', async () => {
    const { router, messenger } = open();
    await router.inbound(message('???'));
    await router.inbound({ kind: 'menu', key: 'm1', person: 'ou_an', eventKey: 'unheard', at: 1 });
    expect(messenger.sent.map(({ content }) => content)).toEqual([
      { kind: 'text', text: '不懂' },
      { kind: 'text', text: '不懂' },
    ]);
  });
});

describe('other events', () => {
  test('of the menu are answered to the person', async () => {
    const { router, messenger } = open({
      name: 'hall',
      menus: { hall: async person => ({ card: { for: person } }) },
    });
    await router.inbound({ kind: 'menu', key: 'm1', person: 'ou_an', eventKey: 'hall', at: 1 });
    expect(messenger.sent[0]).toMatchObject({
      target: { kind: 'person', openId: 'ou_an' },
      content: { card: { for: 'ou_an' } },
    });
  });

  test('go to every feature that listens', async () => {
    const heard: string[] = [];
    const listener = (name: string): Feature => ({
      name,
      on: { chatEntered: async ({ person }) => void heard.push(`${name} ${person}`) },
    });
    const { router } = open(listener('a'), listener('b'));
    await router.inbound({ kind: 'chatEntered', key: 'e', person: 'ou_an', first: true });
    expect(heard).toEqual(['a ou_an', 'b ou_an']);
  });
});
