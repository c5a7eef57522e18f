import type { FormData, Instant } from './definition.ts';
import type { Event } from './events.ts';
import type { AskedExtension, SupervisionState } from './supervision/types.ts';

/**
 * One running or ended case of an item: the state that events make (semantics C0). It is stored as it stands here, with its
 * timeline, in one document.
 */
export type RequestState = RequestFacts &
  (
    | { readonly status: 'RUNNING' }
    /** Waiting on the applicant; the handlers' time stands still. */
    | { readonly status: 'RETURNED'; readonly returned: Return }
    | {
        readonly status: 'APPROVED' | 'REJECTED' | 'CANCELED' | 'TERMINATED' | 'EXPIRED';
        readonly endedAt: Instant;
      }
    | { readonly status: 'REVOKED'; readonly endedAt: Instant; readonly revokedAt: Instant }
  );

export type RequestStatus = RequestState['status'];

export interface RequestFacts {
  readonly id: string;
  /** 编号, e.g. `SBZL-20261122-0001`. */
  readonly number: string;
  readonly itemId: string;
  readonly itemVersion: number;
  readonly applicant: string;
  /** Nobody else is told who the applicant is: `shownApplicant` stands for them. */
  readonly anonymous?: true;
  /** The window clerk who applied for the applicant, if any. */
  readonly submittedBy?: string;
  /** The department chosen at submit. */
  readonly departmentId?: string;
  readonly submittedAt: Instant;
  /** 应办结时间; moves when the applicant had the ball. */
  readonly dueAt?: Instant;
  /** When the promise was kept although the request goes on (`promisedUntil`); it has no due time from then on. */
  readonly keptAt?: Instant;
  /** The day to which its limit was extended (延期), `2026-12-31`; it then stands in place of the item's limit. */
  readonly extendedTo?: string;
  /** Every asking for more time, oldest first. */
  readonly extensions?: readonly AskedExtension[];
  /** What was promised of it, and how that stands. */
  readonly targets?: Targets;
  /** How many times each time rule of the item has fired, by rule id. */
  readonly fired?: Readonly<Record<string, number>>;
  /** The next instant at which a time rule of the item may fire; absent when none is left. */
  readonly nextRuleAt?: Instant;
  /** When the applicant had the ball: the handlers' time stood still. Oldest first. */
  readonly pauses?: readonly Pause[];
  readonly form: FormData;
  /** Actors the applicant or an earlier approver chose, by step id. */
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  /** Every opening of a node, oldest first. */
  readonly runs: readonly NodeRun[];
  /** Every task, oldest first. */
  readonly tasks: readonly Task[];
  /** People told, once each (semantics C15). */
  readonly cc: readonly { readonly person: string; readonly at: Instant; readonly readAt?: Instant }[];
  readonly comments: readonly Comment[];
  /** 满意度 of who applied, and the follow-up of a low one (回访). */
  readonly rating?: Rating;
  readonly documentNumber?: string;
  readonly resubmittedFrom?: string;
  /** The request whose sub-request this is. */
  readonly parent?: { readonly requestId: string; readonly runId: string };
  /** The successor of an applicant who left: acts in the applicant's place, while `applicant` stays as it was (semantics C9). */
  readonly heldBy?: string;
  /** The next instant at which a `Wake` command has something to do: a delay, an expiring return, an ended delegation. */
  readonly nextWakeAt?: Instant;
  /** 到期提醒 of an approved request: when it is told next. */
  readonly expiry?: { readonly nextAt: Instant };
  /** Set while people who approved are asked to revoke an approved request (semantics C7). */
  /** 督办: what was told so far, and what comes next. */
  readonly supervision?: SupervisionState;
  readonly revoking?: { readonly by: string; readonly reason: string; readonly since: Instant };
}

/** Why a sub-request ends before its time: what became of the request that started it. Stands as the reason in its timeline. */
export const PARENT_ENDS = [
  'parentWithdrawn',
  'parentTerminated',
  'parentRejected',
  'parentRevoked',
  'parentMovedOn',
] as const;
export type ParentEnd = (typeof PARENT_ENDS)[number];

