import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ActsWorld,
  admin,
  chen,
  item,
  startActs,
  step,
  wang,
  worker,
} from '../../support/acts-world.ts';

const auditor = 'ou_zheng';
const DAY = 86_400_000;
/** The date in Shanghai. */
const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

describe('代理管理 and 人员核对 (issue 8, item 3; features 2.13)', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([item('ONE', [step('a', [chen])]), item('OLD', [step('b', ['ou_left'])])]);
  });
  afterAll(async () => {
    await world.stop();
  });
  const open = async (person: string, a: 'delegations.open' | 'settings.peopleCheck' | 'audit.open') => {
    await world.say(person, '设置');
    await world.tap(person, { a });
    return world.card(person);
  };

  test('an administrator makes a delegation for somebody, with a reason that both are told; the tasks go there', async () => {
    expect(await open(admin, 'delegations.open')).toContain('没有代理');
    const now = await world.people.now();
    const period = { from: day(now), to: day(now + 2 * DAY) };
    await world.tap(admin, '新建代理');
    const form = { principal: chen, agent: wang, ...period };
    expect(await world.tap(admin, '保存', form)).toBe('请填写理由');
    expect(await world.tap(admin, '保存', { ...form, reason: '陈主任住院' })).toBe('代理已保存');
    expect(await world.card(admin)).toMatch(/陈大勇 → 王志强.*生效中/s);
    for (const person of [chen, wang]) {
      const text = expect.stringMatching(/管理员林静怡设置了代理：陈大勇的待办由王志强代理.*陈主任住院/s);
      await expect.poll(() => world.seenBy(person), { timeout: 20_000 }).toContainEqual(text);
    }
    await world.apply('ONE');
    expect(await world.buttons(wang)).toContain('同意');
  });

  test('an auditor looks and changes nothing', async () => {
    expect(await open(auditor, 'delegations.open')).toContain('陈大勇 → 王志强');
    expect(await world.buttons(auditor)).toEqual(['设置']);
  });

  test('it is ended with a reason; both are told, and both acts stand in the record with before and after', async () => {
    await open(admin, 'delegations.open');
    await world.tap(admin, '结束');
    expect(await world.tap(admin, '结束')).toBe('请填写理由');
    expect(await world.tap(admin, '结束', { reason: '提前出院' })).toBe('代理已结束');
    expect(await world.card(admin)).toContain('没有代理');
    for (const person of [chen, wang])
      await expect
        .poll(() => world.seenBy(person), { timeout: 20_000 })
        .toContainEqual(expect.stringMatching(/管理员林静怡结束了代理.*提前出院/s));
    const record = await open(admin, 'audit.open');
    expect(record).toMatch(/代理：陈大勇 → 王志强.*→ 无.*提前出院.*无 → .*陈主任住院/s);
  });

  test('人员核对: a fixed approver who is not there leads to the flow; heads and managers that are missing are listed', async () => {
    const text = await open(admin, 'settings.peopleCheck');
    expect(text).toMatch(/已离职或冻结.*ou_left.*事项OLD · 环节b/s);
    await world.tap(admin, '修改流程');
    expect(await world.card(admin)).toContain('环节b');
    await open(admin, 'settings.peopleCheck');
    expect(await world.allPages(admin)).toContain('没有直接上级');
    await world.say(worker, '设置');
    expect(await world.card(worker)).toContain('只对管理员开放');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
