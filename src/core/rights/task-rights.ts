import type { DecideContext, Refusal } from '../commands.ts';
import { isOfficer } from '../people/organisation-lookup.ts';
import type { RequestState, Task } from '../request.ts';
import { isLive, taskById } from '../slots.ts';
import { REVOKE_NODE } from '../flow-walk.ts';
import type { StepNode } from '../definition.ts';
import { alreadyDecided, mayChangeMind, ownPendingTask, ownTask } from './own-task.ts';
import { takeBackRefusal } from './take-back.ts';

/** Acts on a task. */
export type TaskAct =
  | 'approve'
  | 'handle'
  | 'reject'
  | 'abstain'
  | 'return'
  | 'transfer'
  | 'assist'
  | 'answer'
  | 'addSigner'
  | 'removeSigner'
  | 'claim'
  | 'release'
  | 'takeBack'
  | 'reassign';

export const TASK_ACTS: readonly TaskAct[] = [
  'approve',
  'handle',
  'reject',
  'abstain',
  'return',
  'transfer',
  'assist',
  'answer',
  'addSigner',
  'removeSigner',
  'claim',
  'release',
  'takeBack',
  'reassign',
];

const NOT_ALLOWED: Refusal = { code: 'notAllowed' };

/** Why this person may not do this with this task; undefined when they may. */
export function taskRefusal(
  context: DecideContext,
  state: RequestState,
  person: string,
  act: TaskAct,
  taskId: string | undefined,
): Refusal | undefined {
  if (act === 'removeSigner') return removeSignerRefusal(context, state, person, taskId);
  if (act === 'reassign') return reassignRefusal(context, state, person, taskId);
  if (act === 'takeBack') return takeBackRefusal(context.definition, state, person, taskId);
  if (act === 'approve' || act === 'reject') {
    const change = changeOfMind(context, state, person, act, taskId);
    if (change) return undefined;
  }
  const check = ownPendingTask(context.definition, state, person, taskId);
  if (!check.ok) return check.refusal;
  return stepAllows(state, check.task, check.step, act) ? undefined : NOT_ALLOWED;
}

function changeOfMind(
  { definition }: DecideContext,
  state: RequestState,
  person: string,
  act: 'approve' | 'reject',
  taskId: string | undefined,
): boolean {
  const check = ownTask(definition, state, person, taskId);
  if (!check.ok || !mayChangeMind(definition, state, check.task)) return false;
  return check.task.status !== (act === 'approve' ? 'APPROVED' : 'REJECTED');
}

function stepAllows(state: RequestState, task: Task, step: StepNode | undefined, act: TaskAct): boolean {
  if (task.origin.kind === 'assist' || task.origin.kind === 'feedback') return act === 'answer';
  if (task.nodeId === REVOKE_NODE) return act === 'approve' || act === 'reject';
  if (step === undefined || act === 'answer') return false;
  const decides = step.act === 'approve';
  switch (act) {
    case 'approve':
    case 'reject':
      return decides;
    case 'handle':
      return !decides;
    case 'abstain':
      return decides && step.method.kind === 'vote' && task.group === undefined;
    case 'return':
      return step.return.allowed;
    case 'transfer':
    case 'assist':
      return step.allow.transfer;
    case 'addSigner':
      return step.allow.addSigner;
    case 'claim':
      return step.method.kind === 'claim' && task.group === undefined && othersOf(state, task).some(isLive);
    case 'release':
      return task.group === undefined && othersOf(state, task).some(other => other.reason === 'claimed');
    default:
      return false;
  }
}

function othersOf(state: RequestState, task: Task): readonly Task[] {
  return state.tasks.filter(other => other.runId === task.runId && other.id !== task.id);
}

/** 减签: by the adder or whoever manages the item's requests, only for people added who have not acted (semantics C8). */
function removeSignerRefusal(
  context: DecideContext,
  state: RequestState,
  person: string,
  taskId: string | undefined,
): Refusal | undefined {
  const task = taskId === undefined ? undefined : taskById(state, taskId);
  if (!task) return { code: 'notFound' };
  const { origin } = task;
  if (origin.kind !== 'signer' && origin.kind !== 'assist') return NOT_ALLOWED;
  const adder = taskById(state, origin.taskId)?.actor;
  if (adder !== person && !isOfficer(context.organisation, person, 'manage')) return { code: 'notYours' };
  return isLive(task) ? undefined : alreadyDecided(state, task);
}

function reassignRefusal(
  context: DecideContext,
  state: RequestState,
  person: string,
  taskId: string | undefined,
): Refusal | undefined {
  if (!isOfficer(context.organisation, person, 'manage')) return NOT_ALLOWED;
  const task = taskId === undefined ? undefined : taskById(state, taskId);
  if (!task) return { code: 'notFound' };
  return isLive(task) ? undefined : alreadyDecided(state, task);
}
