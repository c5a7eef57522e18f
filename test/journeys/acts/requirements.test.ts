import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActsWorld, chen, item, startActs, step, sun, worker, wu } from '../../support/acts-world.ts';

describe('what a step requires, from the chat to the card', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([
      item('SIG', [step('a', [chen], 'requires: { signature: true }')]),
      item('ATT', [step('a', [chen], 'requires: { attachment: true }'), step('b', [sun])]),
      item('ONE', [step('a', [chen])], 'documentNumber: { template: "沪工〔{YYYY}〕{SEQ}号", reset: year }'),
    ]);
  });
  afterAll(async () => {
    await world.stop();
  });

  test('签名: without a stored one the card says what to do; then it is confirmed on the card', async () => {
    const number = await world.apply('SIG');
    expect(await world.card(chen)).toContain('请先把签名图片发给我');
    expect(await world.tap(chen, '同意')).toBe('这个环节需要签名');
    await world.people.send(chen, 'image');
    await world.settle();
    await world.say(chen, '签名');
    expect(await world.tap(chen, '设为我的签名')).toBe('签名已保存');
    await world.say(chen, '待办');
    await world.tap(chen, '打开');
    expect(await world.tap(chen, '同意')).toBe('这个环节需要签名');
    expect(await world.tap(chen, '同意', { sign: true })).toBe('已同意');
    expect(await world.status(number)).toMatch(/陈大勇 同意\n.*\n已签名/);
    expect(await world.tap(worker, '看签名')).toBe('1 个文件马上发给您');
    expect((await world.people.messages(worker)).at(-1)?.content).toHaveProperty('image_key');
  });

  test('附件: a file sent in the chat can be chosen on the card', async () => {
    const file = await world.people.send(chen, 'file');
    await world.settle();
    const number = await world.apply('ATT');
    expect(await world.tap(chen, '同意')).toBe('这个环节需要附件');
    expect(await world.tap(chen, '同意', { attach: [file] })).toBe('已同意');
    expect(await world.card(sun)).toContain('附件：施工方案.txt');
    expect(await world.tap(sun, '附件发给我')).toBe('1 个文件马上发给您');
    const sent = (await world.people.messages(sun)).at(-1);
    expect(sent?.content).toHaveProperty('file_name', '施工方案.txt');
    await world.tap(sun, '同意');
    expect(await world.status(number)).toContain('附件：施工方案.txt');
  });

  test('附件: a stranger with a forwarded card gets a polite no, and no file', async () => {
    const file = await world.people.send(chen, 'file');
    await world.settle();
    const number = await world.apply('ATT');
    await world.tap(chen, '同意', { attach: [file] });
    const card = await world.cardWith(sun, '附件发给我');
    const before = (await world.people.messages(wu)).length;
    expect(await world.people.tap(wu, card, '附件发给我')).toContain('不');
    await world.settle();
    expect((await world.people.messages(wu)).length).toBe(before);
    await world.tap(sun, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('a file that this person never sent is not taken', async () => {
    await world.apply('ATT');
    expect(await world.tap(chen, '同意', { attach: ['file_of_another'] })).toBe('这个环节需要附件');
    await world.tap(chen, '拒绝', { opinion: '附件不全' });
  });

  test('常用意见: one’s own phrase fills the opinion', async () => {
    const number = await world.apply('ONE');
    await world.tap(chen, '常用意见');
    expect(await world.tap(chen, '添加')).toBe('请先写下意见');
    expect(await world.tap(chen, '添加', { newPhrase: '同意，按规定办理' })).toBe('已添加');
    await world.tap(chen, '返回');
    await world.tap(chen, '同意', { phrase: 'own-0' });
    const seen = await world.status(number);
    expect(seen).toContain('同意，按规定办理');
    await world.say(chen, '常用意见');
    expect(await world.tap(chen, '删掉', { oldPhrase: 'own-0' })).toBe('已删除');
  });

  test('文号: given at final approval, without gaps', async () => {
    const number = await world.apply('ONE');
    await world.tap(chen, '拒绝', { opinion: '不同意' });
    expect(await world.status(number)).not.toContain('号 ');
    const next = await world.apply('ONE');
    await world.tap(chen, '同意');
    expect(await world.status(next)).toContain('沪工〔2026〕2号');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
