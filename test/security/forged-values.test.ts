import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeAction } from '../../cards/kit/action.ts';
import { postEnvelope, tapEnvelope } from '../support/world-callbacks.ts';
import { APPLICANT, APPROVER, type Besieged, openBesieged, SECRETS } from './support/besieged.ts';
import { rounds } from './support/rounds.ts';

const RUNS = rounds('FORGED_VALUES', 120);
const MINUTES_5 = 300_000;

/** What a query would take for an operator, and what JavaScript would take for more than a value. */
const OPERATORS: readonly unknown[] = [
  { $gt: '' },
  { $ne: null },
  { $regex: '.*' },
  { $where: 'sleep(1000) || true' },
  { $in: ['ou_li', 'ou_chen'] },
  { $expr: { $function: { body: 'function(){return true}', args: [], lang: 'js' } } },
  JSON.parse('{"__proto__":{"admin":true}}'),
  { constructor: { prototype: { admin: true } } },
  { toString: 'x' },
  ['x'],
  [{ $gt: '' }],
  0,
  1e308,
  true,
  null,
  '',
  '$where',
  '__proto__',
  'constructor',
  '../../settings',
  'x'.repeat(5_000),
];
const isText = (value: unknown) => typeof value === 'string';
const forgedValue = fc.oneof(fc.constantFrom(...OPERATORS), fc.jsonValue({ maxDepth: 2 }));

