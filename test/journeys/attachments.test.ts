import writeXlsxFile from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf } from '../support/card-reader.ts';
import { type ActsWorld, chen, startActs, step, worker } from '../support/acts-world.ts';
import { zipOf } from '../support/zip.ts';

const head = (id: string, name: string) => `
id: ${id}
name: { zh: ${name}, en: ${id} }
category: { zh: 试验, en: Trial }
department: { zh: 办公室, en: Office }
guide: { summary: { zh: 说明, en: About }, materials: [] }
`;
const CONTRACT = `${head('CON', '合同事项')}
fields:
  - { id: what, type: text, required: true, label: { zh: 事由, en: What } }
  - { id: contract, type: attachment, required: true, maxFiles: 2, maxBytes: 2000, endings: [pdf, docx], label: { zh: 合同附件, en: Contract } }
summary: [what]
flow: [${step('a', [chen])}]
`;
const BADGE = `${head('BAD', '证件事项')}
fields:
  - { id: what, type: text, required: true, label: { zh: 事由, en: What } }
  - id: people
    type: table
    required: true
    label: { zh: 人员, en: People }
    columns:
      - { id: name, type: text, required: true, label: { zh: 姓名, en: Name } }
      - { id: born, type: date, label: { zh: 出生日期, en: Born } }
  - { id: photos, type: image, oneForEachRowOf: people, label: { zh: 照片, en: Photos } }
summary: [what, people]
flow: [${step('a', [chen])}]
`;
const SCAN = `${head('SCN', '扫描事项')}
fields:
  - { id: scan, type: image, required: true, label: { zh: 扫描件, en: Scan } }
summary: [scan]
flow: [${step('a', [chen])}]
`;
const pdf = (size = 100) => Buffer.alloc(size, 'x');

const xlsx = async (rows: readonly (readonly string[])[]) =>
  writeXlsxFile(rows.map(row => row.map(value => ({ value })))).toBuffer();

