import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API_RIGHTS, type ApiClient } from '../../src/application/ports-integrations.ts';
import { buttonsOf, labelsOf } from '../support/card-reader.ts';
import type { Bot } from '../support/world-bot.ts';
import { type Office, openOffice } from '../support/world-office.ts';

/** The same people as in rights.test.ts, and those who are parties of the request: 王志强 applied, 陈大勇 decides. */
const PEOPLE = {
  administrator: 'ou_lin',
  itemAdministrator: 'ou_sun',
  supervisor: 'ou_shen',
  auditor: 'ou_zheng',
  clerk: 'ou_jiang',
  applicant: 'ou_wang',
  approver: 'ou_chen',
  employee: 'ou_li',
} as const;
type Name = keyof typeof PEOPLE;
const NAMES: readonly Name[] = [
  'administrator',
  'itemAdministrator',
  'supervisor',
  'auditor',
  'clerk',
  'applicant',
  'approver',
  'employee',
];
/** What somebody reads who may not. */
const REFUSED =
  /只对管理员开放|报表只给|台账供|请写明一个事项|督办由督办人员|要改哪个事项的模板|没有找到，或者您不能查看/;

/**
 * a administrator, i item administrator (of 机械设备科, whose head 孙立新 is), s supervisor, u auditor (head of 人事科), c clerk,
 * w who applied, d who decides (head of the workshop), e employee: `-` is refused.
 */
const COMMANDS: Readonly<Record<string, string>> = {
  '/settings': 'ai-u----',
  '/health': 'a--u----',
  '/handover': 'a--u----',
  '/report': 'aisu--d-',
  '/ledger SBZL': 'aisu----',
  '/ledger QJSQ': 'a-su----',
  '/supervise': 'aisu--d-',
  '/overdue': 'aisu--d-',
  '/template SBZL': 'ai------',
  '/template QJSQ': 'a-------',
};

/** What is offered on the card of a request that runs, by the words that open it. `0`: the request is not found. */
const ACTS: readonly (readonly [command: string, button: string, who: string])[] = [
  ['/approve', '同意', '-0--0-d0'],
  ['/reject', '拒绝', '-0--0-d0'],
  ['/return', '退回', '-0--0-d0'],
  ['/transfer', '转交', '-0--0-d0'],
  ['/comment', '评论', 'a0s-0wd0'],
  ['/terminate', '作废', 'a0--0--0'],
  ['/jump', '跳转', 'a0--0--0'],
  ['/reassign', '改派', 'a0--0--0'],
  ['/resend', '重发卡片', 'a0--0--0'],
];

/** Acts of those who run the service on a request of 机械设备科, tapped on whatever card: who is shown its form (peers.md row 43). */
const OFFICE_ACTS: readonly (readonly [act: 'terminate' | 'jump' | 'reassign' | 'resend', who: string])[] = [
  ['terminate', 'ai------'],
  ['jump', 'ai------'],
  ['reassign', 'ai------'],
  ['resend', 'ai------'],
];

/** Whether the card has the form that carries out this act. */
const asks = (card: unknown, act: string) =>
  buttonsOf(card).some(({ action }) => action?.a === 'act.do' && action.act === act);

describe('each typed command by each office (issue 8, rights)', () => {
  let office: Office;
  let bot: Bot;
  let number = '';
  let id = '';
  let lease = '';
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
    const form = { kind: 'personal', period__from: '2026-12-01', period__to: '2026-12-02', reason: '搬家' };
    number = await bot.apply('ou_wang', 'QJSQ', form);
    ({ id } = (await office.request(number)).state);
    const leased = await bot.apply('ou_wang', 'SBZL', {
      equipment: '起重机',
      quantity: '1',
      price: '400',
      days: '1',
      budget: 'overhaul',
    });
    lease = (await office.request(leased)).state.id;
    await bot.settle();
  });
  afterAll(async () => {
    await office.close();
  });
  const answer = async (name: Name, command: string) => {
    const person = PEOPLE[name];
    const seen = office.chats.of(person).length;
    await bot.say(person, command);
    await expect.poll(() => office.chats.of(person).length, { timeout: 15_000 }).toBeGreaterThan(seen);
    await bot.settle();
    const last = office.chats.of(person).at(-1);
    if (last === undefined) throw new Error(`${name} got no answer`);
    return last;
  };

  test.each(Object.entries(COMMANDS))('%s: %s', async (command, who) => {
    for (const [at, name] of NAMES.entries()) {
      const { text } = await answer(name, command);
      expect(REFUSED.test(text), `${command} by ${name}: ${text}`).toBe(who[at] === '-');
    }
  });

  test.each(ACTS)('%s with a number offers %s to: %s', async (command, label, who) => {
    for (const [at, name] of NAMES.entries()) {
      const { text, content } = await answer(name, `${command} ${number}`);
      const told = `${command} by ${name}: ${text}`;
      expect(REFUSED.test(text), told).toBe(who[at] === '0');
      expect(labelsOf(content).includes(label), told).toBe(!'-0'.includes(who[at] ?? '-'));
    }
  });

  test.each(OFFICE_ACTS)('%s on a request within an item administrator’s scope: %s', async (act, who) => {
    for (const [at, name] of NAMES.entries()) {
      const { card } = await bot.act(PEOPLE[name], { a: 'act.form', act, request: lease });
      expect(asks(card, act), `${act} by ${name}`).toBe(who[at] !== '-');
    }
    // Out of the scope the same person gets nothing.
    const { card } = await bot.act(PEOPLE.itemAdministrator, { a: 'act.form', act, request: id });
    expect(asks(card, act)).toBe(false);
  });

  test('what is not offered is refused too when it is tapped, on whatever card', async () => {
    const before = await office.request(number);
    const [task] = before.state.tasks;
    if (task === undefined) throw new Error('no task');
    for (const name of NAMES) {
      const person = PEOPLE[name];
      if (name !== 'approver')
        for (const a of ['task.approve', 'task.reject', 'task.return'] as const)
          await bot.act(person, { a, request: id, task: task.id }, { opinion: '不' });
      if (name !== 'administrator')
        for (const act of ['terminate', 'jump', 'reassign', 'resend'] as const)
          await bot.act(person, { a: 'act.do', act, request: id }, { opinion: '不', to: 'start', person });
      if (name !== 'applicant') await bot.act(person, { a: 'request.withdraw', request: id });
    }
    const { state } = await office.request(number);
    expect(state.status).toBe('RUNNING');
    expect(state.tasks).toEqual(before.state.tasks);
  });
});

