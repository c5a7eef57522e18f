import { ANSWER } from '../../../cards/supervision.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import type { SupervisionNotice } from '../../core/supervision/types.ts';
import { answer, politeNo, refusalText, show, tapMeta, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { detailOf } from '../shared/detail.ts';
import { canSee, viewOf } from '../shared/request-view.ts';
import { remember } from '../shared/sent-cards.ts';
import { supervisionCardOf } from '../shared/supervision-card.ts';
import { today } from '../shared/today.ts';

const AS_IT_IS: SupervisionNotice = { kind: 'supervised', stage: '', occurrence: 0 };

/** 回复督办 from the request's own card: the supervision card with its form. */
export async function openSupervision(deps: FeatureDeps, request: string, tap: CardTap): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, stored);
  if (!canSee(view, tap.person)) return politeNo(deps);
  return show(supervisionCardOf(deps, view, AS_IT_IS, tap.person));
}

/** The reply; what is wrong with it comes back beside what was typed. */
export async function answerTap(deps: FeatureDeps, request: string, tap: CardTap): Promise<TapAnswer> {
  const text = textInput(tap, ANSWER.text);
  const until = textInput(tap, ANSWER.until)?.slice(0, 10);
  const typed = { ...(text === undefined ? {} : { text }), ...(until === undefined ? {} : { until }) };
  const stored = await deps.stores.requests.load(request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const before = await viewOf(deps, stored);
  if (!canSee(before, tap.person)) return politeNo(deps);
  if (until !== undefined && until <= today(deps)) {
    const fault = deps.texts('supervision.badDate');
    return answer('warning', fault, supervisionCardOf(deps, before, AS_IT_IS, tap.person, { typed, fault }));
  }
  const command = { ...tapMeta(deps, tap), type: 'AnswerSupervision', ...typed, text: text ?? '' } as const;
  const outcome = await deps.execute(request, command, { tap });
  if (outcome.stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, outcome.stored);
  if (outcome.kind === 'refused') {
    const fault = await refusalText(deps, outcome.refusal);
    const mend = outcome.refusal.code === 'reasonRequired';
    const card = supervisionCardOf(deps, view, AS_IT_IS, tap.person, { typed, ...(mend ? { fault } : {}) });
    return answer('warning', fault, card);
  }
  await remember(deps, tap, outcome.stored, { kind: 'detail' });
  return answer('success', deps.texts('supervision.answeredToast'), detailOf(deps, view, tap.person));
}
