import type { FormData, Instant } from '../core/definition.ts';
import type { RequestState } from '../core/request.ts';

/** Rows of the lists over requests: read models, which never decide. */

export interface Page {
  readonly number: number;
  readonly size: number;
}
export interface Paged<T> {
  readonly rows: readonly T[];
  readonly total: number;
}
export interface RequestRow {
  readonly id: string;
  readonly number: string;
  readonly itemId: string;
  readonly itemVersion: number;
  readonly applicant: string;
  readonly status: RequestState['status'];
  readonly submittedAt: Instant;
  readonly dueAt?: Instant;
  readonly form: FormData;
  /** Who holds it now, and where. */
  readonly holders: readonly string[];
  readonly nodeIds: readonly string[];
}
export interface TaskRow extends RequestRow {
  readonly taskId: string;
  readonly taskDueAt?: Instant;
  readonly version: number;
}
export interface DueRule {
  readonly requestId: string;
  /** The task whose rule is due; absent: the request itself is to be woken (`nextWakeAt`). */
  readonly taskId?: string;
}
