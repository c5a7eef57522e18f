import type { Cutoff, Duration, FormData, Instant, ItemDefinition, SameDay } from './definition.ts';
import type { Taken } from './form/bookings.ts';
import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import type { Organisation } from './organisation.ts';
import type { SupervisionCommand } from './supervision/types.ts';
import type { Channel, ParentEnd, Pause, RequestState, TaskFile } from './request.ts';

/** Who sends a command, when, by which way; `key` makes a repetition harmless (message id + action, or event id). */
export interface CommandMeta {
  readonly key: string;
  readonly at: Instant;
  /** A person's id, or `system` for timers. */
  readonly by: string;
  readonly channel: Channel;
}

export type Command = CommandMeta &
  (
    | {
        readonly type: 'Submit';
        readonly requestId: string;
        readonly number: string;
        readonly applicant: string;
        readonly departmentId?: string;
        readonly form: FormData;
        readonly chosen: Readonly<Record<string, readonly string[]>>;
        /** The applicant has confirmed what the clerk filled in. */
        readonly confirmed?: boolean;
        readonly resubmittedFrom?: string;
        readonly parent?: { readonly requestId: string; readonly runId: string };
      }
    | {
        readonly type: 'Resubmit';
        readonly form: FormData;
        /** Actors chosen anew, by step id; those chosen at submit stand otherwise. */
        readonly chosen?: Readonly<Record<string, readonly string[]>>;
      }
    | {
        readonly type: 'Approve';
        readonly taskId: string;
        readonly opinion?: string;
        readonly edited?: FormData;
        /** Actors of later steps that say `previousChooses`, by step id. */
        readonly chosen?: Readonly<Record<string, readonly string[]>>;
        readonly signature?: string;
        readonly attachments?: readonly string[];
        /** Where the signature's picture and the attachments are kept. */
        readonly files?: readonly TaskFile[];
      }
    | { readonly type: 'Reject'; readonly taskId: string; readonly opinion: string }
    | {
        readonly type: 'Return';
        readonly taskId: string;
        readonly target: 'start' | { readonly nodeId: string };
        readonly mode?: 'rerun' | 'direct';
        readonly opinion: string;
      }
    | { readonly type: 'Transfer'; readonly taskId: string; readonly to: string; readonly reason?: string }
    | { readonly type: 'Withdraw'; readonly reason?: string }
    | { readonly type: 'Urge' }
    | { readonly type: 'Comment'; readonly text: string; readonly mentions: readonly string[] }
    /** 满意度, 1 to 5 stars; `owners`: who follows a low one up (the owning department's heads). */
    | {
        readonly type: 'Rate';
        readonly stars: number;
        readonly text?: string;
        readonly owners: readonly string[];
      }
    /** 回访 of a low rating. */
    | { readonly type: 'FollowUp'; readonly text: string }
    | { readonly type: 'MarkRead' }
    | { readonly type: 'Abstain'; readonly taskId: string; readonly opinion?: string }
    | { readonly type: 'Claim'; readonly taskId: string }
    | { readonly type: 'Release'; readonly taskId: string }
    | { readonly type: 'Assist'; readonly taskId: string; readonly to: string; readonly question: string }
    | { readonly type: 'Answer'; readonly taskId: string; readonly opinion: string }
    | {
        readonly type: 'AddSigner';
        readonly taskId: string;
        readonly position: 'before' | 'after' | 'parallel';
        readonly people: readonly string[];
        readonly method?: 'all' | 'any' | 'sequence';
        readonly opinion?: string;
      }
    /** 减签: `taskId` is the added person's task. Also calls an assistant off. */
    | { readonly type: 'RemoveSigner'; readonly taskId: string }
    | { readonly type: 'TakeBack'; readonly taskId: string; readonly reason?: string }
    | { readonly type: 'Revoke'; readonly reason: string }
    | { readonly type: 'DeleteComment'; readonly commentId: string }
    /** 抄送 by hand: these people may see it from now on. */
    | { readonly type: 'SendCopy'; readonly people: readonly string[] }
    /** An administrator's: 作废. */
    | { readonly type: 'Terminate'; readonly reason: string }
    | { readonly type: 'Jump'; readonly nodeId: string; readonly reason: string }
    /** An administrator's: the card of this open task, or the applicant's receipt, is sent afresh. */
    | { readonly type: 'Resend'; readonly taskId?: string; readonly reason: string }
    | { readonly type: 'Reassign'; readonly taskId: string; readonly to: string; readonly reason: string }
    /** Everything that a leaver holds in this request goes to `to` (semantics C9). */
    | { readonly type: 'HandOver'; readonly from: string; readonly to: string; readonly reason?: string }
    /** A delegation that was saved with `handOpen` takes the open tasks along. */
    | { readonly type: 'ApplyDelegation'; readonly delegationId: string }
    /** A delegation that was ended by hand: what the agent has not done goes back to the principal (semantics C9). */
    | { readonly type: 'EndDelegation'; readonly delegationId: string }
    /** The request whose sub-request this is has ended or gone another way: this one ends with it. */
    | { readonly type: 'EndWithParent'; readonly parentId: string; readonly why: ParentEnd }
    /** A timer's: does what `nextWakeAt` stands for. */
    | { readonly type: 'Wake' }
    | {
        readonly type: 'EndSubrequest';
        readonly runId: string;
        readonly requestId: string;
        readonly status: RequestState['status'];
      }
    /** Answers the effect `requestDocumentNumber`. */
    | { readonly type: 'GiveDocumentNumber'; readonly number: string }
    /** The calendar was changed: counts all open due times anew (semantics C13). */
    | { readonly type: 'Recompute' }
    /** A timer's: fires one occurrence of one time rule of one task, if it still stands. */
    | {
        readonly type: 'FireRule';
        readonly taskId: string;
        readonly ruleId: string;
        readonly occurrence: number;
      }
    | SupervisionCommand
  );

