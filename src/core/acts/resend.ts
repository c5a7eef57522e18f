import type { Command } from '../commands.ts';
import { emit, refuse, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { refusalOf } from '../permissions.ts';
import { applicantHand } from '../rights/people.ts';
import { taskById } from '../slots.ts';
import { isText } from './decisions.ts';

/**
 * An administrator sends a card afresh, with a reason (features 2.15): that of an open task to its holder, or the receipt to
 * the applicant. Nothing of the request changes.
 */
export function resend(turn: Turn, command: Extract<Command, { type: 'Resend' }>): void {
  const { taskId, reason } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'resend');
  if (refusal) return refuse(turn, refusal);
  if (!isText(reason)) return refuse(turn, { code: 'reasonRequired' });
  if (taskId === undefined) {
    emit(turn, { type: 'CardResent', reason });
    return tell(turn, { kind: 'receiptCard', to: applicantHand(turn.state), again: true });
  }
  const task = taskById(turn.state, taskId);
  if (task?.status !== 'PENDING') return refuse(turn, { code: 'notFound' });
  emit(turn, { type: 'CardResent', taskId, reason });
  return tell(turn, { kind: 'taskCard', to: task.actor, taskId, again: true });
}
