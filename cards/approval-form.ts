import type { ApprovalTaskCardProps } from './approval-task.ts';
import { button, buttonRow, submitButton } from './kit/button.ts';
import { plainText } from './kit/card.ts';
import type { Button, CardElement } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import { sideBySide } from './kit/layout.ts';
import { coloured, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import type { CardAct } from './kit/request-view.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** The name of the opinion's input in the form's values. */
export const OPINION = 'opinion';

/**
 * What the step asks, the opinion, and the buttons that decide. The input is not marked required: the client would refuse
 * 同意 without an opinion as well; the server asks for one where it must.
 */
export function taskForm(props: ApprovalTaskCardProps, t: Texts): readonly CardElement[] {
  const buttons = decisionButtons(props, t);
  if (buttons.length === 0) return [];
  const typed = clip(props.typed ?? '', 500);
  return [
    {
      tag: 'form',
      name: 'decide',
      elements: [
        ...(props.before ?? []).flatMap(field => fieldElements(field, t)),
        {
          tag: 'input',
          name: OPINION,
          width: 'fill',
          label: plainText(t('task.opinion')),
          placeholder: plainText(opinionHint(props, t)),
          input_type: 'multiline_text',
          rows: 2,
          max_length: 500,
          ...(typed === '' ? {} : { default_value: typed }),
        },
        ...(props.after ?? []).flatMap(field => fieldElements(field, t)),
        ...(props.notes ?? []).map(note => markdown(coloured(clipText(note, 200), 'orange'))),
        ...(props.fault === undefined ? [] : [markdown(coloured(clipText(props.fault, 200), 'red'))]),
        ...buttonRow(buttons),
      ],
    },
  ];
}

function decisionButtons(props: ApprovalTaskCardProps, t: Texts): readonly Button[] {
  const { request, task } = props;
  const ids = { request: request.id, task: task.id };
  const offered = (act: CardAct, make: () => Button) => (props.acts.includes(act) ? [make()] : []);
  // Where it can be claimed, that comes first.
  const filled = props.acts.includes('claim') ? {} : ({ type: 'primary_filled' } as const);
  const yes = t(task.act === 'handle' ? 'button.handle' : 'button.approve');
  return [
    ...offered('approve', () =>
      submitButton(
        yes,
        { a: 'task.approve', ...ids, ...(props.asks === true ? { asks: true } : {}) },
        filled,
      ),
    ),
    ...offered('reject', () => submitButton(t('button.reject'), { a: 'task.reject', ...ids })),
    ...offered('return', () => submitButton(t('button.return'), { a: 'task.return', ...ids })),
    ...offered('abstain', () => submitButton(t('button.abstain'), { a: 'act.do', act: 'abstain', ...ids })),
    ...offered('answer', () =>
      submitButton(t('button.answer'), { a: 'act.do', act: 'answer', ...ids }, filled),
    ),
  ];
}

function opinionHint(props: ApprovalTaskCardProps, t: Texts): Text {
  if (props.opinionRequired === true) return t('task.opinionAlways');
  const asked = props.acts.includes('reject') || props.acts.includes('return');
  return t(asked ? 'task.opinionHint' : 'task.opinionFree');
}

/** Smaller than what decides, so that 同意 stands out and all of them fit a line or two on a phone. */
const SMALL = { size: 'small' } as const;

/** Whether there is something to decide. */
export function isOpen({ task, changeable }: ApprovalTaskCardProps): boolean {
  return task.view.state === 'pending' || changeable === true;
}

/** What leads on from the card: to hand it over, to ask others, to take it for oneself, to see everything. */
export function taskButtons(props: ApprovalTaskCardProps, t: Texts): readonly CardElement[] {
  const { request, task } = props;
  const ids = { request: request.id, task: task.id };
  const offered = (act: CardAct, make: () => Button) =>
    props.acts.includes(act) && (act === 'takeBack' || isOpen(props)) ? [make()] : [];
  return buttonRow([
    ...offered('claim', () =>
      button(t('button.claim'), { a: 'act.do', act: 'claim', ...ids }, { type: 'primary_filled' }),
    ),
    ...offered('release', () => button(t('button.release'), { a: 'act.do', act: 'release', ...ids }, SMALL)),
    ...offered('takeBack', () =>
      button(t('button.takeBack'), { a: 'act.do', act: 'takeBack', ...ids }, SMALL),
    ),
    ...offered('transfer', () => button(t('button.transfer'), { a: 'task.transferForm', ...ids }, SMALL)),
    ...offered('assist', () => button(t('button.assist'), { a: 'act.form', act: 'assist', ...ids }, SMALL)),
    ...offered('addSigner', () =>
      button(t('button.addSigner'), { a: 'act.form', act: 'addSigner', ...ids }, SMALL),
    ),
    ...(task.view.state === 'pending' && props.acts.includes('approve')
      ? [button(t('button.opinions'), { a: 'opinion.open', ...ids }, SMALL)]
      : []),
    button(t('button.detail'), { a: 'request.detail', request: request.id }, SMALL),
  ]);
}

/** People added who have not acted, each with 减签 for whoever added them. */
export function signerRows(props: ApprovalTaskCardProps, t: Texts): readonly CardElement[] {
  return (props.signers ?? [])
    .slice(0, MAX_SIGNERS)
    .map(signer =>
      sideBySide(
        markdown(words(coloured(t(`act.added.${signer.kind}`), 'grey'), plain(same(clip(signer.who, 60))))),
        button(
          t('button.removeSigner'),
          { a: 'act.do', act: 'removeSigner', request: props.request.id, task: signer.task },
          { size: 'small' },
        ),
      ),
    );
}

const MAX_SIGNERS = 10;
