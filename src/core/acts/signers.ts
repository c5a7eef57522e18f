import type { Command, Refusal } from '../commands.ts';
import { newTask } from '../engine/make.ts';
import { closeCoTasks, closeWithHelpers, resumeOwner, settleTask } from '../engine/settle.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { stepIn } from '../flow-walk.ts';
import { refusalOf } from '../permissions.ts';
import type { NodeRun, SignerGroup, Task } from '../request.ts';
import { groupsOwnedBy, isLive, runById, slotsOf, taskById } from '../slots.ts';
import { isText } from './decisions.ts';
import { personFault } from './transfer.ts';

type AddSigner = Extract<Command, { type: 'AddSigner' }>;

const DEEPEST = 2;

/** 加签 before, after or in parallel (semantics C8). */
export function addSigner(turn: Turn, command: AddSigner): void {
  const { taskId, position } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'addSigner', { taskId });
  const task = taskById(turn.state, taskId);
  const run = task && runById(turn.state, task.runId);
  if (refusal || !task || !run) return refuse(turn, refusal ?? { code: 'notFound' });
  const fault = signersFault(turn, run, task, command);
  if (fault) return refuse(turn, fault);
  const group = groupFor(run, task, command);
  const tasks = signerTasks(turn, task, command, group);
  const opinion = isText(command.opinion) ? { opinion: command.opinion } : {};
  emit(turn, {
    type: 'SignersAdded',
    taskId,
    position,
    tasks,
    ...opinion,
    ...(group === undefined ? {} : { group }),
  });
  if (position === 'before') {
    emit(turn, { type: 'TaskClosed', taskId, status: 'WAITING', reason: 'waitsForSigners' });
  }
  if (position !== 'after') return;
  // Adding after is the owner's approval at the same time.
  const handles = stepIn(turn.context.definition.flow, task.nodeId)?.act === 'handle';
  emit(turn, { type: handles ? 'Handled' : 'Approved', taskId, ...opinion });
  closeCoTasks(turn, task);
  settleTask(turn, task);
}

function signersFault(turn: Turn, run: NodeRun, task: Task, command: AddSigner): Refusal | undefined {
  const people = [...new Set(command.people)];
  if (people.length === 0) return { code: 'badSigners', why: 'none' };
  for (const person of people) {
    const fault = personFault(turn, task, person);
    if (fault) return fault;
  }
  if (depthOf(turn, task) >= DEEPEST && command.position !== 'parallel')
    return { code: 'badSigners', why: 'tooDeep' };
  const before = groupsOwnedBy(run, task.id, 'before').some(group => !isEmptied(turn, run, group));
  if (command.position === 'after' && before) return { code: 'badSigners', why: 'mixed' };
  const requires = stepIn(turn.context.definition.flow, task.nodeId)?.requires;
  if (command.position !== 'after') return undefined;
  if (requires?.signature === true) return { code: 'signatureRequired' };
  if (requires?.attachment === true) return { code: 'attachmentRequired' };
  return requires?.opinion === true && !isText(command.opinion) ? { code: 'opinionRequired' } : undefined;
}

/** Everybody of the group was removed again. */
function isEmptied(turn: Turn, run: NodeRun, group: SignerGroup): boolean {
  return slotsOf(turn.state, run.id, group.id).every(slot => slot.outcome === 'removed');
}

/** 0 for a member of the step, 1 for a signer that a member added, 2 for one whom that signer added. */
function depthOf(turn: Turn, task: Task): number {
  if (task.group === undefined) return 0;
  const group = runById(turn.state, task.runId)?.groups?.find(candidate => candidate.id === task.group);
  const owner = group && taskById(turn.state, group.owner);
  return owner === undefined ? 1 : 1 + depthOf(turn, owner);
}

function groupFor(run: NodeRun, task: Task, command: AddSigner): SignerGroup | undefined {
  if (command.position === 'parallel') return undefined;
  return {
    id: `${run.id}-g${(run.groups?.length ?? 0) + 1}`,
    owner: task.id,
    position: command.position,
    method: command.method ?? 'all',
    by: command.by,
  };
}

/** In parallel they join the step, or the group, of their adder; in a sequence right behind the adder and in order. */
function signerTasks(
  turn: Turn,
  task: Task,
  command: AddSigner,
  group: SignerGroup | undefined,
): readonly Task[] {
  const step = stepIn(turn.context.definition.flow, task.nodeId);
  const method = group?.method ?? methodAround(turn, task);
  const place = group?.id ?? task.group;
  return [...new Set(command.people)].map((actor, index) => {
    const first = group !== undefined && index === 0;
    return newTask(
      turn,
      {
        runId: task.runId,
        nodeId: task.nodeId,
        actor,
        principal: actor,
        origin: { kind: 'signer', position: command.position, taskId: task.id },
        ...(place === undefined ? {} : { group: place }),
      },
      step,
      method !== 'sequence' || first,
      index,
    );
  });
}

function methodAround(turn: Turn, task: Task): string | undefined {
  const own = runById(turn.state, task.runId)?.groups?.find(group => group.id === task.group);
  return own?.method ?? stepIn(turn.context.definition.flow, task.nodeId)?.method.kind;
}

/** 减签: the person and everybody they added go; the last one gone, the owner decides, or the step goes on (semantics C8). */
export function removeSigner(turn: Turn, command: Extract<Command, { type: 'RemoveSigner' }>): void {
  const { taskId } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'removeSigner', { taskId });
  const task = taskById(turn.state, taskId);
  if (refusal || !task) return refuse(turn, refusal ?? { code: 'notFound' });
  emit(turn, { type: 'SignerRemoved', taskId });
  closeTree(turn, task);
  const run = runById(turn.state, task.runId);
  const group = run?.groups?.find(candidate => candidate.id === task.group);
  const owner = group && taskById(turn.state, group.owner);
  const empty = run !== undefined && group !== undefined && isEmptied(turn, run, group);
  if (run && owner && empty && group.position === 'before') return resumeOwner(turn, run, owner);
  settleTask(turn, task);
}

function closeTree(turn: Turn, task: Task): void {
  closeWithHelpers(turn, task, 'removed');
  const groups = (runById(turn.state, task.runId)?.groups ?? []).filter(group => group.owner === task.id);
  for (const group of groups) {
    for (const signer of turn.state.tasks) {
      if (signer.group === group.id && isLive(signer)) closeTree(turn, signer);
    }
  }
}
