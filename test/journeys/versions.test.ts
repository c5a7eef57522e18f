import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../support/card-reader.ts';
import type { Bot } from '../support/world-bot.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const [worker, manager, administrator] = ['ou_li', 'ou_chen', 'ou_lin'] as const;
const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };
const DAY = 24 * 3_600_000;
const card = 'om_settings';

describe('an administrator changes a step while a request runs', () => {
  let office: Office;
  let bot: Bot;
  let other: Bot;
  let running = '';
  beforeAll(async () => {
    office = await openOffice({ at: '2026-11-23T15:00+08:00' });
    [bot, other] = [await office.start(), await office.start()];
    running = await bot.apply(worker, 'QJSQ', leave);
    await office.delivered();
  });
  afterAll(async () => {
    await office.close();
  });
  const timeOf = async (number: string) => {
    const { state } = await office.request(number);
    const [task] = state.tasks;
    return { version: state.itemVersion, ms: (task?.dueAt ?? 0) - state.submittedAt };
  };

  test('a stranger who sends an administrator’s tap is refused, and nothing changes', async () => {
    const answered = await bot.act('ou_luo', {
      a: 'settings.stepPreview',
      item: 'QJSQ',
      step: 'manager',
      basedOn: 1,
    });
    expect(answered.toast ?? textOf(answered.card)).toContain('管理员');
    expect(await office.stores.items.history('QJSQ')).toHaveLength(1);
  });

  test('sees the difference, confirms, and a new version is kept with who and when', async () => {
    const step = await bot.act(
      administrator,
      { a: 'settings.step', item: 'QJSQ', step: 'manager' },
      undefined,
      card,
    );
    const difference = await bot.tap(administrator, { id: card, content: step.card }, '检查更改', {
      limit: '2个工作日',
    });
    expect(textOf(difference.card)).toMatch(/1 工作日[^]*2 工作日/);
    const done = await bot.tap(administrator, { id: card, content: difference.card }, '确认');
    expect(done.toast).toBe('已发布，第 2 版');
    const history = await office.stores.items.history('QJSQ');
    expect(history.find(({ definition }) => definition.version === 2)).toMatchObject({
      publishedBy: administrator,
    });
  });

  test('the running request keeps the version that it began with, on every instance', async () => {
    expect(await timeOf(running)).toEqual({ version: 1, ms: DAY });
    office.clock.move(DAY + 60_000);
    await other.app.fireDueRules();
    await office.delivered();
    const { state } = await office.request(running);
    expect(state.tasks.map(({ actor }) => actor)).toContain('ou_fang');
    const decided = await other.tap(manager, office.chats.withButton(manager, '同意'), '同意');
    expect(decided.toast).toBe('已同意');
    expect((await timeOf(running)).version).toBe(1);
  });

  test('a new one is made by the new version, on every instance', async () => {
    const number = await other.apply('ou_he', 'QJSQ', leave);
    expect(await timeOf(number)).toEqual({ version: 2, ms: 2 * DAY });
  });

  test('nothing was logged as an error', () => {
    expect([...bot.errors, ...other.errors]).toEqual([]);
  });
});
