import type { Command } from '../commands.ts';
import { tellApplicant } from '../engine/end.ts';
import { emit, refuse, tell } from '../engine/turn.ts';
import type { Turn } from '../engine/turn.ts';
import { refusalOf } from '../permissions.ts';
import { isText } from './decisions.ts';

/** So few stars ask for a follow-up (回访). */
const LOW = 2;

/** 满意度: asked once after the end, within seven days; few stars open a follow-up (semantics C15 to C23, satisfaction). */
export function rate(turn: Turn, command: Extract<Command, { type: 'Rate' }>): void {
  const { context, state, meta } = turn;
  const refusal = refusalOf(context, state, command.by, 'rate', { at: meta.at });
  if (refusal) return refuse(turn, refusal);
  const stars = Math.min(5, Math.max(1, Math.trunc(command.stars)));
  const text = isText(command.text) ? { text: command.text } : {};
  const followUp = stars <= LOW ? [...new Set(command.owners)] : [];
  emit(turn, { type: 'Rated', stars, ...text, ...(stars <= LOW ? { followUp } : {}) });
  if (stars > LOW) return;
  const notice = { kind: 'lowRating', stars, ...text } as const;
  if (followUp.length === 0) tell(turn, { kind: 'noticeToAdministrators', notice });
  for (const to of followUp) tell(turn, { kind: 'notice', to, notice });
}

/** 回访: what the owning department found out and did; the applicant is told. */
export function followUp(turn: Turn, command: Extract<Command, { type: 'FollowUp' }>): void {
  const { context, state } = turn;
  const refusal = refusalOf(context, state, command.by, 'followUp');
  if (refusal) return refuse(turn, refusal);
  if (!isText(command.text)) return refuse(turn, { code: 'reasonRequired' });
  emit(turn, { type: 'FollowedUp', text: command.text });
  tellApplicant(turn, { kind: 'commented', by: command.by, text: command.text });
}
