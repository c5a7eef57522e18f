import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../config/project-root.ts';
import { textOf } from '../support/card-reader.ts';
import { eventually } from '../support/lark/eventually.ts';
import { startWorld, type World } from '../support/world.ts';

const [administrator, worker, head] = ['ou_lin', 'ou_li', 'ou_chen'] as const;
const LEAVE = {
  item: 'QJSQ',
  applicant: worker,
  form: { kind: 'annual', period: { from: '2026-12-07', to: '2026-12-08' }, reason: '探亲' },
};
const request = z.object({
  number: z.string(),
  status: z.string(),
  holders: z.array(z.string()),
  form: z.record(z.string(), z.unknown()),
});
const problem = z.object({ code: z.string(), faults: z.array(z.object({ field: z.string() })).optional() });

/** Another system's side: what it calls, and what it was told. */
interface Told {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('other systems apply and follow by the public API (features 3.26, peers.md row 70)', () => {
  let world: World;
  let token = '';
  let secret = '';
  let archive: Server;
  const told: Told[] = [];
  let refuse = 1;
  let number = '';

  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${world.address}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      body: await response.json(),
    };
  };
  const create = (body: unknown, key = 'finance-1') =>
    call('POST', '/requests', body, { 'idempotency-key': key });
  /** The text that a card shows once, with the entities in which it is escaped read back. */
  const shownOnce = async (pattern: RegExp): Promise<string> =>
    pattern.exec(
      textOf((await world.lastCard(administrator)).content).replaceAll(/&#(\d+);/g, (_, code: string) =>
        String.fromCharCode(Number(code)),
      ),
    )?.[0] ?? '';

