import type { Command } from '../commands.ts';
import { settleTask } from '../engine/settle.ts';
import { emit, refuse, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import type { Organisation } from '../organisation.ts';
import { activeAdministrators, activePerson, isAdministrator } from '../people/organisation-lookup.ts';
import type { Task } from '../request.ts';
import { applicantHand } from '../rights/people.ts';
import { isLive, taskById } from '../slots.ts';
import { lineAbove } from '../supervisors.ts';
import { personFault, successor } from './transfer.ts';

/** To whom a leaver's work goes: the named successor, else the nearest manager, else an administrator (semantics C9). */
export function successorOf(organisation: Organisation, leaver: string, named?: string): string | undefined {
  const candidates = [...(named === undefined ? [] : [named]), ...lineAbove(organisation, leaver)];
  const person = candidates.find(id => id !== leaver && activePerson(organisation, id));
  return person ?? activeAdministrators(organisation).find(id => id !== leaver);
}

/** What of a request a leaver holds: shown before a hand-over is confirmed. */
export function heldBy(
  turn: Pick<Turn, 'state'>,
  person: string,
): { readonly taskIds: readonly string[]; readonly applicant: boolean } {
  const { state } = turn;
  const taskIds = state.tasks.filter(task => isLive(task) && task.actor === person).map(task => task.id);
  const underWay = state.status === 'RUNNING' || state.status === 'RETURNED';
  return { taskIds, applicant: underWay && applicantHand(state) === person };
}

/** 离职交接: open and waiting tasks and the request itself go to the successor; history is never rewritten (semantics C9). */
export function handOver(turn: Turn, command: Extract<Command, { type: 'HandOver' }>): void {
  const { from, to, reason, by } = command;
  const { organisation } = turn.context;
  if (by !== 'system' && !isAdministrator(organisation, by)) return refuse(turn, { code: 'notAllowed' });
  if (from === to) return refuse(turn, { code: 'badPerson', why: 'self' });
  if (!activePerson(organisation, to)) return refuse(turn, { code: 'badPerson', why: 'gone' });
  const held = heldBy(turn, from);
  if (held.taskIds.length === 0 && !held.applicant) return;
  emit(turn, { type: 'HandedOver', from, to, ...held, ...(reason === undefined ? {} : { reason }) });
  for (const id of held.taskIds) {
    const task = taskById(turn.state, id);
    if (task && isLive(task)) handOverTask(turn, task, to);
  }
  tell(turn, { kind: 'notice', to, notice: { kind: 'handedOver', from } });
}

/** Who is in the step already, or is the applicant, cannot take the place: then the next in line above the leaver does. */
function handOverTask(turn: Turn, task: Task, to: string): void {
  const { organisation } = turn.context;
  const candidates = [to, ...lineAbove(organisation, task.actor), ...activeAdministrators(organisation)];
  const taker = candidates.find(id => personFault(turn, task, id) === undefined);
  if (taker === undefined) {
    emit(turn, { type: 'TaskClosed', taskId: task.id, status: 'CANCELED', reason: 'departed' });
    return settleTask(turn, task);
  }
  emit(turn, { type: 'Transferred', taskId: task.id, task: successor(turn, task, taker) });
}
