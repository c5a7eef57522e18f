/** The closed list of what can go wrong at the edges. Refusals of the core are no errors: they are answers. */
export type ErrorCode =
  | 'config.invalid'
  | 'door.badSignature'
  | 'door.badToken'
  | 'door.badApp'
  | 'door.badBody'
  | 'door.tooLarge'
  | 'door.legacyCallback'
  | 'lark.person'
  | 'lark.chat'
  | 'lark.config'
  | 'lark.token'
  | 'lark.content'
  | 'lark.rateLimited'
  | 'lark.transient'
  | 'lark.unknownOutcome'
  | 'file.failed'
  | 'file.tooLarge'
  | 'file.unreadable'
  | 'store.unavailable'
  | 'webhook.failed'
  | 'conflict'
  | 'internal';

/**
 * An error of ours. `message` and `details` hold no secret and nothing that a person typed, so that they may be logged.
 * `expected`: part of normal life, no administrator need look. `retryable`: the same call may succeed later.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly expected: boolean;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      readonly expected?: boolean;
      readonly retryable?: boolean;
      readonly details?: Readonly<Record<string, string | number | boolean>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.expected = options.expected ?? false;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}

/** Whether what was asked of Lark may have been done although this failed: an attempt before it had no answer. */
export function mayHaveArrived(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return error.code === 'lark.unknownOutcome' || error.details['mayHaveArrived'] === true;
}
