import { type DestinationStream, type Logger, pino } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { AppError } from './errors.ts';

export type { Logger } from 'pino';

const CENSORED = '[redacted]';
/** Names under which a secret or what a person typed might be logged by mistake. */
const SENSITIVE = [
  'app_secret',
  'appSecret',
  'AppSecret',
  'authorization',
  'Authorization',
  'tenant_access_token',
  'encryptKey',
  'verificationToken',
  'token',
  'password',
  'content',
  'card',
  'form',
];

export interface LoggerOptions {
  readonly level: string;
  /** Values that must never be written, wherever they turn up: app secret, encrypt key, verification token, … */
  readonly secrets?: readonly string[];
  /** Where lines go; standard output when absent. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON line an entry. Three nets, one behind the other: fields of sensitive names are censored, an error is
 * written with its safe fields only, and every finished line is searched for the secrets themselves.
 */
export function createLogger(options: LoggerOptions): Logger {
  const clean = scrubber(options.secrets ?? []);
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: withSafeErrors },
    redact: { paths: SENSITIVE.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: CENSORED },
    hooks: { streamWrite: clean },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/**
 * A function that takes secrets, also where they stand in JSON within a text, and bearer tokens out of a line of JSON.
 * Secrets shorter than four characters are left: they would take everything with them.
 */
function scrubber(secrets: readonly string[]): (line: string) => string {
  const forms = secrets
    .filter(secret => secret.length >= 4)
    .flatMap(secret => [escaped(escaped(secret)), escaped(secret), secret]);
  const marks = forms.map(escaped);
  const clean = (text: string) =>
    forms.reduce((rest, form) => rest.replaceAll(form, CENSORED), text).replace(BEARER, `Bearer ${CENSORED}`);
  return line => {
    BEARER.lastIndex = 0;
    if (!BEARER.test(line) && !marks.some(mark => line.includes(mark))) return line;
    // Text is replaced in the values, not in the line, which must stay JSON.
    return `${JSON.stringify(JSON.parse(line), (_key, value: unknown) => (typeof value === 'string' ? clean(value) : value))}\n`;
  };
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const BEARER = /Bearer\s+[\w.~+/-]+=*/gi;

/** An error may stand under any name in an entry. */
function withSafeErrors(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? describeError(value) : value,
    ]),
  );
}

/** The fields of an error that may be logged; its other properties (a request, its headers) are left out. */
function describeError(error: Error, depth = 0): Readonly<Record<string, unknown>> {
  const cause =
    error.cause instanceof Error && depth < 3 ? { cause: describeError(error.cause, depth + 1) } : {};
  const own =
    error instanceof AppError
      ? { code: error.code, expected: error.expected, retryable: error.retryable, details: error.details }
      : {};
  return { name: error.name, message: error.message, ...own, stack: error.stack, ...cause };
}

export type Metrics = ReturnType<typeof createMetrics>;

/** The counters of one process, in a registry of their own, so that tests and several bots do not meet. */
export function createMetrics(options: { readonly processMetrics?: boolean } = {}) {
  const registry = new Registry();
  const registers = [registry];
  if (options.processMetrics === true) collectDefaultMetrics({ register: registry });
  return {
    registry,
    doorRefused: new Counter({
      name: 'onewindow_door_refused_total',
      help: 'Callbacks that were refused, by reason',
      labelNames: ['reason'],
      registers,
    }),
    doorAccepted: new Counter({
      name: 'onewindow_door_accepted_total',
      help: 'Callbacks that were accepted: challenge, event, duplicate, ignored, unknown, tap, failed',
      labelNames: ['kind'],
      registers,
    }),
    tapSeconds: new Histogram({
      name: 'onewindow_tap_seconds',
      help: 'From a card tap to its answer, by outcome: answered, late, failed',
      labelNames: ['outcome'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    larkCalls: new Histogram({
      name: 'onewindow_lark_call_seconds',
      help: 'Calls to Lark, each attempt, by method and outcome (ok or the error code)',
      labelNames: ['method', 'outcome'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    tokenRefreshes: new Counter({
      name: 'onewindow_lark_token_refreshes_total',
      help: 'Access tokens that Lark called invalid and that were fetched anew',
      registers,
    }),
    longConnectionUp: new Gauge({
      name: 'onewindow_long_connection_up',
      help: '1 while the long connection is open',
      registers,
    }),
  };
}
