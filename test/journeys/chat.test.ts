import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../support/card-reader.ts';
import { startWorld, type World } from '../support/world.ts';

const [worker, colleague] = ['ou_li', 'ou_wang'] as const;
const group = 'oc_group_workshop_1';

describe('words in the chat', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world.stop();
  });
  const text = async (person: string) => textOf((await world.lastCard(person)).content);
  const last = async (person: string) => (await world.people.messages(person)).at(-1);

  test('a welcome card comes once, at the first entry', async () => {
    for (let time = 0; time < 3; time += 1) await world.people.open(colleague);
    await world.settle();
    expect(await world.seenBy(colleague)).toHaveLength(1);
  });

  test.each([
    ['大厅', '设备租赁审批'],
    ['／ＨＡＬＬ', '设备租赁审批'],
    ['Menu', '设备租赁审批'],
    ['/todo', '待办'],
    ['我的', '我的申请'],
    ['已办', '已办'],
    ['？', '帮助'],
    ['apply LEASE', '设备租赁审批'],
  ])('%s', async (words, seen) => {
    await world.say(worker, words);
    expect(await text(worker)).toContain(seen);
  });

  test('unknown words lead to the nearest items and the help line, never to silence', async () => {
    await world.say(worker, '我想租一台起重机');
    expect(await text(worker)).toContain('设备租赁审批');
    await world.say(worker, '今晚吃什么');
    expect(await text(worker)).toMatch(/帮助|大厅/);
    await world.say(worker, '量子纠缠');
    expect(await text(worker)).toMatch(/没有找到与“量子纠缠”相符的事项。也许是其中一项[\s\S]*设备租赁审批/);
  });

  test('0.1 the hall lists the items by their owning departments, one tap away', async () => {
    await world.say(worker, '大厅');
    await world.tap(worker, '按科室');
    await world.tap(worker, '机械设备科');
    const shown = await text(worker);
    expect(shown).toContain('设备租赁审批');
    expect(shown).not.toContain('团体订餐');
    await world.tap(worker, '按类别');
    expect(await text(worker)).toContain('施工预案');
  });

  test('each menu key of the bot is answered', async () => {
    for (const [key, seen] of [
      ['hall', '办事大厅'],
      ['todo', '待办'],
      ['my', '我的申请'],
      ['help', '帮助'],
    ] as const) {
      await world.people.menu(worker, key);
      await world.settle();
      expect(await text(worker)).toContain(seen);
    }
  });

  test("in a group it answers in the thread, and keeps a person's business to that person", async () => {
    await world.people.say(worker, '待办', group);
    await world.settle();
    const inGroup = await world.people.messages(worker, group);
    expect(JSON.stringify(inGroup.at(-1)?.content)).toContain('已私信您');
    expect(
      inGroup.filter(message => message.kind === 'card' && textOf(message.content).includes('待办')),
    ).toEqual([]);
    expect(await text(worker)).toContain('待办');

    await world.people.say(worker, '大厅', group);
    await world.settle();
    const answered = (await world.people.messages(worker, group)).at(-1);
    expect(textOf(answered?.content)).toContain('设备租赁审批');
  });

  test('what a tap in a group opens comes privately, and the card in the group stays as it is', async () => {
    const inGroup = (await world.people.messages(worker, group)).at(-1);
    if (inGroup === undefined) throw new Error('no card in the group');
    const toast = await world.people.tap(colleague, inGroup, { a: 'item.guide', item: 'SBZL' });
    expect(toast).toContain('已私信您');
    await world.settle();
    const after = (await world.people.messages(worker, group)).at(-1);
    expect(after?.content).toEqual(inGroup.content);
    expect(await text(colleague)).toContain('办事指南');
  });

  test('a sticker gets a helpful line', async () => {
    await world.people.send(worker, 'sticker');
    await world.settle();
    expect(JSON.stringify((await last(worker))?.content)).toContain('大厅');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
