import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActsWorld, admin, chen, item, startActs, step, worker } from '../../support/acts-world.ts';

const DAY = 86_400_000;

describe('满意度 and 回访 (issue 7, item 8; features 4.20)', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([item('SAT', [step('a', [chen])])]);
  });
  afterAll(async () => {
    await world.stop();
  });
  const ended = async () => {
    const number = await world.apply('SAT');
    await world.tap(chen, '同意');
    return number;
  };

  test('is asked with the news of the end; one tap and words, once', async () => {
    const number = await ended();
    await world.tap(worker, '★★★★★');
    expect(await world.tap(worker, '提交评价', { words: '很快' })).toBe('谢谢您的评价');
    const seen = await world.status(number);
    expect(seen).toContain('★★★★★');
    expect(seen).toContain('很快');
    expect(await world.buttons(worker)).not.toContain('★★★★★');
  });

  test('two stars open a follow-up for the owning department, which stands in the timeline when it is done', async () => {
    const number = await ended();
    await world.tap(worker, '★★');
    await world.tap(worker, '提交评价', { words: '等了三天没人理' });
    // 林静怡 heads 办公室, which owns the item.
    await world.tap(admin, '去回访');
    expect(await world.tap(admin, '记录回访')).toContain('理由');
    expect(await world.tap(admin, '记录回访', { words: '已致电说明并整改' })).toBe('回访已记录');
    expect(await world.status(number)).toContain('已致电说明并整改');
    expect((await world.seenBy(worker)).some(text => text.includes('已致电说明并整改'))).toBe(true);
  });

  test('is closed after seven days, and is nobody else’s', async () => {
    await ended();
    const card = await world.cardWith(worker, '★★★★');
    expect(await world.people.tap(chen, card, '★★★★')).toBe('这件事不由您办理');
    await world.moveClock(8 * DAY);
    expect(await world.tap(worker, '★★★★')).toContain('时间');
  });

  test('the rate of an item stands in its guide and in the hall, for those who may see', async () => {
    await world.say(admin, '大厅');
    expect(await world.card(admin)).toContain('满意度 3.5 / 5（2 人评价）');
    await world.say(worker, '大厅');
    expect(await world.card(worker)).not.toContain('满意度');
    await world.say(admin, '申请 SAT');
    expect(await world.card(admin)).toContain('3.5 分（2 人）');
    await world.say(worker, '申请 SAT');
    expect(await world.card(worker)).not.toContain('满意度');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
