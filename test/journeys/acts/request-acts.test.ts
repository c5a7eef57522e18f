import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ActsWorld,
  admin,
  chen,
  item,
  startActs,
  step,
  sun,
  wang,
  worker,
  wu,
} from '../../support/acts-world.ts';

describe('acts on a request, from the tap to the cards that people see', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([
      item('REV', [step('a', [chen])], 'revokeDays: 5'),
      item('TWO', [step('a', [chen]), step('b', [sun])], 'batchApprove: true'),
      item('ASK', [step('a', [chen], 'requires: { opinion: true }')], 'batchApprove: true'),
      item('FLD', [
        step('a', [chen], 'fields: { cost: hide }'),
        step('b', [sun], 'fields: { cost: edit }'),
        step('c', [wu]),
      ]),
      item('CPY', [step('a', [chen])], `cc: { start: [{ kind: people, people: [${wang}] }] }`),
      item('SEC', [step('a', [chen])], `cc: { start: [{ kind: people, people: [${wang}] }], hide: [cost] }`),
      item('CHO', [
        '{ kind: step, id: a, name: { zh: 环节a, en: Step a }, who: [{ kind: applicantChooses }] }',
        `{ kind: step, id: b, name: { zh: 环节b, en: Step b }, who: [{ kind: previousChooses, from: [${sun}, ${wu}] }] }`,
      ]),
    ]);
  });
  afterAll(async () => {
    await world.stop();
  });

  test('撤销: those who approved are asked; the request stays approved until they agree', async () => {
    const number = await world.apply('REV');
    await world.tap(chen, '同意');
    await world.status(number);
    await world.tap(worker, '撤销');
    expect(await world.tap(worker, '撤销')).toBe('请填写理由');
    expect(await world.tap(worker, '撤销', { opinion: '不需要了' })).toBe('已请相关人员确认撤销');
    expect(await world.card(chen)).toContain('不需要了');
    expect(await world.status(number)).toContain('已同意');
    await world.tap(chen, '同意');
    expect(await world.status(number)).toContain('已撤销');
  });

  test('批量同意: what asks for something is left out; the result says what was done', async () => {
    const [first, second, asks] = [
      await world.apply('TWO'),
      await world.apply('TWO'),
      await world.apply('ASK'),
    ];
    await world.say(chen, '待办');
    await world.tap(chen, '批量同意');
    const form = await world.card(chen);
    expect(form).not.toContain(asks);
    expect(await world.tap(chen, '批量同意')).toBe('已同意 2 项，未办 0 项');
    for (const number of [first, second]) expect(await world.card(chen)).toContain(number);
    expect(await world.tap(chen, { a: 'task.approve' })).toBe('请填写意见');
    expect(await world.tap(chen, { a: 'task.approve' }, { phrase: 'agree' })).toBe('已同意');
    await world.say(sun, '批量同意');
    await world.tap(sun, '批量同意');
    expect(await world.status(second)).toContain('已同意');
  });

  test('评论: a person named is told; one’s own can be deleted and leaves a mark', async () => {
    const number = await world.apply('TWO');
    await world.status(number);
    await world.tap(worker, '评论', { comment: '请尽快', mentions: [chen] });
    expect((await world.seenBy(chen)).join()).toContain('请尽快');
    expect(await world.tap(worker, '删除')).toBe('评论已删除');
    expect(await world.card(worker)).toContain('评论已删除');
    expect(await world.status(number, chen)).not.toContain('请尽快');
  });

  test('a hidden value never reaches the step that must not see it; an editable one is changed on the card', async () => {
    const number = await world.apply('FLD', { cost: '7654321' });
    const seen = JSON.stringify(await world.people.messages(chen));
    expect(seen).not.toMatch(/7,?654,?321/);
    expect(await world.status(number, chen)).not.toMatch(/7,?654,?321/);
    await world.tap(chen, '同意');
    expect(await world.tap(sun, '同意', { f_cost: '一百' })).toBe('表单需要修改');
    expect(await world.tap(sun, '同意', { f_cost: '1234567' })).toBe('已同意');
    expect(await world.card(wu)).toContain('1,234,567.00');
    await world.status(number, chen);
    expect(JSON.stringify(await world.people.messages(chen))).not.toMatch(/1,?234,?567/);
  });

  test('抄送: opening it is the receipt, which the applicant sees', async () => {
    const number = await world.apply('CPY');
    expect(await world.status(number)).toContain('未阅');
    await world.tap(wang, '查看详情');
    expect(await world.status(number)).toMatch(/抄送 1 人\n王志强 已阅/);
    expect(await world.status(number, wang)).not.toContain('抄送 1 人');
  });

  test('抄送: what the item hides from copies never reaches who is only told (peers row 9)', async () => {
    const number = await world.apply('SEC', { cost: '8765432' });
    expect(await world.card(wang)).toContain('抄送给您');
    await world.tap(wang, '查看详情');
    expect(await world.status(number, wang)).toContain('试一试');
    expect(JSON.stringify(await world.people.messages(wang))).not.toMatch(/8,?765,?432/);
    expect(await world.card(chen)).toContain('8,765,432.00');
  });

  test('抄送 by hand: the person may see it from then on', async () => {
    const number = await world.apply('CPY');
    await world.status(number);
    await world.tap(worker, '抄送');
    expect(await world.tap(worker, '抄送', { people: [wu] })).toBe('已抄送吴慧敏');
    expect(await world.card(wu)).toContain('抄送给您');
    expect(await world.status(number, wu)).toContain('试一试');
  });

  test('自选: the applicant chooses on the preview, the approver the next one on the card', async () => {
    await world.say(worker, '申请 事项CHO');
    await world.tap(worker, { a: 'item.form', item: 'CHO' });
    await world.tap(worker, '提交', { what: '自选' });
    expect(await world.buttons(worker)).not.toContain('提交');
    await world.tap(worker, '选好了', { next_a: chen });
    expect(await world.card(worker)).toContain('陈大勇');
    expect(await world.tap(worker, '提交')).toMatch(/已提交/);
    expect(await world.tap(chen, '同意')).toBe('请先选择下一环节的办理人');
    expect(await world.tap(chen, '同意', { next_b: wu })).toBe('已同意');
    expect(await world.tap(wu, '同意')).toBe('已同意');
  });

  test('an administrator reassigns, jumps and voids, each with a reason; nobody else can', async () => {
    const number = await world.apply('TWO');
    expect(await world.status(number)).not.toContain('作废');
    await world.status(number, admin);
    await world.tap(admin, '改派');
    expect(await world.tap(admin, '改派', { to: wu })).toBe('请填写理由');
    expect(await world.tap(admin, '改派', { to: wu, opinion: '陈主任出差' })).toBe('已改派给吴慧敏');
    expect(await world.buttons(wu)).toContain('同意');
    await world.tap(admin, '跳转');
    expect(await world.tap(admin, '跳转', { node: 'b', opinion: '已口头同意' })).toBe('已跳转');
    expect(await world.buttons(wu)).not.toContain('同意');
    expect(await world.buttons(sun)).toContain('同意');
    await world.tap(admin, '作废');
    expect(await world.tap(admin, '作废', { opinion: '重复申请' })).toBe('已作废');
    expect(await world.status(number)).toContain('重复申请');
    expect(await world.buttons(sun)).not.toContain('同意');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
