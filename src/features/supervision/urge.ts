import { actFormCard } from '../../../cards/act-form.ts';
import type { Text } from '../../../cards/kit/texts.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import { refusalOf } from '../../core/permissions.ts';
import { answer, politeNo, refusalText, show, tapMeta, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { detailOf } from '../shared/detail.ts';
import { headOf } from '../shared/head.ts';
import { canSee, type RequestView, viewOf } from '../shared/request-view.ts';
import { remember } from '../shared/sent-cards.ts';

const WORDS = 'words';
const HARD = 'hard';

/** 督办: asks for the words, where this person may. */
export async function urgeForm(deps: FeatureDeps, request: string, tap: CardTap): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, stored);
  if (!canSee(view, tap.person)) return politeNo(deps);
  const at = deps.clock.now();
  const refusal = refusalOf(view.context, view.state, tap.person, 'supervise', { at });
  if (refusal !== undefined) return answer('warning', await refusalText(deps, refusal));
  return show(formCard(deps, view, tap));
}

/** The words go to those who hold it and to their heads; it stands in the timeline. */
export async function superviseTap(deps: FeatureDeps, request: string, tap: CardTap): Promise<TapAnswer> {
  const text = textInput(tap, WORDS) ?? '';
  const hard = tap.form?.[HARD] === true;
  const command = { ...tapMeta(deps, tap), type: 'Supervise', text, ...(hard ? { hard } : {}) } as const;
  const outcome = await deps.execute(request, command, { tap });
  if (outcome.stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, outcome.stored);
  if (!canSee(view, tap.person)) return politeNo(deps);
  if (outcome.kind === 'refused') {
    const why = await refusalText(deps, outcome.refusal);
    const again = outcome.refusal.code === 'reasonRequired';
    return answer('warning', why, again ? formCard(deps, view, tap, why) : undefined);
  }
  await remember(deps, tap, outcome.stored, { kind: 'detail' });
  return answer('success', deps.texts('supervision.urgedToast'), detailOf(deps, view, tap.person));
}

function formCard(deps: FeatureDeps, view: RequestView, tap: CardTap, fault?: Text): CardJson {
  const { texts } = deps;
  const words = textInput(tap, WORDS);
  const { id, supervision } = view.state;
  const field = { required: true, maxLength: 500, ...(words === undefined ? {} : { value: words }) };
  return actFormCard(
    {
      title: texts('supervise.form'),
      request: headOf(view),
      notes: [texts('supervise.formNote')],
      fields: [
        { kind: 'multiline', id: WORDS, label: texts('supervise.words'), ...field },
        ...(supervision?.hard === undefined
          ? [{ kind: 'checkbox', id: HARD, label: texts('supervise.markHard'), required: false } as const]
          : []),
      ],
      ...(fault === undefined ? {} : { fault }),
      submit: { label: texts('button.supervise'), action: { a: 'supervise.urge', request: id } },
      back: { a: 'supervise.list' },
    },
    texts,
  );
}
