import type { Instant } from '../core/definition.ts';
import type { RequestState } from '../core/request.ts';

/** Somebody asked for a ledger: made by whoever works through the inbox, also after a stop. Ours, not Lark's. */
export interface LedgerAsked extends LedgerQuestion {
  readonly kind: 'ledgerAsked';
  readonly key: string;
  readonly person: string;
  /** The period as it is written. */
  readonly period: string;
}

/** What a ledger says of one request: not its timeline, nor how its flow stands. */
export type LedgerState = Pick<
  RequestState,
  | 'number'
  | 'documentNumber'
  | 'applicant'
  | 'anonymous'
  | 'departmentId'
  | 'submittedAt'
  | 'dueAt'
  | 'keptAt'
  | 'targets'
  | 'status'
  | 'form'
  | 'tasks'
> & { readonly endedAt?: Instant };

/** What a ledger (台账) asks for: requests of one item, handed in within a stretch of time; `to` does not belong to it. */
export interface LedgerQuestion {
  readonly itemId: string;
  readonly from: Instant;
  readonly to: Instant;
}

export interface LedgerStore {
  count(question: LedgerQuestion): Promise<number>;
  /** Oldest first, in batches, by a cursor: any number of requests in little memory. */
  rows(question: LedgerQuestion): AsyncIterable<readonly LedgerState[]>;
}
