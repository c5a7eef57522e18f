import type { Command } from '../commands.ts';
import type { ItemDefinition, StepNode } from '../definition.ts';
import { returnTo } from '../engine/return-to.ts';
import { refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { allPlaces, currentRun, dominates } from '../flow-walk.ts';
import { refusalOf } from '../permissions.ts';
import type { RequestState, Task } from '../request.ts';
import { runById, taskById } from '../slots.ts';
import { stepIn } from '../flow-walk.ts';
import { isText } from './decisions.ts';

/**
 * Steps to which a task may be returned, besides the start: completed in this request, and on every path that was walked to
 * the task's step (semantics C6).
 */
export function returnTargets(
  definition: ItemDefinition,
  state: RequestState,
  task: Task,
): readonly StepNode[] {
  return allPlaces(definition.flow).flatMap(({ node }) => {
    if (node.kind !== 'step' || currentRun(state, node.id)?.status !== 'passed') return [];
    return dominates(definition.flow, state, node.id, task.nodeId) ? [node] : [];
  });
}

/** 退回. The mode is the returner's choice where the step says `ask`, else as the step says. */
export function returnRequest(turn: Turn, command: Extract<Command, { type: 'Return' }>): void {
  const { context, state } = turn;
  const { taskId, target, opinion } = command;
  const refusal = refusalOf(context, state, command.by, 'return', { taskId });
  const task = taskById(state, taskId);
  const run = task && runById(state, task.runId);
  const step = task && stepIn(context.definition.flow, task.nodeId);
  if (refusal || !task || !run || !step) return refuse(turn, refusal ?? { code: 'notFound' });
  if (!isText(opinion)) return refuse(turn, { code: 'reasonRequired' });
  const targets = returnTargets(context.definition, state, task).map(node => node.id);
  if (target !== 'start' && !targets.includes(target.nodeId)) return refuse(turn, { code: 'badTarget' });
  const mode = step.return.mode === 'ask' ? (command.mode ?? 'rerun') : step.return.mode;
  returnTo(turn, { run, taskId, target, mode, reason: opinion });
}
