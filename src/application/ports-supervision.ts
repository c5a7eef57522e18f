import type { Instant } from '../core/definition.ts';
import type { Page, Paged, RequestRow } from './ports-lists.ts';

/** Read models for those who watch over others' work: supervisors, heads of departments, the morning digest. */

/** A task that waits for somebody. */
export interface HeldTask {
  readonly taskId: string;
  readonly nodeId: string;
  readonly actor: string;
  /** Since when it waits. */
  readonly since?: Instant;
  readonly dueAt?: Instant;
  /** How often it has been urged (催办). */
  readonly urged: number;
}

/** A request under way, with where it is and who holds it. */
export interface WatchedRow extends RequestRow {
  readonly tasks: readonly HeldTask[];
  /** In whose hands it lies: holders of tasks, or the applicant's side while it is returned. */
  readonly inHands: readonly string[];
  /** 疑难: under special supervision. */
  readonly hard?: boolean;
  /** The earliest due time of the request and of its open tasks; absent where nothing limits it, and while it is returned. */
  readonly urgentAt?: Instant;
}

export interface WatchFilter {
  /** Only what lies in these people's hands. */
  readonly people?: readonly string[];
  readonly itemId?: string;
  /** Only what was due before this instant. */
  readonly dueBefore?: Instant;
}

export interface WatchLists {
  /** Requests under way, most urgent (earliest due) first, those without a due time last. */
  watched(filter: WatchFilter, page: Page): Promise<Paged<WatchedRow>>;
}
