import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, textOf } from '../support/card-reader.ts';
import { startWorld, type World } from '../support/world.ts';

const [admin, auditor, worker] = ['ou_lin', 'ou_zheng', 'ou_li'] as const;

describe('运行状况 shows what a person must look at (issue 8, item 6)', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });
  const card = async (person: string) => (await world.lastCard(person)).content;

  test('its parts, messages, calendar, backup and size, from the settings menu', async () => {
    await world.say(admin, '设置');
    await world.tap(admin, { a: 'health.open' });
    const text = textOf(await card(admin));
    expect(text).toMatch(/正常 数据库.*正常 飞书凭证.*正常 定时任务/s);
    expect(text).toContain('全部送达');
    expect(text).toMatch(/数据占用 [\d.]+ MB/);
    // The tests run on a database of its own, which has its own means.
    expect(text).toContain('mongodump');
  });

  test('an auditor looks and has nothing to repair; others see nothing', async () => {
    await world.say(auditor, '运行状况');
    expect(textOf(await card(auditor))).toContain('全部送达');
    expect(labelsOf(await card(auditor))).toEqual(['刷新', '设置']);
    await world.say(worker, '运行状况');
    expect(textOf(await card(worker))).toContain('只对管理员开放');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
