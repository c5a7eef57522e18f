import type { Instant } from '../definition.ts';
import { promisedFor } from '../due-times.ts';
import { shownApplicant, type RequestState, type Task } from '../request.ts';
import type { WorkingCalendar } from '../working-calendar.ts';

/**
 * What statistics need of a request and of its tasks: small, flat, and made of the stored state alone, so that making them
 * again gives the same. They never decide anything (house.md: write models and read models differ).
 */

/** Stands as the end of what is still under way, so that "open at that time" is one comparison. */
export const NEVER: Instant = 8_640_000_000_000_000;

/** 0 or 1: summed by the database. */
type Flag = 0 | 1;

export interface RequestFact {
  readonly id: string;
  readonly number: string;
  readonly itemId: string;
  readonly applicant: string;
  /** The applicant's department, as chosen at submit; '' where the directory knows none. */
  readonly departmentId: string;
  readonly status: RequestState['status'];
  readonly submittedAt: Instant;
  readonly closedAt: Instant;
  readonly dueAt?: Instant;
  /** Working days from the submission to the due time, the applicant's own time left out (features 1.6). */
  readonly promisedDays?: number;
  /** Working days that it took, the applicant's own time left out; of a request that has ended. */
  readonly actualDays?: number;
  /** It had a time limit and has ended: `promisedDays` and `actualDays` may be compared. */
  readonly compared: Flag;
  readonly late: Flag;
  /** Approved or rejected, not withdrawn and the like. */
  readonly decided: Flag;
  /** Approved without having been returned, and not handed in again after a rejection (features 0.25). */
  readonly firstPass: Flag;
  readonly returned: Flag;
}

/** Of a task that waits for its actor, or has. */
export interface TaskFact {
  readonly id: string;
  readonly requestId: string;
  readonly number: string;
  readonly itemId: string;
  readonly nodeId: string;
  readonly actor: string;
  /** The actor's own department. */
  readonly departmentId: string;
  readonly pendingAt: Instant;
  readonly closedAt: Instant;
  readonly dueAt?: Instant;
  /** By the actor's own hand: not by a rule, and not closed because others decided. */
  readonly done: Flag;
  /** Working days from when it waited for the actor until it was done; 0 while it is not. */
  readonly days: number;
  /** Done, and it had a time limit. */
  readonly limited: Flag;
  readonly late: Flag;
  /** Rejected or returned: the step found something (features 1.10). */
  readonly objected: Flag;
}

export interface Facts {
  readonly request: RequestFact;
  readonly tasks: readonly TaskFact[];
}

/** The parts of a stored request that facts are made of. */
export interface FactSource {
  readonly state: RequestState;
  /** How often it was sent back, to whomever. */
  readonly returns: number;
}

/** What one request says for statistics. `departmentOf` gives a person's department, '' for none. */
export function factsOf(
  { state, returns }: FactSource,
  calendar: WorkingCalendar,
  departmentOf: (person: string) => string,
): Facts {
  const request = requestFact(state, returns, calendar, departmentOf);
  const { id: requestId, number, itemId } = state;
  const tasks = state.tasks.flatMap(task =>
    task.pendingAt === undefined
      ? []
      : [taskFact({ requestId, number, itemId }, task, task.pendingAt, calendar, departmentOf(task.actor))],
  );
  return { request, tasks };
}

function requestFact(
  state: RequestState,
  returns: number,
  calendar: WorkingCalendar,
  departmentOf: (person: string) => string,
): RequestFact {
  const { id, number, itemId, applicant, status, submittedAt, keptAt } = state;
  const endedAt = 'endedAt' in state ? state.endedAt : undefined;
  // What goes on after the promise was kept is nobody's delay: it is told once it has ended, by when it was kept.
  const dueAt = endedAt === undefined ? state.dueAt : promisedFor(state);
  const doneAt = endedAt === undefined ? undefined : (keptAt ?? endedAt);
  const days = (to: Instant) =>
    (calendar.workedMs(submittedAt, to) - pausedMs(state, calendar)) / calendar.dayMs;
  const approved = status === 'APPROVED' || status === 'REVOKED';
  return {
    id,
    number,
    itemId,
    applicant: shownApplicant(state),
    departmentId: state.anonymous === true ? '' : (state.departmentId ?? departmentOf(applicant)),
    status,
    submittedAt,
    closedAt: endedAt ?? NEVER,
    ...(dueAt === undefined ? {} : { dueAt, promisedDays: days(dueAt) }),
    ...(doneAt === undefined ? {} : { actualDays: Math.max(0, days(doneAt)) }),
    compared: flag(dueAt !== undefined && endedAt !== undefined),
    late: flag(dueAt !== undefined && doneAt !== undefined && doneAt > dueAt),
    decided: flag(approved || status === 'REJECTED'),
    firstPass: flag(approved && returns === 0 && state.resubmittedFrom === undefined),
    returned: flag(returns > 0),
  };
}

/** The applicant had the ball: nobody else's time. */
function pausedMs(state: RequestState, calendar: WorkingCalendar): number {
  return (state.pauses ?? []).reduce((sum, { from, to }) => sum + calendar.workedMs(from, to), 0);
}

const BY_HAND = new Set<Task['status']>([
  'APPROVED',
  'REJECTED',
  'ABSTAINED',
  'ANSWERED',
  'RETURNED',
  'TRANSFERRED',
]);

function taskFact(
  of: Pick<TaskFact, 'requestId' | 'number' | 'itemId'>,
  task: Task,
  pendingAt: Instant,
  calendar: WorkingCalendar,
  departmentId: string,
): TaskFact {
  const { id, nodeId, actor, status, dueAt } = task;
  // One that waits for others again has no end yet, and is not held either.
  const closedAt = status === 'PENDING' ? NEVER : (task.endedAt ?? pendingAt);
  const done = BY_HAND.has(status) && task.auto === undefined;
  return {
    id,
    ...of,
    nodeId,
    actor,
    departmentId,
    pendingAt,
    closedAt,
    ...(dueAt === undefined ? {} : { dueAt }),
    done: flag(done),
    days: done ? calendar.workedMs(pendingAt, closedAt) / calendar.dayMs : 0,
    limited: flag(done && dueAt !== undefined),
    late: flag(done && dueAt !== undefined && closedAt > dueAt),
    objected: flag(done && (status === 'REJECTED' || status === 'RETURNED')),
  };
}

function flag(on: boolean): Flag {
  return on ? 1 : 0;
}
