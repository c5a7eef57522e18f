import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

/** 李晓明, his manager, the manager's manager, and the administrator. */
const [worker, manager, upper, administrator] = ['ou_li', 'ou_chen', 'ou_fang', 'ou_lin'] as const;
const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };
const HOUR = 3_600_000;

describe('time runs out, with two instances that look at the same moment (features 1.19, 3.2)', () => {
  let office: Office;
  let bots: readonly Bot[] = [];
  let number = '';
  beforeAll(async () => {
    // A Monday afternoon: the reminder and the due time of the day after lie within working hours.
    office = await openOffice({ at: '2026-11-23T15:00+08:00' });
    bots = [await office.start(), await office.start()];
  });
  afterAll(async () => {
    await office.close();
  });
  const bot = (): Bot => {
    const [first] = bots;
    if (first === undefined) throw new Error('no instance');
    return first;
  };
  const pass = async (ms: number) => {
    office.clock.move(ms);
    await Promise.all(bots.map(each => each.app.fireDueRules()));
    await office.delivered();
    await Promise.all(bots.map(each => each.settle()));
  };
  /** All messages but the morning digest. */
  const seen = (person: string) =>
    office.chats.of(person).filter(({ text }) => !text.startsWith('今日待办')).length;
  /** What the administrator heard of this request; the service has other things to tell him. */
  const told = () => office.chats.count(administrator, number);

  test('before the reminder nothing comes', async () => {
    number = await bot().apply(worker, 'QJSQ', leave);
    // Tuesday, 9:00.
    await pass(18 * HOUR);
    expect([seen(manager), seen(upper), told()]).toEqual([1, 0, 0]);
  });

  test('four working hours before it is due the approver is reminded, once', async () => {
    await pass(HOUR);
    expect([seen(manager), seen(upper)]).toEqual([2, 0]);
    expect(office.chats.of(manager).at(-1)?.text).toContain(number);
  });

  test('when 80 % of the time has gone the approver is warned, once (semantics C15–C23, SLA)', async () => {
    await pass(3.7 * HOUR);
    expect([seen(manager), seen(upper)]).toEqual([3, 0]);
    expect(office.chats.of(manager).at(-1)?.text).toContain('办理时间已过 80%');
  });

  test('when it is due the manager gets a card of his own, once, beside the approver’s', async () => {
    await pass(1.4 * HOUR);
    // One card: the task's, which says why it came to him.
    expect(seen(upper)).toBe(1);
    expect(office.chats.count(upper, '已升级给您')).toBe(1);
    const cards = office.chats.of(upper).filter(({ content }) => labelsOf(content).includes('同意'));
    expect(cards).toHaveLength(1);
    const { state } = await office.request(number);
    expect(state.tasks.filter(task => task.status === 'PENDING').map(task => task.actor)).toEqual(
      expect.arrayContaining([manager, upper]),
    );
  });

  test('a day later the administrators hear of it', async () => {
    await pass(24 * HOUR);
    expect(told()).toBe(1);
  });

  test('the manager decides, the applicant sees it, and the other card closes', async () => {
    const card = office.chats.withButton(upper, '同意');
    expect((await bot().tap(upper, card, '同意')).toast).toBe('已同意');
    await pass(0);
    expect(office.chats.count(worker, '已同意')).toBe(1);
    for (const each of office.chats.of(manager)) expect(labelsOf(each.content)).not.toContain('同意');
    const { timeline } = await office.request(number);
    const escalated = timeline.flatMap(({ event }) => (event.type === 'Escalated' ? event.to : []));
    expect(escalated.filter(to => to === upper)).toHaveLength(1);
    expect(new Set(escalated).size).toBe(escalated.length);
  });

  test('approved just before a rule fires: nobody is reminded or asked any more', async () => {
    number = await bot().apply(worker, 'QJSQ', { ...leave, reason: '再请一天' });
    await office.delivered();
    office.clock.move(18 * HOUR);
    await bot().tap(manager, office.chats.withButton(manager, '同意'), '同意');
    await pass(0);
    const before = [manager, upper, administrator].map(seen);
    for (const hours of [1, 5, 24]) await pass(hours * HOUR);
    expect([manager, upper, administrator].map(seen)).toEqual(before);
  });

  test('nothing was logged as an error', () => {
    expect(bots.flatMap(each => each.errors)).toEqual([]);
  });
});
