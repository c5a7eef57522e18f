import { button, buttonRow } from './kit/button.ts';
import type { CardAction } from './kit/action.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatDate, formatInstant } from './kit/format.ts';
import { latenessMark } from './kit/lateness.ts';
import type { Lateness } from './kit/lateness.ts';
import { hr, sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText, pageButtons } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** How many of one's own, and how many of one's people's, stand on the card at once. */
export const OWN_ROWS = 8;
export const PEOPLE_ROWS = 5;

export interface DigestRowView {
  readonly requestId: string;
  readonly taskId: string;
  readonly number: string;
  readonly item: Text;
  readonly step: Text;
  readonly applicant: string;
  /** Who holds it: of one's people's. */
  readonly holder?: string;
  readonly urged: number;
  readonly due: Lateness & { readonly at: number };
}

export interface DigestCounts {
  readonly overdue: number;
  readonly today: number;
}

export interface DigestCardProps {
  /** `2026-11-23`. */
  readonly date: string;
  /** The most urgent of one's own, at most `OWN_ROWS`; the counts are of all. */
  readonly own: DigestCounts & { readonly rows: readonly DigestRowView[] };
  /** All that waits for the reader, and the reader's own requests under way. */
  readonly todo: number;
  readonly underWay: number;
  /** For heads: one page of what their people hold that is pressing, counts by person, and all that they hold. */
  readonly people?: DigestCounts & {
    readonly rows: readonly DigestRowView[];
    readonly page: number;
    readonly held: number;
    readonly persons: readonly { readonly name: string; readonly n: number }[];
  };
  readonly time: CardTime;
}

/** 今日待办: what is due today and overdue, by urgency; for heads also what their people hold (features 0.36, 0.37, 1.27, 1.28). */
export function digestCard(props: DigestCardProps, t: Texts): Card {
  const { own, people, time } = props;
  const late = own.overdue > 0 || (people?.overdue ?? 0) > 0;
  const rest = own.overdue + own.today - own.rows.length;
  return card({
    title: t('digest.title'),
    subtitle: formatDate(props.date),
    template: late ? 'red' : 'yellow',
    summary: t('digest.summary', { overdue: own.overdue, today: own.today }),
    elements: [
      ...(own.overdue + own.today === 0
        ? []
        : [markdown(bold(t('digest.own', { overdue: own.overdue, today: own.today })))]),
      ...own.rows.map(row => rowElement(row, time, t)),
      ...(rest > 0 ? [markdown(coloured(t('digest.more', { n: rest }), 'grey'))] : []),
      ...(people === undefined
        ? []
        : [...(own.rows.length === 0 ? [] : [hr]), ...peopleElements(people, time, t)]),
      markdown(coloured(t('digest.counts', { todo: props.todo, underWay: props.underWay }), 'grey')),
      ...buttonRow([
        button(t('button.todo'), { a: 'todo.open' }, { type: 'primary_filled' }),
        button(t('button.my'), { a: 'my.open' }),
        ...(people === undefined ? [] : [button(t('button.supervise'), { a: 'supervise.list' })]),
      ]),
    ],
  });
}

function turnTo(page: number): CardAction {
  return { a: 'digest.open', page };
}

function peopleElements(
  people: NonNullable<DigestCardProps['people']>,
  time: CardTime,
  t: Texts,
): readonly CardElement[] {
  const { overdue, today, held, persons, rows, page } = people;
  const pages = Math.max(1, Math.ceil((overdue + today) / PEOPLE_ROWS));
  const who = persons
    .slice(0, 12)
    .map(({ name, n }) => same(`${clip(name, 20)} ${n}`))
    .map(text => plain(text));
  return [
    markdown(bold(t('digest.people', { overdue, today, held }))),
    ...(who.length === 0 ? [] : [markdown(words(...who), 'notation')]),
    ...rows.map(row => rowElement(row, time, t)),
    ...pageButtons({ page: Math.min(Math.max(1, page), pages), pages }, turnTo, t),
  ];
}

function rowElement(row: DigestRowView, time: CardTime, t: Texts): CardElement {
  const { due, holder } = row;
  const open: CardAction =
    holder === undefined
      ? { a: 'task.open', request: row.requestId, task: row.taskId }
      : { a: 'request.detail', request: row.requestId };
  return sideBySide(
    markdown(
      lines(
        words(
          bold(clipText(row.item, 40)),
          plain(clipText(row.step, 30)),
          ...(holder === undefined ? [] : [coloured(same(clip(holder, 30)), 'blue')]),
        ),
        coloured(same(`${clip(row.applicant, 30)} · ${clip(row.number, 40)}`), 'grey'),
        words(
          plain(formatInstant(due.at, time)),
          latenessMark(due, t),
          ...(row.urged === 0 ? [] : [coloured(t('supervise.urged', { n: row.urged }), 'orange')]),
        ),
      ),
    ),
    button(t('button.open'), open, { size: 'small' }),
  );
}