export interface DecideContext {
  readonly definition: ItemDefinition;
  readonly organisation: Organisation;
  readonly calendar: Calendar;
  /** What other requests have at the time that the form asks for; absent where the item takes nothing. */
  readonly taken?: readonly Taken[];
}

/** Adds a duration to an instant; plain clock time or a working calendar (semantics C13). */
export interface Calendar {
  add(start: Instant, duration: Duration): Instant;
  /** Where a due time counted in working time moves when the clock stood still; absent: by as much as the pause lasted. */
  resume?(due: Instant, pause: Pause): Instant;
  /** When work ends on this date (`2026-12-31`), or on the last working day before a day off; undefined: no such date. */
  closing?(date: string): Instant | undefined;
  /** When what was handed in at `start` is due by this rule; absent: such rules limit nothing. */
  sameDay?(start: Instant, rule: SameDay): Instant;
  /** The end of the time in which `date` can be asked for, and what clocks show then (`2026-11-30T16:00`); undefined: no date. */
  cutoff?(date: string, cutoff: Cutoff): { readonly at: Instant; readonly shown: string } | undefined;
  /** Whether what was counted from one instant to the other may still move: a year on the way is not announced; absent: never. */
  provisional?(from: Instant, to: Instant): boolean;
  /** The instant at which `percent` of the working time between two instants has gone; absent: by the clock. */
  part?(from: Instant, to: Instant, percent: number): Instant;
  /** From this instant on, when a reminder may go out: in working time, outside quiet hours; absent: at once. */
  remindAt?(at: Instant): Instant;
}

export type Decision =
  | { readonly ok: true; readonly events: readonly Event[]; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Why a command changes nothing. The codes are worded for people in config/locales as `refusal.<code>`. */
export type Refusal =
  /** A race was lost, or the card is stale: who did what, when (semantics C0). */
  | { readonly code: 'alreadyDecided'; readonly by: string; readonly at: Instant; readonly what: string }
  | { readonly code: 'requestEnded'; readonly status: RequestState['status'] }
  | { readonly code: 'notYours' | 'notAllowed' | 'notFound' | 'alreadySubmitted' }
  | { readonly code: 'reasonRequired' | 'opinionRequired' | 'commentEmpty' }
  | { readonly code: 'coolDown'; readonly until: Instant }
  | { readonly code: 'urgedOften'; readonly max: number }
  | { readonly code: 'nobodyToAct'; readonly nodeId: string }
  | {
      readonly code: 'badPerson';
      readonly why: 'member' | 'applicant' | 'gone' | 'unknown' | 'self' | 'tooManyHops' | 'pingPong';
    }
  | { readonly code: 'badTarget' }
  | { readonly code: 'signatureRequired' | 'attachmentRequired' | 'tooLate' | 'notClaimed' }
  /** These steps' actors must be chosen first: by the applicant at submit, or by whoever passes the step before. */
  | { readonly code: 'chooseActors'; readonly nodeIds: readonly string[] }
  | { readonly code: 'fieldNotEditable'; readonly field: string }
  | { readonly code: 'badSigners'; readonly why: 'none' | 'mixed' | 'tooDeep' | 'acted' }
  /** The next step's people have already seen or done something. */
  | { readonly code: 'alreadyMovedOn' }
  | { readonly code: 'formInvalid'; readonly faults: readonly FormFault[] }
  | { readonly code: 'ruleOutdated' }
  /** A new date that is not after the present limit; and a second asking before the first was decided. */
  | { readonly code: 'dateTooEarly' | 'extensionRunning' };

/** One fault of a form, at its field. Worded as `fault.<problem>`. */
export interface FormFault {
  readonly field: string;
  readonly problem:
    | 'required'
    | 'tooLong'
    | 'notNumber'
    | 'notInteger'
    | 'tooSmall'
    | 'tooLarge'
    | 'notDate'
    | 'notOption'
    | 'fromAfterTo'
    | 'unknownPerson'
    | 'unknownDepartment'
    | 'notPhone'
    | 'wrongType'
    | 'tooFewRows'
    | 'tooManyRows'
    | 'tooManyFiles'
    | 'wrongFileType'
    | 'fileTooLarge'
    | 'filesPerRow'
    | 'notVisible'
    /** A date until which it is to be done that has passed. */
    | 'past'
    | 'tooFar'
    /** The time in which this date could be asked for is over. */
    | 'cutoff'
    /** Another request has this at that time. */
    | 'taken';
  /** For files in MB. */
  readonly limit?: number;
  /** Until when it could be asked for, or is taken: `2026-11-30T16:00` by the clocks of the service. */
  readonly until?: string;
  /** The number of the request that has it. */
  readonly by?: string;
  /** Where in a detail table: the row from 1, and the column's id. */
  readonly row?: number;
  readonly column?: string;
}
