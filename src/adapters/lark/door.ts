import { LRUCache } from 'lru-cache';
import type { CardTap, Clock, Inbound, Inbox, TapAnswer } from '../../application/ports.ts';
import { AppError } from '../../shared/errors.ts';
import type { CallbackReply, Door } from '../../shared/callback.ts';
import type { Logger, Metrics } from '../../shared/telemetry.ts';
import { type Normalizer, createNormalizer } from './normalize/registry.ts';
import { answerTap } from './tap.ts';
import { type DoorKeys, isObject, type Json, TAP_WINDOW_MS, verifyCallback } from './verify.ts';

export interface Handling {
  readonly inbox: Pick<Inbox, 'put'>;
  /** Wakes the worker, after the answer. */
  readonly onEvent: (key: string) => void;
  readonly onTap: (tap: CardTap) => Promise<TapAnswer>;
  /** Called after the answer when a tap took longer than its budget; the answer may hold no card. */
  readonly lateTap: (tap: CardTap, answer: TapAnswer) => Promise<void>;
  /** Called once the answer has been sent, in time or late, or has failed: whether it put a new card on the message. */
  readonly answered: (tap: CardTap, withCard: boolean) => void;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Of the service: datetimes of forms are turned into it. */
  readonly timeZone?: string;
  /** How long a tap may take before "处理中"; Lark gives 3 s (lark.md 2.1). */
  readonly tapBudgetMs?: number;
}

/** From a checked envelope to the answer; the same for HTTP and the long connection. Never throws. */
export type Handle = (envelope: Json) => Promise<CallbackReply>;

/** More taps than come in the hour that one may be old. */
const TAPS_REMEMBERED = 200_000;

const DONE: CallbackReply = { status: 200, body: {} };

/**
 * The door of `POST /lark/callback`: checks, then handles (lark.md 1.4).
 * @throws AppError `config.invalid` without a verification token: an empty one would let everybody in.
 */
export function createDoor(options: DoorKeys & Handling): Door {
  if (options.verificationToken === '')
    throw new AppError('config.invalid', 'the door needs the app’s verification token');
  const handle = createHandle(options);
  const isRepeated = rememberTaps();
  return async request => {
    const verified = verifyCallback(request, options);
    if (verified.kind === 'envelope') {
      if (!isRepeated(verified.envelope)) return handle(verified.envelope);
      // Whoever sends a tap again would be shown the card of today in the answer.
      options.metrics.doorRefused.inc({ reason: 'replayed' });
      options.log.warn({ reason: 'replayed' }, 'callback refused');
      return DONE;
    }
    if (verified.kind === 'challenge') {
      options.metrics.doorAccepted.inc({ kind: 'challenge' });
      return { status: 200, body: { challenge: verified.challenge } };
    }
    options.metrics.doorRefused.inc({ reason: verified.reason });
    options.log.warn({ reason: verified.reason }, 'callback refused');
    return { status: verified.status, body: { error: verified.told } };
  };
}

/** Events are remembered in the inbox. Taps only here, since a write for each would slow them; the commands' keys do the rest. */
function rememberTaps(): (envelope: Json) => boolean {
  const seen = new LRUCache<string, true>({ max: TAPS_REMEMBERED, ttl: 2 * TAP_WINDOW_MS });
  return ({ header }) => {
    if (!isObject(header) || header['event_type'] !== 'card.action.trigger') return false;
    const id = header['event_id'];
    if (typeof id !== 'string') return false;
    if (seen.has(id)) return true;
    seen.set(id, true);
    return false;
  };
}

/** What is done with an envelope whose sender is known to be Lark. */
export function createHandle(options: Handling): Handle {
  const normalize = createNormalizer(options.timeZone ?? 'Asia/Shanghai');
  return async envelope => {
    const meaning = safely(() => normalize(envelope), options);
    if (meaning.kind === 'event') return acceptEvent(meaning.event, options);
    options.metrics.doorAccepted.inc({ kind: meaning.kind });
    return meaning.kind === 'tap' ? answerTap(meaning.tap, options) : DONE;
  };
}

/** Stored before it is acknowledged; a store that fails makes Lark repeat the event (lark.md 1.4, step 6). */
async function acceptEvent(event: Inbound, options: Handling): Promise<CallbackReply> {
  try {
    const fresh = await options.inbox.put(event, options.clock.now());
    options.metrics.doorAccepted.inc({ kind: fresh ? 'event' : 'duplicate' });
    return fresh ? { ...DONE, after: () => options.onEvent(event.key) } : DONE;
  } catch (error) {
    options.metrics.doorAccepted.inc({ kind: 'failed' });
    const passes = error instanceof AppError && error.retryable;
    options.log[passes ? 'warn' : 'error'](
      { err: error },
      'an event could not be stored; Lark will send it again',
    );
    return { status: 500, body: {} };
  }
}

/** A payload that we cannot read is our bug or Lark's change: acknowledged, since a repeat would not help. */
function safely(read: () => ReturnType<Normalizer>, options: Handling): ReturnType<Normalizer> {
  try {
    return read();
  } catch (error) {
    options.log.error({ err: error }, 'a callback could not be read');
    return { kind: 'ignored' };
  }
}
