import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** Credentials of an app that does not exist. The app id has the shape that Lark's SDK asks for. */
export const KEYS = {
  appId: 'cli_0123456789abcdef',
  appSecret: 'app-secret-Zq8/Wx"3',
  encryptKey: 'encrypt-key-7Hd2',
  verificationToken: 'verification-token-5Tn9',
} as const;

export interface Callback {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
export interface SigningKeys {
  readonly encryptKey: string;
}

/** Lark's encryption: AES-256-CBC, key = SHA-256 of the encrypt key, the IV in front, base64. */
export function encrypt(text: string, encryptKey: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

/** Signs these very bytes. */
export function sign(
  body: Buffer,
  encryptKey: string,
  timestamp = String(Math.floor(Date.now() / 1000)),
  nonce = 'nonce',
): Callback {
  const signature = createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(body)
    .digest('hex');
  return {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signature,
    },
    body,
  };
}

/** An encrypted and signed callback, as Lark sends events and card taps. A string is sent as it is. `at`: when it is signed. */
export function signedCallback(
  envelope: unknown,
  keys: SigningKeys = KEYS,
  at: number = Date.now(),
): Callback {
  const text = typeof envelope === 'string' ? envelope : JSON.stringify(envelope);
  const body = Buffer.from(JSON.stringify({ encrypt: encrypt(text, keys.encryptKey) }));
  return sign(body, keys.encryptKey, String(Math.floor(at / 1000)));
}

/** Encrypted but not signed, as Lark sends url_verification. */
export function unsignedCallback(envelope: unknown, keys: SigningKeys = KEYS): Callback {
  const { body } = signedCallback(envelope, keys);
  return { headers: { 'content-type': 'application/json' }, body };
}

export function challenge(token: string = KEYS.verificationToken, text = 'challenge-text'): unknown {
  return { type: 'url_verification', token, challenge: text };
}

let counter = 0;
function unique(prefix: string): string {
  counter += 1;
  return `${prefix}-${process.pid}-${counter}`;
}

/** An envelope of schema 2.0. */
export function envelope(
  eventType: string,
  event: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    schema: '2.0',
    header: {
      event_id: unique('event'),
      event_type: eventType,
      create_time: String(Date.now()),
      token: KEYS.verificationToken,
      app_id: KEYS.appId,
      tenant_key: 'tenant-1',
      ...header,
    },
    event,
  };
}

export interface MessageOptions {
  readonly person?: string;
  readonly messageId?: string;
  readonly chatType?: 'p2p' | 'group';
  readonly type?: string;
  readonly content?: unknown;
  readonly mentions?: readonly unknown[];
  readonly senderType?: string;
}

/** im.message.receive_v1; `text` is the content of a text message. */
export function messageEvent(text: string, options: MessageOptions = {}): Readonly<Record<string, unknown>> {
  const content = options.content ?? { text };
  return envelope('im.message.receive_v1', {
    sender: {
      sender_id: { open_id: options.person ?? 'ou_alice', union_id: 'on_alice', user_id: 'alice' },
      sender_type: options.senderType ?? 'user',
      tenant_key: 'tenant-1',
    },
    message: {
      message_id: options.messageId ?? unique('om'),
      create_time: '1763800000456',
      chat_id: 'oc_chat',
      chat_type: options.chatType ?? 'p2p',
      message_type: options.type ?? 'text',
      content: typeof content === 'string' ? content : JSON.stringify(content),
      ...(options.mentions !== undefined && { mentions: options.mentions }),
    },
  });
}

/** card.action.trigger. */
export function cardTapEvent(
  action: Readonly<Record<string, unknown>>,
  options: { readonly person?: string; readonly header?: Readonly<Record<string, unknown>> } = {},
): Readonly<Record<string, unknown>> {
  return envelope(
    'card.action.trigger',
    {
      operator: { tenant_key: 'tenant-1', open_id: options.person ?? 'ou_alice', union_id: 'on_alice' },
      token: 'c-update-token',
      action: { tag: 'button', timezone: 'Asia/Shanghai', ...action },
      host: 'im_message',
      context: { open_message_id: 'om_card', open_chat_id: 'oc_chat' },
    },
    { create_time: String(Date.now() * 1000), ...options.header },
  );
}
