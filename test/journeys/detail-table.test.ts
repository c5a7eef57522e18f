import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf, textOf } from '../support/card-reader.ts';
import { type ActsWorld, chen, startActs, step, wang, worker } from '../support/acts-world.ts';

const ITEM = `
id: TAB
name: { zh: 明细事项, en: Table item }
category: { zh: 试验, en: Trial }
department: { zh: 办公室, en: Office }
guide: { summary: { zh: 说明, en: About }, materials: [] }
fields:
  - { id: what, type: text, required: true, label: { zh: 事由, en: What } }
  - id: goods
    type: table
    required: true
    minRows: 2
    label: { zh: 物品, en: Goods }
    columns:
      - { id: name, type: text, required: true, label: { zh: 名称, en: Name } }
      - { id: count, type: number, integer: true, min: 1, required: true, label: { zh: 数量, en: Count } }
      - { id: price, type: amount, label: { zh: 单价, en: Price } }
      - { id: sum, type: formula, result: amount, formula: { multiply: [count, price] }, label: { zh: 小计, en: Sum } }
  - { id: total, type: formula, result: amount, formula: { sumOf: goods.sum }, label: { zh: 总价, en: Total } }
summary: [what, total, goods]
flow:
  - kind: branch
    id: by-total
    name: { zh: 按总价, en: By total }
    branches:
      - id: large
        name: { zh: 大额, en: Large }
        when: { field: goods.sum, op: '>', value: 1000 }
        nodes: [${step('large', [wang])}]
      - id: small
        name: { zh: 小额, en: Small }
        nodes: [${step('small', [chen])}]
`;

const rowButton = (row: number) => ({ a: 'table.row', row });

describe('peers row 4, features 4.28: a detail table on cards', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([ITEM]);
    await world.say(worker, '申请 明细事项');
    await world.tap(worker, { a: 'item.form', item: 'TAB' });
  });
  afterAll(async () => {
    await world.stop();
  });
  const form = async () => formOf((await world.lastCard(worker)).content).values;

  test('to open the table keeps what was typed in the form', async () => {
    await world.tap(worker, '填写物品', { what: '办公用品' });
    expect(await world.card(worker)).toContain('还没有内容');
    await world.tap(worker, '返回表单');
    expect(await form()).toMatchObject({ what: '办公用品' });
  });

  test('rows are added one after the other; sums are shown', async () => {
    await world.tap(worker, '填写物品');
    await world.tap(worker, '添加一行');
    await world.tap(worker, '保存并添加下一行', { name: '打印纸', count: '10', price: '25.5' });
    await world.tap(worker, '保存本行', { name: '笔', count: '100', price: '2' });
    const card = await world.card(worker);
    expect(card).toContain('共 2 行');
    expect(card).toContain('小计合计 455.00 元');
    expect(card).toContain('打印纸 · 10 · 25.50 元 · 255.00 元');
  });

  test('a wrong cell is kept and its fault stands beside it, in the row and on the form', async () => {
    await world.tap(worker, rowButton(1));
    expect(await world.tap(worker, '保存本行', { name: '笔', count: '一百', price: '1e309' })).toContain(
      '需要修改',
    );
    const values = await form();
    expect(values).toMatchObject({ name: '笔', count: '一百', price: '1e309' });
    await world.tap(worker, '返回');
    expect(await world.card(worker)).toContain('第 2 行 · 数量：请填写数字');
    await world.tap(worker, '返回表单');
    expect(await world.tap(worker, '提交')).toContain('需要修改');
    expect(await world.card(worker)).toContain('第 2 行 · 单价：请填写数字');
    await world.tap(worker, '编辑物品');
    await world.tap(worker, rowButton(1));
    await world.tap(worker, '保存本行', { count: '100', price: '2' });
    expect(await world.card(worker)).not.toContain('请填写数字');
  });

  test('pasted lines are shown as they were read, and then taken or dropped', async () => {
    await world.tap(worker, '粘贴多行');
    expect(await world.tap(worker, '识别', { lines: ' ' })).toContain('没有识别出内容');
    const lines = Array.from({ length: 28 }, (_, n) => `物品${n + 1}\t${n + 1}\t1.00`).join('\n');
    await world.tap(worker, '识别', { lines });
    const preview = await world.card(worker);
    expect(preview).toContain('识别出 28 行');
    expect(preview).toContain('名称：物品1；数量：1；单价：1.00 元');
    await world.tap(worker, '不要');
    expect(await world.card(worker)).toContain('共 2 行');
    await world.tap(worker, '粘贴多行');
    await world.tap(worker, '识别', { lines });
    expect(await world.tap(worker, '加在后面')).toBe('已填入 28 行');
    expect(await world.card(worker)).toContain('共 30 行');
    expect(await world.card(worker)).toContain('第 1 / 3 页');
  });

  test('the draft survives a restart', async () => {
    await world.restart();
    await world.say(worker, '申请 明细事项');
    await world.tap(worker, { a: 'item.form', item: 'TAB' });
    expect(await form()).toMatchObject({ what: '办公用品' });
    expect(await world.card(worker)).toContain('共 30 行');
  });

  test('a row is removed; an older card hits no other row', async () => {
    await world.tap(worker, '编辑物品');
    const old = await world.lastCard(worker);
    await world.tap(worker, { a: 'table.removeRow', row: 2 });
    expect(await world.card(worker)).toContain('共 29 行');
    expect(await world.people.tap(worker, old, { a: 'table.removeRow', row: 3 })).toContain('明细已有变化');
    expect(await world.card(worker)).toContain('共 29 行');
  });

  test('handed in, the approver sees the first rows and may turn the pages of all', async () => {
    await world.tap(worker, '返回表单');
    await world.tap(worker, '提交');
    expect(await world.card(worker)).toContain('陈大勇');
    expect(await world.tap(worker, '提交')).toMatch(/TAB-\d{8}-0001/);
    const task = await world.card(chen);
    expect(task).toContain('…共 29 行');
    expect(task).toContain('大写');
    await world.tap(chen, '查看全部明细');
    expect(await world.card(chen)).toContain('第 1 / 3 页');
    await world.tap(chen, '下一页');
    expect(await world.card(chen)).toContain('物品');
  });

  test('nobody else may turn them', async () => {
    const card = await world.lastCard(chen);
    expect(await world.people.tap('ou_luo', card, '下一页')).toBe('这件事不由您办理');
  });

  test('the sum of the rows decides the way: on the other side of the condition', async () => {
    await world.say(worker, '申请 明细事项');
    await world.tap(worker, { a: 'item.form', item: 'TAB' });
    await world.tap(worker, '填写物品', { what: '大件' });
    await world.tap(worker, '粘贴多行');
    await world.tap(worker, '识别', { lines: '柜子,1,999.99\n锁,1,0.02' });
    await world.tap(worker, '填入明细');
    await world.tap(worker, '返回表单');
    await world.tap(worker, '提交');
    expect(textOf((await world.lastCard(worker)).content)).toContain('王志强');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
