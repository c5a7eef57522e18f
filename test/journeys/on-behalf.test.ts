import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inDays } from '../support/days.ts';
import { type ItemsWorld, startItems } from '../support/items-world.ts';

/** 蒋文秀 is the clerk at the window; 李晓明 of workshop 1 is the person for whom she applies, 陈大勇 his head. */
const [clerk, worker, head, stranger] = ['ou_jiang', 'ou_li', 'ou_chen', 'ou_luo'] as const;
const meal = { day: inDays(7), people: '10', standard: '30' };

describe('features 1.2 and 3.18: the window clerk applies for another person, who confirms', () => {
  let world: ItemsWorld;
  beforeAll(async () => {
    world = await startItems();
  });
  afterAll(async () => {
    await world.stop();
  });
  const fillFor = async (form: object) => {
    await world.say(clerk, '申请 TTDC');
    await world.tap(clerk, { a: 'item.form', item: 'TTDC' });
    await world.tap(clerk, '代他人办理');
    await world.tap(clerk, '下一步', { person: worker });
    await world.tap(clerk, '提交', { ...form });
    const preview = await world.card(clerk);
    await world.tap(clerk, { a: 'form.submit' });
    return preview;
  };

  test('only who has the right is offered it, and a tap of anybody else is refused', async () => {
    await world.say(worker, '申请 TTDC');
    await world.tap(worker, { a: 'item.form', item: 'TTDC' });
    expect(await world.card(worker)).not.toContain('代他人办理');
    await world.say(clerk, '申请 TTDC');
    await world.tap(clerk, { a: 'item.form', item: 'TTDC' });
    const form = await world.lastCard(clerk);
    expect(await world.card(clerk)).toContain('代他人办理');
    expect(await world.people.tap(worker, form, '代他人办理')).toBe('这件事不由您办理');
  });

  test('the path is that of the person for whom it is; nothing runs before he confirms', async () => {
    const preview = await fillFor(meal);
    expect(preview).toContain('陈大勇');
    expect(await world.card(clerk)).toContain('等待本人确认');
    expect(await world.card(worker)).toContain('蒋文秀 代您填写了这份申请');
    expect(await world.card(worker)).toContain('300.00 元');
    await world.say(head, '待办');
    expect(await world.card(head)).not.toContain('TTDC');
  });

  test('nobody else can confirm it', async () => {
    const card = await world.lastCard(worker);
    for (const person of [stranger, clerk])
      expect(await world.people.tap(person, card, '确认并提交')).toBe('这件事不由您办理');
  });

  test('what the clerk changes afterwards is shown again before it can be confirmed', async () => {
    await world.tap(clerk, '修改');
    await world.tap(clerk, '提交', { people: '12' });
    await world.tap(clerk, { a: 'form.submit' });
    const seen = (await world.people.messages(worker)).filter(({ kind }) => kind === 'card');
    const first = seen.at(-2);
    if (first === undefined) throw new Error('there is no first card');
    expect(await world.people.tap(worker, first, '确认并提交')).toBe('内容有变化，请重新核对');
    expect(await world.card(worker)).toContain('360.00 元');
  });

  test('confirmed, it runs under his name; both see it, and the timeline says who did what for whom', async () => {
    const toast = (await world.tap(worker, '确认并提交')) ?? '';
    const number = /TTDC-\d{8}-\d{4}/.exec(toast)?.[0] ?? '';
    expect(number).not.toBe('');
    expect(await world.card(clerk)).toContain(number);
    for (const person of [worker, clerk]) {
      const seen = await world.status(person, number);
      expect(seen).toContain('蒋文秀 代办提交，经本人确认，申请人 李晓明');
    }
    await world.say(worker, '我的申请');
    expect(await world.card(worker)).toContain(number);
    await world.say(clerk, '已办');
    expect(await world.card(clerk)).toContain(number);
    await world.tap(head, '同意');
    expect((await world.seenBy(clerk)).join('\n')).toContain(number);
  });

  test('refused, the clerk reads why, mends it, and asks again', async () => {
    await fillFor(meal);
    expect(await world.tap(worker, '不同意', { reason: '人数不对' })).toBe('已告知对方');
    expect(await world.card(worker)).toContain('您没有确认');
    expect(await world.card(clerk)).toContain('人数不对');
    await world.tap(clerk, '修改');
    await world.tap(clerk, '提交', { people: '5' });
    await world.tap(clerk, { a: 'form.submit' });
    expect(await world.tap(worker, '确认并提交')).toMatch(/TTDC-\d{8}-0002/);
  });

  test('the clerk’s own form stays her own', async () => {
    await world.say(clerk, '申请 TTDC');
    await world.tap(clerk, { a: 'item.form', item: 'TTDC' });
    expect(await world.card(clerk)).not.toContain('李晓明');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
