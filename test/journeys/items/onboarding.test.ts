import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ItemsWorld, startItems } from '../../support/items-world.ts';

/** 李晓明 of workshop 1, whose head is 陈大勇; the others are in the roles of the playground. */
const [worker, head, personnel, clerk, security, telecom] = [
  'ou_li',
  'ou_chen',
  'ou_zheng',
  'ou_jiang',
  'ou_zhao',
  'ou_hu',
] as const;
const form = {
  areas: ['office', 'workshop'],
  period__from: '2026-12-01',
  period__to: '2027-11-30',
  place: '三楼 305',
  reason: '新员工入职',
};

describe('新员工入职一件事 (services E15; features 0.11, 1.29, 1.35)', () => {
  let world: ItemsWorld;
  let number = '';
  beforeAll(async () => {
    world = await startItems();
  });
  afterAll(async () => {
    await world.stop();
  });
  /** The line of one part on the application's card. */
  const part = async (n: number) =>
    (await world.status(worker, number)).split('\n').find(line => line.includes(`${number}-${n}`)) ?? '';

  test('what the four parts need is asked once', async () => {
    await world.fill(worker, 'RZYJ', {
      form,
      rows: { 入职人员: '张三\t大修一车间\t线路工' },
      files: ['张三'],
    });
    number = await world.submit(worker);
    expect(number).toMatch(/^RZYJ-/);
    expect(await part(1)).toMatch(/工作证办理.*审批中.*陈大勇/);
    expect(await part(2)).toMatch(/人员门禁.*审批中.*陈大勇/);
    expect(await part(3)).toMatch(/电话开通.*审批中.*胡海涛/);
    expect(await part(4)).toMatch(/工位分配.*审批中.*蒋文秀/);
  });

  test('each goes its own way at the same time, and the application shows how far', async () => {
    expect(await world.card(telecom)).toContain('三楼 305');
    await world.tap(telecom, '办结');
    expect(await part(3)).toContain('已同意');
    await world.tap(head, '同意');
    await world.tap(head, '同意');
    await world.tap(clerk, '办结');
    expect(await part(4)).toContain('已同意');
    await world.tap(security, '办结');
    expect(await part(2)).toContain('已同意');
    expect(await part(1)).toMatch(/审批中.*郑丽华/);
  });

  test('it is done when all of them are', async () => {
    await world.tap(personnel, '同意');
    await world.tap(clerk, '办结');
    await world.tap(worker, '办结');
    const seen = await world.status(worker, number);
    expect(seen).not.toContain('审批中');
    expect(seen).toContain('已同意');
    expect(world.errors).toEqual([]);
  });
});
