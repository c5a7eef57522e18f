import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { factCell } from './kit/fact-elements.ts';
import type { CardTime } from './kit/facts.ts';
import { formatDate, formatInstant } from './kit/format.ts';
import { hr, sideBySide, twoColumns } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

interface CalendarRow {
  readonly id: string;
  readonly name: Text;
  readonly weekdays: Text;
  readonly hours: Text;
  /** Whether public holidays and make-up days count. */
  readonly holidays: boolean;
}

export interface CalendarsCardProps {
  readonly calendars: readonly CalendarRow[];
  /** The announced years, newest first. */
  readonly years: readonly string[];
  /** Newest first. */
  readonly changes: readonly {
    readonly version: number;
    readonly at: number;
    readonly by?: string;
    readonly summary: readonly Text[];
  }[];
  readonly mayEdit: boolean;
  /** The change that can be undone. */
  readonly undo?: number;
  readonly time: CardTime;
}

const MAX_CALENDARS = 12;
const MAX_YEARS = 4;
const SMALL = { size: 'small' } as const;

/** 工作日历: each calendar, the years that are known, how a year is brought in, and what was changed last. */
export function calendarsCard(props: CalendarsCardProps, t: Texts): Card {
  const { mayEdit } = props;
  return card({
    title: t('calendar.title'),
    subtitle: t('calendar.subtitle'),
    template: 'blue',
    elements: [
      ...props.calendars.slice(0, MAX_CALENDARS).map(row => calendarRow(row, t)),
      ...(mayEdit ? buttonRow([button(t('calendar.add'), { a: 'calendar.form' }, SMALL)]) : []),
      hr,
      markdown(bold(t('calendar.years'))),
      ...buttonRow(
        props.years
          .slice(0, MAX_YEARS)
          .map(year => button(t('calendar.yearName', { year }), { a: 'calendar.year', year }, SMALL)),
      ),
      ...(mayEdit ? [markdown(coloured(t('calendar.howToImport'), 'grey'))] : []),
      ...changes(props, t),
      ...buttonRow([
        ...(props.undo === undefined
          ? []
          : [button(t('settings.undoLast'), { a: 'calendar.undo', version: props.undo }, SMALL)]),
        button(t('button.settings'), { a: 'settings.open' }, SMALL),
      ]),
    ],
  });
}

function calendarRow({ id, name, weekdays, hours, holidays }: CalendarRow, t: Texts): CardElement {
  return sideBySide(
    markdown(
      lines(
        words(bold(clipText(name, 40)), coloured(same(clip(id, 20)), 'grey')),
        words(plain(clipText(weekdays, 60)), plain(clipText(hours, 80))),
        coloured(t(holidays ? 'calendar.withHolidays' : 'calendar.withoutHolidays'), 'grey'),
      ),
    ),
    button(t('button.open'), { a: 'calendar.show', calendar: id }, SMALL),
  );
}

function changes({ changes: rows, time }: CalendarsCardProps, t: Texts): readonly CardElement[] {
  if (rows.length === 0) return [];
  return [
    hr,
    markdown(bold(t('calendar.changes'))),
    ...rows.map(({ version, at, by, summary }) =>
      markdown(
        lines(
          coloured(
            t('calendar.change', {
              n: version,
              at: formatInstant(at, time),
              who: by === undefined ? t('refusal.system') : clip(by, 40),
            }),
            'grey',
          ),
          ...summary.slice(0, 2).map(one => plain(clipText(one, 120))),
          ...(summary.length > 2 ? [coloured(t('calendar.more', { n: summary.length - 2 }), 'grey')] : []),
        ),
      ),
    ),
  ];
}

interface DayRow {
  readonly date: string;
  readonly text: Text;
}

export interface CalendarCardProps extends CalendarRow {
  readonly quiet: Text;
  /** Overrides of this calendar, by date. */
  readonly local: readonly DayRow[];
  readonly mayEdit: boolean;
}

const MAX_LOCAL = 20;

/** One calendar: its hours, and its local days. */
export function calendarCard(props: CalendarCardProps, t: Texts): Card {
  const { id, mayEdit } = props;
  const cell = (key: 'weekdays' | 'hours' | 'quiet', text: Text) =>
    factCell(t(`calendar.label.${key}`), plain(clipText(text, 120)));
  return card({
    title: clipText(props.name, 60),
    subtitle: same(clip(id, 20)),
    template: 'blue',
    elements: [
      ...twoColumns([
        cell('hours', props.hours),
        cell('weekdays', props.weekdays),
        cell('quiet', props.quiet),
        factCell(t('calendar.label.holidays'), plain(t(props.holidays ? 'flag.on' : 'flag.off'))),
      ]),
      ...(mayEdit
        ? buttonRow([button(t('settings.edit'), { a: 'calendar.form', calendar: id }, SMALL)])
        : []),
      hr,
      markdown(bold(t('calendar.local'))),
      ...(props.local.length === 0 ? [markdown(coloured(t('calendar.noLocal'), 'grey'))] : []),
      ...props.local.slice(-MAX_LOCAL).map(day => localRow(id, day, mayEdit, t)),
      ...buttonRow([
        ...(mayEdit ? [button(t('calendar.addDay'), { a: 'calendar.dayForm', calendar: id }, SMALL)] : []),
        button(t('button.back'), { a: 'calendar.open' }, SMALL),
      ]),
    ],
  });
}

function localRow(calendar: string, day: DayRow, mayEdit: boolean, t: Texts): CardElement {
  const row = dayLine(day);
  const remove = button(
    t('calendar.removeDay'),
    { a: 'calendar.dayRemove', calendar, date: day.date },
    SMALL,
  );
  return mayEdit ? sideBySide(row, remove) : row;
}

function dayLine({ date, text }: DayRow): CardElement {
  return markdown(words(bold(formatDate(date)), plain(clipText(text, 80))));
}

export interface CalendarYearCardProps {
  readonly year: string;
  readonly days: readonly DayRow[];
  readonly page?: number;
}

const DAYS_PER_PAGE = 20;

/** The public holidays and make-up days of a year. */
export function calendarYearCard({ year, days, page }: CalendarYearCardProps, t: Texts): Card {
  const at = pageOf(
    cutPages(days, () => 0, { rows: DAYS_PER_PAGE, bytes: Infinity }),
    page,
  );
  return card({
    title: t('calendar.yearName', { year }),
    subtitle: t('calendar.years'),
    template: 'blue',
    elements: [
      markdown(
        lines(...at.rows.map(({ date, text }) => words(bold(formatDate(date)), plain(clipText(text, 80))))),
      ),
      ...pageButtons(at, to => ({ a: 'calendar.year', year, page: to }), t),
      ...buttonRow([button(t('button.back'), { a: 'calendar.open' }, SMALL)]),
    ],
  });
}
