import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf, labelsOf, textOf } from '../support/card-reader.ts';
import { startWorld, type World } from '../support/world.ts';

/** 林静怡 administers, 蒋文秀 will; 李晓明 does not. */
const [administrator, second, worker] = ['ou_lin', 'ou_jiang', 'ou_li'] as const;
const finance = { a: 'settings.step', item: 'SBZL', step: 'finance' };

describe('an administrator changes the service on cards', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });
  const card = async (person: string) => (await world.lastCard(person)).content;
  const text = async (person: string) => textOf(await card(person));
  const openStep = async (person: string) => {
    await world.say(person, '设置');
    await world.tap(person, { a: 'settings.items' });
    await world.tap(person, { a: 'settings.item', item: 'SBZL' });
    await world.tap(person, finance);
  };

  test('others are politely refused, and shown nothing', async () => {
    await world.say(worker, '/settings');
    expect(await text(worker)).toContain('只对管理员开放');
    expect(JSON.stringify(await card(worker))).not.toContain('settings.items');
  });

  test('the bot menu opens the settings, and there who administers', async () => {
    await world.people.menu(administrator, 'settings');
    await world.settle();
    await world.tap(administrator, { a: 'settings.people' });
    expect(await text(administrator)).toContain('林静怡');
  });

  test("a step's limit is checked, shown as a difference, confirmed, and kept with who and when", async () => {
    await openStep(administrator);
    expect(formOf(await card(administrator)).values).toMatchObject({ limit: '1wd', beforeAt: '4wh' });
    await world.tap(administrator, '检查更改', {
      limit: '2天',
      afterAt: '1天',
      afterEvery: '2工时',
      afterMax: '3',
    });
    const difference = await text(administrator);
    expect(difference).toContain('1 工作日');
    expect(difference).toContain('2 天');
    expect(difference).toContain('到期后 1 天起，每 2 工作小时一次，最多 3 次');
    expect(await world.tap(administrator, '确认')).toBe('已发布，第 2 版');
    expect(await text(administrator)).toContain('林静怡');
  });

  test('a time that cannot be read is refused beside its field, and what was typed is kept', async () => {
    await openStep(administrator);
    await world.tap(administrator, '检查更改', { limit: '很快', beforeAt: '8小时', escalateMove: '2' });
    expect(await text(administrator)).toMatch(/看不懂这个时间.*请写上单位/s);
    expect(formOf(await card(administrator)).values).toMatchObject({
      limit: '很快',
      beforeAt: '8小时',
      escalateMove: '2',
    });
  });

  test('a change can be undone: the version before comes back as a new one', async () => {
    await world.say(administrator, '设置');
    await world.tap(administrator, { a: 'settings.items' });
    await world.tap(administrator, { a: 'settings.item', item: 'SBZL' });
    await world.tap(administrator, { a: 'settings.history', item: 'SBZL' });
    await world.tap(administrator, { a: 'settings.rollback', version: 1 });
    expect(await text(administrator)).toContain('2 天 → 1 工作日');
    expect(await world.tap(administrator, '确认')).toBe('已发布，第 3 版');
    await openStep(administrator);
    expect(formOf(await card(administrator)).values).toMatchObject({ limit: '1wd' });
  });

  test('a second administrator is named, and the one who is last to confirm sees what the first did', async () => {
    await world.say(administrator, '设置');
    await world.tap(administrator, { a: 'settings.people' });
    await world.tap(administrator, { a: 'settings.group', group: 'administrators' });
    await world.tap(administrator, { a: 'settings.groupPreview' }, { members: [administrator, second] });
    expect(await text(administrator)).toContain('蒋文秀');
    await world.tap(administrator, '确认');

    await openStep(administrator);
    await openStep(second);
    await world.tap(second, '检查更改', { limit: '3天' });
    await world.tap(second, '确认');
    expect(await world.tap(administrator, '检查更改', { limit: '4天' })).toContain('别人已经发布了新版本');
    expect(await text(administrator)).toContain('蒋文秀');
    expect(await text(administrator)).toContain('3 天');
    expect(labelsOf(await card(administrator))).not.toContain('确认');
  });

  test('the last administrators cannot all be removed', async () => {
    await world.say(administrator, '设置');
    await world.tap(administrator, { a: 'settings.people' });
    await world.tap(administrator, { a: 'settings.group', group: 'administrators' });
    await world.tap(administrator, { a: 'settings.groupPreview' }, { members: [] });
    expect(await text(administrator)).toContain('至少要留一位管理员');
  });

  const openItem = async (person: string, item: string) => {
    await world.say(person, '设置');
    await world.tap(person, { a: 'settings.items' });
    await world.turnTo(person, { a: 'settings.item', item });
    await world.tap(person, { a: 'settings.item', item });
  };
  const leave = { kind: 'annual', reason: '探亲' };

  test('switching an item off is shown as a difference, and changes nothing until it is confirmed', async () => {
    await openItem(administrator, 'SGYA');
    await world.tap(administrator, '停用');
    expect(await text(administrator)).toContain('已启用 → 已停用');
    expect(await text(administrator)).toContain('办理中的申请照常进行');
    await world.say(worker, '大厅');
    expect(await text(worker)).toContain('施工预案审批');
    expect(await world.tap(administrator, '确认')).toBe('已发布，第 2 版');
    await world.say(worker, '大厅');
    expect(await text(worker)).not.toContain('施工预案审批');
  });

  test('the switch stands in the history with who and when, and is undone from there', async () => {
    await openItem(second, 'SGYA');
    await world.tap(second, { a: 'settings.history', item: 'SGYA' });
    expect(await text(second)).toMatch(/第 2 版.*林静怡 发布于.*状态：已启用 → 已停用/s);
    await world.tap(second, { a: 'settings.rollback', version: 1 });
    expect(await text(second)).toContain('已停用 → 已启用');
    expect(await world.tap(second, '确认')).toBe('已发布，第 3 版');
    await world.say(worker, '大厅');
    expect(await text(worker)).toContain('施工预案审批');
  });

  test('of two administrators who switch it at once, the second is shown what the first did', async () => {
    for (const person of [administrator, second]) {
      await openItem(person, 'SGYA');
      await world.tap(person, '停用');
    }
    await world.tap(second, '确认');
    expect(await world.tap(administrator, '确认')).toContain('别人已经发布了新版本');
    expect(await text(administrator)).toContain('蒋文秀');
    expect(await text(administrator)).toContain('状态：已启用 → 已停用');
  });

  test('whoever has an open form is told that the item was switched off, and loses nothing typed', async () => {
    await world.say(worker, '申请 请假');
    await world.tap(worker, { a: 'item.form' });
    await openItem(administrator, 'QJSQ');
    await world.tap(administrator, '停用');
    await world.tap(administrator, '确认');
    expect(await world.tap(worker, { a: 'form.preview' }, leave)).toMatch(/已停用.*已保存为草稿/);
    expect(formOf(await card(worker)).values).toMatchObject(leave);

    await openItem(administrator, 'QJSQ');
    await world.tap(administrator, '启用');
    await world.tap(administrator, '确认');
    await world.say(worker, '申请 请假');
    await world.tap(worker, { a: 'item.form' });
    expect(formOf(await card(worker)).values).toMatchObject(leave);
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
