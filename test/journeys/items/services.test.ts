import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inDays } from '../../support/days.ts';
import { type ItemsWorld, startItems } from '../../support/items-world.ts';

/** 李晓明 of workshop 1, whose head and manager is 陈大勇; the others are in the roles of the playground. */
const [worker, head, fleet, officeHead, personnel, clerk, security, canteen, legal, deputy] = [
  'ou_li',
  'ou_chen',
  'ou_hu',
  'ou_lin',
  'ou_zheng',
  'ou_jiang',
  'ou_zhao',
  'ou_zhang',
  'ou_zhou',
  'ou_gao',
] as const;
const pathOf = (preview: string) => preview.split('审批流程')[1] ?? '';

describe('features 1.3, 1.11: services.md E3, E8, E9, E10 and E11 from the form to the end', () => {
  let world: ItemsWorld;
  beforeAll(async () => {
    world = await startItems();
  });
  afterAll(async () => {
    await world.stop();
  });
  const act = async (person: string, button: '同意' | '办结', form: object = {}) =>
    world.tap(person, button, { ...form });

  const trip = {
    period__from: '2026-12-01',
    departure: '08:30',
    destination: '南京',
    people: '3',
    reason: '验收',
  };
  test.each([
    ['two days in the province', { period__to: '2026-12-02' }, false],
    ['three days', { period__to: '2026-12-03' }, true],
    ['another province', { period__to: '2026-12-01', otherProvince: true }, true],
  ])('E3: %s, with or without the head of the office', async (_, more, asked) => {
    const path = pathOf(
      await world.fill(worker, 'YCSQ', { form: { ...trip, otherProvince: false, ...more } }),
    );
    expect(path).toContain('陈大勇');
    expect(path).toContain('胡海涛');
    expect(path.includes('林静怡')).toBe(asked);
  });

  test('E3: the applicant is not asked for the vehicle; the fleet cannot finish without it', async () => {
    await world.fill(worker, 'YCSQ', { form: { ...trip, period__to: '2026-12-03' } });
    await world.tap(worker, '修改');
    expect(await world.card(worker)).not.toContain('驾驶员');
    await world.tap(worker, '提交', { plate: '沪A00000' });
    const number = await world.submit(worker);
    await act(head, '同意');
    await act(officeHead, '同意');
    expect(await world.card(fleet)).not.toContain('沪A00000');
    expect(await act(fleet, '办结')).not.toBe('已办结');
    await act(fleet, '办结', { f_plate: '沪A12345', f_driver: '罗师傅' });
    const seen = await world.status(worker, number);
    expect(seen).toContain('沪A12345');
    expect(seen).toContain('已同意');
  });

  test('E3: a vehicle is given once at a time: the dispatcher sees what is out, and is refused the same', async () => {
    const [first, last] = [inDays(20), inDays(21)];
    const second = { ...trip, period__from: first, period__to: last, otherProvince: false };
    const ask = async () => {
      await world.fill(worker, 'YCSQ', { form: second });
      const number = await world.submit(worker);
      await act(head, '同意');
      return number;
    };
    const one = await ask();
    expect(await world.card(fleet)).not.toContain('同一时段已占用');
    expect(await act(fleet, '办结', { f_plate: '沪A54321', f_driver: '罗师傅' })).toBe('已办结');
    const other = await ask();
    expect(await world.card(fleet)).toMatch(new RegExp(`同一时段已占用 1 项：沪A54321（${one}`));
    const refused = await act(fleet, '办结', { f_plate: '沪a 54321', f_driver: '徐师傅' });
    expect(refused).toContain(`同一时段已由 ${one} 占用`);
    expect(await world.values(fleet)).toMatchObject({ f_driver: '徐师傅' });
    expect(await act(fleet, '办结', { f_plate: '沪A66666', f_driver: '徐师傅' })).toBe('已办结');
    expect(await world.status(worker, other)).toContain('沪A66666');
  });

  const people = '张三\t大修一车间\t线路工\n李四\t大修一车间\t司机';
  test('E8, features 4.28: cards for several people need a photo of each', async () => {
    const faults = await world.fill(worker, 'GZZB', { rows: { 人员明细: people }, files: ['a'] });
    expect(faults).toContain('应与明细一一对应，共 2 个');
    const preview = await world.fill(worker, 'GZZB', { files: ['b'] });
    for (const name of ['陈大勇', '郑丽华', '蒋文秀', '李晓明']) expect(pathOf(preview)).toContain(name);
    const number = await world.submit(worker);
    expect(await world.card(head)).toContain('张三 · 大修一车间 · 线路工');
    await act(head, '同意');
    await act(personnel, '同意');
    await act(clerk, '办结');
    await act(worker, '办结');
    expect(await world.status(worker, number)).toContain('已同意');
  });

  test('E8: to cancel cards no photos are asked for', async () => {
    const preview = await world.fill(worker, 'GZZB', {
      form: { kind: 'cancel' },
      rows: { 人员明细: people },
    });
    expect(pathOf(preview)).toContain('郑丽华');
    expect(preview).not.toContain('照片');
  });

  const access = { period__from: '2026-12-01', period__to: '2026-12-31', reason: '施工' };
  test.each([
    [['office', 'depot'], false],
    [['office', 'server-room'], true],
    [['classified'], true],
  ])('E9, features 4.28: access to %j, with or without the secrecy office', async (areas, asked) => {
    const first = areas.includes('depot') ? { rows: { 人员明细: '王五,外协单位,1234' } } : {};
    const path = pathOf(await world.fill(worker, 'RYMJ', { form: { ...access, areas }, ...first }));
    expect(path).toContain('保卫授权');
    expect(path.includes('保卫、保密会签')).toBe(asked);
  });

  test('E9: security and secrecy sign together, then security grants', async () => {
    const number = await world.submit(worker);
    await act(head, '同意');
    await act(security, '同意');
    expect(await world.status(worker, number)).toContain('会签');
    await act(officeHead, '同意');
    await act(security, '办结');
    expect(await world.status(worker, number)).toContain('已同意');
  });

  test('E10: the total is computed, in capitals too; the canteen finishes it', async () => {
    const preview = await world.fill(worker, 'TTDC', {
      form: { day: inDays(7), people: '37', standard: '25.5', place: '松江工地' },
    });
    expect(preview).toContain('943.50 元');
    const number = await world.submit(worker);
    expect(await world.card(head)).toContain('玖佰肆拾叁元伍角整');
    await act(head, '同意');
    await act(canteen, '办结');
    expect(await world.status(worker, number)).toContain('已同意');
    const again = await world.fill(worker, 'TTDC', { form: { day: '2026-02-31' } });
    expect(again).toContain('日期或时间不正确');
    expect(await world.values(worker)).toMatchObject({ place: '松江工地' });
  });

  const seal = { what: ['official-seal'], purpose: '签合同', copies: '2' };
  test('E11: in the house nothing has to come back', async () => {
    const preview = await world.fill(worker, 'YYZZ', {
      form: { ...seal, takenOut: 'no' },
      files: ['合同.pdf'],
    });
    const path = pathOf(preview);
    for (const name of ['陈大勇', '周晓燕', '蒋文秀']) expect(path).toContain(name);
    expect(path).not.toContain('高卫民');
    expect(path).not.toContain('归还登记');
  });

  test('E11: taken out it needs a day of return, the deputy chief, and comes back', async () => {
    expect(await world.fill(worker, 'YYZZ', { form: { takenOut: 'yes' } })).toContain('归还日');
    expect(await world.card(worker)).toContain('必填');
    const preview = await world.fill(worker, 'YYZZ', { form: { takenOut: 'yes', returnBy: inDays(9) } });
    expect(pathOf(preview)).toContain('高卫民');
    expect(pathOf(preview)).toContain('归还登记');
    const number = await world.submit(worker);
    await act(head, '同意');
    await act(legal, '同意');
    await act(deputy, '同意');
    await act(clerk, '办结');
    expect(await world.status(worker, number)).toContain('归还登记');
    await act(clerk, '办结');
    expect(await world.status(worker, number)).toContain('已同意');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
