import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import type { ChoiceOption, FormField } from './kit/form-field.ts';
import { coloured, markdown, plain } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';

/** Names of the form's controls. */
export const REPORT_FORM = {
  report: 'report',
  period: 'period',
  department: 'department',
  item: 'item',
} as const;

export interface ReportChoiceProps {
  /** Departments and items of this person's reports; only where there is a choice. */
  readonly departments: readonly ChoiceOption[];
  readonly items: readonly ChoiceOption[];
  /** What was typed and chosen, by control. */
  readonly typed: Readonly<Partial<Record<keyof typeof REPORT_FORM, string>>>;
  /** Why the last try was refused. */
  readonly fault?: Text;
}

/** Two lists of so many leave room for the rest of the card. */
const MOST_OPTIONS = 60;
const KINDS = ['daily', 'weekly', 'monthly', 'quarterly'] as const;

/** /report 报表: which report, of which period, department and item. */
export function reportChoiceCard(props: ReportChoiceProps, t: Texts): Card {
  return card({
    title: t('report.choose'),
    template: 'blue',
    elements: [
      markdown(plain(t('report.chooseText'))),
      {
        tag: 'form',
        name: 'report',
        elements: [
          ...fields(props, t).flatMap(field => fieldElements(field, t)),
          ...(props.fault === undefined ? [] : [markdown(coloured(clipText(props.fault, 200), 'red'))]),
          ...buttonRow([
            submitButton(t('report.look'), { a: 'report.choose', as: 'card' }, { type: 'primary_filled' }),
            submitButton(t('report.xlsx'), { a: 'report.choose', as: 'xlsx' }),
            submitButton(t('report.pdf'), { a: 'report.choose', as: 'pdf' }),
          ]),
        ],
      },
      ...buttonRow([button(t('button.hall'), { a: 'hall.open' }, { size: 'small' })]),
    ],
  });
}

function fields({ departments, items, typed }: ReportChoiceProps, t: Texts): readonly FormField[] {
  const field = (id: keyof typeof REPORT_FORM) => {
    const value = typed[id];
    return {
      id: REPORT_FORM[id],
      label: t(`report.field.${id}`),
      required: false,
      ...(value === undefined ? {} : { value }),
    };
  };
  return [
    {
      ...field('report'),
      kind: 'select',
      options: KINDS.map(id => ({ id, label: t(`report.title.${id}`) })),
    },
    { ...field('period'), kind: 'text', maxLength: 30, help: t('report.periodHelp') },
    ...(departments.length > 1
      ? [{ ...field('department'), kind: 'select', options: clipped(departments) } as const]
      : []),
    ...(items.length > 1 ? [{ ...field('item'), kind: 'select', options: clipped(items) } as const] : []),
  ];
}

function clipped(options: readonly ChoiceOption[]): readonly ChoiceOption[] {
  return options.slice(0, MOST_OPTIONS).map(({ id, label }) => ({ id, label: clipText(label, 30) }));
}
