import { announcedYears } from '../../../src/adapters/calendar/announced-years.ts';
import { statutoryYears } from '../../../src/adapters/calendar/statutory-days.ts';
import type { CalendarData, CalendarRules } from '../../../src/core/calendar/calendar-data.ts';
import { readDay } from '../../../src/core/calendar/days.ts';
import { DEFAULT_CALENDARS } from '../../../src/core/calendar/default-calendars.ts';
import { zoneOf } from '../../../src/core/calendar/local-time.ts';
import { parseDuration } from '../../../src/core/time-limits.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';

const announced = Object.entries(announcedYears()).map(([year, days]) => [year, { announced: true, days }]);
const statutory = Object.entries(statutoryYears(2027)).map(([year, days]) => [
  year,
  { announced: false, days },
]);

/** A built-in calendar with the years that the service starts with. */
export function buildCalendar(overrides: Partial<CalendarData> = {}, id: 'W' | 'C' = 'W'): CalendarData {
  const rules: CalendarRules | undefined = DEFAULT_CALENDARS.find(calendar => calendar.id === id);
  if (rules === undefined) throw new Error(`there is no calendar ${id}`);
  const years = Object.fromEntries([...statutory, ...announced]);
  return { ...rules, timeZone: 'Asia/Shanghai', years, ...overrides };
}

/** `2026-09-30 16:00` by the clocks of a zone. */
export function at(text: string, timeZone = 'Asia/Shanghai'): number {
  const [date = '', hour, minute] = text.split(/[ :]/);
  const day = readDay(date);
  if (day === undefined) throw new Error(`${text} is no time`);
  return zoneOf(timeZone).instant(day, (Number(hour) * 60 + Number(minute)) * 60_000);
}

/** `2026-09-30 16:00` */
export function shown(instant: number, timeZone = 'Asia/Shanghai'): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    instant,
  );
}

/** `from` + `limit` as people read it, with `?` after what may still move. */
export function counted(data: CalendarData, from: string, limit: string): string {
  const duration = parseDuration(limit);
  if (duration === undefined) throw new Error(`${limit} is no duration`);
  const due = createWorkingCalendar(data).due(at(from, data.timeZone), duration);
  return `${shown(due.at, data.timeZone)}${due.provisional ? ' ?' : ''}`;
}

type Row = readonly [from: string, limit: string, due: string];

/** The verified values of semantics C13. */
export const REFERENCE: readonly Row[] = [
  ['2026-09-30 16:00', '2wd', '2026-10-09 16:00'],
  ['2026-10-09 17:00', '2wh', '2026-10-10 10:00'],
  ['2026-02-13 17:30', '4wh', '2026-02-14 14:00'],
  ['2026-02-14 17:00', '1wd', '2026-02-24 17:00'],
  ['2026-09-18 17:00', '1wd', '2026-09-20 17:00'],
  ['2026-04-30 20:15', '4wh', '2026-05-06 14:30'],
  ['2026-11-20 12:30', '4wh', '2026-11-20 17:30'],
  ['2026-06-18 16:00', '8wh', '2026-06-22 16:30'],
  ['2026-11-20 17:00', '1wh', '2026-11-20 18:00'],
];

/** Starts outside working time, negative amounts, ends of months and years, years that are not announced. */
export const MORE: readonly Row[] = [
  ['2026-11-20 18:00', '1wh', '2026-11-23 10:00'],
  ['2026-11-20 18:00', '1wd', '2026-11-23 18:00'],
  ['2026-11-20 18:01', '1wd', '2026-11-24 09:00'],
  ['2026-11-20 12:30', '1wd', '2026-11-23 13:30'],
  ['2026-11-21 10:00', '0wh', '2026-11-23 09:00'],
  ['2026-11-23 09:00', '-4wh', '2026-11-20 14:00'],
  ['2026-11-23 16:00', '-1wd', '2026-11-20 16:00'],
  ['2026-11-21 10:00', '30min', '2026-11-21 10:30'],
  ['2026-11-21 10:00', '2d', '2026-11-23 10:00'],
  ['2028-02-28 16:00', '1wd', '2028-02-29 16:00 ?'],
  ['2028-02-28 16:00', '2d', '2028-03-01 16:00'],
  ['2024-02-29 17:00', '2wh', '2024-03-01 10:00'],
  ['2026-12-31 16:00', '0wd', '2026-12-31 16:00'],
  ['2026-12-31 16:00', '1wd', '2027-01-04 16:00 ?'],
  ['2027-02-04 16:00', '2wd', '2027-02-10 16:00 ?'],
  ['2027-09-30 16:00', '1wd', '2027-10-04 16:00 ?'],
];

/** Every row as it is counted here; printed by `print-table.ts` in other zones. */
export function countedTable(): readonly string[] {
  return [...REFERENCE, ...MORE].map(([from, limit]) => counted(buildCalendar(), from, limit));
}

/** Every special day that the service starts with, in one line to compare. */
export function knownDays(): string {
  const years = Object.values({ ...statutoryYears(2020), ...announcedYears() });
  return years.flatMap(days => days.map(({ date, kind }) => `${date}${kind}`)).join(' ');
}
