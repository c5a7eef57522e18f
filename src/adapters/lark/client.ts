import { Client, Domain } from '@larksuiteoapi/node-sdk';
import pRetry from 'p-retry';
import { AppError, mayHaveArrived } from '../../shared/errors.ts';
import type { PartState } from '../../shared/callback.ts';
import type { Logger, Metrics } from '../../shared/telemetry.ts';
import { failureOf } from './failure.ts';
import { createHttpInstance } from './http-instance.ts';
import { createLimiter, type Limiter } from './limits.ts';
import { createPatience } from './patience.ts';
import { sdkLogger } from './sdk-logger.ts';
import { createTokenCache } from './token-cache.ts';

export interface LarkClientOptions {
  /** Hears of every failed call. */
  readonly onFailure?: (error: AppError) => void;
  readonly appId: string;
  readonly appSecret: string;
  /** `feishu`, `lark`, or a base URL. */
  readonly domain: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly timeOutMs?: number;
  readonly limiter?: Limiter;
  readonly retry?: Partial<RetryBounds>;
}

interface RetryBounds {
  /** Further attempts after the first. */
  readonly retries: number;
  /** The first pause before a repeat; doubled each time. */
  readonly pauseMs: number;
  /** The longest wait that Lark may ask for before the call is given up, to be tried again later. */
  readonly longestWaitMs: number;
}
const BOUNDS: RetryBounds = { retries: 2, pauseMs: 500, longestWaitMs: 10_000 };

interface CallOptions {
  /** A short name for the metrics, e.g. `im.message.create`. */
  readonly name: string;
  /** The person or message whose own limit counts. */
  readonly target?: string;
  /** Whether a repeat of a call whose outcome is not known does no harm: a read, a whole card, a send with `uuid`. */
  readonly repeatable: boolean;
}

export interface LarkClient {
  /** Runs one SDK call under the limits, with one token refresh and bounded repeats. Fails with `AppError` only. */
  call<T>(options: CallOptions, run: (sdk: Client) => Promise<T>): Promise<T>;
  /** Whether an access token can be had; asked by /readyz. */
  checkCredentials(): Promise<PartState>;
}

/** Calls to Lark: issue 3, item 3; lark.md 1.1 and 4. Takes at most about 45 s before it gives up. */
export function createLarkClient(options: LarkClientOptions): LarkClient {
  const tokens = createTokenCache();
  const sdk = createSdk(options, tokens);
  const limiter = options.limiter ?? createLimiter();
  const patience = createPatience();
  const bounds = { ...BOUNDS, ...options.retry };

  const once = async <T>(call: CallOptions, run: (sdk: Client) => Promise<T>): Promise<T> => {
    const since = performance.now();
    const observe = (outcome: string) =>
      options.metrics.larkCalls.observe({ method: call.name, outcome }, (performance.now() - since) / 1000);
    try {
      const result = await run(sdk);
      observe('ok');
      return result;
    } catch (error) {
      const ours = asAppError(error, call.name);
      observe(ours.code);
      options.onFailure?.(ours);
      throw ours;
    }
  };
  const fresh = createRefresher(tokens, options.metrics);
  const attempt = async <T>(call: CallOptions, run: (sdk: Client) => Promise<T>): Promise<T> => {
    await patience.wait([call.name, targetOf(call)], bounds.longestWaitMs);
    return limiter.run(call.target, () => fresh(() => once(call, run)));
  };

  return {
    call: (call, run) => {
      let uncertain = false;
      return pRetry(() => attempt(call, run), {
        retries: bounds.retries,
        minTimeout: bounds.pauseMs,
        factor: 2,
        randomize: true,
        shouldRetry: ({ error }) => worthRepeating(error, call, bounds),
        onFailedAttempt: ({ error }) => {
          uncertain ||= mayHaveArrived(error);
          const wait = waitOf(error);
          if (wait !== undefined && isOfLark(error))
            patience.hold(isAppWide(error) ? call.name : targetOf(call), wait);
        },
      }).catch((error: unknown) => {
        throw stillUncertain(error, uncertain);
      });
    },
    checkCredentials: async () => {
      try {
        await sdk.tokenManager.getTenantAccessToken();
        return { ok: true };
      } catch (error) {
        const { details } = asAppError(error, 'token');
        return {
          ok: false,
          detail: `no access token: ${details['larkCode'] ?? details['network'] ?? details['status'] ?? 'unknown'}`,
        };
      }
    },
  };
}

