import type { Command } from '../commands.ts';
import { tellApplicant } from '../engine/end.ts';
import { newTask } from '../engine/make.ts';
import { closeCoTasks, settleTask } from '../engine/settle.ts';
import { emit, refuse, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { stepIn } from '../flow-walk.ts';
import { refusalOf } from '../permissions.ts';
import { taskById } from '../slots.ts';
import { isText } from './decisions.ts';
import { personFault } from './transfer.ts';

/** 委派: somebody gives an opinion, then the task is its owner's again, who alone decides (semantics C9). */
export function assist(turn: Turn, command: Extract<Command, { type: 'Assist' }>): void {
  const { taskId, to, question } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'assist', { taskId });
  const task = taskById(turn.state, taskId);
  if (refusal || !task) return refuse(turn, refusal ?? { code: 'notFound' });
  if (!isText(question)) return refuse(turn, { code: 'reasonRequired' });
  const fault = personFault(turn, task, to);
  if (fault) return refuse(turn, fault);
  const asked = newTask(
    turn,
    {
      runId: task.runId,
      nodeId: task.nodeId,
      actor: to,
      principal: to,
      origin: { kind: 'assist', taskId },
      question,
    },
    stepIn(turn.context.definition.flow, task.nodeId),
    true,
  );
  emit(turn, { type: 'AssistAsked', taskId, task: asked, question });
  emit(turn, { type: 'TaskClosed', taskId, status: 'WAITING', reason: 'waitsForAssistant' });
}

export function answer(turn: Turn, command: Extract<Command, { type: 'Answer' }>): void {
  const { taskId, opinion } = command;
  const refusal = refusalOf(turn.context, turn.state, command.by, 'answer', { taskId });
  const task = taskById(turn.state, taskId);
  const origin = task?.origin;
  const asked = origin?.kind === 'assist' || origin?.kind === 'feedback';
  if (refusal || !task || !asked) return refuse(turn, refusal ?? { code: 'notFound' });
  if (!isText(opinion)) return refuse(turn, { code: 'opinionRequired' });
  emit(turn, { type: 'AssistAnswered', taskId, opinion });
  if (origin.kind === 'feedback')
    return tellApplicant(turn, { kind: 'commented', by: command.by, text: opinion });
  const owner = taskById(turn.state, origin.taskId);
  closeCoTasks(turn, task);
  settleTask(turn, task);
  if (!owner) return;
  tell(turn, {
    kind: 'notice',
    to: owner.actor,
    notice: { kind: 'assistAnswered', taskId: owner.id, by: command.by, text: opinion },
  });
}
