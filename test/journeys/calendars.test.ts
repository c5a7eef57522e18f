import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { labelsOf, textOf } from '../support/card-reader.ts';
import { startWorld, type World } from '../support/world.ts';

/** 林静怡 administers, 李晓明 does not. */
const [administrator, worker] = ['ou_lin', 'ou_li'] as const;

const WAIT = { timeout: 30_000, interval: 50 };
const bytes = (text: string) => new TextEncoder().encode(text);
const off = (date: string) => ({ date, kind: 'off', name: '元旦' });
const year = (...days: readonly object[]) => bytes(JSON.stringify({ days }));
const ICS = (...lines: readonly string[]) =>
  bytes(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'));

describe('an administrator keeps the working calendars on cards (issue 6, item 1)', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });
  const text = async (person: string = administrator) => textOf((await world.lastCard(person)).content);
  const labels = async (person: string = administrator) => labelsOf((await world.lastCard(person)).content);
  const send = async (person: string, name: string, content: Uint8Array) => {
    const before = (await world.people.messages(person)).length;
    await world.people.upload(person, 'file', name, content);
    // The file itself, and the answer to it.
    await vi.waitFor(
      async () => expect((await world.people.messages(person)).length).toBeGreaterThanOrEqual(before + 2),
      WAIT,
    );
    await world.settle();
  };
  const open = async () => {
    await world.say(administrator, '设置');
    await world.tap(administrator, { a: 'calendar.open' });
  };

  test('the settings lead to the calendars, their hours and the years that are known', async () => {
    await open();
    expect(await text()).toMatch(/工作时间[^]*周一、周二、周三、周四、周五 09:00-12:00, 13:30-18:00/);
    expect(await labels()).toContain('2026 年');
    await world.tap(administrator, '2026 年');
    expect(await text()).toContain('2026年1月1日 休 元旦');
  });

  test('overlapping hours are refused with the place, and what was typed is kept', async () => {
    await open();
    await world.tap(administrator, { a: 'calendar.show', calendar: 'W' });
    await world.tap(administrator, { a: 'calendar.form', calendar: 'W' });
    await world.tap(administrator, '检查更改', { hours: '9:00-12:00，11:00-18:00' });
    expect(await text()).toContain('工作时间第 2 段（11:00-18:00）：与前一段重叠');
    expect(JSON.stringify((await world.lastCard(administrator)).content)).toContain('11:00-18:00');
    await world.tap(administrator, '检查更改', { hours: '早上九点' });
    expect(await text()).toContain('第 1 段时间看不懂');
  });

  test('other hours are shown as a difference, confirmed, and can be undone', async () => {
    await world.tap(administrator, '检查更改', { hours: '08:30-12:00, 14:00-18:00', quiet: '08:30-09:00' });
    expect(await text()).toMatch(/工作时间 · 工作时间\n09:00-12:00, 13:30-18:00 → 08:30-12:00, 14:00-18:00/);
    expect(await text()).toContain('所有未办结申请的应办结时间将重新计算');
    expect(await world.tap(administrator, '确认')).toMatch(/已生效/);
    await world.tap(administrator, '撤销此更改');
    expect(await text()).toMatch(/08:30-12:00, 14:00-18:00 → 09:00-12:00, 13:30-18:00/);
    expect(await world.tap(administrator, '确认')).toMatch(/已生效/);
    await open();
    expect(await text()).toContain('09:00-12:00, 13:30-18:00');
  });

  test('a local day off wins over the public calendar', async () => {
    await world.tap(administrator, { a: 'calendar.show', calendar: 'W' });
    await world.tap(administrator, '新增本地调整');
    await world.tap(administrator, '检查更改', { date: '2026-12-24', kind: 'off', name: '设备检修' });
    expect(await text()).toMatch(/2026年12月24日\n按平日 → 休 设备检修/);
    await world.tap(administrator, '确认');
    await world.tap(administrator, '返回');
    expect(await text()).toContain('2026年12月24日 休 设备检修');
  });

  test('a year sent as a file is shown before it counts', async () => {
    await send(administrator, '2027.json', year(off('2027-01-01'), { date: '2027-01-03', kind: 'work' }));
    expect(await text()).toMatch(/2027 年\n未公布 → 放假 1 天，调休上班 1 天/);
    expect(await world.tap(administrator, '确认')).toMatch(/已生效/);
  });

  test('the same year again changes nothing; one that differs is a difference to confirm', async () => {
    await send(administrator, '2027.json', year(off('2027-01-01'), { date: '2027-01-03', kind: 'work' }));
    expect(await text()).toContain('没有任何改动');
    expect(await labels()).not.toContain('确认');
    await send(
      administrator,
      'again.ics',
      ICS('SUMMARY:元旦（休）', 'DTSTART;VALUE=DATE:20270101', 'DTEND;VALUE=DATE:20270103'),
    );
    expect(await text()).toMatch(/2027年1月2日\n按平日 → 休 元旦[^]*2027年1月3日\n班 → 按平日/);
    await world.tap(administrator, '确认');
    await open();
    await world.tap(administrator, '2027 年');
    expect(await text()).toContain('2027年1月2日 休 元旦');
  });

  test('a file that cannot be used is refused with the line or the place', async () => {
    await send(administrator, 'bad.ics', ICS('SUMMARY:元旦（休）', 'DTSTART:明天'));
    expect(await text()).toContain('bad.ics, line 4：须为全天日期');
    await send(administrator, 'twice.json', year(off('2028-01-01'), off('2028-01-01')));
    expect(await text()).toContain('2028年1月1日：同一天出现两次');
  });

  test('two administrators at once: the second is shown the difference to the first', async () => {
    await send(administrator, '2028.json', year(off('2028-01-01')));
    const waiting = await world.lastCard(administrator);
    await send(administrator, '2029.json', year(off('2029-01-01')));
    await world.tap(administrator, '确认');
    expect(await world.people.tap(administrator, waiting, '确认')).toContain('刚被他人更改');
    await world.settle();
    expect(await world.tap(administrator, '确认')).toMatch(/已生效/);
  });

  test('somebody else sends a calendar: it is only a file, and the cards are not for them', async () => {
    const before = await world.seenBy(worker);
    await send(worker, '2030.json', year(off('2030-01-01')));
    expect((await world.seenBy(worker)).slice(before.length).join(' ')).not.toContain('2030 年');
    await world.say(worker, '设置');
    expect(await text(worker)).toContain('只对管理员开放');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
