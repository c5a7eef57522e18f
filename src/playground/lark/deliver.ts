import { isObject } from './card-parts.ts';
import { encryptBody, signatureHeaders } from './crypt.ts';
import type { Envelope } from './envelope.ts';
import type { PendingEvent } from '../saved-state.ts';
import type { PlaygroundLog } from '../log.ts';
import type { JsonObject } from '../types.ts';

/** How long Lark waits for an answer (lark.md 2.1 and 4). */
const ANSWER_MS = 3000;
/** Lark repeats an event that is not acknowledged after 15 s, 5 min, 1 h and 6 h. */
const RETRY_AFTER_MS = [15_000, 300_000, 3_600_000, 21_600_000] as const;

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends events and callbacks to the bot, encrypted and signed. */
export interface Deliverer {
  setCallback(url: string): void;
  /** Sends an event, and repeats it until it is acknowledged or given up. */
  event(envelope: Envelope): void;
  /** Sends a card callback once. Undefined: no answer within 3 s, or no connection. */
  callback(envelope: Envelope): Promise<Answer | undefined>;
  pending(): readonly PendingEvent[];
  /** Sends what is due; call it when the clock was moved. */
  pump(): void;
  /** Waits until nothing is on its way to the bot; events that wait for a later try do not count. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export function createDeliverer(options: {
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly now: () => number;
  readonly pending: readonly PendingEvent[];
  readonly changed: () => void;
  readonly log: PlaygroundLog;
}): Deliverer {
  const { encryptKey, now, log } = options;
  const waiting = new Map(options.pending.map(event => [event.eventId, event]));
  const sending = new Map<string, Promise<void>>();
  let url: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function post(body: Envelope['body']): Promise<Answer | undefined> {
    if (url === undefined) return undefined;
    const raw = JSON.stringify({ encrypt: encryptBody(encryptKey, JSON.stringify(withToken(body))) });
    const headers = signatureHeaders(encryptKey, raw, Math.floor(now() / 1000));
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
        body: raw,
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      return { status: answer.status, body: await answer.text() };
    } catch {
      return undefined;
    }
  }

  /** Added when it is sent: an event that waited for a new start goes with the new token. */
  function withToken(body: JsonObject): JsonObject {
    const header = isObject(body['header']) ? body['header'] : {};
    return { ...body, header: { ...header, token: options.verificationToken } };
  }

  async function attempt(event: PendingEvent): Promise<void> {
    const answer = await post(event.body);
    if (answer?.status === 200) {
      waiting.delete(event.eventId);
    } else {
      log.warn(
        { eventId: event.eventId, status: answer?.status ?? 0 },
        'the bot did not acknowledge an event',
      );
      const wait = RETRY_AFTER_MS[event.attempts];
      if (wait === undefined) waiting.delete(event.eventId);
      else waiting.set(event.eventId, { ...event, attempts: event.attempts + 1, nextAt: now() + wait });
    }
    options.changed();
  }

  function pump(): void {
    if (closed || url === undefined) return;
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    for (const event of waiting.values()) {
      if (event.nextAt > now() || sending.has(event.eventId)) continue;
      const done = attempt(event).finally(() => {
        sending.delete(event.eventId);
        pump();
      });
      sending.set(event.eventId, done);
    }
    const idle = [...waiting.values()].filter(event => !sending.has(event.eventId));
    if (idle.length === 0) return;
    const next = Math.min(...idle.map(event => event.nextAt));
    timer = setTimeout(pump, Math.max(0, next - now()));
    timer.unref();
  }

  return {
    setCallback(to) {
      url = to;
      pump();
    },
    event(envelope) {
      waiting.set(envelope.eventId, { ...envelope, attempts: 0, nextAt: now() });
      options.changed();
      pump();
    },
    callback: envelope => post(envelope.body),
    pending: () => [...waiting.values()],
    pump,
    async idle() {
      while (sending.size > 0) await Promise.all(sending.values());
    },
    async close() {
      closed = true;
      if (timer !== undefined) clearTimeout(timer);
      await Promise.all(sending.values());
    },
  };
}
