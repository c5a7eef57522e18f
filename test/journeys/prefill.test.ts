import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf } from '../support/card-reader.ts';
import { type ActsWorld, chen, startActs, step, wang, worker } from '../support/acts-world.ts';

const ITEM = `
id: PRE
name: { zh: 预填事项, en: Prefilled item }
category: { zh: 试验, en: Trial }
department: { zh: 办公室, en: Office }
guide: { summary: { zh: 说明, en: About }, materials: [] }
fields:
  - { id: who, type: text, default: { from: name }, label: { zh: 姓名, en: Name } }
  - { id: unit, type: text, default: { from: department }, label: { zh: 单位, en: Unit } }
  - { id: unitId, type: department, default: { from: department }, label: { zh: 部门, en: Department } }
  - { id: phone, type: phone, default: { from: phone }, label: { zh: 电话, en: Phone } }
  - { id: day, type: date, default: { from: today }, label: { zh: 日期, en: Day } }
  - { id: place, type: text, default: { from: last }, label: { zh: 地点, en: Place } }
  - { id: copies, type: number, default: { value: 2 }, label: { zh: 份数, en: Copies } }
  - { id: related, type: connect, items: [PRE], label: { zh: 关联申请, en: Related requests } }
summary: [who, place, related]
flow: [${step('a', [chen])}]
`;

describe('peers row 10, features 0.30 and 1.36: what is on file is not asked again', () => {
  let world: ActsWorld;
  const numbers: string[] = [];
  beforeAll(async () => {
    world = await startActs([ITEM]);
  });
  afterAll(async () => {
    await world.stop();
  });
  const open = async (person: string) => {
    await world.say(person, '申请 预填事项');
    await world.tap(person, { a: 'item.form', item: 'PRE' });
    return formOf((await world.lastCard(person)).content).values;
  };
  const send = async (person: string, form: object) => {
    await world.tap(person, '提交', { ...form });
    const toast = (await world.tap(person, '提交')) ?? '';
    const number = /PRE-\d{8}-\d{4}/.exec(toast)?.[0];
    if (number === undefined) throw new Error(toast);
    numbers.push(number);
    return number;
  };

  test('name, department, today and fixed values of the first request', async () => {
    const values = await open(worker);
    expect(values).toMatchObject({ who: '李晓明', copies: '2' });
    expect(values['unit']).toMatch(/车间/);
    expect(values['unitId']).toMatch(/^od_/);
    expect(values['day']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(values['place']).toBeUndefined();
    await send(worker, { place: '松江站', phone: '13800000001' });
  });

  test('the second begins with the place and the telephone number of the first', async () => {
    expect(await open(worker)).toMatchObject({ place: '松江站', phone: '13800000001' });
  });

  test('another person gets nothing of it', async () => {
    const values = await open(wang);
    expect(values['place']).toBeUndefined();
    expect(values['phone']).toBeUndefined();
  });

  test('peers row 6: one’s own requests can be named as related, and the approver reads their numbers', async () => {
    const number = numbers[0] ?? '';
    await open(worker);
    expect(JSON.stringify((await world.lastCard(worker)).content)).toContain(`"value":"${number}"`);
    await send(worker, { related: [number] });
    expect(await world.card(chen)).toContain(`关联申请 ${number}`);
  });

  test('a request of another, or one that is not there, cannot be named, whatever a tap says', async () => {
    for (const number of [numbers[0], 'PRE-20200101-0001']) {
      await open(wang);
      expect(await world.tap(wang, '提交', { related: [number] })).toContain('需要修改');
      expect(await world.card(wang)).toContain('没有这项申请，或您无权查看');
    }
    await world.tap(wang, '提交', { related: ['QJSQ-20261122-0001'] });
    expect(await world.card(wang)).toContain('请从选项中选择');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
