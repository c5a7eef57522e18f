import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf, textOf } from '../support/card-reader.ts';
import { startWorld, type World } from '../support/world.ts';

const [worker, manager, stranger] = ['ou_li', 'ou_chen', 'ou_luo'] as const;
const leave = { kind: 'personal', period__from: '2026-12-01', period__to: '2026-12-02', reason: '搬家' };

/** The button of the form that 退回 opens. */
const sendBack = { a: 'act.do', act: 'return' };

describe('a leave that is returned, mended, and handed in again', () => {
  let world: World;
  let number = '';
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });
  const card = async (person: string) => (await world.lastCard(person)).content;

  test('faults stand beside their fields, all at once, and what was typed is kept', async () => {
    await world.say(worker, '请假');
    await world.tap(worker, '办理');
    await world.tap(worker, '办理');
    const toast = await world.tap(worker, '提交', {
      kind: 'trip',
      reason: '去南京',
      period__from: '2026-12-05',
      period__to: '2026-12-01',
    });
    expect(toast).toMatch(/有 2 处需要修改/);
    const form = formOf(await card(worker));
    expect(form.values).toMatchObject({ reason: '去南京', period__from: '2026-12-05' });
  });

  test('a short leave asks the manager only', async () => {
    await world.tap(worker, '提交', leave);
    const preview = textOf(await card(worker));
    expect(preview).toContain('陈大勇');
    expect(preview).not.toContain('沈国梁');
    const toast = await world.tap(worker, '提交');
    number = /QJSQ-\d{8}-\d{4}/.exec(toast ?? '')?.[0] ?? '';
    expect(number).not.toBe('');
  });

  test('to return it without a reason is refused, and nothing changes', async () => {
    await world.tap(manager, '退回');
    await world.tap(manager, sendBack);
    expect(await card(manager).then(textOf)).toMatch(/理由|意见/);
    await world.say(worker, `进度 ${number}`);
    expect(await card(worker).then(textOf)).toContain('审批中');
  });

  test('returned: the applicant is told why, and may change it', async () => {
    expect(await world.tap(manager, sendBack, { opinion: '请写明交接人' })).toContain('退回');
    const seen = await world.seenBy(worker);
    expect(seen.join('\n')).toContain('请写明交接人');
    await world.tap(worker, '修改并重新提交');
    const form = await world.cardWith(worker, '保存草稿');
    expect(formOf(form.content).values).toMatchObject({ reason: '搬家' });
  });

  test('handed in again under the same number, the manager gets a new card and approves', async () => {
    await world.tap(worker, '提交', { ...leave, reason: '搬家，工作交给王志强', standIn: 'ou_wang' });
    expect(await world.tap(worker, '提交')).toContain(number);
    expect(textOf(await card(manager))).toContain('搬家，工作交给王志强');
    expect(textOf(await card(manager))).toContain('事由 搬家 → 搬家，工作交给王志强');
    await world.tap(manager, '同意');
    await world.say(worker, `进度 ${number}`);
    expect(textOf(await card(worker))).toContain('已同意');
  });

  test('a stranger learns nothing by the number', async () => {
    await world.say(stranger, `进度 ${number}`);
    const seen = textOf(await card(stranger));
    expect(seen).not.toContain('搬家');
    expect(seen).not.toContain('李晓明');
  });

  test('a stranger who taps a forwarded card gets a polite no, and sees nothing', async () => {
    await world.say(worker, `进度 ${number}`);
    const forwarded = await world.lastCard(worker);
    const before = JSON.stringify(forwarded.content);
    const toast = await world.people.tap(stranger, forwarded, '再次提交');
    expect(toast).toBe('这件事不由您办理');
    expect(JSON.stringify(await card(worker))).toBe(before);
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
