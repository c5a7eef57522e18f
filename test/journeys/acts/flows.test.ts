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

const branch = (mode: string, one: string, two: string) =>
  `{ kind: branch, id: p, name: { zh: 分支, en: Fork }, mode: ${mode}, branches: [${one}, ${two}] }`;
const way = (id: string, nodes: string, more = '') =>
  `{ id: ${id}, name: { zh: 分支${id}, en: Way ${id} }${more}, nodes: [${nodes}] }`;

describe('kinds of steps, from the tap to the cards that people see', () => {
  let world: ActsWorld;
  beforeAll(async () => {
    world = await startActs([
      item('SEQ', [step('a', [chen, sun], 'method: { kind: sequence }')]),
      item('ANY', [step('a', [chen, sun], 'method: { kind: any }')]),
      item('ALL', [step('a', [chen, sun], 'method: { kind: all, reject: waitAll }')]),
      item('RND', [step('a', [chen, sun], 'method: { kind: random }')]),
      item('PAR', [
        branch('parallel', way('x', step('a', [chen])), way('y', step('b', [sun]))),
        step('c', [wu]),
      ]),
      item('CON', [
        branch(
          'exclusive',
          way('dear', step('a', [gao]), `, when: { field: cost, op: '>', value: 1000 }`),
          way('cheap', step('b', [chen])),
        ),
      ]),
      item('SUB', [step('a', [zhao])]),
      item('TOP', [
        '{ kind: subrequests, id: s, name: { zh: 子申请, en: Parts }, start: [{ item: SUB, form: { what: what } }] }',
        step('z', [wang]),
      ]),
      item('PKG', [
        '{ kind: subrequests, id: s, name: { zh: 分项办理, en: Parts }, numbers: parent, start: [{ item: SUB, form: { what: what } }, { item: ANY, set: { what: 打包 } }] }',
      ]),
      item('NOP', [
        '{ kind: auto, id: n, name: { zh: 自动, en: Auto }, result: approve, reason: { zh: 免审, en: Exempt } }',
      ]),
    ]);
  });
  afterAll(async () => {
    await world.stop();
  });

  test('依次: the second is asked when the first has approved', async () => {
    const number = await world.apply('SEQ');
    expect((await world.people.messages(sun)).length).toBe(0);
    await world.tap(chen, '同意');
    await world.tap(sun, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('或签: the first decides, the other’s card says who', async () => {
    await world.apply('ANY');
    await world.tap(chen, '同意');
    expect(await world.card(sun)).toContain('已由陈大勇处理');
    expect(await world.buttons(sun)).not.toContain('同意');
  });

  test('会签, wait for all: a mind can be changed until the step is decided', async () => {
    const number = await world.apply('ALL');
    await world.tap(chen, '拒绝', { opinion: '太贵' });
    expect(await world.status(number)).toContain('审批中');
    expect(await world.tap(chen, '同意', { opinion: '改了主意' })).toBe('已同意');
    await world.tap(sun, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('随机一人: one of them gets it', async () => {
    const number = await world.apply('RND');
    const detail = await world.status(number);
    const holder = /当前环节\n环节a · (陈大勇|孙立新)/.exec(detail)?.[1];
    await world.tap(holder === '陈大勇' ? chen : sun, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('parallel branches: the next step waits for both', async () => {
    const number = await world.apply('PAR');
    const before = await world.status(number);
    for (const name of ['陈大勇', '孙立新']) expect(before).toContain(name);
    await world.tap(sun, '同意');
    expect((await world.people.messages(wu)).length).toBe(0);
    await world.tap(chen, '同意');
    await world.tap(wu, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('conditions choose the branch by the form', async () => {
    await world.apply('CON', { cost: '5000' });
    expect(await world.card(gao)).toContain('5,000.00');
    await world.apply('CON', { cost: '10' });
    expect(await world.card(chen)).toContain('10.00');
  });

  test('子申请: the step passes when the sub-request has been approved', async () => {
    const number = await world.apply('TOP');
    expect(await world.status(number)).toContain('发起子申请');
    expect(await world.card(zhao)).toContain('试一试');
    await world.tap(zhao, '同意');
    expect(await world.status(number)).toContain('子申请已通过');
    await world.tap(wang, '同意');
    expect(await world.status(number)).toContain('已同意');
  });

  test('子申请: withdrawn with the main request, with the reason in its history', async () => {
    const number = await world.apply('TOP');
    const sub = /SUB-\d{8}-\d{4}/.exec(await world.card(zhao))?.[0] ?? '';
    expect(await world.buttons(zhao)).toContain('同意');
    await world.say(worker, `撤回 ${number}`);
    expect(await world.buttons(zhao)).not.toContain('同意');
    const seen = await world.status(sub);
    expect(seen).toContain('主申请已撤回，本申请随之结束');
    expect(seen).toContain('已撤回');
  });

  test('打包 (features 0.11, 1.29, 1.35): one number, several items at once, and how far each part is', async () => {
    const number = await world.apply('PKG');
    expect(await world.status(number)).toMatch(new RegExp(`${number}-1[^└]*审批中[^└]*赵铁军`, 's'));
    expect(await world.status(number)).toContain(`${number}-2`);
    expect(await world.card(zhao)).toContain('试一试');
    expect(await world.card(sun)).toContain('打包');
    await world.tap(zhao, '同意');
    expect(await world.status(number)).toMatch(new RegExp(`${number}-1[^└]*已同意`, 's'));
    expect(await world.status(`${number}-1`)).toContain('已同意');
    await world.tap(sun, '同意');
    expect(await world.status(number)).not.toContain('审批中');
  });

  test('an automatic step needs nobody', async () => {
    const number = await world.apply('NOP');
    expect(await world.status(number, worker)).toContain('已同意');
  });

  test('nothing was logged as an error', () => {
    expect(world.errors).toEqual([]);
  });
});
