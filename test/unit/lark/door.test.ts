import { connect } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Callback,
  cardTapEvent,
  challenge,
  encrypt,
  envelope,
  KEYS,
  messageEvent,
  sign,
  signedCallback,
  unsignedCallback,
} from '../../support/lark/callbacks.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { startDoor } from '../../support/lark/door.ts';
import { counted } from '../../support/lark/logs.ts';
import { eventually } from '../../support/lark/eventually.ts';

let door: Awaited<ReturnType<typeof startDoor>>;
beforeEach(async () => {
  door = await startDoor();
});
afterEach(() => door.close());

const refusals = (reason: string) => counted(door.metrics, 'onewindow_door_refused_total', { reason });
const SECRETS = [KEYS.encryptKey, KEYS.verificationToken, KEYS.appSecret, '机密内容'];
function expectNothingLeaked(text: string): void {
  for (const secret of SECRETS) {
    expect(text).not.toContain(secret);
    expect(door.lines.join('')).not.toContain(secret);
  }
}

describe('what the door accepts', () => {
  it('stores a signed event, answers {}, then wakes the worker', async () => {
    const answer = await door.post(signedCallback(messageEvent('待办', { messageId: 'om_1' })));
    expect(answer).toEqual({ status: 200, text: '{}' });
    expect(door.inbox.events).toMatchObject([
      { kind: 'message', key: 'om_1', person: 'ou_alice', content: { type: 'text', text: '待办' } },
    ]);
    await eventually(() => door.woken).toEqual(['om_1']);
  });

  it('answers an unsigned challenge with the right token', async () => {
    const answer = await door.post(unsignedCallback(challenge()));
    expect(answer).toEqual({ status: 200, text: '{"challenge":"challenge-text"}' });
  });

  it('takes the same message five times as one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answer = await door.post(signedCallback(messageEvent('hi', { messageId: 'om_same' })));
      expect(answer.status).toBe(200);
    }
    expect(door.inbox.events).toHaveLength(1);
    expect(await counted(door.metrics, 'onewindow_door_accepted_total', { kind: 'duplicate' })).toBe(4);
  });

  it('acknowledges an event type that it does not know, and counts it', async () => {
    const answer = await door.post(signedCallback(envelope('im.message.reaction.created_v1', {})));
    expect(answer).toEqual({ status: 200, text: '{}' });
    expect(door.inbox.events).toEqual([]);
    expect(await counted(door.metrics, 'onewindow_door_accepted_total', { kind: 'unknown' })).toBe(1);
  });

  it.each([
    ['a space after the colon', '{"encrypt": "%"}'],
    ['a number that is written 1.0', '{"n":1.0,"encrypt":"%"}'],
    ['an escaped angle bracket', '{"n":"\\u003cb\\u003e","encrypt":"%"}'],
    ['keys that look like integers', '{"2":1,"1":2,"encrypt":"%"}'],
  ])('checks the signature over the bytes as they came: %s', async (_what, frame) => {
    const body = frame.replace('%', encrypt(JSON.stringify(messageEvent('原样')), KEYS.encryptKey));
    expect(JSON.stringify(JSON.parse(body))).not.toBe(body);
    const answer = await door.post(sign(Buffer.from(body), KEYS.encryptKey));
    expect(answer.status).toBe(200);
    expect(door.inbox.events).toHaveLength(1);
  });

  it('puts a body together that is cut in the middle of a character', async () => {
    const open = await startDoor({ encryptKey: undefined });
    const body = Buffer.from(JSON.stringify(messageEvent('请假')));
    const cut = body.indexOf(Buffer.from('请')) + 1;
    const reply = await rawPost(open.port, body, [body.subarray(0, cut), body.subarray(cut)]);
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
    expect(open.inbox.events).toMatchObject([{ content: { type: 'text', text: '请假' } }]);
    await open.close();
  });

  it('works without an encrypt key, on the token alone', async () => {
    const open = await startDoor({ encryptKey: undefined });
    expect((await open.post(plain(messageEvent('hi')))).status).toBe(200);
    expect((await open.post(plain(challenge()))).text).toBe('{"challenge":"challenge-text"}');
    expect((await open.post(plain(challenge('wrong')))).status).toBe(401);
    expect(open.inbox.events).toHaveLength(1);
    await open.close();
  });
});