function createSdk(options: LarkClientOptions, tokens: ReturnType<typeof createTokenCache>): Client {
  const { timeOutMs } = options;
  const sdk = new Client({
    appId: options.appId,
    appSecret: options.appSecret,
    domain: larkDomain(options.domain),
    cache: tokens,
    httpInstance: createHttpInstance(timeOutMs === undefined ? {} : { timeOutMs }),
    logger: sdkLogger(options.log),
  });
  // The SDK fetches a token for each of several cold calls (lark.md 1.1); one for all of them is enough.
  const manager = sdk.tokenManager;
  const load = manager.getTenantAccessToken.bind(manager);
  let loading: Promise<unknown> | undefined;
  manager.getTenantAccessToken = params => {
    loading ??= load(params).finally(() => {
      loading = undefined;
    });
    return loading;
  };
  return sdk;
}

/** `feishu`, `lark`, or a base URL, as the SDK wants it. */
export function larkDomain(domain: string): Domain | string {
  if (domain === 'feishu') return Domain.Feishu;
  return domain === 'lark' ? Domain.Lark : domain.replace(/\/+$/, '');
}

/**
 * Runs a call again, once, when Lark refused its token. A token that another call has replaced since is not thrown
 * away: only the first of many refused calls clears the cache.
 */
function createRefresher(tokens: ReturnType<typeof createTokenCache>, metrics: Metrics) {
  let generation = 0;
  return async <T>(run: () => Promise<T>): Promise<T> => {
    const before = generation;
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'lark.token') throw error;
      if (before === generation) {
        generation += 1;
        tokens.clear();
        metrics.tokenRefreshes.inc();
      }
      return run();
    }
  };
}

function worthRepeating(error: unknown, call: CallOptions, bounds: RetryBounds): boolean {
  if (!(error instanceof AppError) || !error.retryable || error.code === 'lark.token') return false;
  if (error.code === 'lark.unknownOutcome') return call.repeatable;
  return (waitOf(error) ?? 0) <= bounds.longestWaitMs;
}

/** An attempt that may have arrived stays in doubt, however a later one failed; what an administrator must mend keeps its code. */
function stillUncertain(error: unknown, uncertain: boolean): unknown {
  if (!uncertain || !(error instanceof AppError)) return error;
  const { message, expected, retryable } = error;
  const details = { ...error.details, mayHaveArrived: true };
  if (retryable) return new AppError('lark.unknownOutcome', message, { retryable, details });
  return new AppError(error.code, message, { expected, details });
}

/** How long Lark asked us to wait, in milliseconds. */
function waitOf(error: unknown): number | undefined {
  if (!(error instanceof AppError) || error.code !== 'lark.rateLimited') return undefined;
  const seconds = error.details['resetSeconds'];
  return typeof seconds === 'number' ? seconds * 1000 : undefined;
}

function targetOf(call: CallOptions): string {
  return `${call.name} ${call.target ?? ''}`;
}

/** Lark said so, and not our own memory of what it said. */
function isOfLark(error: unknown): boolean {
  return error instanceof AppError && error.details['call'] !== undefined;
}

/** 230020 is about one person or message; the gateway's own limit is about the app. */
function isAppWide(error: unknown): boolean {
  return error instanceof AppError && error.details['larkCode'] !== 230020;
}

/** What the SDK throws of itself, e.g. a token answer without a token, says no more than that. */
function asAppError(error: unknown, name: string): AppError {
  return error instanceof AppError ? error : failureOf({ call: name, networkCode: 'SDK' });
}
