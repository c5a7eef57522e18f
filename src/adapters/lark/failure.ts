import { z } from 'zod';
import { AppError, type ErrorCode } from '../../shared/errors.ts';

/** What is known of a failed exchange with Lark; nothing of what was sent. */
export interface Exchange {
  /** `POST /open-apis/im/v1/messages`: no host, no query. */
  readonly call: string;
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: unknown;
  /** Node's or the HTTP client's own code, e.g. `ECONNREFUSED`. */
  readonly networkCode?: string;
}

type LarkCode = Extract<ErrorCode, `lark.${string}`>;

/** lark.md 4 and 2.2: what each code of Lark's says about the call. */
const CLASSES: readonly (readonly [LarkCode, readonly number[]])[] = [
  ['lark.person', [230013, 230029, 230034, 230038, 230053, 100290]],
  ['lark.chat', [230002, 230018, 232009, 234004]],
  ['lark.config', [230006, 230027, 99991672, 99991679, 99992360, 10003, 10014, 200310]],
  ['lark.token', [99991661, 99991663, 99991664]],
  [
    'lark.content',
    [
      230025, 230022, 230028, 230099, 230031, 230011, 300020, 300030, 300040, 300090, 200000, 234001, 234003,
      234006, 234010, 234037,
    ],
  ],
  ['lark.rateLimited', [99991400, 230020, 11232]],
  ['lark.transient', [230035, 230049]],
];
const CLASS_OF = new Map(CLASSES.flatMap(([name, codes]) => codes.map(code => [code, name] as const)));
const RETRYABLE: ReadonlySet<LarkCode> = new Set<LarkCode>([
  'lark.token',
  'lark.rateLimited',
  'lark.transient',
  'lark.unknownOutcome',
]);
/** Part of normal life: somebody left, muted the bot, or let a card grow old. */
const EXPECTED: ReadonlySet<LarkCode> = new Set<LarkCode>(['lark.person', 'lark.chat', 'lark.rateLimited']);
const CARD_LOCKED = 11310;

/** Failures in which not a byte of the request was written: the outcome is known, nothing happened. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_INVALID_URL',
]);

/** Calls that a repeat changes nothing of: reads, whole replacements, the fetching of a token. */
const HARMLESS = /^(?:GET|HEAD|PATCH|PUT) |\/auth\/v3\//;

const answerSchema = z.object({
  code: z.number(),
  msg: z.string().optional(),
  error: z
    .object({
      log_id: z.string().optional(),
      permission_violations: z.array(z.object({ subject: z.string().optional() })).optional(),
      helps: z.array(z.object({ url: z.string().optional() })).optional(),
    })
    .optional(),
});

/** The failed answer of Lark's that a body is, if it is one: `code` is there and not 0. */
export function refusalCode(body: unknown): number | undefined {
  const parsed = answerSchema.safeParse(body);
  return parsed.success && parsed.data.code !== 0 ? parsed.data.code : undefined;
}

/**
 * Turns a failed exchange into our error. Lark's own message is not repeated, since it quotes what was sent; kept are
 * its codes, the log id, and the names of missing scopes, which an administrator needs.
 */
export function failureOf(exchange: Exchange): AppError {
  const answer = answerSchema.safeParse(exchange.body);
  const code = answer.success ? answer.data.code : undefined;
  const inner = answer.success ? innerCode(answer.data.msg) : undefined;
  const kind = classify(exchange, code, inner, answer.success ? answer.data.msg : undefined);
  const reset = resetSeconds(exchange.headers);
  const details = {
    call: exchange.call,
    ...(exchange.status !== undefined && { status: exchange.status }),
    ...(code !== undefined && { larkCode: code }),
    ...(inner !== undefined && { innerCode: inner }),
    ...(exchange.networkCode !== undefined && { network: exchange.networkCode }),
    ...(reset !== undefined && { resetSeconds: reset }),
    ...(answer.success && diagnosis(answer.data)),
  };
  return new AppError(
    kind,
    `${exchange.call} failed: ${code ?? exchange.networkCode ?? exchange.status ?? '?'}`,
    {
      retryable: RETRYABLE.has(kind),
      expected: EXPECTED.has(kind),
      details,
    },
  );
}

function classify(
  exchange: Exchange,
  code: number | undefined,
  inner: number | undefined,
  msg: string | undefined,
): LarkCode {
  if (code === CARD_LOCKED) return /lock/i.test(msg ?? '') ? 'lark.transient' : 'lark.content';
  // 230099 wraps what is wrong with a card; a person that it names may be the reason.
  const byCode = (inner !== undefined ? CLASS_OF.get(inner) : undefined) ?? CLASS_OF.get(code ?? 0);
  if (byCode !== undefined) return byCode;
  if (exchange.status === 429) return 'lark.rateLimited';
  if (code === undefined && (exchange.status === undefined || exchange.status >= 500))
    return NEVER_SENT.has(exchange.networkCode ?? '') || HARMLESS.test(exchange.call)
      ? 'lark.transient'
      : 'lark.unknownOutcome';
  return exchange.status !== undefined && exchange.status >= 500 ? 'lark.transient' : 'lark.config';
}

function innerCode(msg: string | undefined): number | undefined {
  const found = /ErrCode:\s*(\d{3,9})/.exec(msg ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}

function diagnosis(answer: z.infer<typeof answerSchema>): Readonly<Record<string, string>> {
  const logId = answer.error?.log_id;
  const scopes = (answer.error?.permission_violations ?? [])
    .map(violation => violation.subject ?? '')
    .filter(scope => /^[\w.:-]{1,80}$/.test(scope));
  const help = (answer.error?.helps ?? []).map(({ url }) => url ?? '').find(isConsole);
  return {
    ...(logId !== undefined && /^\w{1,64}$/.test(logId) && { logId }),
    ...(scopes.length > 0 && { missingScopes: scopes.join(' ') }),
    ...(scopes.length > 0 && help !== undefined && { help }),
  };
}

/** Only pages of Lark's own console are shown to administrators as the place to go. */
function isConsole(url: string): boolean {
  if (!URL.canParse(url) || url.length > 500) return false;
  const { protocol, hostname, username } = new URL(url);
  return protocol === 'https:' && username === '' && /^open\.(feishu\.cn|larksuite\.com)$/.test(hostname);
}

/** `x-ogw-ratelimit-reset`: seconds until the limit is lifted (lark.md 4). */
function resetSeconds(headers: unknown): number | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  const seconds = Number(Reflect.get(headers, 'x-ogw-ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
