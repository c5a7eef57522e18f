import type { Command } from '../commands.ts';
import { closeTasks } from '../engine/end.ts';
import { timersOf } from '../engine/make.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { currentRun, stepIn, upwards } from '../flow-walk.ts';
import { refusalOf } from '../permissions.ts';
import { runsAfter } from '../rights/take-back.ts';
import { runById, taskById } from '../slots.ts';

/** 拿回: the next step is cancelled ("前一节点撤回"), the own task is PENDING again (semantics C7). */
export function takeBack(turn: Turn, command: Extract<Command, { type: 'TakeBack' }>): void {
  const { taskId, reason } = command;
  const { context, state } = turn;
  const refusal = refusalOf(context, state, command.by, 'takeBack', { taskId });
  const task = taskById(state, taskId);
  const run = task && runById(state, task.runId);
  if (refusal || !task || !run) return refuse(turn, refusal ?? { code: 'notFound' });
  emit(turn, { type: 'TakenBack', taskId, ...(reason === undefined ? {} : { reason }) });
  const { flow } = context.definition;
  if (run.status === 'passed') {
    for (const later of runsAfter(flow, state, run)) {
      closeTasks(turn, other => other.runId === later.id, 'takenBack', taskId);
      emit(turn, { type: 'NodeCanceled', runId: later.id });
    }
    emit(turn, { type: 'NodeReopened', runId: run.id });
    for (const place of upwards(flow, run.nodeId).slice(1)) {
      const holder = currentRun(turn.state, place.node.id);
      if (holder && holder.status !== 'open') emit(turn, { type: 'NodeReopened', runId: holder.id });
    }
  }
  emit(turn, { type: 'TaskActivated', taskId, ...timersOf(turn, stepIn(flow, task.nodeId)) });
}
