import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
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

/** A way to make a callback that is not Lark's, or not for us, or not of today. */
export interface Forgery {
  readonly way: string;
  readonly callback: Callback;
}

const HOUR_MS = 3_600_000;
type Header = Readonly<Record<string, unknown>>;
type Make = (header: Header) => Readonly<Record<string, unknown>>;

/** What a genuine callback says; forgeries are made of these. */
const genuine: fc.Arbitrary<Make> = fc.oneof(
  fc.string({ maxLength: 30 }).map(
    (text): Make =>
      header =>
        withHeader(messageEvent(text), header),
  ),
  fc
    .record({ a: fc.constantFrom('task.approve', 'settings.open'), request: fc.uuid(), v: fc.constant(1) })
    .map(
      (value): Make =>
        header =>
          withHeader(cardTapEvent({ value }), header),
    ),
  fc.constantFrom('application.bot.menu_v6', 'contact.user.deleted_v3', 'im.chat.member.bot.added_v1').map(
    (type): Make =>
      header =>
        withHeader(envelope(type, { object: { open_id: 'ou_a' } }), header),
  ),
);

const otherText = (not: string) => fc.string({ maxLength: 40 }).filter(text => text !== not);
/** What JSON can hold in the place of a text, the text itself in other shapes among it. */
const inPlaceOf = (text: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    otherText(text),
    fc.constantFrom(
      [text],
      [[text]],
      { value: text },
      { $gt: '' },
      { $ne: null },
      { length: text.length },
      null,
      true,
      0,
      `${text} `,
      ` ${text}`,
      `${text}\u0000`,
      text.toUpperCase(),
      text.slice(0, -1),
      '',
    ),
  );

/** Written by hand, since no object can hold a key twice. */
const confusions = (good: Readonly<Record<string, unknown>>): readonly string[] => {
  const { schema, header, event } = good;
  const [h, e] = [JSON.stringify(header), JSON.stringify(event)];
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  return [
    `{"schema":"2.0","__proto__":{"header":${h}},"event":${e}}`,
    `{"schema":"2.0","constructor":{"prototype":{"header":${h}}},"event":${e}}`,
    `{"schema":"2.0","header":[${h}],"event":${e}}`,
    `{"schema":"2.0","header":${JSON.stringify(h)},"event":${e}}`,
    `{"schema":"2.0","header":{"__proto__":${h}},"event":${e}}`,
    `{"header":${h},"header":{},"schema":${JSON.stringify(schema)},"event":${e}}`,
    `{"header":${h},"header":null,"event":${e}}`,
    `{"header":${h.replace(/"token":"[^"]*"/, '$&,"token":"other"')},"event":${e}}`,
    `{"header":${h.replace(/"app_id":"[^"]*"/, '$&,"app_id":["other"]')},"event":${e}}`,
    `{"header":${deep},"event":${e}}`,
    `[${JSON.stringify(good)}]`,
    JSON.stringify(JSON.stringify(good)),
  ];
};

