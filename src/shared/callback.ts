/** How a callback comes to the door and what the door answers; the HTTP app knows no more of Lark than this. */
export interface CallbackRequest {
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came: the signature is over these (lark.md 1.4). */
  readonly body: Buffer;
}

export interface CallbackReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Work that must not begin before the answer has been sent; told whether it was, or the caller had gone. Does not throw. */
  readonly after?: (sent: boolean) => void;
}

/** Never throws: what goes wrong is in the reply. */
export type Door = (request: CallbackRequest) => Promise<CallbackReply>;

/** Why a callback was refused; the label of `onewindow_door_refused_total`. */
export type RefusalReason =
  | 'path'
  | 'method'
  | 'tooLarge'
  | 'badBody'
  | 'noSignature'
  | 'badSignature'
  | 'badToken'
  | 'badApp'
  | 'badTenant'
  /** Older than Lark repeats anything. */
  | 'stale'
  /** This very tap has been answered; Lark never repeats one. */
  | 'replayed'
  | 'legacyCallback';

/** One part of readiness. `detail` goes onto /readyz: no secret, no address with credentials. */
export interface PartState {
  readonly ok: boolean;
  readonly detail?: string;
}
