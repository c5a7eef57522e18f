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

const UNTIL = 'until';
const REASON = 'reason';
/** Refusals that another date or reason mends. */
const MENDABLE = ['reasonRequired', 'dateTooEarly'];

/** 延期申请: asks for the new date and the reason, where this person may. */
export async function extendForm(deps: FeatureDeps, request: string, tap: CardTap): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, stored);
  if (!canSee(view, tap.person)) return politeNo(deps);
  const refusal = refusalOf(view.context, view.state, tap.person, 'extend');
  if (refusal !== undefined) return answer('warning', await refusalText(deps, refusal));
  return show(formCard(deps, view, tap));
}

/** Starts the request whose approval moves the limit (services E13). */
export async function extendTap(deps: FeatureDeps, request: string, tap: CardTap): Promise<TapAnswer> {
  const until = textInput(tap, UNTIL)?.slice(0, 10) ?? '';
  const reason = textInput(tap, REASON) ?? '';
  const command = { ...tapMeta(deps, tap), type: 'AskExtension', until, reason } as const;
  const outcome = await deps.execute(request, command, { tap });
  if (outcome.stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, outcome.stored);
  if (!canSee(view, tap.person)) return politeNo(deps);
  if (outcome.kind === 'refused') {
    const why = await refusalText(deps, outcome.refusal);
    const again = MENDABLE.includes(outcome.refusal.code);
    return answer('warning', why, again ? formCard(deps, view, tap, why) : undefined);
  }
  await remember(deps, tap, outcome.stored, { kind: 'detail' });
  return answer('success', deps.texts('extension.toast'), detailOf(deps, view, tap.person));
}

function formCard(deps: FeatureDeps, view: RequestView, tap: CardTap, fault?: Text): CardJson {
  const { texts } = deps;
  const [until, reason] = [textInput(tap, UNTIL)?.slice(0, 10), textInput(tap, REASON)];
  const { id } = view.state;
  return actFormCard(
    {
      title: texts('extension.title'),
      request: headOf(view),
      notes: [texts('extension.note')],
      fields: [
        {
          kind: 'date',
          id: UNTIL,
          label: texts('extension.until'),
          required: true,
          ...(until === undefined ? {} : { value: until }),
        },
        {
          kind: 'multiline',
          id: REASON,
          label: texts('extension.reason'),
          required: true,
          maxLength: 500,
          ...(reason === undefined ? {} : { value: reason }),
        },
      ],
      ...(fault === undefined ? {} : { fault }),
      submit: { label: texts('button.extend'), action: { a: 'supervise.extend', request: id } },
      back: { a: 'request.detail', request: id },
    },
    texts,
  );
}
