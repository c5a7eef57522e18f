import type { DurationView } from './facts.ts';
import type { Text } from './texts.ts';

/** What every card about a request shows of it. Instants are milliseconds since the epoch; people are names. */
export interface RequestHead {
  readonly id: string;
  /** 编号. */
  readonly number: string;
  readonly item: Text;
  readonly applicant: string;
  readonly department?: string;
  readonly status: RequestStatusView;
  readonly submittedAt: number;
  /** 应办结时间 of the whole request. */
  readonly dueAt?: number;
  /** How the time promised for it stands. */
  readonly promise?: PromiseView;
  /** Until when a first act is promised; left out once there was one. */
  readonly respondBy?: number;
  readonly endedAt?: number;
  /** Where it is now and who holds it; empty once it has ended. */
  readonly holders: readonly Holder[];
}

export interface Holder {
  readonly step: Text;
  readonly people: readonly string[];
  readonly dueAt?: number;
  readonly soon?: boolean;
}

/** How a promise stands; `soon`: most of its time has gone. `provisional` 暂定: it may still move, since holidays are not announced. */
export interface PromiseView {
  readonly state: 'running' | 'soon' | 'paused' | 'met' | 'breached';
  readonly provisional?: boolean;
}

export const REQUEST_STATUSES = [
  'RUNNING',
  'RETURNED',
  'APPROVED',
  'REJECTED',
  'CANCELED',
  'TERMINATED',
  'EXPIRED',
  'REVOKED',
] as const;
export type RequestStatusView = (typeof REQUEST_STATUSES)[number];

/** One part of a package: its item, its number, and where it is. */
export interface PartView {
  readonly item: Text;
  readonly number: string;
  readonly status: RequestStatusView;
  /** Names of those whom it waits for. */
  readonly holders: readonly string[];
}

/** One step of a path, past, present or ahead. */
export interface PathStepView {
  readonly name: Text;
  readonly kind: 'approve' | 'handle' | 'cc' | 'auto' | 'delay' | 'subrequests';
  /** Of a package: what was started here, and how far each part is. */
  readonly parts?: readonly PartView[];
  /** How several people decide; left out where one acts. */
  readonly method?: 'all' | 'any' | 'sequence' | 'vote' | 'claim' | 'random';
  /** Names; empty where they are not known yet. */
  readonly people: readonly string[];
  /** Said instead of or beside the people: a role, a condition, why nobody acts. */
  readonly note?: Text;
  readonly limit?: DurationView;
  readonly state?: 'passed' | 'failed' | 'returned' | 'current' | 'ahead';
}

/** What the reader of a card may do; a button stands only for what is in the list. */
export type CardAct =
  | 'approve'
  | 'reject'
  | 'return'
  | 'transfer'
  | 'urge'
  | 'withdraw'
  | 'comment'
  | 'abstain'
  /** An assistant's opinion. */
  | 'answer'
  | 'assist'
  | 'addSigner'
  | 'claim'
  | 'release'
  | 'takeBack'
  | 'revoke'
  | 'terminate'
  | 'jump'
  | 'reassign'
  | 'resend'
  | 'sendCopy'
  /** 满意度, and its follow-up. */
  | 'rate'
  | 'followUp'
  /** 督办, for those who watch over it; and the reply of those who are supervised. */
  | 'supervise'
  | 'extend'
  | 'answerSupervision'
  /** Change a returned request and hand it in again under the same number. */
  | 'edit'
  /** 再次提交: a new request with the values of an ended one. */
  | 'again';

/** One line of a request's history, newest last. */
export interface TimelineLine {
  readonly at: number;
  /** Name of who acted; left out for the service itself. */
  readonly who?: string;
  readonly what: TimelineKind;
  readonly step?: Text;
  /** Whom it concerned: who received it, was told, was reminded. */
  readonly people?: readonly string[];
  /** In whose place it was done (代理), or whose things were handed over. */
  readonly for?: string;
  /** Labels of the fields that were changed. */
  readonly fields?: readonly Text[];
  /** By which way it came in. */
  readonly channel?: 'card' | 'chat' | 'timer' | 'admin' | 'api' | 'approvalApp' | 'system';
  /** Opinion, reason, comment: as it was typed. */
  readonly text?: string;
  /** By the picture of a stored signature (签名). */
  readonly signed?: boolean;
  /** Names of the files that were attached to the decision; a picture has none. */
  readonly files?: readonly (string | undefined)[];
  /** Has the bot send the signature and the files. */
  readonly get?: { readonly request: string; readonly task: string };
}

/** Worded as `timeline.<kind>`. */
export const TIMELINE_KINDS = [
  'submitted',
  'submittedFor',
  'submittedConfirmed',
  'resubmitted',
  'opened',
  'approved',
  'rejected',
  'abstained',
  'handled',
  'autoApproved',
  'autoRejected',
  'duplicate',
  'returned',
  'transferred',
  'signerRemoved',
  'nobody',
  'reminded',
  'escalated',
  'urged',
  'commented',
  'commentDeleted',
  'copied',
  'copyRead',
  'withdrawn',
  'takenBack',
  'ended',
  'terminated',
  'expired',
  'revoked',
  'warned',
  'submittedAgain',
  'formEdited',
  'passedSelf',
  'passedNobody',
  'returnedTo',
  'fellBack',
  'reassigned',
  'assistAsked',
  'assistAnswered',
  'signerBefore',
  'signerAfter',
  'signerParallel',
  'claimed',
  'released',
  'delegated',
  'departed',
  'delayed',
  'subrequestsStarted',
  'subrequestApproved',
  'subrequestEnded',
  'revokeAsked',
  'revokeRefused',
  'jumped',
  'handedOver',
  'cardResent',
  'receiptResent',
  'documentNumbered',
  'rated',
  'followedUp',
  'supervised',
  'supervisorUrged',
  'supervisorHard',
  'supervisionAnswered',
  'supervisionUntil',
  'feedbackAsked',
  'feedbackGiven',
  'feedbackMissed',
  'answerMissed',
  'extensionAsked',
  'extensionRefused',
  'extended',
  'delegationEnded',
  'parentWithdrawn',
  'parentTerminated',
  'parentRejected',
  'parentRevoked',
  'parentMovedOn',
  'limitWarned',
  'limitMissed',
  'recomputed',
  'promiseKept',
  'expiryTold',
] as const;
type TimelineKind = (typeof TIMELINE_KINDS)[number];
