import type { StepNode } from '../definition.ts';
import { stepIn } from '../flow-walk.ts';
import { REVOKE_NODE } from '../flow-walk.ts';
import { groupResult, nodeResult } from '../methods.ts';
import { activePerson } from '../people/organisation-lookup.ts';
import type { NodeRun, PassReason, Task, TaskEndReason } from '../request.ts';
import { groupsOwnedBy, isLive, runById, slotId, slotsOf, taskById } from '../slots.ts';
import type { Slot } from '../slots.ts';
import { afterPassed } from './after-passed.ts';
import { sendCopies } from './copies.ts';
import { closeTasks } from './end.ts';
import { timersOf } from './make.ts';
import { methodOf, openAgainForNobody } from './open-step.ts';
import { afterFailed } from './rejected.ts';
import { settleRevoke } from './revoke.ts';
import { emit } from './turn.ts';
import type { Turn } from './turn.ts';

/** Computes the result of a run from its places and goes on accordingly (semantics C0 to C4). */
export function settleRun(turn: Turn, runId: string, because?: PassReason, cause?: string): void {
  const run = runById(turn.state, runId);
  if (turn.refusal !== undefined || run?.status !== 'open') return;
  if (run.nodeId === REVOKE_NODE) return settleRevoke(turn, run);
  const step = stepIn(turn.context.definition.flow, run.nodeId);
  if (!step) return;
  const slots = slotsOf(turn.state, runId);
  const result = signersAfterRefused(turn, run) ? 'failed' : nodeResult(methodOf(step, run), slots);
  if (result === 'open') return continueSequence(turn, step, run, slots, because, cause);
  if (result === 'empty') return openAgainForNobody(turn, step, run);
  if (result === 'failed') return failStep(turn, step, run, cause);
  passStep(turn, step, run, because, cause);
}

/** Signers added after a member refused: the whole step is rejected (semantics C8). */
function signersAfterRefused(turn: Turn, run: NodeRun): boolean {
  const { state } = turn;
  return (run.groups ?? []).some(group => {
    const owner = taskById(state, group.owner);
    const outermost =
      group.position === 'after' && owner?.group === undefined && owner?.status === 'APPROVED';
    return outermost && groupResult(group.method, slotsOf(state, run.id, group.id)) === 'failed';
  });
}

function passStep(turn: Turn, step: StepNode, run: NodeRun, because?: PassReason, cause?: string): void {
  const one = step.method.kind === 'any' || step.method.kind === 'claim';
  closeTasks(turn, task => task.runId === run.id, one ? 'decidedByOther' : 'stepDecided', cause);
  emit(turn, { type: 'NodePassed', runId: run.id, ...(because === undefined ? {} : { why: because }) });
  sendCopies(turn, step.cc?.end, step.id);
  afterPassed(turn, run.id);
}

function failStep(turn: Turn, step: StepNode, run: NodeRun, cause?: string): void {
  const one = step.method.kind === 'any' || step.method.kind === 'claim';
  closeTasks(turn, task => task.runId === run.id, one ? 'decidedByOther' : 'rejectedByOther', cause);
  emit(turn, { type: 'NodeFailed', runId: run.id });
  afterFailed(turn, step, run, cause);
}

function continueSequence(
  turn: Turn,
  step: StepNode,
  run: NodeRun,
  slots: readonly Slot[],
  because?: PassReason,
  cause?: string,
): void {
  if (methodOf(step, run).kind !== 'sequence') return;
  if (activateHead(turn, step, slots) === 'skipped') settleRun(turn, run.id, because, cause);
}

/** Semantics C3: the next in line becomes PENDING; whoever has left meanwhile is skipped, which the timeline tells. */
export function activateHead(
  turn: Turn,
  step: StepNode | undefined,
  slots: readonly Slot[],
): 'done' | 'skipped' {
  const head = slots.find(slot => slot.outcome === 'open' || slot.outcome === 'waiting');
  if (head?.outcome !== 'waiting') return 'done';
  const tasks = head.tasks.filter(task => task.status === 'WAITING');
  const present = tasks.filter(task => activePerson(turn.context.organisation, task.actor));
  for (const task of tasks) {
    if (present.includes(task))
      emit(turn, { type: 'TaskActivated', taskId: task.id, ...timersOf(turn, step) });
    else emit(turn, { type: 'TaskClosed', taskId: task.id, status: 'SKIPPED', reason: 'departed' });
  }
  return present.length > 0 ? 'done' : 'skipped';
}

/** After a decision, an answer, a removal or a departure: what it means for whoever asked, the group of signers, or the step. */
export function settleTask(turn: Turn, task: Task, cause = task.id): void {
  closeHelpers(turn, task, cause);
  if (task.origin.kind === 'assist') return giveBack(turn, task.origin.taskId);
  if (task.group === undefined) settleRun(turn, task.runId, undefined, cause);
  else settleGroup(turn, task.runId, task.group, cause);
}

