import type { Command } from '../commands.ts';
import { applies } from '../delegation.ts';
import { closeTasks } from '../engine/end.ts';
import { newTask } from '../engine/make.ts';
import { settleTask } from '../engine/settle.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { stepIn } from '../flow-walk.ts';
import type { Delegation } from '../organisation.ts';
import type { Task } from '../request.ts';
import { isLive, isPaused, liveMembers, slotId, taskById } from '../slots.ts';

/** A delegation saved with `handOpen`: the principal's open tasks go to the agent as new ones would (semantics C9). */
export function applyDelegation(turn: Turn, command: Extract<Command, { type: 'ApplyDelegation' }>): void {
  const { context, state, meta } = turn;
  const rule = context.organisation.delegations.find(candidate => candidate.id === command.delegationId);
  if (!rule) return refuse(turn, { code: 'notFound' });
  if (command.by !== 'system' && command.by !== rule.principal) return refuse(turn, { code: 'notYours' });
  if (!rule.handOpen || !applies(context, rule, state.applicant, meta.at))
    return refuse(turn, { code: 'notAllowed' });
  for (const task of state.tasks) {
    if (isLive(task) && task.actor === rule.principal && task.delegation === undefined)
      hand(turn, task, rule);
  }
}

function hand(turn: Turn, task: Task, rule: Delegation): void {
  const member = liveMembers(turn.state, task.runId).includes(rule.agent);
  if (member || task.origin.kind === 'assist' || task.reason !== undefined) return;
  const added = newTask(
    turn,
    {
      runId: task.runId,
      nodeId: task.nodeId,
      actor: rule.agent,
      principal: task.principal,
      origin: task.origin,
      slot: slotId(task),
      delegation: { id: rule.id, until: rule.to },
      ...(task.group === undefined ? {} : { group: task.group }),
    },
    stepIn(turn.context.definition.flow, task.nodeId),
    task.status === 'PENDING',
  );
  emit(turn, { type: 'TaskAdded', task: added });
  if (rule.mode === 'both') return;
  emit(turn, { type: 'TaskClosed', taskId: task.id, status: 'CANCELED', reason: 'delegated' });
}

/** A delegation ended by hand: the same as when its time is over (semantics C9). */
export function endDelegation(turn: Turn, command: Extract<Command, { type: 'EndDelegation' }>): void {
  const { delegationId, by } = command;
  const held = turn.state.tasks.filter(task => isLive(task) && task.delegation?.id === delegationId);
  if (held.length === 0) return refuse(turn, { code: 'notFound' });
  if (by !== 'system' && held.some(task => task.principal !== by)) return refuse(turn, { code: 'notYours' });
  for (const task of held) backToPrincipal(turn, task.id);
}

/** What the agent has not done goes back to the principal (semantics C9). */
export function backToPrincipal(turn: Turn, taskId: string): void {
  const task = taskById(turn.state, taskId);
  if (!task || !isLive(task)) return;
  const beside = turn.state.tasks.some(
    other =>
      other.id !== task.id && isLive(other) && other.runId === task.runId && slotId(other) === slotId(task),
  );
  const member = liveMembers(turn.state, task.runId).includes(task.principal);
  if (isPaused(task) && !beside && !member) {
    // Its signers or assistant go on, now for the principal.
    const own = {
      ...principalsTask(turn, task),
      ...(task.reason === undefined ? {} : { reason: task.reason }),
    };
    return emit(turn, { type: 'Transferred', taskId: task.id, task: own });
  }
  if (!beside && !member) emit(turn, { type: 'TaskAdded', task: principalsTask(turn, task) });
  closeTasks(turn, other => other.id === task.id, 'delegationEnded');
  settleTask(turn, task);
}

function principalsTask(turn: Turn, task: Task): Task {
  const { runId, nodeId, principal, origin, group } = task;
  const step = stepIn(turn.context.definition.flow, nodeId);
  return newTask(
    turn,
    {
      runId,
      nodeId,
      actor: principal,
      principal,
      origin,
      slot: slotId(task),
      ...(group === undefined ? {} : { group }),
    },
    step,
    task.status === 'PENDING',
  );
}