/** How a promise stands (semantics C15–C23, SLA). */
export interface Target {
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  /** Since when it stands so. */
  readonly since: Instant;
  readonly dueAt: Instant;
  /** When to warn that most of the time has gone; absent once that was done, or when there is nothing to warn of. */
  readonly warnAt?: Instant;
  readonly warnedAt?: Instant;
  /** 暂定: a year on the way has no announced calendar, so the due time may still move. */
  readonly provisional?: true;
}

/** A first act within a time (response), and the end within a time (resolve). */
export interface Targets {
  readonly response?: Target;
  readonly resolve?: Target;
}

export interface Rating {
  readonly at: Instant;
  readonly stars: number;
  readonly text?: string;
  /** Set for low ratings: who follows it up; empty: the administrators. */
  readonly followUp?: readonly string[];
  readonly followedUp?: { readonly by: string; readonly at: Instant };
}

export interface Pause {
  readonly from: Instant;
  readonly to: Instant;
}

export interface Return {
  readonly at: Instant;
  readonly by: string;
  readonly taskId: string;
  readonly mode: 'rerun' | 'direct';
  /** Direct mode: the step to go back to. */
  readonly resumeAt?: string;
  readonly resumeFrom?: { readonly runId: string; readonly form: FormData };
  readonly reason: string;
  readonly expiresAt: Instant;
}

/** One opening of a flow node. A node that is opened again gets a new run with the next round. */
export interface NodeRun {
  readonly id: string;
  readonly nodeId: string;
  readonly round: number;
  readonly status: 'open' | 'passed' | 'failed' | 'rolledBack' | 'canceled';
  readonly openedAt: Instant;
  readonly closedAt?: Instant;
  /** Vote: the frozen electorate's size or weight (semantics C4). */
  readonly electorate?: number;
  /** Branch: the ids of the branches taken. */
  readonly taken?: readonly string[];
  /** Delay: when it ends. */
  readonly until?: Instant;
  /** When the next feedback is asked for, and how often it was. */
  readonly feedback?: { readonly nextAt: Instant; readonly asked: number };
  /** Sub-requests started by this run. */
  readonly subrequests?: readonly { readonly requestId: string; readonly status: RequestStatus }[];
  /** A return in direct mode: after this run passes, go on at that run's node (semantics C6). */
  readonly resumeAt?: string;
  /** The run that was returned, and the form at that moment, to see whether the path has changed since. */
  readonly resumeFrom?: { readonly runId: string; readonly form: FormData };
  /** Re-opened by a return: neither de-duplication nor self-approval pass it (semantics C6). */
  readonly reopened?: boolean;
  /** Random: everybody the one was picked from. */
  readonly candidates?: readonly string[];
  /** Signers added before or after a task: each group decides by its own method (semantics C8). */
  readonly groups?: readonly SignerGroup[];
  /** Why nobody needed to act, or how actors were found where it was not as written (semantics C11). */
  readonly note?: RunNote;
  readonly passedBecause?: PassReason;
}

export type RunNote = 'nobody' | 'self' | 'delegated' | 'blocked' | 'chainEnded' | 'choose';
export type PassReason = 'nobody' | 'self' | 'duplicate' | 'auto';

export interface SignerGroup {
  readonly id: string;
  /** The task whose holder added them. */
  readonly owner: string;
  readonly position: 'before' | 'after';
  readonly method: 'all' | 'any' | 'sequence';
  readonly by: string;
}

export type TaskStatus =
  | 'WAITING'
  | 'PENDING'
  | 'APPROVED'
  | 'REJECTED'
  | 'ABSTAINED'
  /** An assistant gave the opinion that was asked for; it decides nothing. */
  | 'ANSWERED'
  | 'RETURNED'
  | 'TRANSFERRED'
  | 'CANCELED'
  | 'SKIPPED';

