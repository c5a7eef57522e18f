import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ActsWorld,
  admin,
  chen,
  item,
  startActs,
  step,
  sun,
  worker,
  wu,
} from '../support/acts-world.ts';

const [auditor, supervisor] = ['ou_zheng', 'ou_shen'] as const;

describe('运行中的申请 (issue 8, item 5; features 2.15, 3.11)', () => {
  let world: ActsWorld;
  const numbers: string[] = [];
  beforeAll(async () => {
    world = await startActs([
      item('TWO', [step('a', [chen]), step('b', [sun])]),
      item('ANO', [step('a', [chen])], "anonymousIf: { field: what, op: '==', value: 举报 }"),
    ]);
    for (let n = 0; n < 8; n += 1) numbers.push(await world.apply('TWO', { what: `检修吊车第${n}台` }));
  });
  afterAll(async () => {
    await world.stop();
  });
  /** 查找 with these values; the result as it is seen. */
  const find = async (person: string, form: Readonly<Record<string, unknown>>): Promise<string> => {
    await world.say(person, '运行中的申请');
    await world.tap(person, '查找');
    await world.tap(person, '查找', form);
    return world.card(person);
  };
  const [first, , third] = [() => numbers[0] ?? '', 0, () => numbers[2] ?? ''];

  test('by number, person, item, state, days and words; pages forth and back', async () => {
    expect(await find(admin, { number: third().toLowerCase() })).toContain(third());
    expect(await world.card(admin)).not.toContain(first());
    expect(await find(admin, { words: '吊车第3' })).toContain(numbers[3]);
    expect(await find(admin, { words: '塔吊' })).toContain('没有找到');
    expect(await find(admin, { person: sun })).toContain('没有找到');
    expect(await find(admin, { state: 'APPROVED' })).toContain('没有找到');
    expect(await find(admin, { to: '2020-01-01' })).toContain('没有找到');
    const page = await find(admin, { person: chen, item: 'TWO' });
    expect(page).toContain(numbers[7]);
    expect(page).not.toContain(first());
    await world.tap(admin, '下一页');
    expect(await world.card(admin)).toContain(first());
    await world.tap(admin, '上一页');
    expect(await world.card(admin)).toBe(page);
  });

  test('a fault stands on the form, and a number behind the command finds it at once', async () => {
    await world.say(admin, '运行中的申请');
    await world.tap(admin, '查找');
    expect(await world.tap(admin, '查找', { words: '吊' })).toBe('请至少输入两个字');
    await world.say(admin, `查申请 ${third()}`);
    expect(await world.card(admin)).toContain(third());
  });

  test('supervisors and auditors look and change nothing; others are told that it is not theirs', async () => {
    for (const person of [auditor, supervisor]) {
      await find(person, { number: third() });
      expect(await world.buttons(person)).toContain('查看详情');
      for (const act of ['跳转', '改派', '重发卡片', '作废'])
        expect(await world.buttons(person)).not.toContain(act);
    }
    // 孙立新 administers the items of another department.
    expect(await find(sun, { number: third() })).toContain('没有找到');
    await world.say(worker, '运行中的申请');
    expect(await world.card(worker)).toContain('只对管理员开放');
  });

  test('an anonymous request is not found by its applicant and says nowhere who it is', async () => {
    const number = await world.apply('ANO', { what: '举报' });
    expect(await find(admin, { person: worker, state: 'all' })).not.toContain(number);
    await world.say(admin, `查申请 ${number}`);
    const card = (await world.lastCard(admin)).content;
    expect(JSON.stringify(card)).toContain(number);
    expect(JSON.stringify(card)).not.toMatch(/李晓明|"ou_li"/);
    await world.tap(admin, '重发卡片');
    await world.tap(admin, '重发卡片', { card: '$start', opinion: '手机换了' });
    expect(await world.card(admin)).toContain('重发回执给申请人');
    expect(JSON.stringify((await world.lastCard(admin)).content)).not.toMatch(/李晓明|"ou_li"/);
  });

  test('重发卡片 to the holder: a reason, a fresh card; the old one leads to the task', async () => {
    await find(admin, { number: first() });
    await world.tap(admin, '重发卡片');
    expect(await world.tap(admin, '重发卡片')).toBe('请填写理由');
    const before = (await world.people.messages(chen)).length;
    expect(await world.tap(admin, '重发卡片', { opinion: '说没有收到' })).toBe('已重发');
    expect((await world.people.messages(chen)).length).toBe(before + 1);
    const cards = await world.seenBy(chen);
    const old = cards.filter(text => text.includes(first()) && text.includes('这张卡片已重发'));
    expect(old).toHaveLength(1);
    expect(cards.at(-1)).toContain('检修吊车第0台');
    // Tapped in the old card, the task stands there.
    await world.tap(chen, '去处理');
    expect((await world.seenBy(chen)).filter(text => text.includes('这张卡片已重发'))).toHaveLength(0);
    expect(await world.status(first())).toMatch(/林静怡.*重发卡片给.*陈大勇.*说没有收到/s);
  });

  test('重发 the receipt: the applicant has a fresh one, and the old one leads to the request', async () => {
    await find(admin, { number: first() });
    await world.tap(admin, '重发卡片');
    expect(await world.tap(admin, '重发卡片', { card: '$start', opinion: '手机换了' })).toBe('已重发');
    const cards = await world.seenBy(worker);
    expect(cards.some(text => text.includes(first()) && text.includes('这张卡片已重发'))).toBe(true);
    expect(cards.at(-1)).toContain(first());
  });

  test('改派, 跳转 and 作废 from the result reach the people whom they concern, with the reason', async () => {
    await find(admin, { number: third() });
    await world.tap(admin, '改派');
    expect(await world.tap(admin, '改派', { to: wu, opinion: '陈主任出差' })).toBe('已改派给吴慧敏');
    const told = async (person: string, reason: string) =>
      (await world.seenBy(person)).some(text => text.includes('林静怡') && text.includes(reason));
    expect(await told(chen, '陈主任出差')).toBe(true);
    expect(await told(worker, '陈主任出差')).toBe(true);
    await find(admin, { number: third() });
    await world.tap(admin, '跳转');
    expect(await world.tap(admin, '跳转', { node: 'b', opinion: '已口头同意' })).toBe('已跳转');
    expect(await told(wu, '已口头同意')).toBe(true);
    await find(admin, { number: third() });
    await world.tap(admin, '作废');
    expect(await world.tap(admin, '作废', { opinion: '重复申请' })).toBe('已作废');
    expect(await told(sun, '重复申请')).toBe(true);
    expect(await told(worker, '重复申请')).toBe(true);
    expect(await find(admin, { number: third(), state: 'TERMINATED' })).toContain('已终止');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
