import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import type { CallbackRequest, RefusalReason } from '../../shared/callback.ts';
import { instantOf } from './normalize/envelope.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface DoorKeys {
  readonly appId: string;
  readonly verificationToken: string;
  readonly encryptKey?: string;
  /** When given, callbacks of other tenants are refused. */
  readonly tenantKey?: string;
  /** The machine's clock, by which a callback is fresh; absent in the playground, whose clock people move. */
  readonly machineNow?: () => number;
}

const MINUTE_MS = 60_000;
/**
 * How old an event may be: Lark repeats one for 7 h 5 min (lark.md 4), and a finished one is remembered for a day, so what
 * is older than the memory is refused and what is younger is known.
 */
const EVENT_WINDOW_MS = 12 * 60 * MINUTE_MS;
/** A tap is never repeated (lark.md 2.1): the time is for clocks that go wrong. */
export const TAP_WINDOW_MS = 60 * MINUTE_MS;

/** What a callback turned out to be, after every check of lark.md 1.4. */
export type Verified =
  | {
      readonly kind: 'refused';
      readonly status: 400 | 401 | 403;
      readonly reason: RefusalReason;
      readonly told: RefusalReason;
    }
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'envelope'; readonly envelope: Json };

/**
 * Checks a callback, in the order of lark.md 1.4: body, signature over the raw bytes, decryption, challenge, token,
 * app, tenant, age. Never throws. With an encrypt key an unsigned callback may be nothing but a url_verification, which
 * Lark does not sign; any other is told the same, whatever it decrypts to: CBC has no seal of its own, so two answers would
 * be an oracle for who changes bits and tries.
 */
export function verifyCallback(request: CallbackRequest, keys: DoorKeys): Verified {
  const outer = parseObject(request.body);
  if (outer === undefined) return refused(400, 'badBody');
  if (isLegacyCard(outer)) return refused(400, 'legacyCallback');
  if (keys.encryptKey === undefined) return fresh(verifyPlain(outer, keys, true), keys, undefined);

  const signature = header(request, 'x-lark-signature');
  if (signature !== undefined && !signed(request, signature, keys.encryptKey))
    return refused(401, 'badSignature');
  if (typeof outer['encrypt'] !== 'string')
    return signature === undefined ? refused(401, 'noSignature') : refused(400, 'badBody');
  const inner = decrypt(outer['encrypt'], keys.encryptKey);
  if (signature !== undefined)
    return inner === undefined
      ? refused(400, 'badBody')
      : fresh(verifyPlain(inner, keys, true), keys, header(request, 'x-lark-request-timestamp'));
  const unsigned = inner === undefined ? refused(400, 'badBody') : verifyPlain(inner, keys, false);
  return unsigned.kind === 'refused' ? { ...unsigned, status: 401, told: 'noSignature' } : unsigned;
}

function verifyPlain(body: Json, keys: DoorKeys, trusted: boolean): Verified {
  if (body['type'] === 'url_verification') {
    if (!sameText(body['token'], keys.verificationToken)) return refused(401, 'badToken');
    const challenge = body['challenge'];
    return typeof challenge === 'string' ? { kind: 'challenge', challenge } : refused(400, 'badBody');
  }
  if (!trusted) return refused(401, 'noSignature');
  if (isLegacyCard(body)) return refused(400, 'legacyCallback');
  const header = isObject(body['header']) ? body['header'] : undefined;
  // Events of the first generation carry these at the top, or in `event`.
  const event = isObject(body['event']) ? body['event'] : {};
  if (!sameText(header?.['token'] ?? body['token'], keys.verificationToken)) return refused(401, 'badToken');
  if ((header?.['app_id'] ?? event['app_id']) !== keys.appId) return refused(403, 'badApp');
  const tenant = header?.['tenant_key'] ?? event['tenant_key'];
  if (keys.tenantKey !== undefined && tenant !== keys.tenantKey) return refused(403, 'badTenant');
  if (header?.['event_type'] === 'card.action.trigger_v1') return refused(400, 'legacyCallback');
  return { kind: 'envelope', envelope: body };
}

/**
 * Refuses what is old by both times that Lark sets: that in the body, and that of the signature, since it is not said whether
 * a repetition is stamped anew (lark.md 1.4). `signedAt`: absent where nothing is signed. Only ten digits are a time: it runs
 * into the nonce without a mark, so that digits could be moved over.
 */
function fresh(verified: Verified, { machineNow }: DoorKeys, signedAt: string | undefined): Verified {
  if (verified.kind !== 'envelope' || machineNow === undefined) return verified;
  const top = isObject(verified.envelope['header']) ? verified.envelope['header'] : {};
  const made = top['create_time'];
  // Nobody but Lark can leave it out.
  if (made === undefined) return verified;
  const window = top['event_type'] === 'card.action.trigger' ? TAP_WINDOW_MS : EVENT_WINDOW_MS;
  const times = [
    instantOf(typeof made === 'string' || typeof made === 'number' ? made : undefined),
    ...(signedAt !== undefined && /^\d{10}$/.test(signedAt) ? [Number(signedAt) * 1000] : []),
  ];
  return times.some(at => Math.abs(machineNow() - at) <= window) ? verified : refused(401, 'stale');
}

/** The dead callback of old cards: signed with SHA-1 over the token, so it proves nothing (lark.md 1.2). */
function isLegacyCard(body: Json): boolean {
  return body['schema'] === undefined && isObject(body['action']) && 'open_message_id' in body;
}

function signed(request: CallbackRequest, signature: string, encryptKey: string): boolean {
  const expected = createHash('sha256')
    .update(header(request, 'x-lark-request-timestamp') ?? '')
    .update(header(request, 'x-lark-request-nonce') ?? '')
    .update(encryptKey)
    .update(request.body)
    .digest('hex');
  return sameText(signature, expected);
}

/** AES-256-CBC, key = SHA-256 of the encrypt key, IV = the first 16 bytes; undefined when it is not ours. */
export function decrypt(encrypted: string, encryptKey: string): Json | undefined {
  try {
    const bytes = Buffer.from(encrypted, 'base64');
    const key = createHash('sha256').update(encryptKey).digest();
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
    return parseObject(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]));
  } catch {
    return undefined;
  }
}

export function parseObject(bytes: Buffer): Json | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Constant-time in what is secret: digests of equal length are compared, so lengths do not show either. */
export function sameText(given: unknown, secret: string): boolean {
  if (typeof given !== 'string') return false;
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function header(request: CallbackRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(status: 400 | 401 | 403, reason: RefusalReason): Verified {
  return { kind: 'refused', status, reason, told: reason };
}
