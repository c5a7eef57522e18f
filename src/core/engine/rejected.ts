import type { StepNode } from '../definition.ts';
import { currentRun, latestRun, placeOf } from '../flow-walk.ts';
import type { NodeRun } from '../request.ts';
import { taskById } from '../slots.ts';
import { failUpwards } from './join.ts';
import { returnTo } from './return-to.ts';
import type { Turn } from './turn.ts';

/** Semantics C5: what a rejected step does, as the step says: end, back to the start, back to a step. */
export function afterFailed(turn: Turn, step: StepNode, run: NodeRun, cause: string | undefined): void {
  const decisive = decidedAgainst(turn, run, cause) ?? cause;
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

/** The task whose decision and reason sent it back: the cause, or, where that is a removal or an approval, the last one against. */
function decidedAgainst(turn: Turn, run: NodeRun, cause: string | undefined): string | undefined {
  const against = turn.state.tasks.filter(
    task => task.runId === run.id && (task.status === 'REJECTED' || task.status === 'ABSTAINED'),
  );
  return (against.find(task => task.id === cause) ?? against.at(-1))?.id;
}
