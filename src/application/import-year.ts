import type { SpecialDay } from '../core/calendar/calendar-data.ts';
import { type CalendarFault, yearFaults } from '../core/calendar/check-calendar.ts';
import { type DayDifference, yearDifference } from '../core/calendar/year-difference.ts';
import type { CalendarBook } from './calendar-ports.ts';

/** What bringing in a year would do. `next` is the book to save, once an administrator has confirmed it. */
export type YearImport =
  | { readonly kind: 'new'; readonly next: CalendarBook }
  /** The year stands there just so: nothing to do. */
  | { readonly kind: 'same' }
  /** It stands there otherwise: each date that would change, to be confirmed (issue 6, "Bad input"). */
  | { readonly kind: 'differs'; readonly differences: readonly DayDifference[]; readonly next: CalendarBook }
  | { readonly kind: 'refused'; readonly faults: readonly CalendarFault[] };

/** Prepares the import of a year's public holidays and make-up days. Nothing is saved here. */
export function importYear(book: CalendarBook, year: string, days: readonly SpecialDay[]): YearImport {
  const faults = yearFaults(year, days);
  if (faults.length > 0) return { kind: 'refused', faults };
  if (!/^\d{4}$/.test(year) || days.length === 0)
    return { kind: 'refused', faults: [{ path: 'year', problem: 'badDate' }] };
  const next = { ...book, version: book.version + 1, years: { ...book.years, [year]: days } };
  const before = book.years[year];
  if (before === undefined) return { kind: 'new', next };
  const differences = yearDifference(before, days);
  return differences.length === 0 ? { kind: 'same' } : { kind: 'differs', differences, next };
}
