import type { Instant } from '../core/definition.ts';
import type { CrossSums, CrossTaskSums, Use } from '../core/reports/figures.ts';
import type { Facts, FactSource, RequestFact, TaskFact } from '../core/reports/facts.ts';

/** The read model of reports: facts are made of stored requests and asked in sums (house.md: reports never decide). */

/** What is asked about: everything unless told. Departments are those of applicants; of tasks, those of their actors. */
export interface Scope {
  readonly departments?: readonly string[];
  readonly items?: readonly string[];
}

/** Half open: `from` belongs to it, `to` does not. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

export type Counts = Readonly<Record<string, number>>;

/** How far the facts follow the requests, and by which rules they were made. */
export interface FactMark {
  readonly rules: string;
  /** Requests that changed until then are in the facts. */
  readonly at: Instant;
}

/** A request that changed; what it was made to facts from must be the same version, by the same rules. */
export interface ChangedRequest {
  readonly id: string;
  readonly version: number;
  readonly changedAt: Instant;
}

export interface FactStore {
  mark(): Promise<FactMark | undefined>;
  setMark(mark: FactMark): Promise<void>;
  /** Requests changed at or after `at`, oldest change first; `after`: of those changed at `at` only ids behind this one. */
  changed(at: Instant, after: string, limit: number): Promise<readonly ChangedRequest[]>;
  /** Those of them whose facts are older, or made by other rules, with what facts are made of. */
  stale(
    changed: readonly ChangedRequest[],
    rules: string,
  ): Promise<readonly (FactSource & { readonly version: number })[]>;
  /** Writes facts; never over those of a later version. May be repeated. */
  save(facts: readonly (Facts & { readonly version: number })[], rules: string): Promise<void>;
}

export interface UnclearedRequest
  extends Pick<
    RequestFact,
    'id' | 'number' | 'itemId' | 'applicant' | 'departmentId' | 'submittedAt' | 'dueAt'
  > {}
export interface LateTask
  extends Pick<
    TaskFact,
    'requestId' | 'number' | 'itemId' | 'nodeId' | 'actor' | 'departmentId' | 'pendingAt'
  > {
  readonly dueAt: Instant;
}
export interface Listed<T> {
  readonly total: number;
  /** At most as many as were asked for. */
  readonly rows: readonly T[];
}

/** Each question is one aggregation or find over facts, by an index; none reads a request. */
export interface FactQueries {
  /** Sums over requests that ended in the stretch, for each item and applicant's department. */
  ended(stretch: Stretch, scope: Scope): Promise<readonly CrossSums[]>;
  submitted(stretch: Stretch, by: 'itemId' | 'departmentId', scope: Scope): Promise<Counts>;
  /** Of requests submitted in the stretch: how many, and by how many people, for each department; anonymous ones left out. */
  used(stretch: Stretch, scope: Scope): Promise<readonly Omit<Use, 'people'>[]>;
  /** How many were under way at this instant. */
  underWay(at: Instant, by: 'itemId' | 'departmentId', scope: Scope): Promise<Counts>;
  /** Those under way at this instant, the oldest submission first. */
  uncleared(at: Instant, scope: Scope, limit: number): Promise<Listed<UnclearedRequest>>;
  /** Sums over tasks done in the stretch, for each step (`<item>/<step>`) and actor. */
  tasksDone(stretch: Stretch, scope: Scope): Promise<readonly CrossTaskSums[]>;
  /** How many tasks each person held at this instant, and how many of them were late. */
  held(
    at: Instant,
    scope: Scope,
  ): Promise<readonly { readonly key: string; readonly open: number; readonly late: number }[]>;
  /** Tasks that were late at this instant, the longest late first. */
  lateTasks(at: Instant, scope: Scope, limit: number): Promise<Listed<LateTask>>;
  lateTaskCount(at: Instant, scope: Scope): Promise<number>;
}

export type ReportStore = FactStore & FactQueries;
