import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../support/card-reader.ts';
import { startWorld, type World } from '../support/world.ts';

/** 李晓明, of workshop 1; its head, the machinery section, finance, and the deputy chief. */
const [worker, head, machinery, finance, deputy] = ['ou_li', 'ou_chen', 'ou_sun', 'ou_wu', 'ou_gao'] as const;
const lease = { equipment: '25 吨汽车起重机', quantity: '2', price: '4000', days: '10', budget: 'overhaul' };

describe('an employee applies for a lease of 80 000 元', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });

  test('finds the item by words, reads the guide, fills the form, and sees who will act before submitting', async () => {
    await world.say(worker, '申请 租赁');
    expect(textOf((await world.lastCard(worker)).content)).toContain('设备租赁');
    await world.tap(worker, '办理');
    await world.tap(worker, '提交', lease);
    const preview = textOf((await world.lastCard(worker)).content);
    expect(preview).toContain('80,000.00');
    for (const name of ['陈大勇', '孙立新', '吴慧敏', '高卫民']) expect(preview).toContain(name);
    expect(preview).not.toContain('沈国梁');
  });

  test('gets a receipt with number and due time', async () => {
    expect(await world.tap(worker, '提交')).toMatch(/已提交，编号 SBZL-\d{8}-0001/);
    const receipt = (await world.lastCard(worker)).content;
    expect(textOf(receipt)).toMatch(/SBZL-\d{8}-0001/);
    expect(textOf(receipt)).toContain('应办结时间');
    expect(labelsOf(receipt)).toEqual(expect.arrayContaining(['查看详情', '催办', '撤回']));
  });

  test('each approver gets a card in turn and decides with a tap', async () => {
    for (const approver of [head, machinery, finance, deputy]) {
      expect(textOf((await world.lastCard(approver)).content)).toContain('80,000.00');
      expect(await world.tap(approver, '同意', { opinion: '同意租用' })).toBe('已同意');
      expect(labelsOf((await world.lastCard(approver)).content)).not.toContain('同意');
    }
  });

  test('the applicant sees 同意', async () => {
    const seen = (await world.seenBy(worker)).join('\n');
    expect(seen).toContain('已同意');
    await world.say(worker, '我的申请');
    expect(textOf((await world.lastCard(worker)).content)).toContain('已同意');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
