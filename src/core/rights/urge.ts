import type { Refusal } from '../commands.ts';
import type { Instant } from '../definition.ts';
import type { RequestState, Task } from '../request.ts';

const COOL_DOWN = 30 * 60_000;
const DAY = 24 * 3_600_000;
const MAX_A_DAY = 3;

/** Semantics C15 to C23, urge: 30 minutes between two for one task, three in 24 hours. */
export function urgableTasks(state: RequestState, at: Instant): readonly Task[] {
  return pending(state).filter(task => !isCooling(task, at) && !isWornOut(task, at));
}

function pending(state: RequestState): readonly Task[] {
  return state.status === 'RUNNING' ? state.tasks.filter(task => task.status === 'PENDING') : [];
}

function isCooling(task: Task, at: Instant): boolean {
  return (task.urgedAt?.at(-1) ?? Number.NEGATIVE_INFINITY) > at - COOL_DOWN;
}

function isWornOut(task: Task, at: Instant): boolean {
  return (task.urgedAt ?? []).filter(instant => instant > at - DAY).length >= MAX_A_DAY;
}

/** Why nobody can be urged now; `at` undefined: limits in time are not looked at. */
export function urgeRefusal(state: RequestState, at: Instant | undefined): Refusal | undefined {
  const tasks = pending(state);
  if (tasks.length === 0) return { code: 'notAllowed' };
  if (at === undefined || urgableTasks(state, at).length > 0) return undefined;
  if (tasks.every(task => isWornOut(task, at))) return { code: 'urgedOften', max: MAX_A_DAY };
  const cooling = tasks.filter(task => !isWornOut(task, at)).flatMap(task => task.urgedAt?.at(-1) ?? []);
  return { code: 'coolDown', until: Math.min(...cooling) + COOL_DOWN };
}
