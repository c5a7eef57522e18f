import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ActsWorld,
  admin,
  chen,
  gao,
  item,
  startActs,
  step,
  sun,
  wang,
  worker,
  wu,
} from '../../support/acts-world.ts';

const DAY = 86_400_000;
/** The date in Shanghai. */
const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

describe('others act in somebody’s place, from the tap to the cards that people see', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([
      item('ONE', [step('a', [chen])]),
      item('TWO', [step('a', [sun]), step('b', [wu])]),
      item('WAI', [
        step('a', [chen]),
        '{ kind: delay, id: d, name: { zh: 公示, en: Notice }, for: 1d }',
        step('b', [wu]),
      ]),
    ]);
  });
  afterAll(async () => {
    await world.stop();
  });

  const period = async (ahead = 0) => {
    const now = await world.people.now();
    return { from: day(now + ahead * DAY), to: day(now + (ahead + 2) * DAY) };
  };

  test('代理: what is open goes along, new tasks go to the delegate, the history says for whom', async () => {
    await world.apply('ONE');
    await world.say(chen, '代理');
    await world.tap(chen, '新建代理');
    expect(await world.tap(chen, '保存', { agent: wang })).toBe('请选择开始和结束日期');
    const saved = await world.tap(chen, '保存', { agent: wang, ...(await period()), handOpen: true });
    expect(saved).toBe('代理已保存');
    expect(await world.card(wang)).toContain('您代 陈大勇 审批');
    expect(await world.buttons(chen)).not.toContain('同意');
    const number = await world.apply('ONE');
    expect(await world.tap(wang, '同意')).toBe('已同意');
    expect(await world.status(number)).toContain('王志强 代 陈大勇 同意');
  });

  test('代理 to the applicant does not apply: the principal decides', async () => {
    await world.say(sun, '代理');
    await world.tap(sun, '新建代理');
    await world.tap(sun, '保存', { agent: worker, ...(await period()) });
    await world.apply('TWO');
    expect(await world.buttons(sun)).toContain('同意');
  });

  test('a second one in the same time and a cycle are refused; a chain is warned of and can be saved', async () => {
    await world.say(chen, '代理');
    await world.tap(chen, '新建代理');
    expect(await world.tap(chen, '保存', { agent: gao, ...(await period()) })).toBe('这段时间已经有代理');
    await world.say(wang, '代理');
    await world.tap(wang, '新建代理');
    expect(await world.tap(wang, '保存', { agent: chen, ...(await period()) })).toContain('代理成环');
    await world.say(gao, '代理');
    await world.tap(gao, '新建代理');
    expect(await world.tap(gao, '保存', { agent: chen, ...(await period()) })).toContain('代理只有一层');
    expect(await world.tap(gao, '仍然保存')).toBe('代理已保存');
  });

  test('结束: what the delegate has not done goes back, new tasks stay with the principal (semantics C9)', async () => {
    const number = await world.apply('ONE');
    expect(await world.buttons(wang)).toContain('同意');
    await world.say(chen, '代理');
    expect(await world.tap(chen, '结束')).toBe('代理已结束');
    expect(await world.card(wang)).toContain('代理');
    expect(await world.buttons(wang)).not.toContain('同意');
    expect(await world.status(number)).toContain('代理结束，待办退还给 陈大勇');
    expect(await world.tap(chen, '同意')).toBe('已同意');
    await world.apply('ONE');
    expect(await world.buttons(chen)).toContain('同意');
  });

  test('a delay goes on by itself when it is over', async () => {
    const number = await world.apply('WAI');
    await world.tap(chen, '同意');
    expect(await world.status(number)).toContain('公示');
    await world.moveClock(DAY + 60_000);
    expect(await world.status(number)).toContain('等待到时继续');
    await world.tap(wu, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('离职交接: an administrator names a successor, sees the list, and hands over', async () => {
    const number = await world.apply('ONE');
    await world.say(worker, '离职交接');
    expect(await world.card(worker)).toContain('设置只对管理员开放');
    await world.say(admin, '离职交接');
    await world.tap(admin, '新建交接');
    await world.tap(admin, '下一步', { person: chen, successor: gao });
    expect(await world.card(admin)).toContain(number);
    expect(await world.card(admin)).toContain('交给 高卫民');
    const toast = await world.tap(admin, '确认交接');
    expect(toast).toMatch(/交接完成|有几项没有交接成功/);
    expect(await world.tap(gao, '同意')).toBe('已同意');
    expect(await world.status(number)).toContain('离职交接给');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
