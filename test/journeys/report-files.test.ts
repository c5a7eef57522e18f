import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../support/card-reader.ts';
import { pdfText } from '../support/pdf-text.ts';
import type { Bot } from '../support/world-bot.ts';
import { type Office, openOffice } from '../support/world-office.ts';

/** 李晓明 of workshop 1 under 陈大勇; 徐海波 heads workshop 2; 林静怡 administers; 高卫民 gets reports when he is named. */
const [worker, manager, otherManager, administrator, deputy] = [
  'ou_li',
  'ou_chen',
  'ou_xu',
  'ou_lin',
  'ou_gao',
] as const;
const leave = { kind: 'annual', period__from: '2026-12-01', period__to: '2026-12-01', reason: '探望老人' };
const HOUR = 3_600_000;
/** A department as somebody might call it to have a formula run in the reader's Excel. */
const FORMULA = '=HYPERLINK("http://evil")';

describe('a report as a file, and whom it goes to (features 2.23, issue 6.6)', () => {
  let office: Office;
  let bot: Bot;
  let number = '';
  beforeAll(async () => {
    office = await openOffice({ at: '2026-11-02T10:00+08:00' });
    const workshop = office.lark.directory.departments.get('od_overhaul_1');
    if (workshop === undefined) throw new Error('the workshop is gone');
    office.lark.directory.departments.set('od_overhaul_1', { ...workshop, name: FORMULA });
    bot = await office.start();
    number = await bot.apply(worker, 'QJSQ', leave);
    await bot.apply(worker, 'QJSQ', { ...leave, reason: '再请一天' });
    await office.delivered();
    office.clock.move(3 * HOUR);
    await bot.tap(manager, office.chats.withButton(manager, '同意'), '同意');
    await bot.settle();
  });
  afterAll(async () => {
    await office.close();
  });

  /** The file that came with the last message to this person. */
  const fileTo = (person: string) => {
    const content = office.chats.of(person).at(-1)?.content;
    const key =
      typeof content === 'object' && content !== null && 'file_key' in content
        ? String(content.file_key)
        : '';
    const file = office.lark.files.get(key);
    if (file === undefined) throw new Error(`the last message to ${person} is no file`);
    return file;
  };
  const ask = async (person: string, words: string, button: 'XLSX' | 'PDF') => {
    await bot.say(person, words);
    await bot.settle();
    const card = office.chats.withButton(person, button);
    const answered = await bot.tap(person, card, button);
    await bot.settle();
    return answered.toast;
  };

  test('the XLSX opens: figures are numbers, a name that looks like a formula stays a word', async () => {
    expect(await ask(administrator, '报表 本月', 'XLSX')).toBe(
      '已发到和你的聊天：每月清结 2026-11-01_2026-11-30.xlsx',
    );
    const { name, bytes } = fileTo(administrator);
    expect(name).toBe('每月清结 2026-11-01_2026-11-30.xlsx');
    const sheets = await readXlsxFile(Buffer.from(bytes));
    const rows = sheets[0]?.data ?? [];
    expect(rows.find(([first]) => first === '办结')?.[1]).toBe(1);
    const accounts = rows.findIndex(([first]) => first === '对账');
    expect(rows[accounts + 1]?.slice(0, 5)).toEqual(['部门', '期初在办', '新申请', '办结', '期末在办']);
    expect(rows[accounts + 2]?.slice(0, 5)).toEqual([FORMULA, 0, 2, 1, 1]);
    expect(rows.flat()).toContain(number.replace(/\d{4}$/, '0001'));
    const xml = Buffer.from(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? []).toString('utf8');
    expect(xml).toContain('=HYPERLINK');
    expect(xml).not.toContain('<f>');
  });

  test('the PDF opens, with the same figures and its Chinese as words', async () => {
    expect(await ask(manager, '报表 本月', 'PDF')).toBe(
      '已发到和你的聊天：每月清结 2026-11-01_2026-11-30.pdf',
    );
    const text = pdfText(fileTo(manager).bytes);
    expect(text).toContain('每月清结');
    expect(text).toContain('2026年11月');
    expect(text).toContain('请假/出差');
    expect(text).toMatch(/一次通过率/);
    expect(text).toContain('陈大勇');
  });

  test("a head's file holds nothing of another department", async () => {
    await ask(otherManager, '报表 本月', 'XLSX');
    const sheets = await readXlsxFile(Buffer.from(fileTo(otherManager).bytes));
    const words = JSON.stringify(sheets[0]?.data);
    expect(words).not.toMatch(/HYPERLINK|陈大勇|李晓明|QJSQ-/);
  });

  test('an administrator says who gets a report; the difference is shown and confirmed', async () => {
    await bot.say(administrator, '设置');
    await bot.settle();
    const id = office.chats.of(administrator).at(-1)?.id ?? '';
    const tap = async (card: unknown, label: string, typed?: object) =>
      (await bot.tap(administrator, { id, content: card }, label, typed)).card;
    const list = (await bot.act(administrator, { a: 'settings.reports' }, undefined, id)).card;
    expect(textOf(list)).toMatch(/每日跟踪\n督办员、部门负责人/);
    const form = (await bot.act(administrator, { a: 'settings.report', report: 'daily' }, undefined, id))
      .card;
    const difference = await tap(form, '检查更改', { heads: false, people: [deputy, administrator] });
    expect(textOf(difference)).toMatch(/每日跟踪\n督办员、部门负责人 → 督办员、高卫民、林静怡/);
    expect(textOf(await tap(difference, '确认'))).toContain('林静怡');
  });

  test('from then on it goes to them, each within what they may see', async () => {
    office.clock.move(20 * HOUR);
    await bot.app.sendReports();
    await bot.settle();
    const reports = (person: string) =>
      office.chats.of(person).filter(({ content }) => textOf(content).startsWith('每日跟踪'));
    expect(reports(administrator)).toHaveLength(1);
    expect(reports(manager)).toEqual([]);
    // Named, but neither a head nor in an office: there is nothing that he may see.
    expect(reports(deputy)).toEqual([]);
  });

  test('nothing was logged as an error', () => {
    expect(bot.errors).toEqual([]);
  });
});
