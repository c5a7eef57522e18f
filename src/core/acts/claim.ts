import type { Command } from '../commands.ts';
import { timersOf } from '../engine/make.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { stepIn } from '../flow-walk.ts';
import { refusalOf } from '../permissions.ts';
import type { Task } from '../request.ts';
import { isLive, taskById } from '../slots.ts';

/** 认领: one of the group takes it, the others' tasks are locked away (peers.md row 20). */
export function claim(turn: Turn, command: Extract<Command, { type: 'Claim' }>): void {
  const { taskId } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'claim', { taskId });
  const task = taskById(turn.state, taskId);
  if (refusal || !task) return refuse(turn, refusal ?? { code: 'notFound' });
  emit(turn, { type: 'Claimed', taskId });
  for (const other of turn.state.tasks) {
    if (other.runId !== task.runId || other.id === taskId || !isLive(other)) continue;
    emit(turn, { type: 'TaskClosed', taskId: other.id, status: 'CANCELED', reason: 'claimed' });
  }
}

/** Signers and assistants of the others were called off for good. */
function holdsPlace(task: Task): boolean {
  return task.group === undefined && task.origin.kind !== 'assist';
}

/** Gives a claimed task back to the group. */
export function release(turn: Turn, command: Extract<Command, { type: 'Release' }>): void {
  const { taskId } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'release', { taskId });
  const task = taskById(turn.state, taskId);
  if (refusal || !task)
    return refuse(
      turn,
      refusal?.code === 'notAllowed' ? { code: 'notClaimed' } : (refusal ?? { code: 'notFound' }),
    );
  const step = stepIn(turn.context.definition.flow, task.nodeId);
  emit(turn, { type: 'Released', taskId });
  for (const other of turn.state.tasks) {
    if (other.runId !== task.runId || other.reason !== 'claimed' || !holdsPlace(other)) continue;
    emit(turn, { type: 'TaskActivated', taskId: other.id, ...timersOf(turn, step) });
  }
}
