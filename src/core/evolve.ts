import type { Instant } from './definition.ts';
import type { Event } from './events.ts';
import { applyDueTimes } from './evolve-due-times.ts';
import { applySupervision } from './evolve-supervision.ts';
import { applyRequestEvent } from './evolve-request.ts';
import { applyRunEvent } from './evolve-run.ts';
import { applyTargets, nextTargetAt } from './evolve-targets.ts';
import { applyTaskEvent } from './evolve-task.ts';
import { isLive } from './slots.ts';
import type { RequestState, TimelineEntry } from './request.ts';

/** Who, when and by which way an event came; the part of a timeline entry that changes a state. */
export type Happened = Pick<TimelineEntry, 'at' | 'by' | 'event'>;

/**
 * The state after one more entry. Events carry what `decide` computed, so nothing is decided here; replaying a timeline from
 * its start gives the stored state (semantics C0).
 */
export function evolve(state: RequestState | undefined, entry: Happened): RequestState {
  if (state === undefined) return begin(entry);
  const next = applyTaskEvent(applyRunEvent(applyRequestEvent(state, entry), entry), entry);
  const timed = applyTargets(state, applyDueTimes(next, entry), entry);
  return withNextWake(applySupervision(timed, entry));
}

/** The state that a whole timeline makes; undefined for an empty one. */
export function replay(entries: readonly Happened[]): RequestState | undefined {
  return entries.reduce<RequestState | undefined>((state, entry) => evolve(state, entry), undefined);
}

function begin({ at, event }: Happened): RequestState {
  if (event.type !== 'Submitted') throw new Error(`a request cannot begin with ${event.type}`);
  const { type: _type, ...submitted } = event satisfies Extract<Event, { type: 'Submitted' }>;
  const empty = { runs: [], tasks: [], cc: [], comments: [] };
  return withNextWake({ ...submitted, status: 'RUNNING', submittedAt: at, ...empty });
}

function limitTimers({ targets, tasks, nextRuleAt }: RequestState): readonly Instant[] {
  const promised = [targets, ...tasks.flatMap(task => (task.status === 'PENDING' ? [task.targets] : []))];
  return [nextRuleAt, ...promised.map(nextTargetAt)].filter(at => at !== undefined);
}

/** `nextWakeAt` follows from the rest: delays, an expiring return, delegations that end, promises, rules of the item. */
function withNextWake(state: RequestState): RequestState {
  const instants = [
    ...state.runs.flatMap(run => (run.status === 'open' && run.until !== undefined ? [run.until] : [])),
    ...(state.status === 'RUNNING'
      ? state.runs.flatMap(run => (run.status === 'open' ? (run.feedback?.nextAt ?? []) : []))
      : []),
    ...state.tasks.flatMap(task => (isLive(task) && task.delegation ? [task.delegation.until] : [])),
    ...(state.status === 'RETURNED' ? [state.returned.expiresAt] : []),
    ...(state.status === 'RUNNING' && state.supervision?.nextAt !== undefined
      ? [state.supervision.nextAt]
      : []),
    ...(state.status === 'RUNNING' ? limitTimers(state) : []),
    ...(state.status === 'APPROVED' && state.expiry !== undefined ? [state.expiry.nextAt] : []),
  ];
  const next = instants.length === 0 ? undefined : Math.min(...instants);
  if (next === state.nextWakeAt) return state;
  if (next !== undefined) return { ...state, nextWakeAt: next };
  const { nextWakeAt: _nextWakeAt, ...rest } = state;
  return rest;
}
