import type { Instant } from './definition.ts';
import type { RequestState } from './request.ts';
import { decides } from './slots.ts';

/** A limit that was passed: whose, where, and until when it lasted (features 1.24). */
export interface Breach {
  /** Who had it; absent: the request as a whole. */
  readonly actor?: string;
  readonly nodeId?: string;
  readonly dueAt: Instant;
  /** When it was done, late; absent: it still is not. */
  readonly doneAt?: Instant;
}

/**
 * Every limit of a request that was passed, for discipline: each person's tasks in their order, then the request's own. It
 * follows from the stored tasks, which are never rewritten, so that it cannot be lost or smoothed over later. A task that
 * others closed, or that went on to somebody else, counts for whoever had it when its time ran out.
 */
export function breachesOf(state: RequestState, now: Instant): readonly Breach[] {
  const tasks = state.tasks.filter(decides).flatMap((task): readonly Breach[] => {
    const { actor, nodeId, dueAt, endedAt, status } = task;
    if (dueAt === undefined || status === 'WAITING') return [];
    return late({ actor, nodeId, dueAt }, endedAt, now);
  });
  const ended = 'endedAt' in state ? state.endedAt : undefined;
  // While the applicant has it, its time stands still.
  const own =
    state.dueAt === undefined || state.status === 'RETURNED' ? [] : late({ dueAt: state.dueAt }, ended, now);
  return [...tasks, ...own];
}

function late(breach: Breach, doneAt: Instant | undefined, now: Instant): readonly Breach[] {
  if ((doneAt ?? now) <= breach.dueAt) return [];
  return [doneAt === undefined ? breach : { ...breach, doneAt }];
}
