import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ActsWorld,
  chen,
  gao,
  item,
  startActs,
  step,
  sun,
  wang,
  worker,
  wu,
  zhao,
} from '../../support/acts-world.ts';

describe('acts on a task, from the tap to the cards that people see', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([
      item('ONE', [step('a', [chen])]),
      item('TWO', [step('a', [chen]), step('b', [sun])]),
      item('VOT', [step('v', [chen, sun, wu, zhao], 'method: { kind: vote, pass: { percent: 60 } }')]),
      item('CLM', [step('c', [chen, sun], 'method: { kind: claim }')]),
      item('HND', [step('h', [chen], 'act: handle')]),
    ]);
  });
  afterAll(async () => {
    await world.stop();
  });

  test('转交: the other gets the card, the first sees to whom it went', async () => {
    await world.apply('ONE');
    await world.tap(chen, '转交');
    expect(await world.tap(chen, '转交', { to: wang, reason: '出差' })).toContain('已转交给王志强');
    expect(await world.card(wang)).toContain('由 陈大勇 转交给您');
    await world.tap(wang, '同意');
    expect((await world.seenBy(worker)).join()).toContain('已同意');
  });

  test('委派: the other gives an opinion, then the first decides', async () => {
    await world.apply('ONE');
    await world.tap(chen, '委派');
    expect(await world.tap(chen, '委派', { to: wu })).toBe('请填写理由');
    expect(await world.tap(chen, '委派', { to: wu, opinion: '费用合适吗' })).toBe('已请吴慧敏提意见');
    expect(await world.buttons(chen)).toContain('减签');
    expect(await world.buttons(chen)).not.toContain('同意');
    expect(await world.card(wu)).toContain('费用合适吗');
    expect(await world.buttons(wu)).not.toContain('同意');
    expect(await world.tap(wu, '提交意见', { opinion: '合适' })).toBe('意见已提交');
    expect(await world.tap(chen, '同意')).toBe('已同意');
    expect((await world.seenBy(chen)).join()).toContain('吴慧敏 已就“环节a”提出意见');
  });

  test('前加签: the added people decide first; 减签 calls one off', async () => {
    await world.apply('ONE');
    await world.tap(chen, '加签');
    const toast = await world.tap(chen, '加签', { position: 'before', people: [sun, wu], method: 'all' });
    expect(toast).toBe('已加签：孙立新、吴慧敏');
    expect(await world.tap(chen, '减签')).toBe('已减签');
    expect((await world.seenBy(sun)).at(-1)).toContain('减签');
    expect(await world.tap(wu, '同意')).toBe('已同意');
    expect(await world.tap(chen, '同意')).toBe('已同意');
  });

  test('后加签 is an approval; the request ends when the added one has approved', async () => {
    const number = await world.apply('ONE');
    await world.tap(chen, '加签');
    await world.tap(chen, '加签', { position: 'after', people: [sun], opinion: '同意，请孙科再看' });
    expect(await world.status(number)).toContain('审批中');
    await world.tap(sun, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('并加签: both must approve; the form says what is missing', async () => {
    const number = await world.apply('ONE');
    await world.tap(chen, '加签');
    expect(await world.tap(chen, '加签', { position: 'parallel', people: [] })).toBe('请选择人员');
    await world.tap(chen, '加签', { position: 'parallel', people: [sun] });
    await world.tap(chen, '同意');
    expect(await world.status(number)).toContain('审批中');
    await world.tap(sun, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('退回 asks where to and how; straight back to the one who returned', async () => {
    await world.apply('TWO');
    await world.tap(chen, '同意');
    await world.tap(sun, '退回', { opinion: '请核对金额' });
    expect((await world.form(sun)).values).toMatchObject({ opinion: '请核对金额', mode: 'rerun' });
    const toast = await world.tap(sun, '退回', { target: 'a', mode: 'direct', opinion: '请核对金额' });
    expect(toast).toBe('已退回');
    expect(await world.card(chen)).toContain('环节a');
    expect(await world.tap(chen, '同意', { opinion: '核对过了' })).toBe('已同意');
    expect(await world.buttons(sun)).toContain('同意');
    expect(await world.tap(sun, '同意')).toBe('已同意');
  });

  test('拿回: the next card is closed, the own one is open again', async () => {
    const number = await world.apply('TWO');
    await world.tap(chen, '同意');
    expect(await world.tap(chen, '拿回')).toBe('已拿回');
    expect(await world.card(sun)).toContain('前一环节已由陈大勇拿回');
    expect(await world.buttons(chen)).toContain('同意');
    await world.tap(chen, '同意');
    await world.tap(sun, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('拿回 is refused once the next one has read it', async () => {
    await world.apply('TWO');
    await world.tap(chen, '同意');
    await world.tap(sun, '查看详情');
    expect(await world.tap(chen, '拿回')).toBe('下一环节已经看过或办理过了');
    await world.tap(sun, '去处理');
    await world.tap(sun, '同意');
  });

  test('票签: a single reject ends nothing, an abstention counts, 60 % pass', async () => {
    const number = await world.apply('VOT');
    await world.tap(chen, '拒绝', { opinion: '不同意' });
    expect(await world.status(number)).toContain('审批中');
    await world.tap(sun, '同意');
    await world.tap(wu, '同意');
    expect(await world.status(number)).toContain('审批中');
    await world.tap(zhao, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('弃权: the vote fails as soon as it cannot pass', async () => {
    const number = await world.apply('VOT');
    expect(await world.tap(chen, '弃权')).toBe('已弃权');
    await world.tap(sun, '弃权');
    expect(await world.status(number)).toContain('已拒绝');
    expect(await world.buttons(zhao)).not.toContain('同意');
  });

  test('认领: the others are locked out; 退还 lets them in again', async () => {
    await world.apply('CLM');
    expect(await world.tap(chen, '认领')).toBe('已认领');
    expect(await world.card(sun)).toContain('已由陈大勇认领');
    expect(await world.tap(chen, '退还')).toBe('已退还');
    expect(await world.tap(sun, '认领')).toBe('已认领');
    expect(await world.tap(sun, '同意')).toBe('已同意');
  });

  test('办理: done, with no reject', async () => {
    const number = await world.apply('HND');
    expect(await world.buttons(chen)).not.toContain('拒绝');
    expect(await world.tap(chen, '办结')).toBe('已办结');
    expect(await world.status(number, gao)).not.toContain('试一试');
    expect(await world.status(number)).toContain('办结');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
