import type { StepNode } from '../definition.ts';
import { currentRun, latestRun, placeOf } from '../flow-walk.ts';
import type { NodeRun } from '../request.ts';
import { taskById } from '../slots.ts';
import { failUpwards } from './join.ts';
import { returnTo } from './return-to.ts';
import type { Turn } from './turn.ts';

/** Semantics C5: what a rejected step does, as the step says: end, back to the start, back to a step. */
export function afterFailed(turn: Turn, step: StepNode, run: NodeRun, cause: string | undefined): void {
  const decisive =
    cause ?? turn.state.tasks.findLast(task => task.runId === run.id && task.status === 'REJECTED')?.id;
  if (step.onReject === 'end' || decisive === undefined) return failUpwards(turn, step.id);
  const reason = taskById(turn.state, decisive)?.opinion ?? '';
  const base = { run, taskId: decisive, mode: 'rerun', reason } as const;
  if (step.onReject === 'toStart') return returnTo(turn, { ...base, target: 'start' });
  const nodeId = step.onReject.toStep;
  const place = placeOf(turn.context.definition.flow, nodeId);
  const ran = currentRun(turn.state, nodeId) ?? latestRun(turn.state, nodeId);
  if (place?.node.kind !== 'step' || ran === undefined) return failUpwards(turn, step.id);
  returnTo(turn, { ...base, target: { nodeId } });
}