describe('issue 7: attachments, pictures and sheets sent in the chat', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([CONTRACT, BADGE, SCAN]);
  });
  afterAll(async () => {
    await world.stop();
  });
  const send = async (name: string, bytes: Uint8Array, type: 'file' | 'image' = 'file') => {
    await world.people.upload(worker, type, name, bytes);
    await world.settle();
    return world.card(worker);
  };
  const open = async (item: string, name: string) => {
    await world.say(worker, `申请 ${name}`);
    await world.tap(worker, { a: 'item.form', item });
  };

  test('without an open form a file is only kept', async () => {
    await world.people.upload(worker, 'file', 'a.pdf', pdf());
    await world.settle();
    const messages = await world.people.messages(worker);
    expect(JSON.stringify(messages.at(-1)?.content)).toContain('文件已收下');
  });

  test('a file comes into the open form, and the card says where', async () => {
    await open('CON', '合同事项');
    expect(await world.card(worker)).toContain('已附 0 个');
    await world.tap(worker, '保存草稿', { what: '租吊车' });
    const card = await send('合同.pdf', pdf());
    expect(card).toContain('已附上');
    expect(card).toContain('附在：合同事项 · 合同附件');
    await world.tap(worker, '返回表单');
    expect(await world.card(worker)).toContain('合同.pdf');
    expect(formOf((await world.lastCard(worker)).content).values).toMatchObject({ what: '租吊车' });
  });

  test('a wrong kind, one too large, one too many: a clear sentence each, nothing lost', async () => {
    expect(await send('合同.exe', pdf())).toContain('这里只能放 pdf, docx 文件');
    expect(await send('大.pdf', pdf(2001))).toContain('文件太大');
    expect(await send('二.docx', pdf())).toContain('已附 2 个');
    expect(await send('三.pdf', pdf())).toContain('文件太多，最多 2 个');
    await world.tap(worker, '返回表单');
    const form = await world.card(worker);
    expect(form).toContain('合同.pdf');
    expect(form).toContain('二.docx');
    expect(form).not.toContain('大.pdf');
  });

  test('removed on the form, with what is typed beside it kept', async () => {
    expect(await world.tap(worker, '移除', { what: '租两台吊车' })).toBe('已移除');
    const form = await world.card(worker);
    expect(form).not.toContain('合同.pdf');
    expect(formOf((await world.lastCard(worker)).content).values).toMatchObject({ what: '租两台吊车' });
  });

  test('the approver gets the files by a button; a stranger does not', async () => {
    await world.tap(worker, '提交');
    const number = /CON-\d{8}-\d{4}/.exec((await world.tap(worker, '提交')) ?? '')?.[0] ?? '';
    expect(await world.card(chen)).toContain('二.docx');
    const task = await world.lastCard(chen);
    expect(await world.people.tap('ou_luo', task, '发给我')).toBe('这件事不由您办理');
    expect(await world.tap(chen, '发给我')).toContain('1 个文件马上发给您');
    const files = (await world.people.messages(chen)).filter(({ kind }) => kind !== 'card');
    expect(JSON.stringify(files.at(-1))).toContain('二.docx');
    expect(await world.status(number)).toContain('二.docx');
  });

  test('an XLSX fills the detail table after a look at how it was read', async () => {
    await open('BAD', '证件事项');
    await world.tap(worker, '保存草稿', { what: '办证' });
    const rows = Array.from({ length: 30 }, (_, n) => [`${n + 1}号`, n === 2 ? '2026-02-31' : '1990-01-02']);
    const card = await send(
      '名单.xlsx',
      await xlsx([['姓名', '出生日期', '备注'], ...rows.map(row => [...row, 'x'])]),
    );
    expect(card).toContain('从“名单.xlsx”识别出 30 行');
    expect(card).toContain('没有用到的列：备注');
    expect(card).toContain('第 3 行 · 出生日期：日期或时间不正确');
    expect(await world.tap(worker, '填入明细')).toBe('已填入 30 行');
    await world.tap(worker, '返回表单');
    expect(await world.tap(worker, '提交')).toContain('需要修改');
    expect(await world.card(worker)).toContain('第 3 行 · 出生日期：日期或时间不正确');
  });

  test.each([
    ['不是表格.xlsx', Buffer.from('hello'), '这个文件不是 XLSX 或 CSV 表格'],
    ['压缩.xlsx', zipOf({ 'a.txt': 'x' }), '这个文件不是 XLSX 或 CSV 表格'],
    ['旧.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧版 XLS'],
    ['太多.csv', Buffer.from('x\n'.repeat(1001)), '行数太多，最多 1000 行'],
    ['空.csv', Buffer.from('\n'), '表格里没有内容'],
    ['炸弹.xlsx', zipOf({ 'xl/sheet1.xml': '<'.repeat(20_000_000) }), '表格太大'],
    ['实体.xlsx', zipOf({ 'xl/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "b">]>' }), '为了安全没有打开'],
  ])('%s: a clear sentence, and the rows that were there stay', async (name, bytes, sentence) => {
    expect(await send(name, bytes)).toContain(sentence);
    await world.tap(worker, '返回表单');
    expect(await world.card(worker)).toContain('共 30 行');
  });

  test('pictures that come at once are all kept: one for each row', async () => {
    await world.tap(worker, '编辑人员');
    await world.tap(worker, '清空');
    await world.tap(worker, '粘贴多行');
    await world.tap(worker, '识别', { lines: '张三,1990-01-02\n李四,1991-02-03\n王五,1992-03-04' });
    await world.tap(worker, '填入明细');
    await world.tap(worker, '返回表单');
    await world.tap(worker, '提交');
    await Promise.all([1, 2].map(n => world.people.upload(worker, 'image', `${n}.png`, pdf(n * 10))));
    await world.settle();
    await world.tap(worker, '返回表单');
    await world.tap(worker, '提交');
    expect(await world.card(worker)).toContain('应与明细一一对应，共 3 个');
    await send('3.png', pdf(30), 'image');
    expect(await send('4.png', pdf(40), 'image')).toContain('应与明细一一对应，共 3 个');
    await world.tap(worker, '返回表单');
    await world.tap(worker, '提交');
    expect(await world.tap(worker, '提交')).toMatch(/BAD-\d{8}-0001/);
  });

  test('where several forms wait for the file, the person is asked, and the file goes where the person says', async () => {
    await open('SCN', '扫描事项');
    await open('BAD', '证件事项');
    await world.tap(worker, '填写人员');
    await world.tap(worker, '添加一行');
    await world.tap(worker, '保存本行', { name: '张三' });
    const asked = await send('p.png', pdf(), 'image');
    expect(asked).toContain('这个文件附在哪里？');
    expect(await world.buttons(worker)).toEqual(['证件事项 · 照片', '扫描事项 · 扫描件']);
    await world.tap(worker, '扫描事项 · 扫描件');
    expect(await world.card(worker)).toContain('附在：扫描事项 · 扫描件');
    await world.tap(worker, '返回表单');
    expect(await world.card(worker)).toContain('图片 1');
  });

  test('nobody puts a file into the form of another', async () => {
    const card = (await world.people.messages(worker)).findLast(({ content }) =>
      JSON.stringify(content).includes('扫描件'),
    );
    if (card === undefined) throw new Error('there is no such card');
    expect(await world.people.tap('ou_luo', card, { a: 'file.remove' })).toBe('这件事不由您办理');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
