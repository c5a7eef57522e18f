import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActsWorld, admin, chen, item, startActs, step, worker } from '../../support/acts-world.ts';

const NEXT = 'next: { zh: 带身份证到办公室领取, en: Collect it at the office }';

/** An item that says what to do with its result. */
const collected = (id: string, more = ''): string =>
  item(id, [step('a', [chen])], more).replace('materials: [] }', `materials: [], ${NEXT} }`);

describe('the result says what to do next (issue 7, item 6; features 0.3, 0.24, 3.24)', {
  timeout: 60_000,
}, () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([
      collected('RES', 'archive: { title: { zh: 试验单, en: Trial form } }'),
      item('BAR', [step('a', [chen])]),
    ]);
  });
  afterAll(async () => {
    await world.stop();
  });

  test('approved: where to collect, what was attached, the stars, and 再次提交', async () => {
    const number = await world.apply('RES');
    await world.tap(chen, '同意');
    const news = await world.cardWith(worker, '再次提交');
    const seen = (await world.seenBy(worker)).find(text => text.includes('审批已通过')) ?? '';
    expect(seen).toMatch(/接下来[\s\S]*带身份证到办公室领取[\s\S]*规范表式（PDF）/);
    expect(seen).toContain('★★★★★');
    await world.people.tap(worker, news, '再次提交');
    await world.settle();
    expect((await world.form(worker)).values).toMatchObject({ what: '试一试' });
    expect(await world.status(number)).toContain('带身份证到办公室领取');
  });

  test('is for the applicant: approvers and administrators read no such thing', async () => {
    const number = await world.apply('RES');
    await world.tap(chen, '同意');
    for (const person of [chen, admin]) {
      await world.say(person, `进度 ${number}`);
      expect(await world.card(person)).toContain(number);
      expect(await world.card(person)).not.toContain('接下来');
    }
  });

  test('refused: why, and 再次提交, but nothing to collect', async () => {
    await world.apply('RES');
    await world.tap(chen, '拒绝', { opinion: '缺比价' });
    const seen = (await world.seenBy(worker)).find(text => text.includes('申请被拒绝')) ?? '';
    expect(seen).toContain('缺比价');
    expect(seen).toContain('再次提交');
    expect(seen).not.toContain('接下来');
  });

  test('an item that says nothing has no such words', async () => {
    const number = await world.apply('BAR');
    await world.tap(chen, '同意');
    expect(await world.status(number)).not.toContain('接下来');
  });

  test('is worded in the editor, and what else the guide holds stays', async () => {
    await world.say(admin, '设置');
    await world.tap(admin, { a: 'settings.items' });
    await world.tap(admin, { a: 'settings.item', item: 'RES' });
    await world.tap(admin, '编辑内容');
    await world.tap(admin, { a: 'edit.open', part: 'guide' });
    expect((await world.form(admin)).values).toMatchObject({ nextZh: '带身份证到办公室领取' });
    await world.tap(admin, { a: 'edit.save' }, { nextZh: '寄到单位', nextEn: 'It comes by post' });
    await world.tap(admin, '对比并发布');
    expect(await world.card(admin)).toContain('带身份证到办公室领取 → 寄到单位');
    expect(await world.tap(admin, '确认')).toBe('已发布，第 2 版');
    const number = await world.apply('RES');
    await world.tap(chen, '同意');
    expect(await world.status(number)).toContain('寄到单位');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
