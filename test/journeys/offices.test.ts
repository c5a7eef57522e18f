import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../support/card-reader.ts';
import { startWorld, type World } from '../support/world.ts';

/**
 * Who holds which office in the sample organisation: 林静怡 administers, 孙立新 the items of 机械设备科, 沈国梁 supervises,
 * 郑丽华 audits, 蒋文秀 stands at the window, 李晓明 holds none (features 2.27, 3.7, 3.8; peers.md row 65).
 */
const people = {
  administrator: 'ou_lin',
  itemAdministrator: 'ou_sun',
  supervisor: 'ou_shen',
  auditor: 'ou_zheng',
  clerk: 'ou_jiang',
  employee: 'ou_li',
} as const;
type Office = keyof typeof people;

describe('offices and roles', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });
  const card = async (person: string) => (await world.lastCard(person)).content;
  const text = async (person: string) => textOf(await card(person));
  const labels = async (person: string) => labelsOf(await card(person));

  test.each([
    ['administrator', true],
    ['itemAdministrator', true],
    ['auditor', true],
    ['supervisor', false],
    ['clerk', false],
    ['employee', false],
  ] satisfies [Office, boolean][])('/settings typed by %s opens: %s', async (office, opens) => {
    await world.say(people[office], '/settings');
    expect((await text(people[office])).includes('只对管理员开放')).toBe(!opens);
    await world.say(people[office], '帮助');
    expect((await labels(people[office])).includes('设置')).toBe(opens);
  });

  test('an auditor sees everything and has nothing to change', async () => {
    await world.say(people.auditor, '设置');
    await world.tap(people.auditor, { a: 'settings.people' });
    expect(await text(people.auditor)).toMatch(/系统管理员.*林静怡.*事项管理员.*孙立新.*督办员.*沈国梁/s);
    expect(await labels(people.auditor)).not.toContain('修改');
    await world.say(people.auditor, '设置');
    await world.tap(people.auditor, { a: 'settings.items' });
    await world.turnTo(people.auditor, { a: 'settings.item', item: 'QJSQ' });
    await world.tap(people.auditor, { a: 'settings.item', item: 'QJSQ' });
    expect(await labels(people.auditor)).toEqual(['导出', '历史版本', '事项']);
  });

  test('an item administrator sees the own items only', async () => {
    await world.say(people.itemAdministrator, '设置');
    expect(await text(people.itemAdministrator)).not.toContain('管理员与角色');
    await world.tap(people.itemAdministrator, { a: 'settings.items' });
    expect(await text(people.itemAdministrator)).toContain('设备租赁');
    expect(await text(people.itemAdministrator)).not.toContain('请假');
    await world.tap(people.itemAdministrator, { a: 'settings.item', item: 'SBZL' });
    expect(await labels(people.itemAdministrator)).toContain('停用');
  });

  test('a supervisor, an auditor and the item’s administrator see a request in which they have no part; a clerk does not', async () => {
    const lease = { equipment: '起重机', quantity: '1', price: '400', days: '1', budget: 'overhaul' };
    await world.say(people.employee, '申请 租赁');
    await world.tap(people.employee, '办理');
    await world.tap(people.employee, '提交', lease);
    const number = /SBZL-\d{8}-\d{4}/.exec((await world.tap(people.employee, '提交')) ?? '')?.[0];
    expect(number).toBeDefined();
    const seen = async (office: Office) => {
      await world.say(people[office], `进度 ${number}`);
      return text(people[office]);
    };
    for (const office of ['supervisor', 'auditor', 'itemAdministrator', 'administrator'] as const)
      expect(await seen(office)).toContain('起重机');
    expect(await seen('clerk')).toContain('没有找到');
    await seen('itemAdministrator');
    expect(await labels(people.itemAdministrator)).toEqual(expect.arrayContaining(['催办', '作废', '跳转']));
    await seen('supervisor');
    expect(await labels(people.supervisor)).toContain('催办');
    expect(await labels(people.supervisor)).not.toContain('作废');
    await seen('auditor');
    expect(await labels(people.auditor)).not.toContain('催办');
  });

  test('the last system administrator cannot be removed', async () => {
    await world.say(people.administrator, '设置');
    await world.tap(people.administrator, { a: 'settings.people' });
    await world.tap(people.administrator, { a: 'settings.group', group: 'administrators' });
    await world.tap(people.administrator, { a: 'settings.groupPreview' }, { members: [] });
    expect(await text(people.administrator)).toContain('至少要留一位管理员');
    expect(await labels(people.administrator)).not.toContain('确认');
  });

  test('a new role is made, filled and removed; a role that a flow needs is kept', async () => {
    await world.say(people.administrator, '设置');
    await world.tap(people.administrator, { a: 'settings.people' });
    await world.tap(people.administrator, '新增角色');
    await world.tap(people.administrator, '检查更改', { nameZh: '', members: ['ou_hu'] });
    expect(await text(people.administrator)).toContain('请填写角色的名称');
    await world.tap(people.administrator, '检查更改', { nameZh: '机械师', members: ['ou_hu'] });
    expect(await text(people.administrator)).toMatch(/机械师.*胡海涛/s);
    await world.tap(people.administrator, '确认');
    await world.tap(people.administrator, '返回');
    expect(await world.allPages(people.administrator)).toContain('机械师');

    await world.say(people.administrator, '设置');
    await world.tap(people.administrator, { a: 'settings.people' });
    await world.turnTo(people.administrator, { a: 'settings.role', role: 'finance' });
    await world.tap(people.administrator, { a: 'settings.role', role: 'finance' });
    await world.tap(people.administrator, '删除角色');
    expect(await text(people.administrator)).toContain('这个角色正被流程使用');
    expect(await labels(people.administrator)).not.toContain('确认');
  });

  test('an undo shows the difference first, and changes nothing until it is confirmed', async () => {
    await world.say(people.administrator, '设置');
    await world.tap(people.administrator, { a: 'settings.people' });
    await world.tap(people.administrator, '撤销最近一次更改');
    expect(await text(people.administrator)).toMatch(/机械师 → 无/);
    await world.tap(people.administrator, '返回');
    expect(await world.allPages(people.administrator)).toContain('机械师');
    await world.tap(people.administrator, '撤销最近一次更改');
    await world.tap(people.administrator, '确认');
    await world.tap(people.administrator, '返回');
    expect(await world.allPages(people.administrator)).not.toContain('机械师');
  });

  test('an item administrator is named with items and departments, and the office taken away again', async () => {
    const { administrator, employee } = people;
    await world.say(administrator, '设置');
    await world.tap(administrator, { a: 'settings.people' });
    await world.tap(administrator, { a: 'settings.itemAdministrators' });
    await world.tap(administrator, '新增事项管理员');
    await world.tap(administrator, '检查更改', {
      person: employee,
      items: ['QJSQ'],
      departments: ['技术科'],
    });
    expect(await text(administrator)).toMatch(/李晓明.*请假.*技术科的全部事项/s);
    await world.tap(administrator, '确认');
    await world.say(employee, '设置');
    await world.tap(employee, { a: 'settings.items' });
    expect(await text(employee)).toContain('请假');
    await world.tap(administrator, '返回');
    await world.tap(administrator, { a: 'settings.itemAdministrator', person: employee });
    await world.tap(administrator, '不再担任');
    await world.tap(administrator, '确认');
    await world.say(employee, '设置');
    expect(await text(employee)).toContain('只对管理员开放');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
