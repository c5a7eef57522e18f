import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

/** 李晓明 of workshop 1 and 何俊杰 of workshop 2; their heads; the section chief; the administrator. */
const [worker, other, head, otherHead, chief, admin] = [
  'ou_li',
  'ou_he',
  'ou_chen',
  'ou_xu',
  'ou_shen',
  'ou_lin',
] as const;
const DAY = 86_400_000;
const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };

describe('who watches over others sees what is under way, where it is and who holds it (features 1.21, 1.26, 1.27, 3.3, 3.4)', () => {
  let office: Office;
  let bot: Bot;
  let [mine, theirs] = ['', ''];
  beforeAll(async () => {
    office = await openOffice({ at: '2026-11-23T10:00+08:00' });
    bot = await office.start();
    mine = await bot.apply(worker, 'QJSQ', leave);
    theirs = await bot.apply(other, 'QJSQ', leave);
    await office.delivered();
  });
  afterAll(() => office.close());
  const ask = async (person: string, words: string) => {
    const before = office.chats.of(person).length;
    await bot.say(person, words);
    await bot.settle();
    // Administrators are told in words of a year without a calendar, at any moment.
    const said = office.chats
      .of(person)
      .slice(before)
      .filter(({ kind }) => kind === 'card');
    expect(said).toHaveLength(1);
    const [card] = said;
    if (card === undefined) throw new Error('no answer');
    return card;
  };

  test('an administrator sees all of it, with the step, the holder and since when', async () => {
    const { text } = await ask(admin, '督办');
    expect(text).toContain(mine);
    expect(text).toContain(theirs);
    expect(text).toMatch(/直接上级 · 陈大勇 自 2026年11月23日 10:00/);
  });

  test('a head sees what his own people hold, and nothing of the others', async () => {
    const { text } = await ask(head, '/supervise');
    expect(text).toContain('本部门在办共 1 件');
    expect(text).toContain(mine);
    expect(text).not.toContain(theirs);
  });

  test('the head of all departments sees both', async () => {
    const { text } = await ask(chief, '督办');
    expect([text.includes(mine), text.includes(theirs)]).toEqual([true, true]);
  });

  test('others are told politely what it is for, and see nothing', async () => {
    const { text } = await ask(worker, '督办');
    expect(text).toContain('督办由督办人员和部门负责人使用');
    expect(text).not.toContain(mine);
    const tapped = await bot.act(worker, { a: 'supervise.list' });
    expect(tapped.toast).toContain('督办由');
    expect(tapped.card).toBeUndefined();
  });

  test('a supervisor named in the settings sees all as well', async () => {
    const { settings } = office.stores;
    const now = await settings.current();
    const next = { ...now, version: now.version + 1, supervisors: ['ou_jiang'] };
    await settings.save({ settings: next, by: admin, at: office.clock.now(), summary: [] });
    await expect
      .poll(async () => (await ask('ou_jiang', '督办')).text, { timeout: 30_000 })
      .toContain(theirs);
  });

  test('the filter keeps to a department and an item, and the pages keep the filter', async () => {
    const list = await ask(admin, '督办');
    const filtered = await bot.tap(admin, list, '筛选', { department: 'od_overhaul_2' });
    expect(textOf(filtered.card)).toContain(theirs);
    expect(textOf(filtered.card)).not.toContain(mine);
    const none = await bot.tap(admin, list, '筛选', { item: 'SBZL' });
    expect(textOf(none.card)).toContain('没有在办的事项');
    const foreign = await bot.act(head, { a: 'supervise.list', department: 'od_overhaul_2' });
    expect(textOf(foreign.card)).not.toContain(theirs);
  });

  test('逾期: nothing at first; then what is overdue, whose, and by how many working days', async () => {
    expect((await ask(admin, '逾期')).text).toContain('没有逾期的事项');
    office.clock.move(4 * DAY);
    const { text } = await ask(head, '/overdue');
    expect(text).toContain(mine);
    expect(text).toMatch(/逾期 \d 个工作日/);
    expect(text).not.toContain(theirs);
  });

  test('督办 with a word: the holder and the direct head get the card, it stands in the history, and twice at once is refused', async () => {
    const list = await ask(chief, '督办');
    const form = await bot.act(chief, {
      a: 'supervise.urgeForm',
      request: (await office.request(mine)).state.id,
    });
    const empty = await bot.tap(chief, { id: list.id, content: form.card }, '督办', { words: ' ' });
    expect(empty.toast).toContain('请填写理由');
    const done = await bot.tap(chief, { id: list.id, content: form.card }, '督办', { words: '今天办完' });
    expect(done.toast).toBe('已督办');
    expect(textOf(done.card)).toContain('今天办完');
    await office.delivered();
    const card = office.chats.withButton(head, '提交说明');
    expect(card.text).toContain('沈国梁 督办');
    expect(card.text).toContain('今天办完');
    expect(office.chats.of('ou_fang').filter(({ text }) => text.includes('今天办完'))).toHaveLength(1);
    const again = await bot.tap(chief, { id: list.id, content: form.card }, '督办', { words: '再催' });
    expect(again.toast).toMatch(/以后可以再催/);
    expect(office.chats.count(head, '再催')).toBe(0);
  });

  test('the reply needs a reason and a later date; those above read it, and what was typed is kept', async () => {
    const card = office.chats.withButton(head, '提交说明');
    const empty = await bot.tap(head, card, '提交说明', { until: '2026-12-20' });
    expect(empty.toast).toContain('请填写理由');
    const past = await bot.tap(head, office.chats.withButton(head, '提交说明'), '提交说明', {
      reason: '人手不足',
      until: '2026-11-01',
    });
    expect(past.toast).toContain('要晚于今天');
    expect(JSON.stringify(past.card)).toContain('人手不足');
    const sent = await bot.tap(head, office.chats.withButton(head, '提交说明'), '提交说明', {
      reason: '人手不足，下周办结',
      until: '2026-12-20',
    });
    expect(sent.toast).toBe('说明已提交，上级已收到');
    await office.delivered();
    expect(office.chats.of(chief).at(-1)?.text).toContain('人手不足，下周办结');
    expect(office.chats.of(chief).at(-1)?.text).toContain('申请延期到 2026年12月20日');
    expect(textOf(sent.card)).toContain('回复督办，申请延期');
    expect(labelsOf(sent.card)).toContain('回复督办');
  });

  test('a stranger can neither supervise nor answer', async () => {
    const request = (await office.request(mine)).state.id;
    const asked = await bot.act(otherHead, { a: 'supervise.urge', request }, { words: '快' });
    expect(asked.toast).toContain('不由您办理');
    const replied = await bot.act(otherHead, { a: 'supervise.answer', request }, { reason: '好' });
    expect(replied.toast).toContain('不由您办理');
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});
