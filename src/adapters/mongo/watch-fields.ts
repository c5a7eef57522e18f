import type { Instant } from '../../core/definition.ts';
import { shownApplicant, type RequestState } from '../../core/request.ts';

/** Stands for "no due time" in the order by urgency: the database sorts what is absent first. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** What supervisors look for: in whose hands a request under way lies, and the earliest due time; nothing once it has ended. */
export function watchedOf(state: RequestState): {
  readonly inHands: readonly string[];
  readonly urgentAt?: Instant;
} {
  if (state.status === 'RETURNED')
    return { inHands: [state.heldBy ?? shownApplicant(state)], urgentAt: NEVER };
  const open = state.tasks.filter(task => task.status === 'PENDING');
  const inHands = [...new Set(open.map(task => task.actor))];
  if (state.status !== 'RUNNING') return { inHands };
  const due = [state.dueAt, ...open.map(task => task.dueAt)].filter(at => at !== undefined);
  return { inHands, urgentAt: due.length === 0 ? NEVER : Math.min(...due) };
}
