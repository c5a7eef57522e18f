import type { SpecialDay } from '../../core/calendar/calendar-data.ts';

/** Days by their year, each year's in the order of the dates. */
export function byYear(days: readonly SpecialDay[]): Readonly<Record<string, readonly SpecialDay[]>> {
  const years = [...new Set(days.map(({ date }) => date.slice(0, 4)))].sort();
  const sorted = days.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return Object.fromEntries(years.map(year => [year, sorted.filter(day => day.date.startsWith(year))]));
}
