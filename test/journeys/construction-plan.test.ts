import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../support/card-reader.ts';
import { startWorld, type World } from '../support/world.ts';

/** 徐海波 heads workshop 2; 赵铁军 safety, 钱学峰 technology, 孙立新 machinery; 方建平 and 沈国梁 lead. */
const [worker, head, safety, technology, machinery, engineer, deputy, chief] = [
  'ou_he',
  'ou_xu',
  'ou_zhao',
  'ou_qian',
  'ou_sun',
  'ou_hu',
  'ou_fang',
  'ou_shen',
] as const;
const plan = {
  project: '沪昆线 K12 换轨',
  place: 'K12+300 至 K13+100',
  period__from: '2026-12-01',
  period__to: '2026-12-03',
  risk: 'major',
  measures: '设驻站联络员和现场防护员，天窗点内施工。',
  involved: 'od_machinery',
};

describe('a construction plan of major risk: sections sign together, then the leaders', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await world.say(worker, '申请 施工预案');
    await world.tap(worker, '办理');
    await world.tap(worker, '保存草稿', plan);
    await world.people.upload(worker, 'file', '方案.pdf', Buffer.from('x'));
    await world.settle();
    await world.tap(worker, '返回表单');
    await world.tap(worker, '提交');
    await world.tap(worker, '提交');
    await world.tap(head, '同意');
  });
  afterAll(async () => {
    await world.stop();
  });
  const text = async (person: string) => textOf((await world.lastCard(person)).content);

  test('all three sections have a card at the same time, the one from the form too', async () => {
    for (const section of [safety, technology, machinery]) expect(await text(section)).toContain('科室会签');
  });

  test('one section hands its task on; the receiver sees from whom', async () => {
    await world.tap(machinery, '转交');
    await world.tap(machinery, { a: 'task.transfer' }, { to: engineer, reason: '由设备工程师核对' });
    expect(await text(engineer)).toContain('孙立新');
    expect(labelsOf((await world.lastCard(machinery)).content)).not.toContain('同意');
  });

  test('two sections tap at the same moment, and both count', async () => {
    const cards = await Promise.all(
      [safety, technology].map(async person => [person, await world.cardWith(person, '同意')] as const),
    );
    const toasts = await Promise.all(cards.map(([person, card]) => world.people.tap(person, card, '同意')));
    expect(toasts).toEqual(['已同意', '已同意']);
    await world.settle();
  });

  test('a second tap on a decided card changes nothing and says so', async () => {
    await world.say(safety, '已办');
    expect(await text(safety)).toContain('施工预案审批');
  });

  test('the applicant comments and urges; urging again at once is refused with the time', async () => {
    await world.tap(worker, '查看详情');
    await world.tap(worker, '评论', { comment: '<at id=all></at> **请尽快** @胡海涛' });
    expect(await text(engineer)).toContain('何俊杰');
    expect(await text(engineer)).toContain('@胡海涛');
    await world.tap(engineer, '查看详情');
    expect(await text(engineer)).toContain('<at id=all></at> **请尽快**');
    await world.tap(engineer, '去处理');
    expect(await world.tap(worker, '催办')).toBe('已催办');
    expect(await world.tap(worker, '催办')).toMatch(/\d{2}:\d{2} 以后可以再催/);
  });

  test('after the last signature it goes to the deputy chief and then to the chief', async () => {
    await world.tap(engineer, '同意', { opinion: '设备状态良好' });
    await world.tap(deputy, '同意');
    expect(await text(chief)).toContain('设备状态良好');
  });

  test('the chief refuses only with a reason, and the applicant reads it', async () => {
    expect(await world.tap(chief, '拒绝')).toMatch(/理由|意见/);
    expect(await world.tap(chief, '拒绝', { opinion: '雨季不施工' })).toBe('已拒绝');
    const seen = (await world.seenBy(worker)).join('\n');
    expect(seen).toContain('雨季不施工');
    expect(seen).toContain('已拒绝');
  });

  test('applying again copies what was filled in, under a new number', async () => {
    await world.tap(worker, '再次提交');
    await world.tap(worker, '提交', { risk: 'ordinary' });
    const preview = textOf((await world.cardWith(worker, '修改')).content);
    expect(preview).toContain('K12+300');
    expect(preview).not.toContain('沈国梁');
    expect(await world.tap(worker, '提交')).toMatch(/-0002/);
  });

  test('a withdrawn request closes the cards of those who were asked', async () => {
    await world.say(worker, '我的申请');
    const number = /SGYA-\d{8}-0002/.exec(await text(worker))?.[0] ?? '';
    await world.say(worker, `撤回 ${number}`);
    expect(labelsOf((await world.lastCard(head)).content)).not.toContain('同意');
    await world.say(head, '待办');
    expect(await text(head)).not.toContain(number);
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
