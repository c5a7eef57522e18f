import type { Command } from '../commands.ts';
import { closeTasks, endRequest, reportToParent, tellApplicant } from '../engine/end.ts';
import { failUpwards } from '../engine/join.ts';
import { openNext } from '../engine/open-node.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { runById } from '../slots.ts';
import { EXTENSION } from '../supervision/types.ts';
import { endExtension } from './extension.ts';

const RUNNING = ['RUNNING', 'RETURNED'];

/** A sub-request has ended: the node passes when all have ended approved, and fails with the first that did not. */
export function endSubrequest(turn: Turn, command: Extract<Command, { type: 'EndSubrequest' }>): void {
  const { runId, requestId, status } = command;
  if (command.by !== 'system') return refuse(turn, { code: 'notAllowed' });
  if (runId === EXTENSION) return endExtension(turn, command);
  const known = runById(turn.state, runId)?.subrequests?.find(sub => sub.requestId === requestId);
  if (!known) return refuse(turn, { code: 'notFound' });
  if (known.status === status || RUNNING.includes(status)) return;
  emit(turn, { type: 'SubrequestEnded', runId, requestId, status });
  const run = runById(turn.state, runId);
  if (turn.state.status !== 'RUNNING' || run?.status !== 'open') return;
  if (status !== 'APPROVED') {
    emit(turn, { type: 'NodeFailed', runId });
    return failUpwards(turn, run.nodeId);
  }
  if (run.subrequests?.some(sub => sub.status !== 'APPROVED')) return;
  emit(turn, { type: 'NodePassed', runId });
  openNext(turn, run.nodeId);
}

/**
 * The request that started this one has ended or gone another way: nobody waits for this one any more, so it ends as well and
 * says why. One that was approved is revoked with its parent; one that has ended otherwise stays as it is.
 */
export function endWithParent(turn: Turn, command: Extract<Command, { type: 'EndWithParent' }>): void {
  const { state } = turn;
  const { parentId, why } = command;
  if (command.by !== 'system' || state.parent?.requestId !== parentId)
    return refuse(turn, { code: 'notAllowed' });
  if (RUNNING.includes(state.status)) return endRequest(turn, 'CANCELED', why);
  if (state.status !== 'APPROVED' || why !== 'parentRevoked')
    return refuse(turn, { code: 'requestEnded', status: state.status });
  // Those who were asked to revoke it need not decide any more.
  closeTasks(turn, () => true, 'ended');
  for (const run of state.runs) {
    if (run.status === 'open') emit(turn, { type: 'NodeCanceled', runId: run.id });
  }
  emit(turn, { type: 'StatusChanged', to: 'REVOKED', reason: why });
  tellApplicant(turn, { kind: 'revoked' });
  reportToParent(turn);
}
