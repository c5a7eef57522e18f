import type { Command } from '../commands.ts';
import { sendCopies } from '../engine/copies.ts';
import { tellApplicant } from '../engine/end.ts';
import { emit, refuse, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { refusalOf } from '../permissions.ts';
import { applicantHand, maySee } from '../rights/people.ts';
import { urgableTasks } from '../rights/urge.ts';
import { isText } from './decisions.ts';

/** 催办: everybody who holds it and may be urged again (semantics C15 to C23, urge). Escalates nothing by itself. */
export function urge(turn: Turn, command: Extract<Command, { type: 'Urge' }>): void {
  const { context, state, meta } = turn;
  const refusal = refusalOf(context, state, command.by, 'urge', { at: meta.at });
  if (refusal) return refuse(turn, refusal);
  const tasks = urgableTasks(state, meta.at);
  emit(turn, { type: 'Urged', taskIds: tasks.map(task => task.id) });
  for (const task of tasks) {
    tell(turn, {
      kind: 'notice',
      to: task.actor,
      notice: { kind: 'urged', taskId: task.id, by: command.by },
    });
  }
}

/** The same words again within this time are a second tap on the same button. */
const SAME_COMMENT_MS = 60_000;

/**
 * A comment decides nothing; people mentioned are told, if they have part in the request. Whoever taps twice, because no
 * answer came or out of impatience, has commented once (semantics C0).
 */
export function comment(turn: Turn, command: Extract<Command, { type: 'Comment' }>): void {
  const { context, state } = turn;
  const refusal = refusalOf(context, state, command.by, 'comment');
  if (refusal) return refuse(turn, refusal);
  if (!isText(command.text)) return refuse(turn, { code: 'commentEmpty' });
  const { text, by } = command;
  const mentions = [...new Set(command.mentions)].filter(id => maySee(context, state, id));
  const since = turn.meta.at - SAME_COMMENT_MS;
  const again = state.comments.some(
    said => said.by === by && said.text === text && said.deleted !== true && said.at > since,
  );
  if (again) return;
  emit(turn, { type: 'Commented', id: `${state.id}-c${state.comments.length + 1}`, text, mentions });
  const notice = { kind: 'commented', by, text } as const;
  tellApplicant(turn, notice);
  for (const to of mentions) {
    if (to !== by && to !== applicantHand(state) && to !== state.submittedBy)
      tell(turn, { kind: 'notice', to, notice });
  }
}

/** Deleting one's own comment leaves a mark (peers.md row 55). */
export function deleteComment(turn: Turn, command: Extract<Command, { type: 'DeleteComment' }>): void {
  const found = turn.state.comments.find(candidate => candidate.id === command.commentId);
  if (!found || found.deleted === true) return refuse(turn, { code: 'notFound' });
  if (found.by !== command.by) return refuse(turn, { code: 'notYours' });
  emit(turn, { type: 'CommentDeleted', id: found.id });
}

/** 抄送 by hand, each person once in the life of a request (semantics C15, cc). */
export function sendCopy(turn: Turn, command: Extract<Command, { type: 'SendCopy' }>): void {
  const refusal = refusalOf(turn.context, turn.state, command.by, 'sendCopy');
  if (refusal) return refuse(turn, refusal);
  const { people } = turn.context.organisation;
  const unknown = command.people.find(id => !Object.hasOwn(people, id));
  if (unknown !== undefined) return refuse(turn, { code: 'badPerson', why: 'unknown' });
  return sendCopies(turn, [{ kind: 'people', people: command.people }]);
}

/** A read receipt: of a copy, and of tasks that wait for this person. Reading twice changes nothing. */
export function markRead(turn: Turn, command: Extract<Command, { type: 'MarkRead' }>): void {
  const { context, state } = turn;
  const person = command.by;
  if (!maySee(context, state, person)) return refuse(turn, { code: 'notYours' });
  const unread = state.cc.some(copy => copy.person === person && copy.readAt === undefined);
  if (unread) emit(turn, { type: 'CopyRead', person });
  for (const task of state.tasks) {
    const mine = task.actor === person && task.status === 'PENDING' && task.readAt === undefined;
    if (mine) emit(turn, { type: 'TaskRead', taskId: task.id });
  }
}
