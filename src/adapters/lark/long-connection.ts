import { EventDispatcher, WSClient } from '@larksuiteoapi/node-sdk';
import { AppError } from '../../shared/errors.ts';
import type { PartState } from '../../shared/callback.ts';
import type { Logger, Metrics } from '../../shared/telemetry.ts';
import { larkDomain } from './client.ts';
import type { Handle } from './door.ts';
import { createHttpInstance } from './http-instance.ts';
import { sdkLogger } from './sdk-logger.ts';
import { isObject } from './verify.ts';

export interface LongConnectionOptions {
  readonly appId: string;
  readonly appSecret: string;
  /** `feishu`, `lark`, or a base URL. */
  readonly domain: string;
  /** The same that the door calls; here nothing is signed, the connection itself proves that Lark speaks. */
  readonly handle: Handle;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** The first pause before the connection is built up anew after the SDK gave it up; doubled each time. */
  readonly restartMs?: number;
}

export interface LongConnection {
  start(): void;
  /** Closes the connection; events that come later go to Lark's retries. */
  stop(): void;
  /** For /readyz. */
  state(): PartState;
}

const RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 300_000;
const HANDSHAKE_MS = 15_000;
/** Seconds without a sign of life after a ping. */
const PONG_SECONDS = 10;

/**
 * Events and card taps over the SDK's long connection (lark.md 1.5). The SDK repairs what it calls a lost connection,
 * but gives up for good when Lark refuses one: then it is built anew, at growing intervals, until it is stopped.
 * @throws AppError `config.invalid` for an app id that the SDK would silently not start with.
 */
export function createLongConnection(options: LongConnectionOptions): LongConnection {
  if (!/^cli_[0-9a-fA-F]{16}$/.test(options.appId))
    throw new AppError(
      'config.invalid',
      'the long connection needs an app id of the form cli_ and 16 hex digits',
    );
  let client: WSClient | undefined;
  let restart: NodeJS.Timeout | undefined;
  let failures = 0;

  const up = () => {
    failures = 0;
    options.metrics.longConnectionUp.set(1);
    options.log.info('long connection is open');
  };
  const down = () => {
    options.metrics.longConnectionUp.set(0);
    options.log.warn('long connection is lost; connecting again');
  };
  const giveUp = () => {
    client?.close({ force: true });
    options.metrics.longConnectionUp.set(0);
    const pause = Math.min((options.restartMs ?? RESTART_MS) * 2 ** failures, LONGEST_RESTART_MS);
    failures += 1;
    // What the SDK's error says may quote the connection's address, which holds a ticket.
    options.log.error(
      { failures, pauseMs: pause },
      'Lark refused the long connection; check the app and its secret',
    );
    restart = setTimeout(open, pause);
  };
  const open = () => {
    client = new WSClient({
      appId: options.appId,
      appSecret: options.appSecret,
      domain: larkDomain(options.domain),
      httpInstance: createHttpInstance({ refusalsAreErrors: false }),
      logger: sdkLogger(options.log),
      handshakeTimeoutMs: HANDSHAKE_MS,
      wsConfig: { pingTimeout: PONG_SECONDS },
      onReady: up,
      onReconnected: up,
      onReconnecting: down,
      onError: giveUp,
    });
    void client.start({ eventDispatcher: createDispatcher(options.handle, options.log) });
  };

  return {
    start: () => {
      if (client === undefined) open();
    },
    stop: () => {
      clearTimeout(restart);
      client?.close({ force: true });
      client = undefined;
      options.metrics.longConnectionUp.set(0);
    },
    state: () => {
      const state = client?.getConnectionStatus().state ?? 'stopped';
      return { ok: state === 'connected', detail: state };
    },
  };
}

/** The SDK's dispatcher, with our handling in its place: its own flattens envelopes and drops the event's type. */
function createDispatcher(handle: Handle, log: Logger): EventDispatcher {
  const dispatcher = new EventDispatcher({ logger: sdkLogger(log) });
  dispatcher.invoke = async (envelope: unknown) => {
    const reply = await handle(isObject(envelope) ? envelope : {});
    // Thrown, it reaches Lark as a failure, and the event is sent again.
    if (reply.status !== 200) throw new AppError('store.unavailable', 'not handled', { retryable: true });
    // The SDK sends the answer in the same turn of the event loop; this comes after it.
    const { after } = reply;
    if (after !== undefined) setImmediate(() => after(true));
    return reply.body;
  };
  return dispatcher;
}
