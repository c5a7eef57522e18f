import { type Day, DAY_MS, weekdayOf, writeDay, yearOf } from '../calendar/days.ts';

/** The stretches of time that reports are about. */
export const PERIOD_KINDS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Whole days of the wall calendar: `from` belongs to it, `to` is the first day after it. Weeks begin on Monday. */
export interface Period {
  readonly kind: PeriodKind;
  readonly from: Day;
  readonly to: Day;
}

/** Months since the year 0 of the first month of each kind, and how many months it has. */
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The period of this kind that the day lies in, `shift` periods later (or earlier, when negative). */
export function periodOf(kind: PeriodKind, day: Day, shift = 0): Period {
  switch (kind) {
    case 'day':
      return { kind, from: day + shift, to: day + shift + 1 };
    case 'week': {
      const from = day - weekdayOf(day) + 1 + 7 * shift;
      return { kind, from, to: from + 7 };
    }
    default: {
      const months = MONTHS[kind];
      const first = (Math.floor(monthOf(day) / months) + shift) * months;
      return { kind, from: firstDay(first), to: firstDay(first + months) };
    }
  }
}

/** The one before it, of the same length. */
export function before(period: Period): Period {
  return periodOf(period.kind, period.from, -1);
}

/** Short and sortable: `2026-11-24`, `2026-W48`, `2026-11`, `2026-Q4`, `2026`; read again by `parsePeriod`. */
export function periodKey({ kind, from }: Period): string {
  switch (kind) {
    case 'day':
      return writeDay(from);
    case 'week': {
      // ISO 8601: a week belongs to the year of its Thursday.
      const year = yearOf(from + 3);
      return `${year}-W${twoDigits(weekOf(from))}`;
    }
    case 'month':
      return writeDay(from).slice(0, 7);
    case 'quarter':
      return `${yearOf(from)}-Q${Math.floor((monthOf(from) % 12) / 3) + 1}`;
    case 'year':
      return String(yearOf(from));
    default:
      return kind satisfies never;
  }
}

/** The number of the ISO week that begins on this Monday. */
function weekOf(monday: Day): number {
  const thursday = monday + 3;
  return Math.floor((thursday - firstDay(yearOf(thursday) * 12)) / 7) + 1;
}

/** The ISO week of a year; undefined where the year has none of this number. */
export function isoWeek(year: number, week: number): Period | undefined {
  const first = periodOf('week', firstDay(year * 12) + 3);
  const found = periodOf('week', first.from, week - 1);
  return week >= 1 && yearOf(found.from + 3) === year ? found : undefined;
}

/** Months since the year 0. */
export function monthOf(day: Day): number {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first day of a month, counted as `monthOf` counts. */
export function firstDay(month: number): Day {
  return Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / DAY_MS;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
