import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { item, step } from '../../support/acts-world.ts';
import { buttonByLabel, labelsOf, textOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

/** 王志强 of workshop 1 holds the tasks; 陈大勇 heads the workshop, 沈国梁 all departments; 赵铁军 has nothing to do with it. */
const [worker, holder, head, chief, stranger] = [
  'ou_li',
  'ou_wang',
  'ou_chen',
  'ou_shen',
  'ou_zhao',
] as const;
const timed = 'limit: 1wd, rules: [{ id: remind, at: -30min, do: remind }]';

describe('the morning digest, with two instances that send at the same moment (features 0.36, 0.37, 1.27, 1.28, 3.14)', () => {
  let office: Office;
  let catalogue = '';
  let bots: readonly Bot[] = [];
  let [early, later] = ['', ''];
  beforeAll(async () => {
    catalogue = await mkdtemp(join(tmpdir(), 'ow-digest-'));
    await writeFile(join(catalogue, 'a.yaml'), item('DAY', [step('one', [holder], timed)]));
    office = await openOffice({ at: '2026-11-20T10:00+08:00', catalogueDir: catalogue });
    bots = [await office.start(), await office.start()];
    const [bot] = bots;
    if (bot === undefined) throw new Error('no instance');
    // A Friday: due on Monday at 10:00, and at 11:30.
    early = await bot.apply(worker, 'DAY', { what: '早' });
    await until('2026-11-20T11:30');
    later = await bot.apply(worker, 'DAY', { what: '晚' });
    await office.delivered();
  });
  afterAll(async () => {
    await office.close();
    await rm(catalogue, { recursive: true, force: true });
  });
  async function until(at: string) {
    office.clock.move(Date.parse(`${at}+08:00`) - office.clock.now());
    await Promise.all(bots.map(bot => bot.app.fireDueRules()));
    await office.delivered();
    await Promise.all(bots.map(bot => bot.settle()));
  }
  const digests = (person: string) =>
    office.chats.of(person).filter(({ text }) => text.startsWith('今日待办'));
  const counts = () => [holder, head, chief, worker, stranger].map(person => digests(person).length);
  const reminders = () => office.chats.of(holder).filter(({ text }) => text.startsWith('待办提醒'));

  test('nothing on a Friday on which nothing is due, nor at the weekend', async () => {
    await until('2026-11-21T09:10');
    expect(counts()).toEqual([0, 0, 0, 0, 0]);
  });

  test('at the opening of the working day: one card for the holder, one for each head; none for who has nothing to hear', async () => {
    await until('2026-11-23T08:59');
    expect(counts()).toEqual([0, 0, 0, 0, 0]);
    await until('2026-11-23T09:00');
    expect(counts()).toEqual([1, 1, 1, 0, 0]);
  });

  test('it lists by urgency, and its buttons open the tasks', async () => {
    const [card] = digests(holder);
    const [bot] = bots;
    if (card === undefined || bot === undefined) throw new Error('no digest');
    expect(card.text).toContain('逾期 0 件，今日到期 2 件');
    expect(card.text.indexOf(early)).toBeLessThan(card.text.indexOf(later));
    expect(buttonByLabel(card.content, '打开').action).toMatchObject({ a: 'task.open' });
    const opened = await bot.act(holder, buttonByLabel(card.content, '打开').action ?? { a: 'todo.open' });
    expect(labelsOf(opened.card)).toContain('同意');
    expect(textOf(opened.card)).toContain(early);
  });

  test('a head reads what his people hold, and opens it', async () => {
    const [card] = digests(head);
    const [bot] = bots;
    if (card === undefined || bot === undefined) throw new Error('no digest');
    expect(card.text).toContain('本部门人员：逾期 0 件，今日到期 2 件，在办共 2 件');
    expect(card.text).toContain('王志强 2');
    expect(card.text).not.toContain('我的：');
    const opened = await bot.act(head, buttonByLabel(card.content, '打开').action ?? { a: 'todo.open' });
    expect(textOf(opened.card)).toContain(early);
  });

  test('a plain reminder in the hour of the digest that lists the task is not sent, but stands in the history', async () => {
    await until('2026-11-23T09:31');
    expect(reminders()).toHaveLength(0);
    const fired = (await office.request(early)).timeline.filter(({ event }) => event.type === 'RuleFired');
    expect(fired).toHaveLength(1);
  });

  test('one that comes later in the day is sent', async () => {
    await until('2026-11-23T11:01');
    expect(reminders().map(({ text }) => text.includes(later))).toEqual([true]);
  });

  test('never a second digest on the same day; the day after, what is overdue', async () => {
    await until('2026-11-23T12:30');
    expect(counts()).toEqual([1, 1, 1, 0, 0]);
    await until('2026-11-24T09:05');
    expect(counts()).toEqual([2, 2, 2, 0, 0]);
    expect(digests(holder).at(-1)?.text).toContain('逾期 2 件，今日到期 0 件');
    expect(digests(holder).at(-1)?.text).toContain('逾期 1 个工作日');
  });

  test('what was missed in the morning is not told in the evening', async () => {
    await until('2026-11-25T17:00');
    expect(counts()).toEqual([2, 2, 2, 0, 0]);
  });

  test('the settings name another time, or switch it off', async () => {
    const { settings } = office.stores;
    const change = async (digest: { readonly on: boolean; readonly time?: string }) => {
      const now = await settings.current();
      const next = { ...now, version: now.version + 1, digest };
      await settings.save({ settings: next, by: 'ou_lin', at: office.clock.now(), summary: [] });
    };
    await change({ on: true, time: '10:30' });
    await Promise.all(bots.map(bot => bot.stop()));
    bots = [await office.start()];
    await until('2026-11-26T10:29');
    expect(counts()[0]).toBe(2);
    await until('2026-11-26T10:30');
    expect(counts()[0]).toBe(3);
    await change({ on: false });
    await Promise.all(bots.map(bot => bot.stop()));
    bots = [await office.start()];
    await until('2026-11-27T10:31');
    expect(counts()[0]).toBe(3);
  });

  test('nothing was logged as an error', () => {
    expect(bots.flatMap(bot => bot.errors)).toEqual([]);
  });
});
