import type { Notice } from '../effects.ts';
import type { TaskEndReason } from '../request.ts';
import { isLive } from '../slots.ts';
import { sendArchiveForm } from './archive.ts';
import { sendCopies } from './copies.ts';
import { planExpiry } from './expiry.ts';
import { emit, tell } from './turn.ts';
import type { Turn } from './turn.ts';

export type FinalStatus = 'APPROVED' | 'REJECTED' | 'CANCELED' | 'TERMINATED';

const WHY_CLOSED: Readonly<Record<FinalStatus, TaskEndReason>> = {
  APPROVED: 'stepDecided',
  REJECTED: 'rejectedByOther',
  CANCELED: 'withdrawn',
  TERMINATED: 'ended',
};

const NOTICE = {
  APPROVED: 'approved',
  REJECTED: 'rejected',
  CANCELED: 'canceled',
  TERMINATED: 'terminated',
} as const;

/** The reason under which a returned request that nobody resubmitted is cancelled (semantics C6). */
export const RETURN_EXPIRED = 'returnExpired';

/** Ends the request: nothing stays in anybody's list (peers.md complaint 5), and everybody concerned is told. */
export function endRequest(turn: Turn, status: FinalStatus, reason?: string): void {
  closeTasks(turn, () => true, WHY_CLOSED[status]);
  for (const run of turn.state.runs) {
    if (run.status === 'open') emit(turn, { type: 'NodeCanceled', runId: run.id });
  }
  emit(turn, { type: 'StatusChanged', to: status, ...(reason === undefined ? {} : { reason }) });
  const { definition } = turn.context;
  if (status === 'APPROVED' || status === 'REJECTED') sendCopies(turn, definition.cc?.end);
  tellApplicant(turn, { kind: reason === RETURN_EXPIRED ? 'expired' : NOTICE[status] });
  reportToParent(turn);
  if (status !== 'APPROVED') return;
  planExpiry(turn);
  // The document number stands on the form: whoever gives it sends the form.
  if (definition.documentNumber) tell(turn, { kind: 'requestDocumentNumber' });
  else sendArchiveForm(turn);
}

/** Closes every live task that fits. `because`: the task whose decision made it so. */
export function closeTasks(
  turn: Turn,
  which: (task: Turn['state']['tasks'][number]) => boolean,
  reason: TaskEndReason,
  because?: string,
): void {
  for (const task of turn.state.tasks) {
    if (!isLive(task) || !which(task)) continue;
    const cause = because === undefined ? {} : { because };
    emit(turn, { type: 'TaskClosed', taskId: task.id, status: 'CANCELED', reason, ...cause });
  }
}

/** The applicant, who holds the request for them, and the clerk who applied; not whoever did it just now. */
export function tellApplicant(turn: Turn, notice: Notice): void {
  const { applicant, heldBy, submittedBy } = turn.state;
  const people = new Set([heldBy ?? applicant, submittedBy]);
  for (const to of people) {
    if (to !== undefined && to !== turn.meta.by) tell(turn, { kind: 'notice', to, notice });
  }
}

/** Those whom an administrator's act takes a task from, and the applicant, with the reason; each once, and not the administrator. */
export function tellConcerned(turn: Turn, holders: readonly string[], notice: Notice): void {
  tellApplicant(turn, notice);
  tellHolders(turn, holders, notice);
}

/** Those who had a task; who is told as the applicant is not told twice. */
export function tellHolders(turn: Turn, holders: readonly string[], notice: Notice): void {
  const { applicant, heldBy, submittedBy } = turn.state;
  const others = [...new Set(holders)].filter(id => ![heldBy ?? applicant, submittedBy].includes(id));
  for (const to of others) if (to !== turn.meta.by) tell(turn, { kind: 'notice', to, notice });
}

/** Who has an open task. */
export function holdersIn({ tasks }: Turn['state']): readonly string[] {
  return tasks.filter(task => task.status === 'PENDING').map(task => task.actor);
}

export function reportToParent(turn: Turn): void {
  const { parent, status } = turn.state;
  if (parent === undefined) return;
  tell(turn, { kind: 'reportToParent', parentId: parent.requestId, runId: parent.runId, status });
}