/** Closes the co-tasks of a place when one of them decided: delegation `both`, escalation `add` (semantics C9, C13). */
export function closeCoTasks(turn: Turn, task: Task): void {
  const slot = slotId(task);
  const beside = turn.state.tasks.filter(
    other => isLive(other) && other.runId === task.runId && slotId(other) === slot && other.id !== task.id,
  );
  for (const other of beside) closeWithHelpers(turn, other, 'decidedByOther', task.id);
}

/** Closes a task and everybody who worked for it: assistants, signers, and theirs. */
export function closeWithHelpers(turn: Turn, task: Task, reason: TaskEndReason, cause?: string): void {
  closeTasks(turn, other => other.id === task.id, reason, cause);
  closeHelpers(turn, task, cause, reason);
}

function closeHelpers(
  turn: Turn,
  owner: Task,
  cause: string | undefined,
  reason: TaskEndReason = 'decidedByOther',
): void {
  // Signers after an approval go on; they go too where the owner thought better of it (semantics C1, waitAll).
  const approved = taskById(turn.state, owner.id)?.status === 'APPROVED';
  const groups = (runById(turn.state, owner.runId)?.groups ?? [])
    .filter(group => group.owner === owner.id && !(approved && group.position === 'after'))
    .map(group => group.id);
  const helpers = turn.state.tasks.filter(
    task =>
      isLive(task) &&
      ((task.origin.kind === 'assist' && task.origin.taskId === owner.id) ||
        (task.group !== undefined && groups.includes(task.group))),
  );
  for (const helper of helpers) closeWithHelpers(turn, helper, reason, cause);
}

/** Semantics C8: a group of signers added before or after a task decides by its own method. */
function settleGroup(turn: Turn, runId: string, groupId: string, cause: string): void {
  const run = runById(turn.state, runId);
  const group = run?.groups?.find(candidate => candidate.id === groupId);
  if (!run || !group || run.status !== 'open') return;
  const slots = slotsOf(turn.state, runId, groupId);
  const result = groupResult(group.method, slots);
  if (result === 'open') {
    const step = stepIn(turn.context.definition.flow, run.nodeId);
    const skipped = group.method === 'sequence' && activateHead(turn, step, slots) === 'skipped';
    return skipped ? settleGroup(turn, runId, groupId, cause) : undefined;
  }
  const rest = turn.state.tasks.filter(task => task.group === groupId && isLive(task));
  for (const task of rest) closeWithHelpers(turn, task, 'stepDecided', cause);
  const owner = taskById(turn.state, group.owner);
  if (!owner) return;
  if (group.position === 'after') return settleTask(turn, owner, cause);
  if (result === 'failed') return rejectOwner(turn, owner, cause);
  resumeOwner(turn, run, owner);
}

/** "加签人X不同意": the owner's task is rejected with its signers' opinion. */
function rejectOwner(turn: Turn, owner: Task, cause: string): void {
  if (!isLive(owner)) return;
  const opinion = taskById(turn.state, cause)?.opinion;
  emit(turn, {
    type: 'Rejected',
    taskId: owner.id,
    auto: 'signers',
    ...(opinion === undefined ? {} : { opinion }),
  });
  closeCoTasks(turn, owner);
  settleTask(turn, owner, cause);
}

/** The owner decides once all signers before are done, with a fresh step timer. */
export function resumeOwner(turn: Turn, run: NodeRun, owner: Task): void {
  if (owner.status !== 'WAITING') return;
  const current = runById(turn.state, run.id) ?? run;
  const waits = groupsOwnedBy(current, owner.id, 'before').some(
    group => groupResult(group.method, slotsOf(turn.state, run.id, group.id)) === 'open',
  );
  if (waits) return;
  const step = stepIn(turn.context.definition.flow, owner.nodeId);
  emit(turn, { type: 'TaskActivated', taskId: owner.id, ...timersOf(turn, step) });
}

/** Semantics C9: once nobody is asked for an opinion any more, the owner decides again, with a fresh step timer. */
function giveBack(turn: Turn, ownerId: string): void {
  const owner = taskById(turn.state, ownerId);
  if (owner?.status !== 'WAITING' || owner.reason !== 'waitsForAssistant') return;
  const asked = turn.state.tasks.some(
    task => task.origin.kind === 'assist' && task.origin.taskId === ownerId && isLive(task),
  );
  if (asked) return;
  const step = stepIn(turn.context.definition.flow, owner.nodeId);
  emit(turn, { type: 'TaskActivated', taskId: owner.id, ...timersOf(turn, step) });
}
