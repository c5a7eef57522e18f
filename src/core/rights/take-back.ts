import type { Refusal } from '../commands.ts';
import type { FlowNode, ItemDefinition } from '../definition.ts';
import { idsFrom } from '../flow-walk.ts';
import type { NodeRun, RequestState, Task } from '../request.ts';
import { isLive, runById } from '../slots.ts';
import { alreadyDecided, ownTask } from './own-task.ts';

/**
 * 拿回 (semantics C7): only while the request runs, where the step allows it, for a decision of one's own, and while nobody of
 * the next steps has done or read anything.
 */
export function takeBackRefusal(
  definition: ItemDefinition,
  state: RequestState,
  person: string,
  taskId: string | undefined,
): Refusal | undefined {
  const check = ownTask(definition, state, person, taskId);
  if (!check.ok) return check.refusal;
  const { task, step } = check;
  if (state.status !== 'RUNNING') return { code: 'requestEnded', status: state.status };
  const byHand = task.status === 'APPROVED' && task.auto === undefined && task.group === undefined;
  if (!byHand || step?.allow.takeBack !== true || task.origin.kind === 'assist') {
    return isLive(task)
      ? { code: 'notAllowed' }
      : byHand
        ? { code: 'notAllowed' }
        : alreadyDecided(state, task);
  }
  const run = runById(state, task.runId);
  const own = run?.groups?.some(group => group.owner === task.id) ?? false;
  if (!run || own) return { code: 'notAllowed' };
  if (run.status === 'open') return step.method.kind === 'all' ? undefined : { code: 'notAllowed' };
  if (run.status !== 'passed') return { code: 'notAllowed' };
  return runsAfter(definition.flow, state, run).every(later => untouched(state, later))
    ? undefined
    : { code: 'alreadyMovedOn' };
}

/** What was opened behind a run since, and still counts; other branches beside it are none of its consequences. */
export function runsAfter(flow: readonly FlowNode[], state: RequestState, run: NodeRun): readonly NodeRun[] {
  const index = state.runs.findIndex(candidate => candidate.id === run.id);
  const behind = idsFrom(flow, run.nodeId).filter(id => id !== run.nodeId);
  return state.runs
    .slice(index + 1)
    .filter(later => later.status !== 'rolledBack' && later.status !== 'canceled')
    .filter(later => behind.includes(later.nodeId));
}

function untouched(state: RequestState, run: NodeRun): boolean {
  if (run.subrequests !== undefined && run.subrequests.length > 0) return false;
  return state.tasks.filter(task => task.runId === run.id).every(nothingDone);
}

function nothingDone(task: Task): boolean {
  if (task.readAt !== undefined) return false;
  if (isLive(task)) return task.reason === undefined && task.origin.kind === 'flow';
  return task.auto === 'duplicate' || task.reason === 'duplicate';
}
