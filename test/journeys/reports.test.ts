import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, nodesOf, textOf } from '../support/card-reader.ts';
import type { Bot } from '../support/world-bot.ts';
import { type Office, openOffice } from '../support/world-office.ts';

/** 李晓明 of workshop 1 under 陈大勇; 杨春梅 of workshop 2 under 徐海波; 沈国梁 heads the section; 林静怡 administers. */
const [worker, manager, other, otherManager, chief, administrator] = [
  'ou_li',
  'ou_chen',
  'ou_yang',
  'ou_xu',
  'ou_shen',
  'ou_lin',
] as const;
const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };
const HOUR = 3_600_000;

describe('reports on cards and as files, with two instances (features 1.21, 1.23)', () => {
  let office: Office;
  let bots: readonly Bot[] = [];
  const numbers: string[] = [];
  beforeAll(async () => {
    // The Wednesday before a weekend; October ends on the Saturday.
    office = await openOffice({ at: '2026-10-28T10:00+08:00' });
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
  const settle = async () => {
    await office.delivered();
    await Promise.all(bots.map(each => each.settle()));
  };
  const cardsOf = (person: string, title: string) =>
    office.chats
      .of(person)
      .filter(({ kind, content }) => kind === 'card' && textOf(content).startsWith(title));
  const report = async () => {
    await Promise.all(bots.map(each => each.app.sendReports()));
    await settle();
  };
  const say = async (person: string, words: string) => {
    await bot().say(person, words);
    await bot().settle();
    // What is late, and a year without a calendar, is told to administrators meanwhile: that is no answer.
    const last = office.chats
      .of(person)
      .findLast(
        ({ content, text }) => labelsOf(content).join() !== '查看详情' && !text.includes('节假日安排'),
      );
    if (last === undefined) throw new Error(`${person} got no answer`);
    return last;
  };

  test('two people apply, one manager decides, the other does not', async () => {
    numbers.push(await bot().apply(worker, 'QJSQ', leave), await bot().apply(other, 'QJSQ', leave));
    await settle();
    office.clock.move(2 * HOUR);
    await bot().tap(manager, office.chats.withButton(manager, '同意'), '同意');
    await settle();
  });

  test('outside of working time nothing is sent', async () => {
    office.clock.move(20 * HOUR);
    await report();
    expect(cardsOf(manager, '每日跟踪')).toEqual([]);
  });

  test('in the morning each head gets the daily report once, of his own department', async () => {
    office.clock.move(2 * HOUR);
    await report();
    await report();
    for (const person of [manager, otherManager, chief]) expect(cardsOf(person, '每日跟踪')).toHaveLength(1);
    expect(cardsOf('ou_wu', '每日跟踪')).toEqual([]);
    expect(cardsOf(worker, '每日跟踪')).toEqual([]);
    const own = cardsOf(otherManager, '每日跟踪')[0];
    expect(own?.text).toContain('大修二车间');
    // His people stand in the chart.
    expect(JSON.stringify(own?.content)).toContain('徐海波');
    expect(JSON.stringify(own?.content)).not.toMatch(/大修一车间|陈大勇/);
    const all = cardsOf(chief, '每日跟踪')[0];
    expect(all?.text).toMatch(/新申请\s2/);
    expect(nodesOf(all?.content).filter(({ tag }) => tag === 'chart')).toHaveLength(1);
  });

  test('on the first working day of the week and of the month those reports come too, once', async () => {
    office.clock.move(24 * HOUR);
    await report();
    office.clock.move(3 * 24 * HOUR);
    await report();
    await report();
    for (const title of ['每周对账', '每月清结']) {
      expect(cardsOf(chief, title)).toHaveLength(1);
      expect(cardsOf(otherManager, title)).toHaveLength(1);
    }
    expect(cardsOf(chief, '季度分析')).toEqual([]);
    const month = cardsOf(chief, '每月清结')[0]?.text ?? '';
    expect(month).toContain('2026年10月');
    expect(month).toMatch(/办结\s1/);
    expect(cardsOf(otherManager, '每月清结')[0]?.text).toMatch(/办结\s0/);
    expect(cardsOf(chief, '每日跟踪').at(-1)?.text).toContain('2026年10月30日 至 2026年11月1日');
    office.clock.move(24 * HOUR);
    await report();
    expect(cardsOf(chief, '每周对账')).toHaveLength(1);
  });

  test('what is late is named with its person, and the accounts balance', async () => {
    const daily = cardsOf(otherManager, '每日跟踪').at(-1)?.text ?? '';
    expect(daily).toContain(numbers[1]);
    expect(daily).toMatch(/逾期待办\s1/);
    // It was late already at the last report; at the first after it became so it was new.
    expect(daily).not.toContain('本期新增');
    const first = cardsOf(otherManager, '每日跟踪').find(({ text }) => text.includes('本期新增'));
    expect(first?.text).toContain(numbers[1]);
    const weekly = cardsOf(chief, '每周对账')[0]?.text ?? '';
    expect(weekly).toMatch(/期初在办\s0/);
    expect(weekly).toMatch(/新申请\s2/);
    expect(weekly).toMatch(/期末在办\s1/);
  });

  test('a report is typed with its period; what is no period is answered with examples', async () => {
    expect((await say(administrator, '报表 上月')).text).toMatch(/每月清结\n2026年10月/);
    expect((await say(administrator, '/report last quarter')).text).toMatch(/季度分析\n2026年第3季度/);
    expect((await say(administrator, '报表 下下周')).text).toMatch(/没看懂“下下周”.*上周/s);
    expect((await say(administrator, '报表 2027')).text).toContain('还没有到');
  });

  test('2.34 the quarter says how many of each department’s people applied, the least first', async () => {
    const { text } = await say(administrator, '报表 2026Q4');
    expect(text).toMatch(/各部门使用情况/);
    expect(text).toMatch(/段领导\s+人数 3 · 申请过的人 0 · 申请过的占比 0% · 新申请 0/);
    expect(text).toMatch(/申请过的人 0(?!.*申请过的人 1).*另有 3 条/s);
    const head = await say(otherManager, '报表 2026Q4');
    expect(head.text).toMatch(/大修二车间\s+人数 \d+ · 申请过的人 1 ·/);
    expect(head.text).not.toContain('大修一车间');
  });

  test('whoever is no head and holds no office is politely refused, and shown nothing', async () => {
    const answer = await say(worker, '报表 上月');
    expect(answer.text).toContain('部门负责人');
    expect(answer.text).not.toContain('办结');
    const refused = await bot().act(worker, {
      a: 'report.file',
      as: 'xlsx',
      report: 'monthly',
      period: 'month',
      from: '2026-10-01',
      to: '2026-10-31',
    });
    expect(refused.toast).toContain('只给管理员');
  });

  test('a head sees his own department only, whatever a button says', async () => {
    const mine = await say(otherManager, '报表 上月');
    expect(mine.text).toContain('大修二车间');
    expect(mine.text).toMatch(/办结\s0/);
    const refused = await bot().act(otherManager, {
      a: 'report.file',
      as: 'xlsx',
      report: 'monthly',
      period: 'month',
      from: '2026-10-01',
      to: '2026-10-31',
      department: 'od_overhaul_1',
    });
    expect(refused.toast).toContain('只给管理员');
  });

  test('the card to choose on takes the period as it is typed, and keeps it where it is not understood', async () => {
    const choice = await say(administrator, '报表');
    expect(labelsOf(choice.content)).toEqual(expect.arrayContaining(['看图', 'XLSX', 'PDF']));
    const unknown = await bot().tap(administrator, choice, '看图', { period: '那时候', report: 'monthly' });
    expect(textOf(unknown.card)).toContain('那时候');
    const shown = await bot().tap(administrator, { id: choice.id, content: unknown.card }, '看图', {
      period: '十月',
      report: 'monthly',
      department: 'od_overhaul_1',
      item: 'QJSQ',
    });
    expect(textOf(shown.card)).toMatch(/每月清结\n2026年10月 · 大修一车间、请假\/出差/);
    expect(textOf(shown.card)).toMatch(/办结\s1/);
  });

  test('nothing was logged as an error', () => {
    expect(bots.flatMap(each => each.errors)).toEqual([]);
  });
});