describe('what the door refuses', () => {
  const good = messageEvent('机密内容');
  const tampered = (): Callback => {
    const callback = signedCallback(good);
    return { ...callback, body: Buffer.concat([callback.body, Buffer.from(' ')]) };
  };
  const legacy = {
    open_id: 'ou_1',
    open_message_id: 'om_1',
    token: KEYS.verificationToken,
    action: { value: { a: '机密内容' } },
  };
  const cases: readonly (readonly [string, Callback, number, string])[] = [
    ['an event without a signature', unsignedCallback(good), 401, 'noSignature'],
    ['an event in the clear', { headers: {}, body: Buffer.from(JSON.stringify(good)) }, 401, 'noSignature'],
    ['a body changed after signing', tampered(), 401, 'badSignature'],
    ['a signature by another key', sign(signedCallback(good).body, 'another-key'), 401, 'badSignature'],
    [
      'a body encrypted with another key',
      sign(signedCallback(good, { encryptKey: 'another-key' }).body, KEYS.encryptKey),
      400,
      'badBody',
    ],
    ['a wrong token', withHeader({ token: 'wrong' }), 401, 'badToken'],
    ['no token at all', withHeader({ token: undefined }), 401, 'badToken'],
    ['another app', withHeader({ app_id: 'cli_other' }), 403, 'badApp'],
    ['a challenge with a wrong token', signedCallback(challenge('wrong')), 401, 'badToken'],
    [
      'a challenge in the clear',
      { headers: {}, body: Buffer.from(JSON.stringify(challenge())) },
      401,
      'noSignature',
    ],
    ['a truncated body', sign(Buffer.from('{"encrypt":"abc'), KEYS.encryptKey), 400, 'badBody'],
    ['a body that is no JSON', sign(Buffer.from('encrypt=abc'), KEYS.encryptKey), 400, 'badBody'],
    ['a body that is no object', sign(Buffer.from('["encrypt"]'), KEYS.encryptKey), 400, 'badBody'],
    ['an empty body', sign(Buffer.from(''), KEYS.encryptKey), 400, 'badBody'],
    ['bytes that are no UTF-8', sign(Buffer.from([0x7b, 0xff, 0x7d]), KEYS.encryptKey), 400, 'badBody'],
    ['a signed body without "encrypt"', sign(Buffer.from('{}'), KEYS.encryptKey), 400, 'badBody'],
    [
      'the old card callback in the clear',
      { headers: {}, body: Buffer.from(JSON.stringify(legacy)) },
      400,
      'legacyCallback',
    ],
    ['the old card callback, encrypted', signedCallback(legacy), 400, 'legacyCallback'],
    [
      'the old card callback as an event',
      signedCallback(envelope('card.action.trigger_v1', {})),
      400,
      'legacyCallback',
    ],
  ];
  it.each(cases)('%s', async (_what, callback, status, reason) => {
    const answer = await door.post(callback);
    expect(answer).toEqual({ status, text: JSON.stringify({ error: reason }) });
    expect(await refusals(reason)).toBe(1);
    expect(door.inbox.events).toEqual([]);
    expect(door.taps).toEqual([]);
    expectNothingLeaked(answer.text);
  });

  it('says the same of whatever is unsigned, so that nobody learns what it decrypts to', async () => {
    const wrong = unsignedCallback(challenge('wrong'));
    const noise = { headers: {}, body: Buffer.from(JSON.stringify({ encrypt: 'A'.repeat(64) })) };
    const said = [await door.post(wrong), await door.post(noise), await door.post(unsignedCallback(good))];
    expect(said).toEqual(said.map(() => ({ status: 401, text: '{"error":"noSignature"}' })));
    // The log tells the administrator which it was.
    expect(await refusals('badToken')).toBe(1);
    expect(await refusals('badBody')).toBe(1);
  });

  it('another tenant, where one is expected', async () => {
    const one = await startDoor({ tenantKey: 'tenant-2' });
    expect((await one.post(signedCallback(good))).status).toBe(403);
    await one.close();
  });

  it('a body of more than 1 MB', async () => {
    const answer = await door.post({ headers: {}, body: Buffer.alloc(1024 * 1024 + 1, 0x20) });
    expect(answer.status).toBe(413);
    expect(await refusals('tooLarge')).toBe(1);
  });

  it('other methods, a query, and other paths', async () => {
    const get = await fetch(`${door.url}/lark/callback`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await door.post(signedCallback(good), '/lark/callback?a=1')).status).toBe(404);
    expect((await door.post(signedCallback(good), '/lark/callback/')).status).toBe(404);
    expect((await door.post(signedCallback(good), '/lark/other')).status).toBe(404);
    expect(await refusals('method')).toBe(1);
    expect(await refusals('path')).toBe(3);
    expect(door.inbox.events).toEqual([]);
  });

  it('garbage of any kind, signed or not, with a 4xx and no handler called', async () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map(text => new TextEncoder().encode(text)),
    );
    await fc.assert(
      fc.asyncProperty(body, fc.boolean(), async (bytes, signed) => {
        const buffer = Buffer.from(bytes);
        const answer = await door.post(
          signed ? sign(buffer, KEYS.encryptKey) : { headers: {}, body: buffer },
        );
        expect([400, 401]).toContain(answer.status);
      }),
      { numRuns: 60 },
    );
    expect(door.inbox.events).toEqual([]);
  });

  it('never fails on an envelope of any shape from Lark itself', async () => {
    const type = fc.constantFrom(
      'im.message.receive_v1',
      'application.bot.menu_v6',
      'contact.user.updated_v3',
      'card.action.trigger',
      'im.chat.member.bot.added_v1',
    );
    await fc.assert(
      fc.asyncProperty(type, fc.dictionary(fc.string(), fc.jsonValue()), async (eventType, event) => {
        const answer = await door.post(signedCallback(envelope(eventType, event)));
        expect(answer).toEqual({ status: 200, text: '{}' });
      }),
      { numRuns: 60 },
    );
  });
});

