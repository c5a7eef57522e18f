import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ItemsWorld, startItems } from '../../support/items-world.ts';

const [worker, planner, head, admin] = ['ou_li', 'ou_wang', 'ou_chen', 'ou_lin'] as const;
const offers = '甲公司,100,021-12345678\n乙公司,110\n丙公司,120,,含运费';

const lease = (price: string, more: object = {}) => ({
  form: { equipment: '25 吨吊车', quantity: '1', price, days: '1', budget: 'overhaul' },
  rows: { 供应商比价: offers },
  ...more,
});

const plan = (risk: string) => ({
  form: {
    project: '换轨',
    place: 'K12',
    period__from: '2026-12-01',
    period__to: '2026-12-03',
    measures: '设现场防护员',
    risk,
  },
});

const leave = (to: string, more: object = {}) => ({
  form: { kind: 'annual', period__from: '2026-12-01', period__to: to, reason: '探亲', ...more },
});

describe('services.md E1, E2 and E16, with their conditions on both sides', () => {
  let world: ItemsWorld;
  beforeAll(async () => {
    world = await startItems();
  });
  afterAll(async () => {
    await world.stop();
  });

  test.each([
    ['50000', [], ['高卫民', '沈国梁']],
    ['50000.01', ['高卫民'], ['沈国梁']],
    ['200000', ['高卫民'], ['沈国梁']],
    ['200000.01', ['高卫民', '沈国梁', '评审组票签'], []],
  ])('features 1.9, E2: a lease of %s asks whom the amount says', async (price, asked, notAsked) => {
    // The draft goes on from one to the next: its offers are there already.
    const preview = await world.fill(worker, 'SBZL', price === '50000' ? lease(price) : { form: { price } });
    const path = preview.split('审批流程')[1] ?? '';
    for (const name of ['陈大勇', '孙立新', '吴慧敏', ...asked]) expect(path).toContain(name);
    for (const name of notAsked) expect(path).not.toContain(name);
  });

  test('features 1.12, E2: three offers at least; the contract goes along as a file', async () => {
    const two = await world.fill('ou_zhang', 'SBZL', {
      ...lease('100'),
      rows: { 供应商比价: '甲公司,100\n乙公司,110' },
      files: ['合同.pdf'],
    });
    expect(two).toContain('至少填写 3 行');
    await world.tap('ou_zhang', '编辑供应商比价');
    await world.tap('ou_zhang', '添加一行');
    await world.tap('ou_zhang', '保存本行', { supplier: '丙公司', offer: '120' });
    await world.tap('ou_zhang', '返回表单');
    await world.tap('ou_zhang', '提交');
    const preview = await world.card('ou_zhang');
    expect(preview).toContain('报价（元/天）合计 330.00 元');
    expect(preview).toContain('合同.pdf');
    const number = await world.submit('ou_zhang');
    const task = await world.card(head);
    expect(task).toContain('丙公司');
    expect(task).toContain('合同.pdf');
    expect(task).toContain('大写：壹佰元整');
    expect(await world.status('ou_zhang', number)).toContain('合同.pdf');
  });

  test('features 1.12, E1: a plan without its file is not handed in', async () => {
    const faults = await world.fill(planner, 'SGYA', plan('ordinary'));
    expect(faults).toContain('有 1 处需要修改');
    expect(faults).toContain('方案附件 必填');
  });
  test.each([
    ['ordinary', [], ['方建平', '沈国梁']],
    ['considerable', ['方建平'], ['沈国梁']],
    ['major', ['方建平', '沈国梁'], []],
  ])('features 0.13, E1: a plan of %s risk asks whom the risk says', async (risk, asked, notAsked) => {
    const files = risk === 'ordinary' ? ['方案.docx'] : [];
    const preview = await world.fill(planner, 'SGYA', { form: { risk }, files });
    const path = preview.split('审批流程')[1] ?? '';
    for (const name of ['陈大勇', '赵铁军', '钱学峰', ...asked]) expect(path).toContain(name);
    for (const name of notAsked) expect(path).not.toContain(name);
  });

  test.each([
    ['2026-12-03', '3', ['陈大勇'], ['部门负责人', '段长']],
    ['2026-12-04', '4', ['陈大勇', '部门负责人', '上级部门负责人'], ['段长 ']],
    ['2026-12-10', '10', ['上级部门负责人'], ['段长 ']],
    ['2026-12-11', '11', ['上级部门负责人', '段长'], []],
  ])('E16: leave until %s is %s days and asks whom the days say', async (to, days, asked, notAsked) => {
    const preview = await world.fill(worker, 'QJSQ', leave(to));
    expect(preview).toContain(days);
    const path = preview.split('审批流程')[1] ?? '';
    for (const name of asked) expect(path).toContain(name);
    for (const name of notAsked) expect(path).not.toContain(name);
  });

  test('E16: a certificate is asked for with sick leave only; a trip needs its destination', async () => {
    await world.say(worker, '申请 请假');
    await world.tap(worker, { a: 'item.form', item: 'QJSQ' });
    expect(await world.card(worker)).not.toContain('诊断证明');
    await world.tap(worker, '保存草稿', { kind: 'sick' });
    expect(await world.card(worker)).toContain('诊断证明');
    expect(await world.fill(worker, 'QJSQ', leave('2026-12-02', { kind: 'trip' }))).toContain('出差目的地');
    expect(await world.card(worker)).toContain('必填');
  });

  test('E16: once approved, the applicant is asked whether somebody acts for him meanwhile', async () => {
    await world.fill(worker, 'QJSQ', leave('2026-12-02', { standIn: admin }));
    await world.submit(worker);
    await world.tap(head, '同意');
    expect((await world.seenBy(worker)).join('\n')).toContain('休假期间是否委托代理？');
    await world.tap(worker, { a: 'delegate.form' });
    expect(await world.values(worker)).toMatchObject({ agent: admin, from: '2026-12-01', to: '2026-12-02' });
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