describe('forged values', () => {
  let besieged: Besieged;
  let before: Awaited<ReturnType<Besieged['holdings']>>;
  beforeAll(async () => {
    besieged = await openBesieged();
    before = await besieged.holdings();
  }, 120_000);
  afterAll(() => besieged.close());

  const tap = async (person: string, value: unknown, form: object = {}) => {
    const sent = tapEnvelope(person, 'om_forged', { value, form_value: form });
    const { status, body } = await postEnvelope(besieged.bot.address, sent);
    expect(status).toBe(200);
    return JSON.stringify(body);
  };

  test(
    `of a button, tapped by the one who may decide: ${RUNS} of them change nothing`,
    async () => {
      const { request = '', task = '' } = besieged.ids;
      const genuine = [
        encodeAction({ a: 'task.approve', request, task }),
        encodeAction({ a: 'task.reject', request, task }),
        encodeAction({ a: 'task.transfer', request, task }),
        encodeAction({ a: 'act.do', act: 'claim', request, task }),
        encodeAction({ a: 'act.do', act: 'addSigner', request, task }),
      ];
      const form = { opinion: '同意', reason: '理由', to: 'ou_luo', people: ['ou_luo'] };
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...genuine),
          fc.constantFrom('a', 'request', 'task', 'v'),
          forgedValue.filter(value => value !== 1),
          async (value, field, forged) => void (await tap(APPROVER, { ...value, [field]: forged }, form)),
        ),
        { numRuns: RUNS },
      );
      expect(await besieged.holdings()).toEqual(before);
    },
    MINUTES_5,
  );

  test(
    `of a form, where a person or a reason is asked for: ${RUNS} of them change nothing`,
    async () => {
      const { request = '', task = '' } = besieged.ids;
      const asked = [
        [encodeAction({ a: 'task.transfer', request, task }), 'to', { reason: '理由' }],
        [encodeAction({ a: 'task.reject', request, task }), 'opinion', {}],
        [encodeAction({ a: 'task.return', request, task }), 'to', { opinion: '' }],
        [encodeAction({ a: 'act.do', act: 'addSigner', request, task }), 'people', { reason: '理由' }],
        [encodeAction({ a: 'act.do', act: 'assist', request, task }), 'to', { reason: '理由' }],
        [encodeAction({ a: 'delegate.save' }), 'agent', { from: '2026-12-01', to: '2026-12-02' }],
      ] as const;
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...asked),
          // Words are a reason like any other.
          forgedValue.filter(value => !isText(value) && !(Array.isArray(value) && value.some(isText))),
          async ([value, field, rest], forged) =>
            void (await tap(APPROVER, value, { ...rest, [field]: forged })),
        ),
        { numRuns: RUNS },
      );
      expect(await besieged.holdings()).toEqual(before);
    },
    MINUTES_5,
  );

  test('a form that is a depth bomb is answered', async () => {
    let deep: object = {};
    for (let n = 0; n < 2_000; n += 1) deep = { a: deep };
    const { draft = '', request = '', task = '' } = besieged.ids;
    await tap(APPLICANT, encodeAction({ a: 'form.save', draft }), { reason: deep });
    await tap(APPROVER, encodeAction({ a: 'task.reject', request, task }), { opinion: deep });
    await tap(APPROVER, deep);
    expect(await besieged.holdings()).toEqual(before);
  });

  test('extra fields of a button are not looked at: they make nobody somebody else', async () => {
    const { request = '', task = '' } = besieged.ids;
    const value = {
      ...encodeAction({ a: 'task.approve', request, task }),
      by: APPROVER,
      person: APPROVER,
      admin: true,
    };
    await tap('ou_luo', value, { by: APPROVER, operator: APPROVER });
    expect(await besieged.holdings()).toEqual(before);
  });

  /** What the API says of it, and not that it wants fewer calls: then it is asked again. */
  const call = async (
    path: string,
    bearer: string,
    init: RequestInit = {},
  ): Promise<{ readonly status: number; readonly text: string }> => {
    const headers = { authorization: bearer, 'idempotency-key': 'k1', 'content-type': 'application/json' };
    const response = await fetch(`${besieged.bot.address}/api/v1${path}`, { ...init, headers });
    const text = await response.text();
    if (response.status !== 429) return { status: response.status, text };
    await new Promise(resolve => setTimeout(resolve, Number(response.headers.get('retry-after')) * 1_000));
    return call(path, bearer, init);
  };
  const post = (path: string, bearer: string, body: unknown) =>
    call(path, bearer, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

  describe('by the API', () => {
    const secret = 'S'.repeat(32);
    const token = (id: string) => `Bearer ow_${id}_${secret}`;
    const secretHash = createHash('sha256').update(secret).digest('hex');
    let guarded: typeof before;
    beforeAll(async () => {
      const common = { name: 'x', secretHash, createdBy: 'ou_lin', createdAt: 0 };
      const { integrations } = besieged.office.stores;
      await integrations.addClient({
        ...common,
        id: 'narrowed',
        rights: ['read', 'create', 'cancel'],
        items: ['SBZL'],
      });
      await integrations.addClient({ ...common, id: 'readonly', rights: ['read'], items: [] });
      await integrations.addClient({
        ...common,
        id: 'everything',
        rights: ['read', 'create', 'cancel'],
        items: [],
      });
      guarded = await besieged.holdings();
    });

    test('without the right token there is nothing', async () => {
      const wrong = [
        '',
        'Bearer',
        'Basic eDp5',
        `Bearer ow_narrowed_${'T'.repeat(32)}`,
        `Bearer ow__${secret}`,
        `Bearer ow_nobody0_${secret}`,
        `Bearer ow_narrowed_${secret.slice(1)}`,
        `bearer ow_narrowed_${secret}`,
        `Bearer ow_$where_${secret}`,
        `Bearer ow_narrowed_${secret}x`,
      ];
      for (const bearer of wrong)
        for (const path of ['/items', '/requests', `/requests/${besieged.number}`]) {
          const { status, text } = await call(path, bearer);
          expect([status, text.includes(besieged.number)], bearer).toEqual([401, false]);
        }
    });

    test('who may see one item neither sees, makes nor withdraws a request of another', async () => {
      const { number } = besieged;
      const made = { item: 'QJSQ', applicant: APPLICANT, form: {} };
      const answers = [
        await call('/requests', token('narrowed')),
        await call('/items/QJSQ', token('narrowed')),
        await call(`/requests/${number}`, token('narrowed')),
        await post(`/requests/${number}/cancel`, token('narrowed'), { reason: 'x' }),
        await post('/requests', token('narrowed'), made),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404, 404]);
      for (const { text } of answers) {
        expect(text).not.toContain(number);
        for (const hidden of SECRETS) expect(text).not.toContain(hidden);
      }
      expect(await besieged.holdings()).toEqual(guarded);
    });

    test('who may read only changes nothing', async () => {
      const cancelled = await post(`/requests/${besieged.number}/cancel`, token('readonly'), { reason: 'x' });
      const made = await post('/requests', token('readonly'), {
        item: 'QJSQ',
        applicant: APPLICANT,
        form: {},
      });
      expect([cancelled.status, made.status]).toEqual([403, 403]);
      expect(await besieged.holdings()).toEqual(guarded);
    });

    test('operators, lists and prototypes in the place of values are refused', async () => {
      const bearer = token('everything');
      const bodies = OPERATORS.flatMap(forged => [
        { item: forged, applicant: APPLICANT, form: {} },
        { item: 'QJSQ', applicant: forged, form: {} },
        { item: 'QJSQ', applicant: APPLICANT, form: forged },
        { item: 'QJSQ', applicant: APPLICANT, form: { kind: forged } },
        { item: 'QJSQ', applicant: APPLICANT, form: {}, chosen: forged },
      ]);
      for (const body of bodies) {
        const { status } = await post('/requests', bearer, body);
        expect(status, JSON.stringify(body).slice(0, 200)).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
      const proto = '{"item":"QJSQ","applicant":"ou_li","form":{},"__proto__":{"item":"SBZL"}}';
      expect((await post('/requests', bearer, proto)).status).toBeLessThan(500);
      expect(await besieged.holdings()).toEqual(guarded);
    }, 60_000);

    test('paths and queries are not queries of the database', async () => {
      const paths = [
        '/requests/%7B%22%24gt%22%3A%22%22%7D',
        '/requests/%24where',
        '/requests/..%2f..%2fplayground',
        '/items/__proto__',
        '/requests?cursor[$gt]=',
        '/requests?limit[$gt]=1',
        '/requests?limit=1e9',
        '/requests?cursor=WyJhIiwiYiJd',
        `/requests?cursor=${Buffer.from('[{"$gt":""},{"$gt":""}]').toString('base64url')}`,
        '/requests?$where=1',
      ];
      for (const path of paths) {
        const { status, text } = await call(path, token('readonly'));
        expect(status, path).toBeGreaterThanOrEqual(400);
        expect(status, path).toBeLessThan(500);
        expect(text).not.toContain(besieged.number);
      }
    });

    test('bodies that are bombs are refused', async () => {
      const deep = `{"item":"QJSQ","applicant":"ou_li","form":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
      expect((await post('/requests', token('everything'), deep)).status).toBe(400);
      expect((await post('/requests', token('everything'), 'x'.repeat(1_100_000))).status).toBe(413);
    });
  });

  test('nothing was logged as an error, and no prototype was touched', () => {
    expect(besieged.bot.errors).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });
});
