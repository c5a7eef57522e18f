import type { Refusal } from '../commands.ts';
import { currentRun, stepIn } from '../flow-walk.ts';
import type { ItemDefinition, StepNode } from '../definition.ts';
import type { RequestState, Task } from '../request.ts';
import { isLive, runById, taskById } from '../slots.ts';

export type TaskCheck =
  | { readonly ok: true; readonly task: Task; readonly step: StepNode | undefined }
  | { readonly ok: false; readonly refusal: Refusal };

/** The task must be there, be this person's, and wait for them; otherwise: who was first, when, with what (semantics C0). */
export function ownPendingTask(
  definition: ItemDefinition,
  state: RequestState,
  person: string,
  taskId: string | undefined,
): TaskCheck {
  const check = ownTask(definition, state, person, taskId);
  if (!check.ok || check.task.status === 'PENDING') return check;
  return { ok: false, refusal: whyNotPending(state, check.task) };
}

export function ownTask(
  definition: ItemDefinition,
  state: RequestState,
  person: string,
  taskId: string | undefined,
): TaskCheck {
  const task = taskId === undefined ? undefined : taskById(state, taskId);
  if (!task) return { ok: false, refusal: { code: 'notFound' } };
  if (task.actor !== person) return { ok: false, refusal: { code: 'notYours' } };
  return { ok: true, task, step: stepIn(definition.flow, task.nodeId) };
}

function whyNotPending(state: RequestState, task: Task): Refusal {
  if (isLive(task)) return { code: 'notAllowed' };
  return alreadyDecided(state, task);
}

/** `what`: the status of the task that decided, or the code of what else closed this one. */
export function alreadyDecided(state: RequestState, task: Task): Refusal {
  const cause = task.because === undefined ? undefined : taskById(state, task.because);
  const own = task.status === 'CANCELED' || task.status === 'SKIPPED' ? task.reason : task.status;
  const what = cause !== undefined && !isLive(cause) && cause.id !== task.id ? cause.status : own;
  return {
    code: 'alreadyDecided',
    by: task.endedBy ?? 'system',
    at: task.endedAt ?? task.createdAt,
    what: what ?? task.status,
  };
}

/** All-must-act steps that wait for all: a member may change their mind until the step is resolved (semantics C1, waitAll). */
export function mayChangeMind(definition: ItemDefinition, state: RequestState, task: Task): boolean {
  const step = stepIn(definition.flow, task.nodeId);
  const waits = step?.method.kind === 'all' && step.method.reject === 'waitAll';
  const decided = (task.status === 'APPROVED' || task.status === 'REJECTED') && task.auto === undefined;
  const open =
    runById(state, task.runId)?.status === 'open' && currentRun(state, task.nodeId)?.id === task.runId;
  return waits && decided && open && task.group === undefined;
}
