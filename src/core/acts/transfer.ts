import type { Command, Refusal } from '../commands.ts';
import { tellConcerned } from '../engine/end.ts';
import { newTask } from '../engine/make.ts';
import { emit, refuse } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { stepIn } from '../flow-walk.ts';
import { activePerson } from '../people/organisation-lookup.ts';
import { refusalOf } from '../permissions.ts';
import type { Task } from '../request.ts';
import { selfAllowed } from '../rights/people.ts';
import { isPaused, liveMembers, slotId, taskById } from '../slots.ts';
import { isText } from './decisions.ts';

const MOST_HOPS = 5;

/** Whether this person can take a place in a step (semantics C9). */
export function personFault(turn: Turn, task: Task, to: string): Refusal | undefined {
  const { organisation, definition } = turn.context;
  const known = Object.hasOwn(organisation.people, to) ? organisation.people[to] : undefined;
  if (!known) return { code: 'badPerson', why: 'unknown' };
  if (!activePerson(organisation, to)) return { code: 'badPerson', why: 'gone' };
  if (to === task.actor) return { code: 'badPerson', why: 'self' };
  if (liveMembers(turn.state, task.runId).includes(to)) return { code: 'badPerson', why: 'member' };
  const self = selfAllowed(turn.context, stepIn(definition.flow, task.nodeId));
  return to === turn.state.applicant && !self ? { code: 'badPerson', why: 'applicant' } : undefined;
}

/** 转交: the same place, a new task, fresh step timers; the request's own limit goes on (semantics C9). */
export function transfer(turn: Turn, command: Extract<Command, { type: 'Transfer' }>): void {
  const { taskId, to, reason } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'transfer', { taskId });
  const task = taskById(turn.state, taskId);
  if (refusal || !task) return refuse(turn, refusal ?? { code: 'notFound' });
  const fault = personFault(turn, task, to) ?? hopFault(task, to, reason);
  if (fault) return refuse(turn, fault);
  emit(turn, {
    type: 'Transferred',
    taskId,
    task: successor(turn, task, to, reason),
    ...(isText(reason) ? { reason } : {}),
  });
}

function hopFault(task: Task, to: string, reason: string | undefined): Refusal | undefined {
  if (task.hops >= MOST_HOPS) return { code: 'badPerson', why: 'tooManyHops' };
  const back = task.origin.kind === 'transfer' && task.origin.from === to;
  return back && !isText(reason) ? { code: 'badPerson', why: 'pingPong' } : undefined;
}

/** The task of whoever takes the place over; it waits or is open as the old one did. */
export function successor(turn: Turn, task: Task, to: string, reason?: string): Task {
  const step = stepIn(turn.context.definition.flow, task.nodeId);
  const taking = newTask(
    turn,
    {
      runId: task.runId,
      nodeId: task.nodeId,
      actor: to,
      principal: to,
      origin:
        task.origin.kind === 'assist' ? task.origin : { kind: 'transfer', from: task.actor, taskId: task.id },
      slot: slotId(task),
      hops: task.hops + 1,
      ...(task.group === undefined ? {} : { group: task.group }),
      ...(isText(reason) ? { question: reason } : {}),
    },
    step,
    task.status === 'PENDING',
  );
  // What it waited for (signers, an assistant) it goes on waiting for.
  return isPaused(task) && task.reason !== undefined ? { ...taking, reason: task.reason } : taking;
}

/** An administrator puts another person in a place; limits on hops do not bind. */
export function reassign(turn: Turn, command: Extract<Command, { type: 'Reassign' }>): void {
  const { taskId, to, reason } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'reassign', { taskId });
  const task = taskById(turn.state, taskId);
  if (refusal || !task) return refuse(turn, refusal ?? { code: 'notFound' });
  if (!isText(reason)) return refuse(turn, { code: 'reasonRequired' });
  const fault = personFault(turn, task, to);
  if (fault) return refuse(turn, fault);
  emit(turn, { type: 'Reassigned', taskId, task: successor(turn, task, to, reason), reason });
  tellConcerned(turn, [task.actor], { kind: 'managed', act: 'reassigned', by: command.by, reason });
}
