import { button, buttonRow, submitButton } from './kit/button.ts';
import type { CardAction } from './kit/action.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import type { FormField } from './kit/form-field.ts';
import { coloured, markdown, plain } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import { requestSubtitle } from './kit/request-elements.ts';
import type { RequestHead } from './kit/request-view.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface ActFormCardProps {
  readonly title: Text;
  readonly request?: Pick<RequestHead, 'number' | 'applicant'>;
  /** Said before the fields: what the act does. */
  readonly notes?: readonly Text[];
  readonly fields: readonly FormField[];
  /** Why the last try was refused. */
  readonly fault?: Text;
  readonly submit: { readonly label: Text; readonly action: CardAction };
  readonly back: CardAction;
}

/** What an act needs before it is done: people, a reason, a place to go. */
export function actFormCard(props: ActFormCardProps, t: Texts): Card {
  return card({
    title: clipText(props.title, 90),
    ...(props.request === undefined ? {} : { subtitle: requestSubtitle(props.request) }),
    elements: [
      ...(props.notes ?? []).map(note => markdown(plain(clipText(note, 500)))),
      {
        tag: 'form',
        name: 'act',
        elements: [
          ...props.fields.flatMap(field => fieldElements(field, t)),
          ...(props.fault === undefined ? [] : [markdown(coloured(clipText(props.fault, 200), 'red'))]),
          ...buttonRow([submitButton(props.submit.label, props.submit.action, { type: 'primary_filled' })]),
        ],
      },
      ...buttonRow([button(t('button.back'), props.back)]),
    ],
  });
}