  beforeAll(async () => {
    world = await startWorld();
    archive = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        refuse -= 1;
        if (refuse < 0)
          told.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString('utf8') });
        outgoing.writeHead(refuse < 0 ? 204 : 500).end();
      });
    });
    await new Promise<void>(resolve => archive.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    archive.close();
    await world.stop();
  });

  test('an administrator gives out a token, which is shown once; others are refused', async () => {
    await world.say(administrator, '设置');
    await world.tap(administrator, { a: 'integrations.open' });
    await world.tap(administrator, { a: 'integrations.clientForm' });
    expect(await world.tap(administrator, '发出令牌', { name: '财务系统' })).toContain('至少选择一项权限');
    await world.tap(administrator, '发出令牌', { name: '财务系统', rights: ['read', 'create', 'cancel'] });
    token = await shownOnce(/ow_\w{14}_\w{43}/);
    expect(token).not.toBe('');
    await world.tap(administrator, '返回');
    const overview = textOf((await world.lastCard(administrator)).content);
    expect(overview).toContain('财务系统');
    expect(overview).not.toContain(token.slice(-20));
  });

  test('an administrator names a webhook: https, or this machine', async () => {
    const address = archive.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await world.tap(administrator, { a: 'integrations.webhookForm' });
    const faulty = { name: '档案系统', url: 'http://archive.example/in' };
    expect(await world.tap(administrator, '保存', faulty)).toContain('https://');
    await world.tap(administrator, '保存', { name: '档案系统', url: `http://127.0.0.1:${port}/in` });
    secret = await shownOnce(/\b\w{43}\b/);
    expect(secret).toHaveLength(43);
    await world.tap(administrator, '返回');
  });

  test('without a good token nobody gets anything', async () => {
    const good = token;
    for (const wrong of [
      '',
      'x',
      `${good.slice(0, -1)}${good.endsWith('x') ? 'y' : 'x'}`,
      good.replace('ow_', 'ow_zz'),
    ]) {
      token = wrong;
      const { status, body, type } = await call('GET', '/items');
      expect([status, problem.parse(body).code]).toEqual([401, 'unauthorized']);
      expect(type).toContain('application/problem+json');
    }
    token = good;
  });

  test('the items and their fields are told', async () => {
    const { body } = await call('GET', '/items/QJSQ');
    expect(body).toMatchObject({ id: 'QJSQ', name: { zh: '请假/出差' } });
    const fields = z
      .object({ fields: z.array(z.object({ id: z.string(), required: z.boolean() })) })
      .parse(body);
    expect(fields.fields).toContainEqual(expect.objectContaining({ id: 'reason', required: true }));
    expect((await call('GET', '/items/NONE')).status).toBe(404);
  });

  test('faults of a form come back with their fields, and nothing is made', async () => {
    const { status, body } = await create({ ...LEAVE, form: { kind: 'annual' } });
    const { code, faults = [] } = problem.parse(body);
    expect([status, code]).toEqual([422, 'formInvalid']);
    expect(faults.map(({ field }) => field)).toEqual(expect.arrayContaining(['period', 'reason']));
    await world.say(worker, '我的');
    expect(textOf((await world.lastCard(worker)).content)).not.toContain('QJSQ-');
  });

  test('what is no call is refused at its place', async () => {
    expect(problem.parse((await create('{')).body).code).toBe('badJson');
    expect(problem.parse((await create({ ...LEAVE, more: 1 })).body).code).toBe('badRequest');
    expect(problem.parse((await create({ ...LEAVE, item: 'NONE' })).body).code).toBe('itemClosed');
    expect(problem.parse((await create(LEAVE, '')).body).code).toBe('keyMissing');
    expect((await call('GET', '/requests?cursor=nonsense')).status).toBe(400);
    expect((await call('GET', '/requests?limit=100000')).status).toBe(400);
  });

  test('a request is made once for a key, and goes its way on cards', async () => {
    const first = await create(LEAVE);
    expect(first.status).toBe(201);
    const made = request.parse(first.body);
    number = made.number;
    expect(made).toMatchObject({ status: 'RUNNING', holders: [head], form: { days: 2 } });
    const again = await create(LEAVE);
    expect([again.status, request.parse(again.body).number]).toEqual([200, number]);
    const other = await create({ ...LEAVE, form: { ...LEAVE.form, reason: '别的' } });
    expect([other.status, problem.parse(other.body).code]).toEqual([409, 'keyUsedOtherwise']);
    await world.settle();
    expect(textOf((await world.cardWith(head, '同意')).content)).toContain(number);
    await world.say(worker, `进度 ${number}`);
    expect(textOf((await world.lastCard(worker)).content)).toContain('接口');
  });

  test('a detail table is told with its columns, and sent as rows; a wrong cell is named by its row', async () => {
    const { body } = await call('GET', '/items/RYMJ');
    const described = z
      .object({ fields: z.array(z.object({ id: z.string(), columns: z.array(z.unknown()).optional() })) })
      .parse(body);
    const people = described.fields.find(({ id }) => id === 'people');
    expect(people?.columns).toContainEqual(expect.objectContaining({ id: 'name', required: true }));
    const rows = [
      { name: '张工', unit: '外协一队', idDigits: '1234' },
      { name: '', unit: '外协一队', idDigits: '12' },
    ];
    const access = {
      item: 'RYMJ',
      applicant: worker,
      form: {
        people: rows,
        areas: ['office'],
        period: { from: '2026-12-07', to: '2026-12-08' },
        reason: '检修',
      },
    };
    const { status, body: said } = await create(access, 'access-1');
    const faults = z.object({ faults: z.array(z.unknown()) }).parse(said).faults;
    expect([status, JSON.stringify(faults)]).toEqual([422, expect.stringContaining('"row":2')]);
  });

  test('a webhook is told, signed; what it did not take is sent again', async () => {
    // Moved past the pause after a failed try, as often as it takes.
    await eventually(async () => {
      await world.moveClock(6_000);
      return told.length;
    }).toBeGreaterThan(0);
    const [{ headers, body }] = z
      .tuple([z.object({ headers: z.record(z.string(), z.unknown()), body: z.string() })])
      .rest(z.unknown())
      .parse(told);
    expect(JSON.parse(body)).toMatchObject({
      type: 'request.statusChanged',
      status: 'RUNNING',
      request: { number },
    });
    expect(body).not.toContain('探亲');
    const [, seconds = '', hash = ''] =
      /^t=(\d+),v1=(\w+)$/.exec(String(headers['x-onewindow-signature'])) ?? [];
    expect(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')).toBe(hash);
    await world.say(administrator, '设置');
    await world.tap(administrator, { a: 'integrations.open' });
    await world.tap(administrator, '推送记录');
    expect(textOf((await world.lastCard(administrator)).content)).toContain('已送达');
  });

  test('changes are followed with a cursor, and a cancelled request is withdrawn on the cards', async () => {
    const page = z.object({
      requests: z.array(z.object({ number: z.string(), status: z.string() })),
      next: z.string(),
    });
    const { requests, next } = page.parse((await call('GET', '/requests')).body);
    expect(requests).toContainEqual({ number, status: 'RUNNING' });
    expect(page.parse((await call('GET', `/requests?cursor=${next}`)).body).requests).toEqual([]);
    const cancelled = await call('POST', `/requests/${number}/cancel`, { reason: '重复申请' });
    expect(request.parse(cancelled.body).status).toBe('CANCELED');
    await world.settle();
    const later = page.parse((await call('GET', `/requests?cursor=${next}`)).body).requests;
    expect(later).toMatchObject([{ number, status: 'CANCELED' }]);
    await eventually(() => told.map(({ body }): unknown => JSON.parse(body))).toContainEqual(
      expect.objectContaining({ from: 'RUNNING', status: 'CANCELED' }),
    );
  });

  test('docs/api.md: each of its curl lines does what the page says, as it stands there', async () => {
    const page = readFileSync(join(projectRoot, 'docs', 'api.md'), 'utf8');
    const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
    const lines = blocks.flatMap(block => block.replaceAll('\\\n', ' ').split(/\n(?=curl )/));
    const variables: Record<string, string> = { BOT: world.address, TOKEN: token, NEXT: '' };
    const answers: [line: string, status: number][] = [];
    for (const line of lines.filter(each => each.startsWith('curl '))) {
      const { url, method, headers, body } = curlOf(line, variables);
      const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
      const answer = said.parse(await response.json());
      answers.push([line, response.status]);
      if (answer.next !== undefined) variables['NEXT'] = answer.next;
      if (answer.number !== undefined) variables['NUMBER'] = answer.number;
    }
    expect(answers.filter(([, status]) => status !== 200 && status !== 201)).toEqual([]);
    expect(answers.length).toBeGreaterThanOrEqual(7);
    expect(answers.map(([, status]) => status)).toContain(201);
  });

  test('a withdrawn token is a stranger’s at once', async () => {
    await world.say(administrator, '设置');
    await world.tap(administrator, { a: 'integrations.open' });
    expect(await world.tap(administrator, '收回')).toBe('令牌已收回');
    expect((await call('GET', '/items')).status).toBe(401);
    expect(world.errors).toEqual([]);
  });

  test('a path that is none, and a method that is none, are told as JSON too', async () => {
    for (const [method, path] of [
      ['GET', '/nothing'],
      ['DELETE', '/requests'],
    ] as const) {
      const { status, type, body } = await call(method, path);
      expect([status, problem.parse(body).code]).toEqual([404, 'notFound']);
      expect(type).toContain('application/problem+json');
    }
  });

  test('the API describes itself in OpenAPI 3.1, every call with what can go wrong', async () => {
    const { body } = await call('GET', '/openapi.json');
    const described = z
      .object({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(body);
    expect(Object.keys(described.paths).sort()).toEqual([
      '/items',
      '/items/{item}',
      '/requests',
      '/requests/{number}',
      '/requests/{number}/cancel',
    ]);
    expect(described.paths['/requests']?.['post']).toMatchObject({
      responses: { 200: {}, 201: {}, 401: {}, 409: {}, 422: {}, 429: {} },
    });
  });
});

const said = z.looseObject({ number: z.string().optional(), next: z.string().optional() });

/** What curl would send: words, quoted ones too, with variables in place; the number on the page is the one that was given. */
function curlOf(line: string, variables: Readonly<Record<string, string>>) {
  const filled = line
    .replaceAll(/\$([A-Z]+)/g, (_, name: string) => variables[name] ?? '')
    .replaceAll('QJSQ-20261126-0001', variables['NUMBER'] ?? '');
  const words = [...filled.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
  const after = (option: string) => words.flatMap((word, n) => (word === option ? [words[n + 1] ?? ''] : []));
  const headers = Object.fromEntries(
    after('-H').map(header => {
      const [name = '', ...value] = header.split(': ');
      return [name, value.join(': ')];
    }),
  );
  const [method = 'GET'] = after('-X');
  return { url: words.find(word => word.startsWith('http')) ?? '', method, headers, body: after('-d')[0] };
}
