import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { formOf } from '../support/card-reader.ts';
import { type ActsWorld, chen, startActs, step, worker } from '../support/acts-world.ts';

const ITEM = `
id: BAD
name: { zh: 坏输入, en: Bad input }
category: { zh: 试验, en: Trial }
department: { zh: 办公室, en: Office }
guide: { summary: { zh: 说明, en: About }, materials: [] }
fields:
  - { id: what, type: text, required: true, maxLength: 200, label: { zh: 事由, en: What } }
  - { id: cost, type: amount, required: true, label: { zh: 金额, en: Cost } }
  - { id: day, type: date, required: true, label: { zh: 日期, en: Day } }
  - id: goods
    type: table
    label: { zh: 物品, en: Goods }
    maxRows: 50
    columns:
      - { id: name, type: text, required: true, label: { zh: 名称, en: Name } }
      - { id: count, type: number, integer: true, min: 1, required: true, label: { zh: 数量, en: Count } }
      - { id: on, type: date, label: { zh: 到货日, en: On } }
  - { id: plan, type: attachment, maxBytes: 1000, endings: [pdf, zip], label: { zh: 方案, en: Plan } }
summary: [what]
flow: [${step('a', [chen])}]
`;

describe('bad input: a clear sentence at its place, nothing lost, nothing half saved (issue 7)', {
  timeout: 60_000,
}, () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([ITEM]);
    await world.say(worker, '申请 坏输入');
    await world.tap(worker, { a: 'item.form', item: 'BAD' });
    await world.tap(worker, '保存草稿', { what: '买工具', cost: '10', day: '2026-12-01' });
  }, 60_000);
  afterAll(async () => {
    await world.stop();
  });
  const values = async () => {
    await world.say(worker, '申请 坏输入');
    await world.tap(worker, { a: 'item.form', item: 'BAD' });
    return formOf((await world.lastCard(worker)).content).values;
  };
  const upload = async (name: string, bytes: Uint8Array) => {
    await world.people.upload(worker, 'file', name, Buffer.from(bytes));
    await world.settle();
    return world.card(worker);
  };

  test.each([
    ['an amount of 1e309', { cost: '1e309' }, /金额\*?\s*请填写数字/],
    ['31 February', { day: '2026-02-31' }, /日期 日期或时间不正确/],
    ['10 000 characters in a field', { what: '长'.repeat(10_000) }, /事由[\s\S]*200/],
  ] as const)('%s: the fault stands at the field, the others keep what they hold', async (_, typed, said) => {
    const before = await values();
    expect(await world.tap(worker, '提交', typed)).toContain('有 1 处需要修改');
    expect(await world.card(worker)).toMatch(said);
    // An input of Lark's shows 1 000 characters at most; what it does not show is kept all the same (read-form.test.ts).
    const shown = await values();
    for (const [id, value] of Object.entries<unknown>({ ...before, ...typed }))
      expect(String(shown[id]).slice(0, 200)).toBe(String(value).slice(0, 200));
    await world.tap(worker, '保存草稿', { what: '买工具', cost: '10', day: '2026-12-01' });
  });

  test.each([
    ['a text with the ending of an XLSX', strToU8('这不是表格'), '不是'],
    ['a zip that is no workbook', zipSync({ 'a.txt': strToU8('x') }), '不是'],
    ['half of an XLSX', zipSync({ 'xl/workbook.xml': strToU8('<workbook>') }).slice(0, 60), '不是'],
  ])('a file that is no XLSX: %s', async (_, bytes, said) => {
    const before = await values();
    expect(await upload('表.xlsx', bytes)).toContain(said);
    expect(await values()).toEqual(before);
  });

  test('a row with a wrong date, in a sheet: named by its row and column; the others are read', async () => {
    const sheet = [
      ['名称', '数量', '到货日'],
      ['电钻', '2', '2026-12-05'],
      ['手套', '30', '2026-02-31'],
      ['绳子', '三', '下周三'],
    ].map(row => row.map(value => ({ value, type: String })));
    const card = await upload('清单.xlsx', await writeXlsxFile(sheet).toBuffer());
    expect(card).toContain('识别出 3 行');
    expect(card).toMatch(/第 2 行 · 到货日：/);
    expect(card).toMatch(/第 3 行 · 数量：请填写数字/);
    expect(card).toMatch(/第 3 行 · 到货日：/);
    await world.tap(worker, '填入明细');
    await world.tap(worker, '返回表单');
    expect(await world.tap(worker, '提交')).toContain('需要修改');
    expect(await world.card(worker)).toMatch(/第 2 行 · 到货日：/);
    await world.tap(worker, '编辑物品');
    await world.tap(worker, '清空');
  });

  test('an attachment too large: the limit is named, the form keeps its files', async () => {
    expect(await upload('好.pdf', new Uint8Array(900))).toContain('好.pdf');
    expect(await upload('大.pdf', new Uint8Array(2_000))).toMatch(
      /大\.pdf[\s\S]*太大|大\.pdf[\s\S]*不能超过/,
    );
    await values();
    const form = await world.card(worker);
    expect(form).toContain('好.pdf');
    expect(form).not.toContain('大.pdf');
  });

  describe('rows copied from a sheet into the chat', () => {
    test.each([
      ['tabs', '名称\t数量\t到货日\n电钻\t2\t2026/12/5\n手套\t三十\t2026-02-31'],
      ['commas', '电钻,2,2026-12-05\n手套，三十，2026-02-31'],
      ['blanks', '电钻 2 2026-12-05\n手套  三十 2026-02-31'],
    ])('between %s: shown as read, each fault with its row, then taken', async (_, lines) => {
      await world.say(worker, lines);
      const card = await world.card(worker);
      expect(card).toContain('识别出 2 行');
      expect(card).toMatch(/第 2 行 · 数量：请填写数字/);
      expect(card).toMatch(/第 2 行 · 到货日：/);
      expect(await world.tap(worker, '填入明细')).toBe('已填入 2 行');
      expect(await world.card(worker)).toContain('电钻');
      expect(await values()).toMatchObject({ what: '买工具' });
      await world.tap(worker, '编辑物品');
      await world.tap(worker, '清空');
      await world.tap(worker, '返回表单');
    });

    test('more rows than the table takes: said with the limit, and none is taken', async () => {
      await world.say(worker, Array.from({ length: 60 }, (_, n) => `物品${n}\t1\t2026-12-05`).join('\n'));
      expect(await world.card(worker)).toContain('50');
      await values();
      expect(await world.card(worker)).not.toContain('物品1');
    });

    test('words are no rows: a question leads to items, also in two lines', async () => {
      for (const words of ['今晚吃什么，有面吗', '你好\n请问怎么买工具']) {
        await world.say(worker, words);
        expect(await world.card(worker)).toMatch(/没有找到|您要办哪一项/);
      }
    });
  });

  test('and when all is right it is handed in', async () => {
    await values();
    await world.tap(worker, '提交');
    expect(await world.tap(worker, { a: 'form.submit' })).toMatch(/BAD-\d{8}-0001/);
    expect(world.errors).toEqual([]);
  });
});
