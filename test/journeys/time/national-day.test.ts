import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

/** 李晓明, his manager, the manager's manager, and the administrator. */
const [worker, manager, upper, administrator] = ['ou_li', 'ou_chen', 'ou_fang', 'ou_lin'] as const;
const leave = { kind: 'annual', period__from: '2026-10-20', period__to: '2026-10-20', reason: '探望老人' };
const at = (text: string) => Date.parse(`${text}+08:00`);
const MINUTE = 60_000;

const near = (instant: number | undefined, text: string) =>
  expect(Math.abs((instant ?? 0) - at(text))).toBeLessThan(2 * MINUTE);

/** Handed in on 30 September at four: the week is off, 10 October is a make-up day (semantics C13, reference values). */
describe('the National Day week of 2026, from the application to the escalation (features 0.21, 1.19)', () => {
  let office: Office;
  let bot: Bot;
  let number = '';
  beforeAll(async () => {
    office = await openOffice({ at: '2026-09-30T16:00+08:00' });
    bot = await office.start();
    number = await bot.apply(worker, 'QJSQ', leave);
    await office.delivered();
  });
  afterAll(async () => {
    await office.close();
  });
  const moveTo = async (text: string) => {
    office.clock.move(at(text) - office.clock.now());
    await bot.app.fireDueRules();
    await office.delivered();
    await bot.settle();
  };
  /** Reminders and warnings to the manager, and what the manager's manager has to decide; digests are told apart. */
  const heard = () => [
    office.chats.count(manager, '待办提醒'),
    office.chats.count(manager, '时限将到'),
    office.chats.count(upper, '已升级给您'),
  ];
  /** How the request looks now. */
  const seenBy = async (person: string) => {
    const before = office.chats.of(person).length;
    await bot.say(person, `进度 ${number}`);
    await expect.poll(() => office.chats.of(person).length, { timeout: 30_000 }).toBeGreaterThan(before);
    return office.chats.of(person).at(-1)?.text;
  };
  const told = () => office.chats.count(administrator, number);

  test('the card of the step and the receipt say when it is due, across the week', async () => {
    const { state } = await office.request(number);
    near(state.dueAt, '2026-10-09T16:00');
    near(state.tasks[0]?.dueAt, '2026-10-08T16:00');
    expect(office.chats.of(manager).at(-1)?.text).toMatch(/2026年10月8日 16:0\d/);
    expect(await seenBy(worker)).toMatch(/应办结时间\n2026年10月9日 16:0\d/);
  });

  test('nobody hears anything in the holidays', async () => {
    for (const day of ['2026-10-01T09:00', '2026-10-04T12:00', '2026-10-07T23:00']) await moveTo(day);
    expect(office.chats.of(manager)).toHaveLength(1);
    expect([...heard(), told()]).toEqual([0, 0, 0, 0]);
  });

  test('four working hours before it is due the manager is reminded, and at 80 % warned', async () => {
    await moveTo('2026-10-08T10:45');
    expect([...heard(), told()]).toEqual([1, 0, 0, 0]);
    await moveTo('2026-10-08T14:45');
    expect([...heard(), told()]).toEqual([1, 1, 0, 0]);
    expect(office.chats.of(manager).at(-1)?.text).toContain('办理时间已过 80%');
  });

  test('when it is due it is escalated, and the task stands as late', async () => {
    await moveTo('2026-10-08T16:05');
    expect(heard()).toEqual([1, 1, 1]);
    expect(await seenBy(worker)).toMatch(/陈大勇、?[^\n]*已逾期/);
    const { state } = await office.request(number);
    expect(state.tasks[0]?.targets?.resolve?.state).toBe('breached');
    near(state.tasks[0]?.targets?.resolve?.since, '2026-10-08T16:00');
    expect(state.targets?.resolve?.state).toBe('running');
  });

  test('a working day later the administrators hear, and the promise of the request is missed', async () => {
    await moveTo('2026-10-09T16:05');
    expect(told()).toBe(1);
    expect((await office.request(number)).state.targets?.resolve?.state).toBe('breached');
  });

  test('the manager’s manager decides on the make-up Saturday; the receipt says that it was late', async () => {
    await moveTo('2026-10-10T09:30');
    const card = office.chats.withButton(upper, '同意');
    expect((await bot.tap(upper, card, '同意')).toast).toBe('已同意');
    await office.delivered();
    await bot.settle();
    const { state } = await office.request(number);
    expect([state.status, state.targets?.resolve?.state]).toEqual(['APPROVED', 'breached']);
    expect(await seenBy(worker)).toContain('逾期办结');
    const before = [...heard(), told()];
    await moveTo('2026-10-20T09:30');
    expect([...heard(), told()]).toEqual(before);
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});
