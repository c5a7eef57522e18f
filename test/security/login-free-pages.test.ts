import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../config/project-root.ts';
import { loadOrganisation } from '../../src/playground/index.ts';
import { pdfText } from '../support/pdf-text.ts';
import { startWorld, type World } from '../support/world.ts';
import { type Besieged, openBesieged, SECRETS } from './support/besieged.ts';

const TOKEN = 'lobby-token-0123456789';
const { people } = loadOrganisation(join(projectRoot, 'config', 'playground', 'organisation.yaml'));
/** Names, ids and what they wrote: nothing of it may stand on a page that asks for no login. */
const PERSONAL = [...people.flatMap(({ id, name }) => [id, name]), ...SECRETS, '探亲'];

function expectNothingPersonal(text: string, where: string): void {
  for (const personal of PERSONAL) if (text.includes(personal)) throw new Error(`${where} shows ${personal}`);
}

describe('pages that ask for no login', () => {
  let besieged: Besieged;
  let address = '';
  beforeAll(async () => {
    besieged = await openBesieged({ BOARD_TOKEN: TOKEN, PUBLIC_URL: 'https://bot.example' });
    address = besieged.bot.address;
  }, 120_000);
  afterAll(() => besieged.close());

  const firstOf = async (path: string): Promise<string> => {
    const stop = new AbortController();
    const response = await fetch(`${address}${path}`, { signal: stop.signal });
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('data: ')) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) break;
      text += Buffer.from(value ?? new Uint8Array()).toString('utf8');
    }
    stop.abort();
    return text;
  };

  test('none shows a person’s data', async () => {
    const { number, ids } = besieged;
    const paths = [
      '/ /healthz /readyz /metrics /api/v1/openapi.json /api/v1/items /api/v1/requests',
      `/r/${number} /i/QJSQ /r/${ids['request']} /i/${number} /r/__proto__ /board /requests/${number}`,
      `/board?token=${TOKEN} /board?token= /board?token=${TOKEN}&token=${TOKEN} /board/events`,
      '/playground/ /playground/api/world /playground/api/chats /open-apis/contact/v3/users /.env /data',
      '/lark/callback /lark/approval /%2e%2e/%2e%2e/etc/passwd /..%2f.env /node_modules/koa/package.json',
      '/config/playground/organisation.yaml',
    ].flatMap(line => line.split(' '));
    for (const path of paths)
      for (const method of ['GET', 'POST', 'OPTIONS', 'PUT']) {
        const response = await fetch(`${address}${path}`, { method, headers: { authorization: 'Bearer x' } });
        const said = [...response.headers].flat().join('\n') + (await response.text());
        expectNothingPersonal(said, `${method} ${path}`);
        expect(said, `${method} ${path}`).not.toMatch(/node:internal|at .+\.ts:\d+/);
      }
  });

  test('the board’s stream shows numbers, items and states, and nothing of people', async () => {
    const text = await firstOf(`/board/events?token=${TOKEN}`);
    expect(text).toContain(besieged.number);
    expectNothingPersonal(text, 'the board');
  });

  test('the pages of QR codes are the same for a request that is there and one that is not', async () => {
    const pages = [besieged.number, 'QJSQ-20200101-9999'].map(async number => {
      const response = await fetch(`${address}/r/${number}`);
      return (await response.text()).replaceAll(number, 'N');
    });
    const [there, nowhere] = await Promise.all(pages);
    expect(there).toBe(nowhere);
  });

  test('the playground is not there in production', async () => {
    for (const path of ['/', '/playground/api/world', '/open-apis/auth/v3/tenant_access_token/internal'])
      expect((await fetch(`${address}${path}`)).status, path).toBe(404);
  });

  test.each(['/board', `/board?token=${TOKEN}`, '/i/QJSQ'])(
    '%s lets nothing in and is kept nowhere',
    async path => {
      const { headers } = await fetch(`${address}${path}`);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  test.each([
    '/healthz',
    '/readyz',
    '/metrics',
    '/api/v1/openapi.json',
    '/api/v1/items',
    '/nothing',
    '/lark/callback',
  ])('%s is taken for nothing else, framed nowhere and kept nowhere', async path => {
    const { headers } = await fetch(`${address}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('a board token of any other shape opens nothing, and another one revokes the link', async () => {
    const wrong = [
      ` x ${TOKEN.slice(1)} ${TOKEN.slice(0, -1)} ${TOKEN}x ${TOKEN.toUpperCase()} ${TOKEN}%00`,
      '%5B%22%24ne%22%5D __proto__ undefined null',
    ].flatMap(line => line.split(' ').map(token => `token=${token}`));
    for (const query of [
      ...wrong,
      `token[]=${TOKEN}`,
      `token[$ne]=`,
      `Token=${TOKEN}`,
      `token=${TOKEN}&token=x`,
    ])
      for (const path of ['/board', '/board/events'])
        expect((await fetch(`${address}${path}?${query}`)).status, query).toBe(404);
    const other = await besieged.office.start({ env: { BOARD_TOKEN: 'another-token-0123456789' } });
    expect((await fetch(`${other.address}/board?token=${TOKEN}`)).status).toBe(404);
    expect((await fetch(`${other.address}/board?token=another-token-0123456789`)).status).toBe(200);
    await other.stop();
  });
});

describe('the playground', () => {
  let world: World;
  beforeAll(async () => {
    // Whoever asks for all interfaces gets this machine only.
    world = await startWorld({ env: { HOST: '0.0.0.0' } });
  }, 60_000);
  afterAll(() => world.stop());

  const call = (path: string, headers: Record<string, string>, method = 'GET', host = '127.0.0.1') =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(world.address);
      const sent = request({ host, port, path, method, headers, timeout: 3_000 }, response => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.on('error', reject);
      sent.end(method === 'GET' ? undefined : '{}');
    });
  const PATHS = ['/', '/playground/api/world', '/open-apis/im/v1/messages'];

  test('listens on this machine only, whatever HOST says', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap(each => each ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) await expect(call('/', {}, 'GET', address)).rejects.toThrow();
    expect(await call('/', {})).not.toBe(403);
  });

  test.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', '0.0.0.0', '10.0.0.1'])(
    'a name that somebody else points here is refused: %s',
    async host => {
      for (const path of PATHS) expect(await call(path, { host })).toBeGreaterThanOrEqual(400);
      for (const path of PATHS)
        expect(await call(path, { host, 'x-forwarded-host': 'localhost' })).not.toBe(200);
    },
  );

  test('a foreign page can do nothing here', async () => {
    const foreign = ['https://evil.example', 'null', 'http://localhost:1', 'http://127.0.0.1:1'];
    for (const origin of foreign)
      for (const path of ['/playground/api/say', '/playground/api/clock', '/playground/api/tap'])
        expect(await call(path, { origin, 'content-type': 'text/plain' }, 'POST'), origin).toBe(403);
    // Without an origin no browser sends such a thing; and what a form can send is not taken.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(await call('/playground/api/say', { 'content-type': type }, 'POST')).toBeGreaterThanOrEqual(400);
  });

  test('the page lets nothing in from elsewhere', async () => {
    const { headers } = await fetch(`${world.address}/`);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    const api = await fetch(`${world.address}/playground/api/world`);
    expect(api.headers.get('cache-control')).toBe('no-store');
  });

  test('a printed guide names departments, not people', async () => {
    await world.say('ou_li', '目录');
    await world.say('ou_li', '指南 请假');
    const files = await world.people.files('ou_li');
    expect(files.length).toBeGreaterThan(0);
    for (const file of files)
      for (const { id, name } of people) {
        const text = pdfText(file.bytes);
        expect(text).not.toContain(id);
        expect(text.replaceAll(/\s/g, ''), file.name).not.toContain(name);
      }
  });
});
