import { button, buttonRow } from './button.ts';
import type { Button, CardElement } from './element.ts';
import type { CardAct, RequestHead } from './request-view.ts';
import type { Texts } from './texts.ts';

/**
 * The buttons over a request, each only where its act is allowed. The one that matters most is filled: to mend a returned
 * request, or to apply again.
 */
export function actButtons(
  request: Pick<RequestHead, 'id' | 'number'>,
  acts: readonly CardAct[],
  t: Texts,
  options: { readonly detail: boolean; readonly first?: readonly Button[] },
): readonly CardElement[] {
  const id = { request: request.id };
  const first = options.first ?? [];
  const offered = (['edit', 'again'] as const).filter(act => acts.includes(act));
  return buttonRow([
    ...first,
    ...offered.map((act, index) =>
      button(
        t(act === 'edit' ? 'button.resubmit' : 'button.again'),
        { a: `request.${act}`, ...id },
        { type: index === 0 && first.length === 0 ? 'primary_filled' : 'default' },
      ),
    ),
    ...(options.detail ? [button(t('button.detail'), { a: 'request.detail', ...id })] : []),
    ...(acts.includes('urge') ? [button(t('button.urge'), { a: 'request.urge', ...id })] : []),
    ...(acts.includes('withdraw') ? [withdrawButton(request, t)] : []),
    ...(options.detail ? [] : formButtons(request.id, acts, t)),
  ]);
}

const BY_FORM = ['revoke', 'sendCopy', 'reassign', 'jump', 'resend', 'terminate'] as const;

/** What is asked for on a card of its own: only where everything about the request is shown. */
function formButtons(request: string, acts: readonly CardAct[], t: Texts): readonly Button[] {
  const forms = BY_FORM.filter(act => acts.includes(act)).map(act =>
    button(t(`button.${act}`), { a: 'act.form', act, request }),
  );
  return [
    ...(acts.includes('answerSupervision')
      ? [button(t('button.replySupervision'), { a: 'supervise.open', request })]
      : []),
    ...(acts.includes('extend') ? [button(t('button.extend'), { a: 'supervise.extendForm', request })] : []),
    ...(acts.includes('supervise')
      ? [button(t('button.supervise'), { a: 'supervise.urgeForm', request })]
      : []),
    ...forms,
  ];
}

function withdrawButton(request: Pick<RequestHead, 'id' | 'number'>, t: Texts): Button {
  const question = {
    title: t('withdraw.confirm'),
    text: t('withdraw.confirmText', { number: request.number.slice(0, 60) }),
  };
  return button(t('button.withdraw'), { a: 'request.withdraw', request: request.id }, { confirm: question });
}
