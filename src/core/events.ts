import type { FormData, Instant } from './definition.ts';
import type {
  AutoReason,
  NodeRun,
  PassReason,
  RequestStatus,
  Return,
  RunNote,
  SignerGroup,
  Targets,
  Task,
  TaskEndReason,
  TaskFile,
} from './request.ts';
import type { ExtensionEvent, FeedbackEvent, SupervisionEvent } from './supervision/types.ts';

/**
 * What happened to a request. Events carry what `decide` computed, so that `evolve` only applies them.
 * A change here changes stored timelines: add, never rename.
 */
export type Event =
  | {
      readonly type: 'Submitted';
      readonly id: string;
      readonly number: string;
      readonly itemId: string;
      readonly itemVersion: number;
      readonly applicant: string;
      /** Nobody else is told who the applicant is. */
      readonly anonymous?: true;
      readonly submittedBy?: string;
      /** By the applicant, where a clerk filled it in. */
      readonly confirmed?: boolean;
      readonly departmentId?: string;
      readonly form: FormData;
      readonly chosen: Readonly<Record<string, readonly string[]>>;
      readonly dueAt?: Instant;
      readonly targets?: Targets;
      /** When a time rule of the item may first fire. */
      readonly nextRuleAt?: Instant;
      readonly resubmittedFrom?: string;
      readonly parent?: { readonly requestId: string; readonly runId: string };
    }
  | {
      readonly type: 'Resubmitted';
      readonly form: FormData;
      readonly chosen?: Readonly<Record<string, readonly string[]>>;
      readonly changed: readonly string[];
      readonly dueAt?: Instant;
      readonly targets?: Targets;
      readonly nextRuleAt?: Instant;
      /** Set when a direct return could not go straight back and why (semantics C6). */
      readonly fellBack?: 'pathChanged';
    }
  | {
      readonly type: 'NodeOpened';
      readonly run: NodeRun;
      readonly tasks: readonly Task[];
      /** How actors were found where it was not as written: told in the timeline (semantics C11). */
      readonly note?: RunNote;
      /** The form values a branch was chosen on (semantics C14). */
      readonly inputs?: FormData;
    }
  | {
      readonly type: 'NodePassed';
      readonly runId: string;
      readonly why?: PassReason;
    }
  | { readonly type: 'NodeFailed'; readonly runId: string; readonly why?: 'nobody' | 'auto' }
  /** A closed run is open again: a return into its branch, or an approver who took the decision back. */
  | { readonly type: 'NodeReopened'; readonly runId: string }
  | { readonly type: 'NodeRolledBack'; readonly runId: string }
  | { readonly type: 'NodeCanceled'; readonly runId: string }
  | {
      readonly type: 'Approved' | 'Rejected' | 'Abstained' | 'Handled';
      readonly taskId: string;
      readonly opinion?: string;
      /** By a time rule or because an earlier approval counts (REMOVE_REPEAT). */
      readonly auto?: AutoReason;
      readonly chosen?: Readonly<Record<string, readonly string[]>>;
      readonly signature?: string;
      readonly attachments?: readonly string[];
      readonly files?: readonly TaskFile[];
    }
  | {
      readonly type: 'ReturnedTo';
      readonly taskId: string;
      readonly target: 'start' | { readonly nodeId: string };
      readonly mode: 'rerun' | 'direct';
      readonly reason: string;
      /** Direct was asked for, but other branches were running beside: everything is done again (semantics C6). */
      readonly fellBack?: 'otherBranches';
    }
  | {
      readonly type: 'TaskActivated';
      readonly taskId: string;
      readonly dueAt?: Instant;
      readonly targets?: Targets;
      readonly nextRuleAt?: Instant;
    }
  | {
      readonly type: 'TaskClosed';
      readonly taskId: string;
      readonly status: 'CANCELED' | 'SKIPPED' | 'WAITING';
      readonly reason: TaskEndReason;
      readonly because?: string;
    }
  | { readonly type: 'Transferred'; readonly taskId: string; readonly task: Task; readonly reason?: string }
  | { readonly type: 'TaskAdded'; readonly task: Task }
  | {
      readonly type: 'SignersAdded';
      readonly taskId: string;
      readonly position: 'before' | 'after' | 'parallel';
      readonly group?: SignerGroup;
      readonly tasks: readonly Task[];
      readonly opinion?: string;
    }
  | { readonly type: 'SignerRemoved'; readonly taskId: string }
  | { readonly type: 'AssistAsked'; readonly taskId: string; readonly task: Task; readonly question: string }
  | { readonly type: 'AssistAnswered'; readonly taskId: string; readonly opinion: string }
  | { readonly type: 'Claimed' | 'Released'; readonly taskId: string }
  | { readonly type: 'TakenBack'; readonly taskId: string; readonly reason?: string }
  | { readonly type: 'RevokeAsked'; readonly reason: string }
  | { readonly type: 'RevokeRefused' }
  | {
      readonly type: 'Reassigned';
      readonly taskId: string;
      readonly task: Task;
      readonly reason: string;
    }
  /** The card of a task, or the applicant's receipt, was sent afresh. */
  | { readonly type: 'CardResent'; readonly taskId?: string; readonly reason: string }
  | { readonly type: 'Jumped'; readonly nodeId: string; readonly reason: string }
  | {
      readonly type: 'HandedOver';
      readonly from: string;
      readonly to: string;
      readonly taskIds: readonly string[];
      /** The request itself goes along: the leaver was its applicant. */
      readonly applicant: boolean;
      readonly reason?: string;
    }
  /** A direct return went on normally, because the form now leads another way (semantics C6). */
  | { readonly type: 'FellBack'; readonly runId: string; readonly why: 'pathChanged' }
  | {
      readonly type: 'SubrequestEnded';
      readonly runId: string;
      readonly requestId: string;
      readonly status: RequestStatus;
    }
  | { readonly type: 'DocumentNumbered'; readonly number: string }
  | { readonly type: 'TaskRead'; readonly taskId: string }
  /** A step that may edit fields did so: the whole form as it then stands, and the ids of the fields that differ. */
  | {
      readonly type: 'FormEdited';
      readonly taskId: string;
      readonly form: FormData;
      readonly changed: readonly string[];
    }
  | {
      readonly type: 'RuleFired';
      readonly taskId: string;
      readonly ruleId: string;
      readonly occurrence: number;
      readonly nextRuleAt?: Instant;
      readonly to: readonly string[];
    }
  /** A time rule of the whole item. */
  | {
      readonly type: 'ItemRuleFired';
      readonly ruleId: string;
      readonly occurrence: number;
      readonly nextRuleAt?: Instant;
      readonly to: readonly string[];
    }
  /** Most of the time has gone (`warned`, told to these people), or all of it (`breached`); no task: the request's own target. */
  | {
      readonly type: 'TargetPassed';
      readonly taskId?: string;
      readonly target: 'response' | 'resolve';
      readonly what: 'warned' | 'breached';
      readonly to: readonly string[];
    }
  | {
      readonly type: 'Escalated';
      readonly taskId: string;
      readonly to: readonly string[];
      readonly mode: 'add' | 'move';
    }
  | { readonly type: 'Urged'; readonly taskIds: readonly string[] }
  | {
      readonly type: 'Commented';
      readonly id: string;
      readonly text: string;
      readonly mentions: readonly string[];
    }
  | { readonly type: 'CommentDeleted'; readonly id: string }
  /** `followUp`: who is to follow a low rating up; set for low ones only, empty: the administrators. */
  | {
      readonly type: 'Rated';
      readonly stars: number;
      readonly text?: string;
      readonly followUp?: readonly string[];
    }
  | { readonly type: 'FollowedUp'; readonly text: string }
  | { readonly type: 'CopySent'; readonly people: readonly string[] }
  | { readonly type: 'CopyRead'; readonly person: string }
  /** The calendar was changed: these due times moved (semantics C13). */
  | ({ readonly type: 'Recomputed' } & Recomputed)
  | {
      readonly type: 'StatusChanged';
      readonly to: RequestStatus;
      readonly returned?: Return;
      readonly reason?: string;
    }
  | {
      readonly type: 'ConfigWarning';
      readonly nodeId: string;
      readonly field: string;
      readonly problem: 'missing' | 'wrongType';
    }
  /** What was promised is done, although the request goes on: the item says with which step. */
  | { readonly type: 'PromiseKept' }
  /** What was approved runs out on a date: when that is told next; absent: not any more. */
  | { readonly type: 'ExpiryPlanned'; readonly nextAt?: Instant }
  | {
      readonly type: 'ExpiryTold';
      readonly day: string;
      readonly to: readonly string[];
      readonly nextAt?: Instant;
    }
  | SupervisionEvent
  | FeedbackEvent
  | ExtensionEvent;

/** The due times that a changed calendar moved; those that stay are left out. */
export interface Recomputed {
  /** The request's own (应办结时间). */
  readonly dueAt?: Instant;
  readonly targets?: Targets;
  readonly nextRuleAt?: Instant;
  /** When a return that nobody answers ends the request. */
  readonly expiresAt?: Instant;
  readonly tasks: readonly {
    readonly taskId: string;
    readonly dueAt: Instant;
    readonly targets?: Targets;
    readonly nextRuleAt?: Instant;
  }[];
  readonly runs: readonly { readonly runId: string; readonly until: Instant }[];
}
