import { buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import type { FindPeople } from './kit/find-people.ts';
import { fieldElements } from './kit/form-control.ts';
import { coloured, markdown } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import { requestSubtitle } from './kit/request-elements.ts';
import type { RequestHead } from './kit/request-view.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface TransferFormCardProps {
  readonly request: Pick<RequestHead, 'id' | 'number' | 'item' | 'applicant'>;
  readonly task: { readonly id: string; readonly step: Text };
  /** Open ids of who may take it. */
  readonly candidates: readonly string[];
  readonly find?: FindPeople;
  readonly chosen?: string;
  readonly reason?: string;
  readonly fault?: Text;
}

/** The names of the two controls in the form's values. */
export const TRANSFER_TO = 'to';
export const TRANSFER_REASON = 'reason';

/** Who takes the task over, and why. */
export function transferFormCard(props: TransferFormCardProps, t: Texts): Card {
  const ids = { request: props.request.id, task: props.task.id };
  return card({
    title: t('transfer.title', { step: clipText(props.task.step, 40) }),
    subtitle: requestSubtitle(props.request),
    elements: [
      {
        tag: 'form',
        name: 'transfer',
        elements: [
          ...fieldElements(
            {
              kind: 'person',
              id: TRANSFER_TO,
              label: t('transfer.to'),
              required: true,
              candidates: props.candidates,
              ...(props.find === undefined ? {} : { find: props.find }),
              ...(props.chosen === undefined ? {} : { value: props.chosen }),
            },
            t,
          ),
          ...fieldElements(
            {
              kind: 'multiline',
              id: TRANSFER_REASON,
              label: t('transfer.reason'),
              required: false,
              maxLength: 500,
              ...(props.reason === undefined ? {} : { value: props.reason }),
            },
            t,
          ),
          ...(props.fault === undefined ? [] : [markdown(coloured(clipText(props.fault, 200), 'red'))]),
          ...buttonRow([
            submitButton(t('button.transfer'), { a: 'task.transfer', ...ids }, { type: 'primary_filled' }),
            // It submits too: only so can it stand beside the other, within the form.
            submitButton(t('button.back'), { a: 'task.open', ...ids }),
          ]),
        ],
      },
    ],
  });
}
