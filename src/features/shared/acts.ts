import type { CardAct } from '../../../cards/kit/request-view.ts';
import { type Act, allowedActs } from '../../core/permissions.ts';
import type { RequestView } from './request-view.ts';

/**
 * Buttons that stand are acts that are allowed, by the same rule that refuses them. Limits in time (the cool-down of 催办)
 * are left to the act: a card does not change by itself when they run out.
 */
const TASK_BUTTONS: Partial<Record<Act, CardAct>> = {
  approve: 'approve',
  handle: 'approve',
  reject: 'reject',
  return: 'return',
  transfer: 'transfer',
  abstain: 'abstain',
  answer: 'answer',
  assist: 'assist',
  addSigner: 'addSigner',
  claim: 'claim',
  release: 'release',
  takeBack: 'takeBack',
};
const REQUEST_BUTTONS: Partial<Record<Act, CardAct>> = {
  urge: 'urge',
  withdraw: 'withdraw',
  comment: 'comment',
  rate: 'rate',
  followUp: 'followUp',
  resubmit: 'edit',
  copy: 'again',
  sendCopy: 'sendCopy',
  revoke: 'revoke',
  terminate: 'terminate',
  jump: 'jump',
  reassign: 'reassign',
  resend: 'resend',
  supervise: 'supervise',
  extend: 'extend',
  answerSupervision: 'answerSupervision',
};

/** What this person may do with this task. */
export function taskActsOf(view: RequestView, person: string, taskId: string): readonly CardAct[] {
  return buttons(TASK_BUTTONS, allowedActs(view.context, view.state, person, { taskId }));
}

/** What this person may do with the request as such. */
export function actsOf(view: RequestView, person: string): readonly CardAct[] {
  return buttons(REQUEST_BUTTONS, allowedActs(view.context, view.state, person));
}

function buttons(map: Partial<Record<Act, CardAct>>, acts: readonly Act[]): readonly CardAct[] {
  return [...new Set(acts.flatMap(act => map[act] ?? []))];
}
