import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import type { FormField } from './kit/form-field.ts';
import { coloured, markdown } from './kit/markdown.ts';
import type { Texts } from './kit/texts.ts';

export interface DigestSettingsProps {
  readonly on: boolean;
  /** `08:30`; left out: at the opening of the working day. */
  readonly time?: string;
  /** The settings' version that the form was filled from. */
  readonly basedOn: number;
}

/** 每日晨报: whether it goes out, and when. The form's values: `on`, `time`. */
export function digestSettingsCard(props: DigestSettingsProps, t: Texts): Card {
  const fields: readonly FormField[] = [
    { id: 'on', kind: 'checkbox', label: t('digestSettings.on'), required: false, value: props.on },
    {
      id: 'time',
      kind: 'time',
      label: t('digestSettings.time'),
      required: false,
      help: t('digestSettings.timeHelp'),
      ...(props.time === undefined ? {} : { value: props.time }),
    },
  ];
  return card({
    title: t('digestSettings.title'),
    template: 'blue',
    elements: [
      markdown(coloured(t('digestSettings.text'), 'grey'), 'notation'),
      {
        tag: 'form',
        name: 'digest',
        elements: [
          ...fields.flatMap(field => fieldElements(field, t)),
          ...buttonRow([
            submitButton(
              t('settings.step.check'),
              { a: 'settings.digestPreview', basedOn: props.basedOn },
              { type: 'primary_filled' },
            ),
          ]),
        ],
      },
      ...buttonRow([button(t('button.back'), { a: 'settings.reports' })]),
    ],
  });
}
