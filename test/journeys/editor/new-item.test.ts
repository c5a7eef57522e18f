import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../../support/card-reader.ts';
import { startWorld, type World } from '../../support/world.ts';

/** 林静怡 administers; 李晓明 applies; 陈大勇 is his head, 吴慧敏 and 孙立新 countersign. */
const [admin, worker, head, wu, sun] = ['ou_lin', 'ou_li', 'ou_chen', 'ou_wu', 'ou_sun'] as const;

describe('a new item is built on cards from nothing (issue 8; features 0.12, 3.8, 3.11)', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });
  const card = async (person: string = admin) => (await world.lastCard(person)).content;
  const text = async (person: string = admin) => textOf(await card(person));
  const open = (part: string) => world.tap(admin, { a: 'edit.open', part });
  const save = (values: Readonly<Record<string, unknown>> = {}) =>
    world.tap(admin, { a: 'edit.save' }, values);
  const overview = async () => {
    await world.say(admin, '设置');
    await world.tap(admin, { a: 'settings.items' });
  };

  test('with a code that is free, and a name', async () => {
    await overview();
    await world.tap(admin, '新增事项');
    const called = { nameZh: '会议用餐', categoryZh: '综合', departmentZh: '办公室' };
    expect(await world.tap(admin, '下一步', { ...called, code: 'SBZL' })).toContain('有几处需要修改');
    expect(await text()).toContain('这个代码已经有事项在用');
    await world.tap(admin, '下一步', { code: 'hyyc' });
    expect(await text()).toMatch(/会议用餐.*还没有字段/s);
    expect(labelsOf(await card())).toContain('对比并发布');
  });

  test('three fields of three types, one of them asked only sometimes', async () => {
    await open('fields');
    await open('newField');
    await save({ labelZh: '', type: 'text' });
    expect(await text()).toContain('请填写');
    await save({ labelZh: '事由', type: 'text', required: true });
    await save({ maxLength: '很多' });
    expect(await text()).toContain('请填整数');
    await save({ maxLength: '100' });
    await open('newField');
    await save({ labelZh: '金额', type: 'amount', required: true });
    await save({ min: '0' });
    await open('newField');
    await save({ labelZh: '标准', type: 'select', required: true });
    await save({ options: '工作餐 | Working lunch\n宴请 | Banquet' });
    expect(await text()).toMatch(/事由.*文字.*金额.*标准.*单选/s);
    await open('field/field3');
    await open('when/show/field3');
    await open('newRule-of/new/show/field3');
    await save({ conditionField: 'field2' });
    await save({ op: '>', value: '1,000' });
    expect(await text()).toContain('金额 大于 1000');
  });

  test('a step with a limit that escalates, a fork by a condition, and a countersign in it', async () => {
    await open('field/field3');
    await open('fields');
    await open('');
    await open('flow');
    await open('newNode/end');
    await save({ kind: 'approve', nodeNameZh: '车间主任' });
    await save({ limit: '1个工作日' });
    await open('newWho/node1');
    await save({ whoKind: 'departmentHead' });
    await save({ level: '1' });
    await open('node/node1');
    await open('rules/node1');
    await open('newRule/node1');
    await save({ ruleDo: 'escalate' });
    await save({ direction: 'after', at: '2小时', escalateMode: 'add' });
    expect(await text()).toContain('到期后 2 小时');

    await open('node/node1');
    await open('newNode/after/node1');
    await save({ kind: 'exclusive', nodeNameZh: '按金额' });
    await open('flow');
    await open('way/node2/node2a');
    await save({ wayNameZh: '超过 5000 元' });
    await open('way/node2/node2a');
    await open('when/way/node2/node2a');
    await open('newRule-of/new/way/node2/node2a');
    await save({ conditionField: 'field2' });
    await save({ op: '>', value: '5000' });
    await open('way/node2/node2a');
    await open('newNode/in/node2/node2a');
    await save({ kind: 'approve', nodeNameZh: '财务和设备会签' });
    await save({ method: 'all' });
    await open('newWho/node3');
    await save({ whoKind: 'people' });
    await save({ people: [wu, sun] });
    await open('node/node3');
    await open('flow');
    expect(await text()).toMatch(
      /车间主任.*按金额.*超过 5000 元.*当 金额 大于 5000.*财务和设备会签.*其他情况/s,
    );
  });

  test('tried before it is published: who would act if this person applied for 8 000 元', async () => {
    await open('');
    await world.tap(admin, '试运行');
    await world.tap(admin, '看谁来办', { $applicant: worker, field1: '年会', field2: '8000' });
    expect(await text()).toMatch(/如果由李晓明申请.*8,000.00.*陈大勇.*吴慧敏.*孙立新/s);
    await world.tap(admin, '换个条件再试');
    await world.tap(admin, '看谁来办', { $applicant: worker, field1: '年会', field2: '800' });
    expect(await text()).toContain('陈大勇');
    expect(await text()).not.toContain('吴慧敏');
  });

  test('published after the difference was seen, and offered in the hall', async () => {
    await world.say(worker, '大厅');
    expect(await text(worker)).not.toContain('会议用餐');
    await world.tap(admin, { a: 'edit.open', part: '' });
    await world.tap(admin, '对比并发布');
    expect(await text()).toMatch(/新增事项.*会议用餐.*字段“金额”.*节点“车间主任”/s);
    expect(await world.tap(admin, '确认')).toBe('已发布，第 1 版');
    await world.say(worker, '申请 会议用餐');
    expect(await text(worker)).toContain('会议用餐');
  });

  test('played to the end', async () => {
    await world.say(worker, '申请 会议用餐');
    await world.tap(worker, '办理');
    await world.tap(worker, '提交', { field1: '年会', field2: '8000' });
    expect(await text(worker)).toMatch(/标准/);
    await world.tap(worker, { a: 'form.preview' }, { field1: '年会', field2: '8000', field3: 'option1' });
    expect(await world.tap(worker, { a: 'form.submit' })).toMatch(/已提交，编号 HYYC-\d{8}-0001/);
    expect(await world.tap(head, '同意')).toBe('已同意');
  });

  test('changed while a request runs: it keeps its version, the next one has the new one', async () => {
    await overview();
    await world.turnTo(admin, { a: 'settings.item', item: 'HYYC' });
    await world.tap(admin, { a: 'settings.item', item: 'HYYC' });
    await world.tap(admin, '编辑内容');
    await open('flow');
    await open('way/node2/node2a');
    await open('when/way/node2/node2a');
    await open('rule-of/0/way/node2/node2a');
    await save({ op: '>', value: '100000' });
    await open('way/node2/node2a');
    await open('flow');
    await open('');
    await world.tap(admin, '对比并发布');
    expect(await text()).toMatch(/当 金额 大于 5000 → 当 金额 大于 100000/);
    expect(await world.tap(admin, '确认')).toBe('已发布，第 2 版');

    expect(await world.tap(wu, '同意')).toBe('已同意');
    expect(await world.tap(sun, '同意')).toBe('已同意');
    await world.say(worker, '我的申请');
    expect(await text(worker)).toContain('已同意');
  });

  test('rolled back: the difference is shown, and the first version comes back as the third', async () => {
    await world.tap(admin, '撤销此更改');
    expect(await text()).toMatch(/当 金额 大于 100000 → 当 金额 大于 5000/);
    expect(await world.tap(admin, '确认')).toBe('已发布，第 3 版');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
