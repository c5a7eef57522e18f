import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { item, step } from '../../support/acts-world.ts';
import { labelsOf, nodesOf } from '../../support/card-reader.ts';
import type { Bot } from '../../support/world-bot.ts';
import { type Office, openOffice } from '../../support/world-office.ts';

/** 陈大勇 holds it; above him are 方建平 and 沈国梁. */
const [worker, holder, head, chief] = ['ou_li', 'ou_chen', 'ou_fang', 'ou_shen'] as const;

describe('a long limit runs out, with two instances that look at the same moment (features 1.22, 1.20, 2.11, 3.2)', () => {
  let office: Office;
  let catalogue = '';
  let bots: readonly Bot[] = [];
  let number = '';
  beforeAll(async () => {
    catalogue = await mkdtemp(join(tmpdir(), 'ow-supervision-'));
    await writeFile(join(catalogue, 'long.yaml'), item('LONG', [step('one', [holder])], 'limit: 20wd'));
    await writeFile(join(catalogue, 'short.yaml'), item('SHORT', [step('one', [holder])], 'limit: 3wd'));
    // A Monday: 20 working days lead to Monday 21 December, 10:00.
    office = await openOffice({ at: '2026-11-23T10:00+08:00', catalogueDir: catalogue });
    bots = [await office.start(), await office.start()];
    const [bot] = bots;
    number = (await bot?.apply(worker, 'LONG', { what: '整治' })) ?? '';
    await bot?.apply(worker, 'SHORT', { what: '小事' });
    await office.delivered();
  });
  afterAll(async () => {
    await office.close();
    await rm(catalogue, { recursive: true, force: true });
  });
  const until = async (at: string) => {
    office.clock.move(Date.parse(`${at}+08:00`) - office.clock.now());
    await Promise.all(bots.map(bot => bot.app.fireDueRules()));
    await office.delivered();
    await Promise.all(bots.map(bot => bot.settle()));
  };
  const cardsOf = (person: string) => office.chats.of(person).filter(({ text }) => text.startsWith('督办卡'));
  const counts = () => [holder, head, chief].map(person => cardsOf(person).length);
  const colour = (person: string) =>
    JSON.stringify(cardsOf(person).at(-1)?.content).match(/"template":"(\w+)"/)?.[1];

  test('before the first stage nobody hears of it', async () => {
    await until('2026-12-11T09:59');
    expect(counts()).toEqual([0, 0, 0]);
  });

  test('ten days before the limit: a yellow card to the holder and the direct head, once each', async () => {
    await until('2026-12-11T10:01');
    expect(counts()).toEqual([1, 1, 0]);
    expect(cardsOf(holder)[0]?.text).toContain('还有 6 个工作日');
    expect(cardsOf(holder)[0]?.text).toContain(number);
    expect(colour(holder)).toBe('yellow');
  });

  test('three working days before it, then at it: one level further up, in red', async () => {
    await until('2026-12-16T10:01');
    expect(counts()).toEqual([2, 2, 0]);
    await until('2026-12-21T10:01');
    expect(counts()).toEqual([3, 3, 1]);
    expect(colour(chief)).toBe('red');
  });

  test('each working day after; a week without the service brings one card, not five', async () => {
    await until('2026-12-22T10:01');
    expect(counts()).toEqual([4, 4, 2]);
    await until('2026-12-29T15:00');
    expect(counts()).toEqual([5, 5, 3]);
    expect(cardsOf(chief).at(-1)?.text).toContain('逾期 6 个工作日');
  });

  test('the holder replies with a reason and a new date, and those above read it', async () => {
    const [bot] = bots;
    const card = cardsOf(holder).at(-1);
    if (bot === undefined || card === undefined) throw new Error('no card');
    expect(labelsOf(card.content)).toEqual(expect.arrayContaining(['去处理', '提交说明', '查看详情']));
    const sent = await bot.tap(holder, card, '提交说明', { reason: '设备未到', until: '2027-01-15' });
    expect(sent.toast).toBe('说明已提交，上级已收到');
    await office.delivered();
    for (const above of [head, chief]) expect(office.chats.count(above, '设备未到')).toBe(1);
    expect(office.chats.of(chief).at(-1)?.text).toContain('申请延期到 2027年1月15日');
    // The next card still shows it.
    await until('2026-12-30T10:01');
    expect(cardsOf(chief).at(-1)?.text).toContain('设备未到');
  });

  test('those who were told may open it, and its history tells all of this', async () => {
    const [bot] = bots;
    const card = cardsOf(chief).at(-1);
    if (bot === undefined || card === undefined) throw new Error('no card');
    const opened = await bot.tap(chief, card, '查看详情');
    expect(nodesOf(opened.card).length).toBeGreaterThan(10);
    const { timeline } = await office.request(number);
    const stages = timeline.flatMap(({ event }) =>
      event.type === 'Supervised' ? [`${event.stage}/${event.occurrence}`] : [],
    );
    expect(stages).toEqual(['early/1', 'soon/1', 'due/1', 'overdue/1', 'overdue/6', 'overdue/7']);
  });

  test('once it is approved nothing comes any more', async () => {
    const [bot] = bots;
    const task = office.chats
      .of(holder)
      .find(({ text, content }) => text.includes(number) && labelsOf(content).includes('同意'));
    if (bot === undefined || task === undefined) throw new Error('no task');
    expect((await bot.tap(holder, task, '同意')).toast).toBe('已同意');
    const before = counts();
    await until('2027-01-06T10:01');
    expect(counts()).toEqual(before);
  });

  test('nothing was logged as an error', () => {
    expect(bots.flatMap(bot => bot.errors)).toEqual([]);
  });
});
