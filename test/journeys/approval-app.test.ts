import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvalSecrets } from '../../src/adapters/lark/approval-callback.ts';
import { textOf } from '../support/card-reader.ts';
import { encrypt, KEYS } from '../support/lark/callbacks.ts';
import { eventually } from '../support/lark/eventually.ts';
import type { Bot } from '../support/world-bot.ts';
import { type Office, openOffice } from '../support/world-office.ts';

const [administrator, worker, manager] = ['ou_lin', 'ou_li', 'ou_chen'] as const;
const leave = { kind: 'annual', period__from: '2026-12-07', period__to: '2026-12-08', reason: '探亲' };
const secrets = approvalSecrets(KEYS.appSecret);

describe('requests stand in Lark’s own Approval app too (issue 7, item 9)', () => {
  let office: Office;
  let bot: Bot;
  let number = '';
  beforeAll(async () => {
    office = await openOffice({ env: { PUBLIC_URL: 'https://bot.example/' } });
    for (const [id, user] of office.lark.directory.users)
      office.lark.directory.users.set(id, { ...user, user_id: `employee_${id}` });
    bot = await office.start({ every: { mirror: 200 } });
  });
  afterAll(async () => {
    await office.close();
  });
  /** The request as the Approval app has it, once its changes are old enough to be followed. */
  const mirrored = async () => {
    office.clock.move(3_000);
    return office.lark.approvals.get((await office.request(number)).state.id);
  };
  const quick = async (person: string, decision: object, token: string = secrets.token) => {
    const { state } = await office.request(number);
    const task = state.tasks.find(({ status }) => status === 'PENDING') ?? state.tasks[0];
    const body = {
      action_type: 'APPROVE',
      action_context: JSON.stringify({ request: state.id, task: task?.id }),
      user_id: `employee_${person}`,
      token,
      ...decision,
    };
    return post(JSON.stringify({ encrypt: encrypt(JSON.stringify(body), secrets.key) }));
  };
  const post = async (body: string) => {
    const response = await fetch(`${bot.address}/lark/approval`, { method: 'POST', body });
    return { status: response.status, body: await response.text() };
  };

  test('not before an administrator switches it on; others are refused', async () => {
    number = await bot.apply(worker, 'QJSQ', leave);
    expect((await bot.act(worker, { a: 'mirror.turn', on: true })).toast).toContain('管理员');
    expect(await mirrored()).toBeUndefined();
    expect((await bot.act(administrator, { a: 'mirror.turn', on: true })).toast).toContain('已开启');
  });

  test('then with its state, who holds it, and the way to decide quickly', async () => {
    await eventually(mirrored).toMatchObject({
      status: 'PENDING',
      open_id: worker,
      end_time: '0',
      task_list: [
        {
          open_id: manager,
          status: 'PENDING',
          action_configs: [{ action_type: 'APPROVE' }, { action_type: 'REJECT' }],
        },
      ],
    });
    const [defined] = office.lark.callsTo('external_approvals');
    expect(defined?.body).toMatchObject({
      external: {
        action_callback_url: 'https://bot.example/lark/approval',
        action_callback_token: secrets.token,
      },
    });
    expect(JSON.stringify(await mirrored())).toContain(number);
  });

  test('a callback that is not Lark’s decides nothing', async () => {
    expect((await quick(manager, {}, 'wrong')).status).toBe(401);
    expect((await post('{')).status).toBe(401);
    expect((await post(JSON.stringify({ encrypt: 'nonsense' }))).status).toBe(401);
    const clear = { action_type: 'APPROVE', action_context: '{}', user_id: 'u', token: secrets.token };
    expect((await post(JSON.stringify(clear))).status).toBe(401);
    expect((await quick(manager, { action_type: 'ROLLBACK' })).status).toBe(400);
    expect((await office.request(number)).state.status).toBe('RUNNING');
  });

  test('nor does somebody else, nor a refusal without a reason: the Approval app says why', async () => {
    expect(await quick(worker, {})).toEqual({ status: 200, body: expect.stringContaining('不由您办理') });
    expect((await quick(manager, { action_type: 'REJECT' })).body).toContain('理由');
    expect((await office.request(number)).state.status).toBe('RUNNING');
  });

  test('the approver taps 同意 there: it counts like a tap on the card, and stands in the history', async () => {
    expect(await quick(manager, { reason: '同意休假' })).toEqual({ status: 200, body: '{"code":0}' });
    expect((await office.request(number)).state.status).toBe('APPROVED');
    // The same tap again is answered the same; another decision comes too late.
    expect((await quick(manager, {})).body).toBe('{"code":0}');
    const late = await quick(manager, { action_type: 'REJECT', reason: '不行' });
    expect(JSON.parse(late.body)).toMatchObject({ code: 1 });
    await bot.say(worker, `进度 ${number}`);
    await bot.settle();
    const shown = office.chats
      .of(worker)
      .map(({ content }) => textOf(content))
      .join('\n');
    expect(shown).toContain('审批应用');
    expect(shown).toContain('同意休假');
    await eventually(mirrored).toMatchObject({ status: 'APPROVED', task_list: [{ status: 'APPROVED' }] });
  });

  test('while the Approval app fails, decisions go on, and later it shows them', async () => {
    const down = { status: 500, body: { code: 1, msg: 'down' } };
    office.lark.fail('external_instances', ...Array.from({ length: 6 }, () => down));
    number = await bot.apply(worker, 'QJSQ', { ...leave, reason: '再次探亲' });
    await office.delivered();
    const card = office.chats.of(manager).findLast(({ text }) => text.includes(number));
    if (card === undefined) throw new Error('the manager has no card');
    expect((await bot.tap(manager, card, '同意')).toast).toContain('已同意');
    expect((await office.request(number)).state.status).toBe('APPROVED');
    await eventually(mirrored).toMatchObject({ status: 'APPROVED' });
    expect(bot.errors).toEqual([]);
  });
});
