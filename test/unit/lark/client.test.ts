import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLarkClient, type LarkClientOptions } from '../../../src/adapters/lark/client.ts';
import { createMessenger } from '../../../src/adapters/lark/messenger.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { KEYS } from '../../support/lark/callbacks.ts';
import { type FakeLark, startFakeLark } from '../../support/lark/fake-lark.ts';
import { counted, createMetrics, keptLog, textsIn } from '../../support/lark/logs.ts';

let lark: FakeLark;
beforeEach(async () => {
  lark = await startFakeLark();
});
afterEach(() => lark.close());

function connect(overrides: Partial<LarkClientOptions> = {}) {
  const { log, lines } = keptLog();
  const metrics = createMetrics();
  const client = createLarkClient({
    appId: KEYS.appId,
    appSecret: KEYS.appSecret,
    domain: lark.url,
    log,
    metrics,
    retry: { pauseMs: 1 },
    ...overrides,
  });
  return { client, messenger: createMessenger(client), lines, metrics };
}

const ALICE = { kind: 'person', openId: 'ou_alice' } as const;
const BOB = { kind: 'person', openId: 'ou_bob' } as const;
const CARD = { schema: '2.0', body: { elements: [{ tag: 'markdown', content: '工资单机密' }] } };
const card = { kind: 'card', card: CARD } as const;
const limited = { status: 400, body: { code: 99991400, msg: 'request trigger frequency limit' } };

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, got ${String(error)}`);
}

/** Walks the error and the log: neither may hold the secret, a bearer token, or what the card says. */
function expectNothingLeaked(error: unknown, lines: readonly string[]): void {
  const texts = [...textsIn(error), ...lines].join('\n');
  expect(texts).not.toContain(KEYS.appSecret);
  expect(texts).not.toContain(JSON.stringify(KEYS.appSecret).slice(1, -1));
  expect(texts).not.toContain('t-secret-bearer');
  expect(texts).not.toContain('工资单机密');
}

describe('sending', () => {
  it('a card to a person, a text as a reply in the thread, and one to a group', async () => {
    const { messenger } = connect();
    expect(await messenger.send(ALICE, card, 'u-1')).toEqual({ messageId: 'om_1' });
    const reply = { kind: 'reply', messageId: 'om_9', inThread: true } as const;
    expect(await messenger.send(reply, { kind: 'text', text: '好' }, 'u-2')).toEqual({ messageId: 'om_2' });
    await messenger.send({ kind: 'chat', chatId: 'oc_1' }, { kind: 'text', text: '你好' }, 'u-3');
    expect(
      lark.callsTo('/messages').map(({ path, query, body }) => ({ path, query: query.toString(), body })),
    ).toEqual([
      {
        path: '/open-apis/im/v1/messages',
        query: 'receive_id_type=open_id',
        body: { receive_id: 'ou_alice', msg_type: 'interactive', content: JSON.stringify(CARD), uuid: 'u-1' },
      },
      {
        path: '/open-apis/im/v1/messages/om_9/reply',
        query: '',
        body: { msg_type: 'text', content: '{"text":"好"}', uuid: 'u-2', reply_in_thread: true },
      },
      {
        path: '/open-apis/im/v1/messages',
        query: 'receive_id_type=chat_id',
        body: { receive_id: 'oc_1', msg_type: 'text', content: '{"text":"你好"}', uuid: 'u-3' },
      },
    ]);
  });

  it('updates a card by its message, and by the token of a tap', async () => {
    const { messenger } = connect();
    await messenger.update('om_1', CARD);
    await messenger.updateByToken('c-token', CARD);
    expect(lark.calls.slice(1).map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: 'PATCH', path: '/open-apis/im/v1/messages/om_1', body: { content: JSON.stringify(CARD) } },
      {
        method: 'POST',
        path: '/open-apis/interactive/v1/card/update',
        body: { token: 'c-token', card: CARD },
      },
    ]);
  });

  it('marks a message as urgent for one person (加急)', async () => {
    const { messenger } = connect();
    await messenger.urgent('om_1', 'ou_alice');
    const [call] = lark.calls.slice(1);
    expect([call?.method, call?.path, call?.query.toString(), call?.body]).toEqual([
      'PATCH',
      '/open-apis/im/v1/messages/om_1/urgent_app',
      'user_id_type=open_id',
      { user_id_list: ['ou_alice'] },
    ]);
  });

  it.each(['', 'x'.repeat(51)])('is refused before the call with the uuid %j', async uuid => {
    const { messenger } = connect();
    expect((await failureOf(messenger.send(ALICE, card, uuid))).code).toBe('internal');
    expect(lark.calls).toEqual([]);
  });
});

describe('the access token', () => {
  it('is fetched once for many cold calls', async () => {
    const { messenger } = connect();
    await Promise.all(['a', 'b', 'c', 'd'].map(uuid => messenger.send(ALICE, card, uuid)));
    expect(lark.callsTo('tenant_access_token')).toHaveLength(1);
    expect(lark.messages.size).toBe(4);
  });

  it('is refreshed once when Lark no longer accepts it, for all calls under way', async () => {
    const { messenger, metrics } = connect();
    await messenger.send(ALICE, card, 'first');
    lark.expireTokens();
    await Promise.all(['a', 'b', 'c'].map(uuid => messenger.send(ALICE, card, uuid)));
    expect(lark.callsTo('tenant_access_token')).toHaveLength(2);
    expect(lark.messages.size).toBe(4);
    expect(await counted(metrics, 'onewindow_lark_token_refreshes_total')).toBe(1);
  });

  it.each([99991661, 99991664])('is refreshed at code %i too', async code => {
    const { messenger } = connect();
    lark.fail('/messages', { status: 200, body: { code, msg: 'token' } });
    await messenger.send(ALICE, card, 'u');
    expect(lark.callsTo('tenant_access_token')).toHaveLength(2);
  });

  it('is not fetched for ever when Lark refuses each', async () => {
    const { messenger } = connect();
    const refusal = { status: 400, body: { code: 99991663, msg: 'invalid' } };
    lark.fail('/messages', refusal, refusal, refusal);
    const error = await failureOf(messenger.send(ALICE, card, 'u'));
    expect(error).toMatchObject({ code: 'lark.token', retryable: true });
    expect(lark.callsTo('/messages')).toHaveLength(2);
  });

  it('can be asked for by readiness', async () => {
    const { client } = connect();
    expect(await client.checkCredentials()).toEqual({ ok: true });
    lark.fail('tenant_access_token', { status: 200, body: { code: 10014, msg: 'app secret invalid' } });
    expect(await connect().client.checkCredentials()).toEqual({
      ok: false,
      detail: 'no access token: 10014',
    });
  });
});

describe('rate limits', () => {
  it('waits as long as Lark says, then sends the one message', async () => {
    const { messenger } = connect();
    lark.fail('/messages', { ...limited, headers: { 'x-ogw-ratelimit-reset': '0.2' } });
    await messenger.send(ALICE, card, 'u');
    const [first, second] = lark.callsTo('/messages');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(190);
    expect(lark.messages.size).toBe(1);
  });

  it('gives a long wait back to the caller, with the seconds, and leaves Lark alone for so long', async () => {
    const { messenger } = connect();
    lark.fail('/messages', { status: 429, body: {}, headers: { 'x-ogw-ratelimit-reset': '120' } });
    const tooLong = { code: 'lark.rateLimited', retryable: true, details: { resetSeconds: 120 } };
    expect(await failureOf(messenger.send(ALICE, card, 'u'))).toMatchObject(tooLong);
    expect(await failureOf(messenger.send(BOB, card, 'v'))).toMatchObject(tooLong);
    expect(lark.callsTo('/messages')).toHaveLength(1);
    await messenger.update('om_1', CARD);
  });

  it('that concern one person hold up nobody else', async () => {
    const { messenger } = connect();
    const body = { code: 230020, msg: 'per-user limit' };
    lark.fail('/messages', { status: 400, body, headers: { 'x-ogw-ratelimit-reset': '120' } });
    expect((await failureOf(messenger.send(ALICE, card, 'u'))).code).toBe('lark.rateLimited');
    expect((await failureOf(messenger.send(ALICE, card, 'u'))).code).toBe('lark.rateLimited');
    await messenger.send(BOB, card, 'v');
    expect(lark.callsTo('/messages')).toHaveLength(2);
  });
});

describe('what fails', () => {
  it.each([
    [230013, 'lark.person', false, true],
    [230002, 'lark.chat', false, true],
    [230027, 'lark.config', false, false],
    [230025, 'lark.content', false, false],
    [12345678, 'lark.config', false, false],
  ])('code %i in a 200 is %s, not repeated', async (code, kind, retryable, expected) => {
    const { messenger, lines } = connect();
    lark.fail('/messages', { status: 200, body: { code, msg: 'refused: 工资单机密' } });
    const error = await failureOf(messenger.send(ALICE, card, 'u'));
    expect(error).toMatchObject({ code: kind, retryable, expected, details: { larkCode: code } });
    expect(lark.callsTo('/messages')).toHaveLength(1);
    expectNothingLeaked(error, lines);
  });

  it('names the missing scope for the administrator', async () => {
    const { messenger } = connect();
    const body = {
      code: 99991672,
      msg: 'Access denied.',
      error: {
        log_id: 'ABC',
        permission_violations: [{ subject: 'im:message' }, { subject: 'im:message:send_as_bot' }],
      },
    };
    lark.fail('/messages', { status: 400, body });
    expect(await failureOf(messenger.send(ALICE, card, 'u'))).toMatchObject({
      code: 'lark.config',
      details: { missingScopes: 'im:message im:message:send_as_bot', logId: 'ABC' },
    });
  });

  it('a card that names a person who cannot be named is about the person', async () => {
    const { messenger } = connect();
    lark.fail('/messages', {
      status: 200,
      body: { code: 230099, msg: 'Failed, ext=ErrCode: 100290; ErrMsg: x' },
    });
    expect(await failureOf(messenger.send(ALICE, card, 'u'))).toMatchObject({
      code: 'lark.person',
      details: { innerCode: 100290 },
    });
  });

  it('a card that is locked by a tap is tried again', async () => {
    const { messenger } = connect();
    lark.fail('/messages', { status: 200, body: { code: 11310, msg: 'card action is lock' } });
    await messenger.update('om_1', CARD);
    expect(lark.callsTo('/messages')).toHaveLength(2);
  });

  it('a server error is tried again, within a bound', async () => {
    const { messenger } = connect();
    const down = { status: 502, body: '<html>bad gateway</html>' };
    lark.fail('/messages', down, down);
    await messenger.send(ALICE, card, 'u');
    expect(lark.callsTo('/messages')).toHaveLength(3);
    lark.fail('/messages', down, down, down);
    expect(await failureOf(messenger.send(ALICE, card, 'v'))).toMatchObject({
      code: 'lark.unknownOutcome',
      retryable: true,
      details: { status: 502 },
    });
    expect(lark.callsTo('/messages')).toHaveLength(6);
  });

  it('a server error at an update or at the token leaves nothing in doubt', async () => {
    const { messenger } = connect({ retry: { retries: 0 } });
    const down = { status: 503, body: '' };
    lark.fail('tenant_access_token', down);
    expect(await failureOf(messenger.send(ALICE, card, 'u'))).toMatchObject({ code: 'lark.transient' });
    lark.fail('/messages', down);
    expect(await failureOf(messenger.update('om_1', CARD))).toMatchObject({ code: 'lark.transient' });
  });

  it('what may have arrived stays in doubt although the repeat was refused for the moment', async () => {
    const { messenger } = connect({ retry: { retries: 1, pauseMs: 1 } });
    lark.fail('/messages', 'dropAfter', { status: 429, body: {} });
    expect(await failureOf(messenger.send(ALICE, card, 'u'))).toMatchObject({
      code: 'lark.unknownOutcome',
      retryable: true,
    });
  });

  it('what may have arrived stays in doubt although the repeat was refused for good', async () => {
    const { messenger } = connect({ retry: { retries: 1, pauseMs: 1 } });
    lark.fail('/messages', 'dropAfter', { status: 200, body: { code: 230027, msg: 'no scope' } });
    expect(await failureOf(messenger.send(ALICE, card, 'u'))).toMatchObject({
      code: 'lark.config',
      details: { larkCode: 230027, mayHaveArrived: true },
    });
  });

  it.each(['dropBefore', 'dropAfter'] as const)(
    'a connection that breaks (%s): one message, by the same uuid',
    async fault => {
      const { messenger } = connect();
      lark.fail('/messages', fault);
      expect(await messenger.send(ALICE, card, 'u')).toEqual({ messageId: 'om_1' });
      expect(lark.callsTo('/messages').map(call => call.body['uuid'])).toEqual(['u', 'u']);
      expect(lark.messages.size).toBe(1);
    },
  );

  it('silence ends in an unknown outcome that may be repeated, and leaks nothing', async () => {
    const { messenger, lines } = connect({ timeOutMs: 500, retry: { retries: 1, pauseMs: 1 } });
    lark.fail('/messages', 'hang', 'hang');
    const error = await failureOf(messenger.send(ALICE, card, 'u'));
    expect(error).toMatchObject({ code: 'lark.unknownOutcome', retryable: true });
    expect(lark.callsTo('/messages')).toHaveLength(2);
    expectNothingLeaked(error, lines);
  });

  it('an update by token is not repeated when its outcome is unknown', async () => {
    const { messenger } = connect();
    lark.fail('/card/update', 'dropAfter');
    expect((await failureOf(messenger.updateByToken('c-token', CARD))).code).toBe('lark.unknownOutcome');
    expect(lark.callsTo('/card/update')).toHaveLength(1);
  });
});

describe('secrets', () => {
  it('stay out of errors and log when nobody listens at the domain', async () => {
    const { messenger, lines, client } = connect({ domain: await closedPort() });
    const error = await failureOf(messenger.send(ALICE, card, 'u'));
    expect(error).toMatchObject({
      code: 'lark.transient',
      retryable: true,
      details: { network: 'ECONNREFUSED' },
    });
    expect(await client.checkCredentials()).toEqual({ ok: false, detail: 'no access token: ECONNREFUSED' });
    expect(lines.join('')).toContain('ECONNREFUSED');
    expectNothingLeaked(error, lines);
  });

  it.each([
    ['a 4xx on the token', { status: 400, body: { code: 10003, msg: `bad ${KEYS.appSecret}` } }],
    ['a 200 without a token', { status: 200, body: { code: 0, msg: KEYS.appSecret } }],
    ['a token answer that is no JSON', { status: 500, body: KEYS.appSecret }],
  ])('stay out of errors and log at %s', async (_what, fault) => {
    const { messenger, lines } = connect();
    lark.fail('tenant_access_token', fault, fault, fault);
    expectNothingLeaked(await failureOf(messenger.send(ALICE, card, 'u')), lines);
  });

  it.each([400, 401, 403, 500])('stay out of errors and log at a %i that quotes them', async status => {
    const { messenger, lines } = connect();
    const body = { code: 230099, msg: `ErrorValue: 工资单机密 Bearer t-secret-bearer-1` };
    lark.fail('/messages', { status, body }, { status, body }, { status, body });
    expectNothingLeaked(await failureOf(messenger.send(ALICE, card, 'u')), lines);
  });
});

/** An address of this machine at which surely nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 1}`;
}
