import type { CardAction } from './kit/action.ts';
import { button, buttonRow, submitButton } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { fieldElements } from './kit/form-control.ts';
import type { ChoiceOption } from './kit/form-field.ts';
import { formatInstant, formatNames } from './kit/format.ts';
import { latenessMark } from './kit/lateness.ts';
import type { Lateness } from './kit/lateness.ts';
import { hr, sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import type { Markdown } from './kit/markdown.ts';
import { clip, clipText, pageButtons } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** Rows to ask the store for on one page. */
export const WATCHED_PER_PAGE = 6;

/** The names of the filters in the form's values, and the choice that filters nothing. */
export const FILTERS = { state: 'state', department: 'department', item: 'item' } as const;
export const EVERY = '$every';

export interface WatchedRowView {
  readonly id: string;
  readonly number: string;
  readonly item: Text;
  readonly applicant: string;
  /** Waits for the applicant's correction. */
  readonly returned: boolean;
  /** 疑难: under special supervision. */
  readonly hard: boolean;
  readonly holders: readonly {
    readonly step: Text;
    readonly people: readonly string[];
    readonly since?: number;
  }[];
  readonly urged: number;
  readonly due?: Lateness & { readonly at: number };
}

export interface SuperviseFilter {
  readonly overdue: boolean;
  readonly department?: string;
  readonly item?: string;
}

export interface SuperviseCardProps {
  /** This page only. */
  readonly rows: readonly WatchedRowView[];
  readonly page: number;
  readonly total: number;
  readonly filter: SuperviseFilter;
  readonly departments: readonly ChoiceOption[];
  readonly items: readonly ChoiceOption[];
  /** Only the reader's own departments are shown. */
  readonly own: boolean;
  readonly time: CardTime;
}

/** 督办, 逾期: everything under way, where it is, who holds it and since when; the most urgent first (features 1.21, 1.26). */
export function superviseCard(props: SuperviseCardProps, t: Texts): Card {
  const { rows, total, filter, own } = props;
  const pages = Math.max(1, Math.ceil(total / WATCHED_PER_PAGE));
  const turn = (page: number): CardAction => ({ ...actionOf(filter), page });
  return card({
    title: t(filter.overdue ? 'supervise.overdue' : 'supervise.title'),
    subtitle: t(own ? 'supervise.own' : 'supervise.all', { n: total, late: filter.overdue ? 'yes' : 'no' }),
    template: filter.overdue && total > 0 ? 'red' : 'blue',
    elements: [
      ...(rows.length === 0
        ? [markdown(coloured(t(filter.overdue ? 'supervise.noneOverdue' : 'supervise.none'), 'grey'))]
        : []),
      ...rows.map(row => rowElement(row, props.time, t)),
      ...pageButtons({ page: Math.min(Math.max(1, props.page), pages), pages }, turn, t),
      hr,
      filterForm(props, t),
    ],
  });
}

function actionOf({ overdue, department, item }: SuperviseFilter) {
  return {
    a: 'supervise.list' as const,
    ...(overdue ? { overdue } : {}),
    ...(department === undefined ? {} : { department }),
    ...(item === undefined ? {} : { item }),
  };
}

function rowElement(row: WatchedRowView, time: CardTime, t: Texts): CardElement {
  const { due } = row;
  return sideBySide(
    markdown(
      lines(
        words(
          bold(clipText(row.item, 50)),
          ...(row.hard ? [coloured(t('supervise.hard'), 'red')] : []),
          ...(row.returned ? [coloured(t('status.RETURNED'), 'orange')] : []),
        ),
        coloured(same(`${clip(row.applicant, 40)} · ${clip(row.number, 40)}`), 'grey'),
        ...row.holders.slice(0, 3).map(holder => holderLine(holder, time, t)),
        ...(due === undefined
          ? []
          : [
              words(
                coloured(t('label.dueAt'), 'grey'),
                plain(formatInstant(due.at, time)),
                latenessMark(due, t),
              ),
            ]),
        ...(row.urged === 0 ? [] : [coloured(t('supervise.urged', { n: row.urged }), 'orange')]),
      ),
    ),
    button(t('button.supervise'), { a: 'supervise.urgeForm', request: row.id }, { size: 'small' }),
    button(t('button.open'), { a: 'request.detail', request: row.id }, { size: 'small' }),
  );
}

function holderLine(
  { step, people, since }: WatchedRowView['holders'][number],
  time: CardTime,
  t: Texts,
): Markdown {
  return words(
    plain(clipText(step, 40)),
    plain(same('·')),
    plain(clipText(formatNames(people, t), 80)),
    ...(since === undefined
      ? []
      : [coloured(t('supervise.since', { time: formatInstant(since, time) }), 'grey')]),
  );
}

/** What a filter offers at most, so that two of them and a page of rows fit one card. */
const MAX_CHOICES = 40;

function filterForm({ filter, departments, items }: SuperviseCardProps, t: Texts): CardElement {
  const select = (
    id: string,
    label: Text,
    options: readonly ChoiceOption[],
    value: string | undefined,
  ): readonly CardElement[] => {
    const shown = options
      .slice(0, MAX_CHOICES)
      .map(option => ({ id: option.id, label: clipText(option.label, 16) }));
    const cut = options.length > MAX_CHOICES ? { help: t('form.optionsCut', { n: MAX_CHOICES }) } : {};
    const every: ChoiceOption = { id: EVERY, label: t('supervise.every') };
    const all = { required: false, options: [every, ...shown], value: value ?? EVERY, ...cut };
    return fieldElements({ kind: 'select', id, label, ...all }, t);
  };
  const overdue: ChoiceOption = { id: 'overdue', label: t('supervise.overdue') };
  return {
    tag: 'form',
    name: 'filter',
    elements: [
      ...select(FILTERS.state, t('supervise.state'), [overdue], filter.overdue ? 'overdue' : undefined),
      ...select(FILTERS.department, t('supervise.department'), departments, filter.department),
      ...select(FILTERS.item, t('supervise.item'), items, filter.item),
      ...buttonRow([submitButton(t('button.filter'), { a: 'supervise.filter' }, { type: 'primary' })]),
    ],
  };
}