const problem = z.object({ code: z.string() });
const SECRET = 'x'.repeat(43);

/** Who calls, as the settings would have let them in. */
const CLIENTS: Readonly<Record<string, Pick<ApiClient, 'rights' | 'items'>>> = {
  reads: { rights: ['read'], items: [] },
  creates: { rights: ['create'], items: [] },
  cancels: { rights: ['cancel'], items: [] },
  all: { rights: [...API_RIGHTS], items: [] },
  elsewhere: { rights: [...API_RIGHTS], items: ['SBZL'] },
};

/** Each call by each client: its status. `x` is nobody: no such token. */
const CALLS: readonly (readonly [
  call: string,
  statuses: Readonly<Record<'reads' | 'creates' | 'cancels' | 'all' | 'elsewhere' | 'nobody', number>>,
])[] = [
  ['GET /items', { reads: 200, creates: 403, cancels: 403, all: 200, elsewhere: 200, nobody: 401 }],
  ['GET /items/QJSQ', { reads: 200, creates: 403, cancels: 403, all: 200, elsewhere: 404, nobody: 401 }],
  ['GET /requests', { reads: 200, creates: 403, cancels: 403, all: 200, elsewhere: 200, nobody: 401 }],
  ['GET /requests/N', { reads: 200, creates: 403, cancels: 403, all: 200, elsewhere: 404, nobody: 401 }],
  ['POST /requests', { reads: 403, creates: 422, cancels: 403, all: 422, elsewhere: 404, nobody: 401 }],
  [
    'POST /requests/N/cancel',
    { reads: 403, creates: 403, cancels: 200, all: 200, elsewhere: 404, nobody: 401 },
  ],
];
const CALLERS = ['reads', 'creates', 'nobody', 'elsewhere', 'cancels', 'all'] as const;

describe('each call of the API by each client (issue 8, rights)', () => {
  let office: Office;
  let bot: Bot;
  let number = '';
  beforeAll(async () => {
    office = await openOffice();
    bot = await office.start();
    const secretHash = createHash('sha256').update(SECRET).digest('hex');
    for (const [name, client] of Object.entries(CLIENTS))
      await office.stores.integrations.addClient({
        id: `client${name}`,
        name,
        secretHash,
        createdBy: 'ou_lin',
        createdAt: 1,
        ...client,
      });
    const form = { kind: 'personal', period__from: '2026-12-01', period__to: '2026-12-02', reason: '搬家' };
    number = await bot.apply('ou_wang', 'QJSQ', form);
  });
  afterAll(async () => {
    await office.close();
  });

  test.each(CALLS)('%s', async (call, statuses) => {
    const [method = '', path = ''] = call.replace('N', number).split(' ');
    const body =
      method === 'GET'
        ? undefined
        : path.endsWith('cancel')
          ? { reason: '不用了' }
          : { item: 'QJSQ', applicant: 'ou_wang', form: {} };
    for (const caller of CALLERS) {
      const response = await fetch(`${bot.address}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ow_client${caller}_${SECRET}`,
          'idempotency-key': `${caller}-1`,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      expect(response.status, `${call} by ${caller}`).toBe(statuses[caller]);
      const told: unknown = await response.json();
      if (response.status === 403) expect(problem.parse(told).code).toBe('forbidden');
      // What lies outside of a client's items is not told, not even that it is there.
      if (caller === 'elsewhere') expect(JSON.stringify(told)).not.toContain(number);
    }
    const { status } = (await office.request(number)).state;
    expect(status).toBe(path.endsWith('cancel') ? 'CANCELED' : 'RUNNING');
  });
});
