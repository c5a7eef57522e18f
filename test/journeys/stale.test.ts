import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../support/card-reader.ts';
import type { Answered } from '../support/world-callbacks.ts';
import { postEnvelope, tapEnvelope } from '../support/world-callbacks.ts';
import type { Bot } from '../support/world-bot.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const [worker, manager, colleague, stranger] = ['ou_li', 'ou_chen', 'ou_wang', 'ou_luo'] as const;
const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };

describe('a card that should not work any more, or not for this person', () => {
  let office: Office;
  let bot: Bot;
  let number = '';
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });
  beforeEach(async () => {
    number = await bot.apply(worker, 'QJSQ', leave);
    await office.delivered();
  });
  const asked = () => office.chats.withButton(manager, '同意');
  const version = async () => (await office.request(number)).version;
  const ids = async () => {
    const { state } = await office.request(number);
    return { request: state.id, task: state.tasks.at(-1)?.id ?? '' };
  };
  const raw = (person: string, value: unknown): Promise<Answered> =>
    postEnvelope(bot.address, tapEnvelope(person, `om_raw_${person}`, { value }));

  test('forwarded and tapped by a stranger: a polite no, no card, and nothing changes', async () => {
    const before = await version();
    for (const label of ['同意', '转交', '查看详情']) {
      const answered = await bot.tap(stranger, { ...asked(), id: 'om_forwarded' }, label);
      expect(answered.toast).toBe('这件事不由您办理');
      expect(answered.card).toBeUndefined();
    }
    expect(await version()).toBe(before);
  });

  test('of a task that was transferred: who gave it away cannot decide, who has it can', async () => {
    const old = asked();
    const form = await bot.tap(manager, old, '转交');
    const given = await bot.tap(manager, { id: old.id, content: form.card }, '转交', {
      to: colleague,
      reason: '出差',
    });
    expect(given.toast).toBe('已转交给王志强');
    await office.delivered();
    const late = await bot.tap(manager, old, '同意');
    expect(late.toast).not.toBe('已同意');
    expect((await office.request(number)).state.status).toBe('RUNNING');
    expect(labelsOf(late.card)).not.toContain('同意');
    const decided = await bot.tap(colleague, office.chats.withButton(colleague, '同意'), '同意');
    expect(decided.toast).toBe('已同意');
  });

  test.each([
    ['an older build', { a: 'task.approve', v: 0 }],
    ['an act that nobody knows', { a: 'task.dance', v: 1 }],
    ['no value of ours at all', {}],
  ])('with a button of %s: the card as it is now, and nothing changes', async (_, value) => {
    const before = await version();
    const answered = await raw(manager, { ...value, ...(await ids()) });
    expect(answered.status).toBe(200);
    expect(answered.toast).toContain('已经过时');
    expect(labelsOf(answered.card)).toContain('同意');
    expect(await version()).toBe(before);
  });

  test('with a button of nothing we know: the way on, no error', async () => {
    const answered = await raw(manager, 'nonsense');
    expect(answered.toast).toContain('已经过时');
    expect(answered.card).toBeDefined();
  });

  test('of a request that ended: it says how, and closes', async () => {
    const old = asked();
    const request = (await ids()).request;
    expect((await bot.act(worker, { a: 'request.withdraw', request })).toast).toBe('已撤回');
    const answered = await bot.tap(manager, old, '同意');
    expect(answered.toast).toMatch(/已撤回|已由李晓明于\d\d:\d\d处理/);
    expect(textOf(answered.card)).toContain('已撤回');
    expect(labelsOf(answered.card)).not.toContain('同意');
    expect((await office.request(number)).state.status).toBe('CANCELED');
  });

  test('tapped twice by one person: one decision, and no reproach', async () => {
    const card = asked();
    const taps = await Promise.all([1, 2].map(() => bot.tap(manager, card, '同意')));
    expect(taps.map(({ toast }) => toast)).toContain('已同意');
    for (const { toast, card: shown } of taps) {
      expect(toast).toMatch(/^已/);
      expect(labelsOf(shown)).not.toContain('同意');
    }
    const { timeline } = await office.request(number);
    expect(timeline.filter(({ event }) => event.type === 'Approved')).toHaveLength(1);
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});
