import type { Duration, Instant, Selector } from '../definition.ts';
import type { RequestStatus, Task } from '../request.ts';

/** 督办: what an item says of its supervision, and what a request carries of it (features 1.20, 1.22). */

/** When a supervision card goes out, and how far up. Relative to the due time of the request (应办结时间). */
export interface SupervisionStage {
  readonly id: string;
  readonly at: Duration;
  /** How many of those above each holder are told: 1 the direct head, 2 their head too, … */
  readonly up: number;
  /** Told besides: the leader in charge, for example. */
  readonly also?: readonly Selector[];
  /** `max` counts all occurrences, the first included. */
  readonly repeat?: { readonly every: Duration; readonly max: number };
}

export interface Supervision {
  readonly stages: readonly SupervisionStage[];
}

export interface SupervisionState {
  /** From here on stages count: the submission, an extension, or being marked as hard. */
  readonly since: Instant;
  /** How many times each stage has come, by stage id. */
  readonly fired: Readonly<Record<string, number>>;
  /** When the next one comes; absent when none is left. */
  readonly nextAt?: Instant;
  /** Everybody who was told so far: they may see the request, and see the answers. */
  readonly told: readonly string[];
  /** When somebody last urged by hand. */
  readonly urgedAt?: Instant;
  /** A hard case (疑难): it is supervised specially, whatever its item says (features 4.10). */
  readonly hard?: { readonly by: string; readonly at: Instant };
  /** The latest answer of those who hold it. */
  readonly answer?: SupervisionAnswer & { readonly by: string; readonly at: Instant };
}

export interface SupervisionAnswer {
  readonly text: string;
  /** The new date asked for, `2026-12-31`. */
  readonly until?: string;
}

/** 延期: another item whose approval moves the limit. Its fields take those of this form, or what the asker said. */
export interface Extension {
  readonly item: string;
  /** By the other item's field ids: a field of this form, or `$until`, `$reason`, `$number`. */
  readonly form: Readonly<Record<string, string>>;
}

/** One asking for more time: a request of the extension's item. */
export interface AskedExtension {
  readonly requestId: string;
  readonly by: string;
  readonly at: Instant;
  /** The new day, `2026-12-31`. */
  readonly until: string;
  readonly status: RequestStatus;
}

/** In place of a run's id, where a request of an extension reports to the one whose limit it is to move. */
export const EXTENSION = '$extension';

/** 反馈: while a step is open, its people are asked for their progress each time this long has passed. */
export interface Feedback {
  readonly every: Duration | FeedbackByField;
  /** Until when each is to be given. */
  readonly limit: Duration;
}

/** As often as a select field of the form says; an option that is not named: never. */
export interface FeedbackByField {
  readonly field: string;
  readonly options: Readonly<Record<string, Duration>>;
}

export type SupervisionCommand =
  /** 延期申请 by whoever holds it. */
  | { readonly type: 'AskExtension'; readonly until: string; readonly reason: string }
  /** 督办 by a supervisor or a head, with a word; `hard` puts it under special supervision. */
  | { readonly type: 'Supervise'; readonly text: string; readonly hard?: boolean }
  /** The holder's reply to a supervision card. */
  | ({ readonly type: 'AnswerSupervision' } & SupervisionAnswer);

export type SupervisionEvent =
  /** A stage has come. `fired`: all that came with it, so that what was missed comes once. */
  | {
      readonly type: 'Supervised';
      readonly stage: string;
      readonly occurrence: number;
      readonly fired: Readonly<Record<string, number>>;
      readonly dueAt: Instant;
      readonly holders: readonly string[];
      readonly to: readonly string[];
    }
  | {
      readonly type: 'SupervisorUrged';
      readonly text: string;
      readonly to: readonly string[];
      readonly hard?: boolean;
    }
  | ({ readonly type: 'SupervisionAnswered' } & SupervisionAnswer)
  /** Bookkeeping: the due time moved, so the next stage did. */
  | { readonly type: 'SupervisionPlanned'; readonly nextAt?: Instant };

export type FeedbackEvent =
  /** The next feedback is asked for; `nextAt` is when the one after it is. */
  {
    readonly type: 'FeedbackAsked';
    readonly runId: string;
    readonly tasks: readonly Task[];
    readonly nextAt: Instant;
  };

export type ExtensionEvent =
  | {
      readonly type: 'ExtensionAsked';
      readonly requestId: string;
      readonly until: string;
      readonly reason: string;
    }
  | { readonly type: 'ExtensionEnded'; readonly requestId: string; readonly status: RequestStatus }
  /** A step changed the date of the form that is the limit. */
  | { readonly type: 'LimitMoved'; readonly dueAt: Instant }
  /** The limit has moved to the closing of this day; stages of supervision begin anew. */
  | { readonly type: 'Extended'; readonly until: string; readonly dueAt: Instant };

/** What people are told; the card is drawn from the state at the time of sending. */
export type SupervisionNotice =
  | { readonly kind: 'supervised'; readonly stage: string; readonly occurrence: number }
  | { readonly kind: 'supervisedBy'; readonly by: string; readonly text: string }
  | ({ readonly kind: 'supervisionAnswered'; readonly by: string } & SupervisionAnswer);
