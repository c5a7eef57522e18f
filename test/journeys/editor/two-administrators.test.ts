import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

/** 林静怡 administers all, 孙立新 the items of 机械设备科. */
const [first, second] = ['ou_sun', 'ou_lin'] as const;

const step = (limit: string) => ({
  nodeNameZh: '财务科',
  nodeNameEn: 'Finance',
  act: 'approve',
  method: 'all',
  limit,
  onReject: 'end',
  returns: 'ask',
  stepNobody: 'item',
  mayTransfer: true,
  mayAddSigner: true,
  mayTakeBack: true,
});

describe('two administrators change one item at once (issue 8, point 2)', () => {
  let office: Office;
  let bot: Bot;
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
  });
  afterAll(async () => {
    await office.close();
  });
  const edit = (person: string, part: string, form: object) =>
    bot.act(person, { a: 'edit.save', item: 'SBZL', part }, form);
  const review = async (person: string) => {
    const { card } = await bot.act(person, { a: 'edit.review', item: 'SBZL' });
    return { id: `om_${person}`, content: card };
  };
  const live = async () =>
    (await office.stores.items.live()).find(({ definition }) => definition.id === 'SBZL')?.definition;

  test('the second is shown who was first and what they changed, and chooses: both', async () => {
    await edit(first, 'node/finance', step('5个工作日'));
    await edit(second, 'numbers', { template: '{PREFIX}-{YYYY}-{SEQ:5}', reset: 'year' });
    expect((await bot.tap(first, await review(first), '确认')).toast).toBe('已发布，第 2 版');

    const conflict = await review(second);
    expect(textOf(conflict.content)).toMatch(/孙立新 已于 .* 先行更改/s);
    expect(textOf(conflict.content)).toContain('5 工作日');
    expect(labelsOf(conflict.content)).toEqual(
      expect.arrayContaining(['保留对方的更改，再加上我的', '放弃草稿']),
    );
    expect(labelsOf(conflict.content)).not.toContain('确认');

    const merged = await bot.tap(second, conflict, '保留对方的更改，再加上我的');
    expect(textOf(merged.card)).toContain('{PREFIX}-{YYYY}-{SEQ:5}');
    expect(textOf(merged.card)).not.toContain('5 工作日');
    expect((await bot.tap(second, { id: 'om_merged', content: merged.card }, '确认')).toast).toBe(
      '已发布，第 3 版',
    );
    const item = await live();
    expect(item?.number).toEqual({ template: '{PREFIX}-{YYYY}-{SEQ:5}', reset: 'year' });
    expect(JSON.stringify(item?.flow)).toContain('"limit":{"amount":5,"unit":"wd"}');
  });

  test('or lets their own go', async () => {
    await edit(first, 'node/finance', step('6个工作日'));
    await edit(second, 'node/finance', step('9个工作日'));
    expect((await bot.tap(first, await review(first), '确认')).toast).toBe('已发布，第 4 版');
    const conflict = await review(second);
    expect(textOf(conflict.content)).toContain('先行更改');
    await bot.tap(second, conflict, '放弃草稿');
    const { card } = await bot.act(second, { a: 'edit.open', item: 'SBZL', part: '' });
    expect(textOf(card)).toContain('当前为第 4 版，尚未修改');
    expect(JSON.stringify((await live())?.flow)).toContain('"limit":{"amount":6,"unit":"wd"}');
  });

  test('both of them changed the same: the second sees their own in place of it before it is confirmed', async () => {
    await edit(first, 'node/finance', step('7个工作日'));
    await edit(second, 'node/finance', step('8个工作日'));
    expect((await bot.tap(first, await review(first), '确认')).toast).toBe('已发布，第 5 版');
    const merged = await bot.tap(second, await review(second), '保留对方的更改，再加上我的');
    expect(textOf(merged.card)).toMatch(/7 工作日.*8 工作日/s);
    expect((await bot.tap(second, { id: 'om_both', content: merged.card }, '确认')).toast).toBe(
      '已发布，第 6 版',
    );
    expect(bot.errors).toEqual([]);
  });
});
