import type { CardAction } from './kit/action.ts';
import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { fieldElements } from './kit/form-control.ts';
import type { FormField } from './kit/form-field.ts';
import { coloured, markdown } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface CalendarFormValues {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** `1` Monday … `7` Sunday. */
  readonly weekdays: readonly string[];
  /** As typed: `09:00-12:00, 13:30-18:00`. */
  readonly hours: string;
  readonly quiet: string;
  readonly holidays: boolean;
}

export interface CalendarFormCardProps {
  readonly values: CalendarFormValues;
  readonly isNew: boolean;
  readonly fault?: Text;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Hours, weekdays and quiet hours of a calendar. */
export function calendarFormCard({ values, isNew, fault }: CalendarFormCardProps, t: Texts): Card {
  const fields: readonly FormField[] = [
    ...(isNew ? [text('id', values.id, 20, true)] : []),
    text('nameZh', values.nameZh, 40, false),
    text('nameEn', values.nameEn, 40, false),
    {
      kind: 'multiselect',
      id: 'weekdays',
      label: t('calendar.label.weekdays'),
      required: true,
      options: DAYS.map((day, n) => ({ id: String(n + 1), label: t(`calendar.weekday.${day}`) })),
      value: values.weekdays,
    },
    { ...text('hours', values.hours, 200, true), help: t('calendar.hoursHint') },
    { ...text('quiet', values.quiet, 200, false), help: t('calendar.quietHint') },
    {
      kind: 'select',
      id: 'holidays',
      label: t('calendar.label.holidays'),
      required: true,
      options: [
        { id: 'yes', label: t('flag.on') },
        { id: 'no', label: t('flag.off') },
      ],
      value: values.holidays ? 'yes' : 'no',
    },
  ];
  const known = isNew ? {} : { calendar: values.id };
  return card({
    title: t(isNew ? 'calendar.add' : 'calendar.edit'),
    template: 'blue',
    elements: [
      form('calendar', fields, fault, { a: 'calendar.preview', ...known }, t),
      ...buttonRow([
        button(
          t('button.back'),
          isNew ? { a: 'calendar.open' } : { a: 'calendar.show', calendar: values.id },
        ),
      ]),
    ],
  });

  function text(
    id: 'id' | 'nameZh' | 'nameEn' | 'hours' | 'quiet',
    value: string,
    maxLength: number,
    required: boolean,
  ) {
    return { kind: 'text', id, label: t(`calendar.label.${id}`), required, maxLength, value } as const;
  }
}

export interface CalendarDayValues {
  /** `2026-12-25` */
  readonly date: string;
  readonly kind: 'off' | 'work';
  readonly hours: string;
  readonly name: string;
}

export interface CalendarDayCardProps {
  readonly calendar: { readonly id: string; readonly name: Text };
  readonly values: CalendarDayValues;
  readonly fault?: Text;
}

/** A local day of a calendar: off, or at work with hours of its own. */
export function calendarDayCard({ calendar, values, fault }: CalendarDayCardProps, t: Texts): Card {
  const fields: readonly FormField[] = [
    {
      kind: 'date',
      id: 'date',
      label: t('calendar.label.date'),
      required: true,
      ...(values.date === '' ? {} : { value: values.date }),
    },
    {
      kind: 'select',
      id: 'kind',
      label: t('calendar.label.kind'),
      required: true,
      options: (['off', 'work'] as const).map(id => ({ id, label: t(`calendar.kindLong.${id}`) })),
      value: values.kind,
    },
    {
      kind: 'text',
      id: 'hours',
      label: t('calendar.label.hours'),
      help: t('calendar.dayHoursHint'),
      required: false,
      maxLength: 200,
      value: values.hours,
    },
    {
      kind: 'text',
      id: 'name',
      label: t('calendar.label.reason'),
      required: false,
      maxLength: 40,
      value: values.name,
    },
  ];
  return card({
    title: t('calendar.addDay'),
    subtitle: clipText(calendar.name, 60),
    template: 'blue',
    elements: [
      form('day', fields, fault, { a: 'calendar.dayPreview', calendar: calendar.id }, t),
      ...buttonRow([button(t('button.back'), { a: 'calendar.show', calendar: calendar.id })]),
    ],
  });
}

function form(
  name: string,
  fields: readonly FormField[],
  fault: Text | undefined,
  action: CardAction,
  t: Texts,
): CardElement {
  return {
    tag: 'form',
    name,
    elements: [
      ...fields.flatMap(field => fieldElements(field, t)),
      ...(fault === undefined ? [] : [markdown(coloured(clipText(fault, 200), 'red'))]),
      ...buttonRow([submitButton(t('settings.step.check'), action, { type: 'primary_filled' })]),
    ],
  };
}