it('the door does not open with an empty verification token, which everybody would know', async () => {
  await expect(startDoor({ verificationToken: '' })).rejects.toMatchObject({ code: 'config.invalid' });
});

const away = async () => Promise.reject(new AppError('store.unavailable', 'away', { retryable: true }));

describe('when something of ours fails', () => {
  it('an event that could not be stored is a 500, so that Lark sends it again', async () => {
    const broken = await startDoor({
      inbox: { put: async () => Promise.reject(new Error('store is down')) },
    });
    expect((await broken.post(signedCallback(messageEvent('hi')))).status).toBe(500);
    expect(broken.woken).toEqual([]);
    await broken.close();
  });

  it('a database that is away for a moment is a warning: nobody has to act', async () => {
    const broken = await startDoor({ inbox: { put: away }, onTap: away });
    expect((await broken.post(signedCallback(messageEvent('hi')))).status).toBe(500);
    expect((await broken.post(signedCallback(cardTapEvent({ value: {} })))).status).toBe(200);
    expect(broken.lines.filter(line => line.includes('"level":"error"'))).toEqual([]);
    expect(broken.lines.filter(line => line.includes('"level":"warn"'))).toHaveLength(2);
    await broken.close();
  });

  it('a tap that fails is an error toast in both languages, not a 500', async () => {
    const broken = await startDoor({ onTap: async () => Promise.reject(new Error('a bug')) });
    const answer = await broken.post(signedCallback(cardTapEvent({ value: {} })));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({
      toast: {
        type: 'error',
        content: '出错了，请稍后再试',
        i18n: { zh_cn: '出错了，请稍后再试', en_us: 'Something went wrong. Please try again later.' },
      },
    });
    await broken.close();
  });
});

function plain(body: unknown): Callback {
  return { headers: {}, body: Buffer.from(JSON.stringify(body)) };
}

function withHeader(header: Readonly<Record<string, unknown>>): Callback {
  return signedCallback(envelope('im.message.receive_v1', { secret: '机密内容' }, header));
}

/** Sends the body in the pieces given, each in a packet of its own. */
async function rawPost(port: number, body: Buffer, pieces: readonly Buffer[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.write(
    `POST /lark/callback HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  for (const piece of pieces) {
    await new Promise<void>(resolve => {
      socket.write(piece, () => setImmediate(resolve));
    });
  }
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}
