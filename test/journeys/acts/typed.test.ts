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
} from '../../support/acts-world.ts';

describe('acts by typed words, with and without the slash (issue 5)', () => {
  let world: ActsWorld;
  let number = '';
  beforeAll(async () => {
    world = await startActs([
      item('TWO', [step('a', [chen]), step('b', [sun])], 'revokeDays: 5'),
      item('CLM', [step('c', [chen, sun], 'method: { kind: claim }')]),
      item('HND', [step('h', [chen], 'act: handle')]),
      item('VOT', [step('v', [chen, sun], 'method: { kind: vote, pass: { percent: 50 } }')]),
    ]);
    number = await world.apply('TWO');
  });
  afterAll(async () => {
    await world.stop();
  });

  const opens = async (person: string, text: string) => {
    await world.say(person, text);
    return world.buttons(person);
  };

  test.each([
    ['同意', '同意'],
    ['/approve', '同意'],
    ['拒绝', '拒绝'],
    ['/reject', '拒绝'],
    ['退回', '退回'],
    ['/return', '退回'],
    ['转交', '转交'],
    ['/transfer', '转交'],
    ['委派', '委派'],
    ['/assist', '委派'],
    ['加签', '加签'],
    ['前加签', '加签'],
    ['/addsigner', '加签'],
  ])('%s and a number open the card of that task, which has %s', async (typed, label) => {
    expect(await opens(chen, `${typed} ${number}`)).toContain(label);
    expect(await world.card(chen)).toContain('环节a');
    // A word opens; the act is the tap.
    expect(await world.status(number)).toContain('审批中');
  });

  test('a stranger learns nothing, and neither does who types a number that is not there', async () => {
    await world.say(wu, `同意 ${number}`);
    const one = await world.card(wu);
    await world.say(wu, '同意 TWO-20200101-9999');
    expect(await world.card(wu)).toBe(one);
    expect(one).not.toContain('试一试');
  });

  test('without a number it says how; a question in words is none', async () => {
    await world.say(chen, '同意');
    expect(await world.card(chen)).toContain('请写上编号');
    await world.say(chen, '同意书怎么写');
    expect(await world.card(chen)).not.toContain('请写上编号');
  });

  test('减签, 拿回: after the act', async () => {
    await opens(chen, `加签 ${number}`);
    await world.tap(chen, '加签');
    await world.tap(chen, '加签', { position: 'before', people: [wu], method: 'all' });
    expect(await opens(chen, `减签${number}`)).toContain('减签');
    await world.tap(chen, '减签');
    await opens(chen, `同意 ${number}`);
    await world.tap(chen, '同意');
    // Decided already: the card says so and has nothing to decide.
    expect(await opens(chen, `同意 ${number}`)).not.toContain('同意');
    const other = await world.apply('TWO');
    await world.tap(chen, '同意');
    expect(await opens(chen, `拿回 ${other}`)).toContain('拿回');
  });

  test('认领, 弃权, 办结', async () => {
    const claim = await world.apply('CLM');
    expect(await opens(chen, `认领 ${claim}`)).toContain('认领');
    await world.tap(chen, '认领');
    expect(await opens(chen, `退还 ${claim}`)).toContain('退还');
    const vote = await world.apply('VOT');
    expect(await opens(sun, `弃权 ${vote}`)).toContain('弃权');
    const handle = await world.apply('HND');
    expect(await opens(chen, `办结 ${handle}`)).toContain('办结');
  });

  test('the applicant’s and the administrator’s words open the request', async () => {
    expect(await opens(worker, `评论 ${number}`)).toContain('评论');
    expect(await opens(worker, `抄送 ${number}`)).toContain('抄送');
    await opens(sun, `同意 ${number}`);
    await world.tap(sun, '同意');
    expect(await opens(worker, `撤销 ${number}`)).toContain('撤销');
    expect(await opens(worker, `再次提交 ${number}`)).toContain('再次提交');
    const running = await world.apply('TWO');
    for (const [word, label] of [
      ['改派', '改派'],
      ['跳转', '跳转'],
      ['作废', '作废'],
    ] as const)
      expect(await opens(admin, `${word} ${running}`)).toContain(label);
  });

  test('the help names them', async () => {
    await world.say(chen, '帮助');
    expect(await world.card(chen)).toContain('同意、拒绝、退回、转交');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
