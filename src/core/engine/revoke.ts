import { nodeResult } from '../methods.ts';
import type { NodeRun } from '../request.ts';
import { slotsOf } from '../slots.ts';
import { sendArchiveForm } from './archive.ts';
import { closeTasks, reportToParent, tellApplicant } from './end.ts';
import { activateHead } from './settle.ts';
import { emit } from './turn.ts';
import type { Turn } from './turn.ts';

/** The people asked to revoke an approved request, one after the other (semantics C7): all agree, or it stays approved. */
export function settleRevoke(turn: Turn, run: NodeRun): void {
  const slots = slotsOf(turn.state, run.id);
  const result = nodeResult({ kind: 'sequence' }, slots);
  if (result === 'open') {
    if (activateHead(turn, undefined, slots) === 'skipped') settleRevoke(turn, run);
    return;
  }
  closeTasks(turn, task => task.runId === run.id, 'rejectedByOther');
  if (result === 'failed') {
    const refusal = turn.state.tasks.findLast(task => task.runId === run.id && task.status === 'REJECTED');
    emit(turn, { type: 'NodeFailed', runId: run.id });
    emit(turn, { type: 'RevokeRefused' });
    return tellApplicant(turn, { kind: 'revokeRefused', by: turn.meta.by, reason: refusal?.opinion ?? '' });
  }
  emit(turn, { type: 'NodePassed', runId: run.id });
  emit(turn, { type: 'StatusChanged', to: 'REVOKED' });
  tellApplicant(turn, { kind: 'revoked' });
  sendArchiveForm(turn);
  reportToParent(turn);
}