const ways: Readonly<Record<string, fc.Arbitrary<Callback>>> = {
  'signed and encrypted with another key': fc
    .tuple(genuine, otherText(KEYS.encryptKey))
    .map(([make, encryptKey]) => signedCallback(make({}), { encryptKey })),
  'signed with another key': fc
    .tuple(genuine, otherText(KEYS.encryptKey))
    .map(([make, key]) => sign(signedCallback(make({})).body, key)),
  'encrypted with another key': fc
    .tuple(genuine, otherText(KEYS.encryptKey))
    .map(([make, encryptKey]) => sign(signedCallback(make({}), { encryptKey }).body, KEYS.encryptKey)),
  'another timestamp or nonce than was signed': fc
    .tuple(genuine, fc.constantFrom('x-lark-request-timestamp', 'x-lark-request-nonce'), fc.string())
    .map(([make, name, text]) => {
      const { body, headers } = signedCallback(make({}));
      return { body, headers: { ...headers, [name]: `${headers[name]}${text}!` } };
    }),
  'no signature': genuine.map(make => unsignedCallback(make({}))),
  'a signature of another shape': fc
    .tuple(genuine, fc.constantFrom('', '0', 'sha256', 'null', 'undefined'), fc.boolean())
    .map(([make, text, upper]) => {
      const { body, headers } = signedCallback(make({}));
      const right = headers['x-lark-signature'] ?? '';
      const wrong = upper ? right.toUpperCase() : text;
      return { body, headers: { ...headers, 'x-lark-signature': wrong === right ? '' : wrong } };
    }),
  'cut short': fc.tuple(genuine, fc.nat(10_000)).map(([make, at]) => {
    const { body, headers } = signedCallback(make({}));
    return { headers, body: body.subarray(0, at % body.length) };
  }),
  'cut short and signed anew': fc.tuple(genuine, fc.nat(10_000)).map(([make, at]) => {
    const { body } = signedCallback(make({}));
    return sign(body.subarray(0, at % body.length), KEYS.encryptKey);
  }),
  'a bit turned': fc.tuple(genuine, fc.nat(100_000)).map(([make, bit]) => {
    const { body, headers } = signedCallback(make({}));
    return { headers, body: turned(body, bit) };
  }),
  'a bit turned in the ciphertext, unsigned': fc
    .tuple(
      fc.oneof(
        genuine.map(make => make({})),
        fc.constant(challenge()),
      ),
      fc.nat(100_000),
    )
    .map(([body, bit]) => {
      const bytes = Buffer.from(encrypt(JSON.stringify(body), KEYS.encryptKey), 'base64');
      // Not in the IV: there a bit turns a bit of the first block, which holds no secret (`{"type":"url_ver`).
      const at = 128 + (bit % ((bytes.length - 16) * 8));
      const encrypted = turned(bytes, at).toString('base64');
      return { headers: {}, body: Buffer.from(JSON.stringify({ encrypt: encrypted })) };
    }),
  'a wrong token': fc
    .tuple(genuine, inPlaceOf(KEYS.verificationToken))
    .map(([make, token]) => signedCallback(make({ token }))),
  'a wrong app': fc
    .tuple(genuine, inPlaceOf(KEYS.appId))
    .map(([make, app_id]) => signedCallback(make({ app_id }))),
  'too old, or from to-morrow': fc
    .tuple(genuine, fc.integer({ min: 13, max: 100_000 }), fc.boolean())
    .map(([make, hours, later]) => {
      const at = Math.max(1, Date.now() + (later ? 1 : -1) * hours * HOUR_MS);
      return signedCallback(make({ create_time: String(at) }), KEYS, at);
    }),
  'an age of another shape': fc
    .tuple(genuine, fc.constantFrom('', 'now', 'NaN', '-1', 'Infinity', null, [], ['1'], {}, true))
    .map(([make, create_time]) => signedCallback(make({ create_time }), KEYS, 1_000_000_000_000)),
  'JSON that is two things': fc.tuple(genuine, fc.nat(100)).map(([make, n]) => {
    const all = confusions(make({}));
    return signedCallback(all[n % all.length]);
  }),
  'a challenge with a wrong token': fc
    .tuple(inPlaceOf(KEYS.verificationToken), fc.boolean())
    .map(([token, signed]) => {
      const body = { type: 'url_verification', token, challenge: 'text' };
      return signed ? signedCallback(body) : unsignedCallback(body);
    }),
  'in the clear': fc
    .tuple(
      fc.oneof(
        genuine.map(make => make({})),
        fc.constant(challenge()),
      ),
      fc.boolean(),
    )
    .map(([body, signed]) => {
      const bytes = Buffer.from(JSON.stringify(body));
      return signed ? sign(bytes, KEYS.encryptKey) : { headers: {}, body: bytes };
    }),
  'the card callback of the first generation': fc
    .tuple(fc.uuid(), fc.constantFrom('clear', 'encrypted', 'unsigned'), fc.boolean())
    .map(([id, how, event]) => {
      const legacy = {
        open_id: 'ou_a',
        open_message_id: id,
        token: KEYS.verificationToken,
        action: { value: {} },
      };
      const body = event ? envelope('card.action.trigger_v1', legacy) : legacy;
      if (how === 'encrypted') return signedCallback(body);
      if (how === 'unsigned') return unsignedCallback(body);
      return sha1Signed(Buffer.from(JSON.stringify(body)));
    }),
  garbage: fc
    .tuple(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.json().map(text => new TextEncoder().encode(text)),
        fc.jsonValue().map(encrypt => new TextEncoder().encode(JSON.stringify({ encrypt }))),
      ),
      fc.boolean(),
    )
    .map(([bytes, signed]) => {
      const body = Buffer.from(bytes);
      return signed ? sign(body, KEYS.encryptKey) : { headers: {}, body };
    }),
  'a depth bomb': fc.tuple(fc.integer({ min: 1_000, max: 50_000 }), fc.boolean()).map(([depth, signed]) => {
    const bomb = Buffer.from(`{"encrypt":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`);
    return signed ? sign(bomb, KEYS.encryptKey) : { headers: {}, body: bomb };
  }),
};

export const WAYS = Object.keys(ways);

/** Any forgery, each way as often as any other but the bombs, which are long. */
export const forgery: fc.Arbitrary<Forgery> = fc.oneof(
  ...Object.entries(ways).map(([way, callback]) => ({
    weight: way === 'a depth bomb' ? 1 : 40,
    arbitrary: callback.map((made): Forgery => ({ way, callback: made })),
  })),
);

/** Of one way only. */
export function forgeryBy(way: string): fc.Arbitrary<Forgery> {
  const callback = ways[way];
  if (callback === undefined) throw new Error(`nobody forges that way: ${way}`);
  return callback.map(made => ({ way, callback: made }));
}

function withHeader(
  body: Readonly<Record<string, unknown>>,
  header: Header,
): Readonly<Record<string, unknown>> {
  const own = body['header'];
  return { ...body, header: { ...(typeof own === 'object' ? own : {}), ...header } };
}

function turned(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = bit % (copy.length * 8);
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7));
  return copy;
}

/** As old cards were signed: SHA-1 over the verification token. */
function sha1Signed(body: Buffer): Callback {
  const [stamp, nonce] = [String(Math.floor(Date.now() / 1000)), 'nonce'];
  const signature = createHash('sha1')
    .update(stamp + nonce + KEYS.verificationToken)
    .update(body)
    .digest('hex');
  const headers = {
    'x-lark-request-timestamp': stamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  };
  return { headers, body };
}