/** What one person has to do in a step. */
export interface Task {
  readonly id: string;
  readonly runId: string;
  readonly nodeId: string;
  readonly actor: string;
  /** Whose place it is; differs from `actor` under delegation (semantics C9). */
  readonly principal: string;
  readonly status: TaskStatus;
  readonly origin: TaskOrigin;
  readonly createdAt: Instant;
  /** When it became PENDING; step timers count from here. */
  readonly pendingAt?: Instant;
  readonly dueAt?: Instant;
  /** What was promised of it, and how that stands; its resolve target is due at `dueAt`. */
  readonly targets?: Targets;
  readonly endedAt?: Instant;
  readonly endedBy?: string;
  readonly opinion?: string;
  /** Why it was CANCELED or SKIPPED: a code, worded on the cards. */
  readonly reason?: TaskEndReason;
  /** How many times each time rule has fired, by rule id. */
  readonly fired: Readonly<Record<string, number>>;
  /** The next instant at which a time rule of this task may fire; absent when none is left. */
  readonly nextRuleAt?: Instant;
  readonly urgedAt?: readonly Instant[];
  readonly hops: number;
  /** The place in the step that it fills, shared by co-tasks and successors: id of the first task; absent: its own id. */
  readonly slot?: string;
  /** The group of added signers it belongs to. */
  readonly group?: string;
  /** Decided by no hand: by a time rule, an earlier approval, or the signers it had asked (semantics C8, C10, C13). */
  readonly auto?: AutoReason;
  /** The task whose decision closed this one. */
  readonly because?: string;
  /** Done in a handle step (办理) rather than decided. */
  readonly handled?: boolean;
  readonly delegation?: { readonly id: string; readonly until: Instant };
  readonly readAt?: Instant;
  readonly signature?: string;
  readonly attachments?: readonly string[];
  /** The signature's picture and the attachments, so that others can see them. */
  readonly files?: readonly TaskFile[];
  /** What the holder asked an assistant, or why it was transferred. */
  readonly question?: string;
}

/** A picture or file by which a decision was signed or proved; the bytes stay at Lark, in the message that brought it. */
export interface TaskFile {
  readonly messageId: string;
  readonly key: string;
  /** As it was called; pictures have no name. */
  readonly name: string;
  readonly kind: 'image' | 'file';
}

export type TaskOrigin =
  | { readonly kind: 'flow' }
  | { readonly kind: 'transfer'; readonly from: string; readonly taskId: string }
  | { readonly kind: 'escalation'; readonly taskId: string }
  | { readonly kind: 'assist'; readonly taskId: string }
  /** Progress of the step that this task stands beside; it decides nothing. */
  | { readonly kind: 'feedback'; readonly round: number }
  | { readonly kind: 'signer'; readonly position: 'before' | 'after' | 'parallel'; readonly taskId: string }
  | { readonly kind: 'revoke' };

export type AutoReason = 'timeRule' | 'duplicate' | 'self' | 'signers';

export type TaskEndReason =
  | 'decidedByOther'
  | 'rejectedByOther'
  | 'returned'
  | 'withdrawn'
  | 'escalated'
  | 'takenBack'
  | 'removed'
  | 'duplicate'
  | 'self'
  | 'departed'
  | 'ended'
  | 'stepDecided'
  | 'claimed'
  | 'waitsForSigners'
  | 'waitsForAssistant'
  | 'delegationEnded'
  | 'delegated'
  | 'jumped'
  | 'feedbackMissed'
  | 'answerMissed';

export interface Comment {
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly deleted?: boolean;
}

/** An event with its place in the request's history: append-only, replays to the state (semantics C0). */
export interface TimelineEntry {
  readonly seq: number;
  readonly at: Instant;
  /** The person who acted, or `system`. */
  readonly by: string;
  /** By which way it came in: a card tap, a typed command, a timer, … */
  readonly channel: Channel;
  readonly event: Event;
}

export type Channel = 'card' | 'chat' | 'timer' | 'admin' | 'api' | 'approvalApp' | 'system';

/** Stands for an applicant whom nobody else is told: an id and a name at once, of no person. */
export const ANONYMOUS = '匿名';

/** The applicant as others may know them: their id, or `ANONYMOUS`. */
export function shownApplicant({
  anonymous,
  applicant,
}: Pick<RequestFacts, 'anonymous' | 'applicant'>): string {
  return anonymous === true ? ANONYMOUS : applicant;
}
