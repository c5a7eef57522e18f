import type { SupervisionNotice } from './supervision/types.ts';
import type { ArchiveFormat, FormData, Instant } from './definition.ts';
import type { ParentEnd, RequestStatus } from './request.ts';

/**
 * What must be told after a change, as data: nothing runs here. Every effect ends in one message or one card update; the card
 * is rendered from the state at the time of sending (house.md, rule 3). Ids are `<requestId>-<version>-<n>` and serve as
 * Lark's `uuid` (at most 50 characters).
 */
export type Effect =
  /** The person gets the approval card of a task that waits for them. */
  | {
      readonly kind: 'taskCard';
      readonly to: string;
      readonly taskId: string;
      readonly urgent?: true;
      /** Takes the place of those sent before: they lead to it. */
      readonly again?: true;
    }
  /** The applicant gets a receipt that takes the place of those sent before. */
  | { readonly kind: 'receiptCard'; readonly to: string; readonly again: true }
  /** What an administrator did with the request stands in the record of acts; the application adds it. */
  | ({ readonly kind: 'recordAct' } & RecordedAct)
  /** Cards of this task that were sent before show its new state. */
  | { readonly kind: 'refreshTask'; readonly taskId: string }
  /** The applicant's receipt card shows the new state. */
  | { readonly kind: 'refreshReceipt' }
  | {
      readonly kind: 'notice';
      readonly to: string;
      readonly notice: Notice;
      /** 加急: buzzes until it is read. */
      readonly urgent?: true;
    }
  /** The standard form (规范表式) as a file, when everything that stands on it is there. */
  | { readonly kind: 'archiveForm'; readonly to: string; readonly format: ArchiveFormat }
  /** The same to all administrators of the service. */
  | { readonly kind: 'noticeToAdministrators'; readonly notice: Notice; readonly urgent?: true }
  /** Submit these as `Submit` with `parent`; their ids are given, so that a repetition meets itself. */
  | {
      readonly kind: 'startSubrequest';
      readonly requestId: string;
      readonly runId: string;
      readonly item: string;
      readonly form: FormData;
      /** Its number; absent: the next of its own item. */
      readonly number?: string;
      /** In whose name; the parent's applicant unless said. */
      readonly applicant?: string;
    }
  /** End a sub-request that nobody waits for any more, with `EndWithParent`. */
  | { readonly kind: 'endSubrequest'; readonly requestId: string; readonly why: ParentEnd }
  /** Tell the parent request with `EndSubrequest`. */
  | {
      readonly kind: 'reportToParent';
      readonly parentId: string;
      readonly runId: string;
      readonly status: RequestStatus;
    }
  /**
   * Allocate a document number once for this request and answer with `GiveDocumentNumber`. The series must remember which
   * request got which number, so that a repetition gives the same one: that keeps it without gaps (semantics C18).
   */
  | { readonly kind: 'requestDocumentNumber' }
  /** Other systems that follow requests are told; the application adds it where the status differs from what it was. */
  | { readonly kind: 'statusChanged'; readonly from?: RequestStatus; readonly status: RequestStatus }
  /** One webhook is called: what `statusChanged` becomes for each that is told of this item. */
  | {
      readonly kind: 'callWebhook';
      readonly webhook: string;
      readonly from?: RequestStatus;
      readonly status: RequestStatus;
    };

/** An administrator's act on a request, with what it was done to. */
export interface RecordedAct {
  readonly act: 'jump' | 'reassign' | 'terminate' | 'resend';
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
  readonly nodeId?: string;
  readonly taskId?: string;
  /** Who takes the task over. */
  readonly successor?: string;
}

export type Notice =
  | { readonly kind: 'approved' | 'rejected' | 'canceled' | 'terminated' | 'revoked' | 'expired' }
  | { readonly kind: 'returned'; readonly by: string; readonly reason: string }
  | { readonly kind: 'progress'; readonly taskId: string }
  | { readonly kind: 'reminder'; readonly taskId: string; readonly occurrence: number }
  /** Most of the time for a first act (response) or for the decision (resolve) has gone. */
  | { readonly kind: 'warned'; readonly taskId: string; readonly target: 'response' | 'resolve' }
  /** How the time promised for the whole request stands: when it is due, who holds it. */
  | { readonly kind: 'promise' }
  | { readonly kind: 'escalated'; readonly taskId: string; readonly actor: string }
  | { readonly kind: 'urged'; readonly taskId: string; readonly by: string }
  | { readonly kind: 'lowRating'; readonly stars: number; readonly text?: string }
  | { readonly kind: 'commented'; readonly by: string; readonly text: string }
  | { readonly kind: 'overdue'; readonly taskId: string; readonly actor: string }
  | { readonly kind: 'revokeRefused'; readonly by: string; readonly reason: string }
  | { readonly kind: 'assistAnswered'; readonly taskId: string; readonly by: string; readonly text: string }
  | { readonly kind: 'handedOver'; readonly from: string }
  /** An administrator sent the request elsewhere, gave a task to somebody else, or made it void. */
  | {
      readonly kind: 'managed';
      readonly act: 'jumped' | 'reassigned' | 'voided';
      readonly by: string;
      readonly reason: string;
    }
  | { readonly kind: 'copy' }
  /** What was approved runs out on this day. */
  | { readonly kind: 'expiring'; readonly day: string }
  | { readonly kind: 'nobodyFound'; readonly nodeId: string }
  | SupervisionNotice;
