import chineseDays from 'chinese-days';
import type { SpecialDay } from '../../core/calendar/calendar-data.ts';
import { readDay, writeDay } from '../../core/calendar/days.ts';

/** CommonJS: its names can only be had through its default. */
const library = chineseDays;

/** The lunar tables of `chinese-days` end here. */
const LAST_YEAR = 2099;

/**
 * The thirteen statutory days off of a year (全国年节及纪念日放假办法, as in force since 2025), without the shifts that the
 * State Council announces each autumn: New Year; New Year's Eve and the first three days of the lunar year; Qingming;
 * 1 and 2 May; the Dragon Boat and Mid-Autumn festivals; 1 to 3 October. They stand in until a year is announced.
 */
export function statutoryDays(year: number): readonly SpecialDay[] {
  const newYear = lunar(year, 1, 1);
  return [
    ...off([`${year}-01-01`], '元旦', "New Year's Day"),
    ...off(
      [-1, 0, 1, 2].map(shift => shifted(newYear, shift)),
      '春节',
      'Spring Festival',
    ),
    ...off([qingming(year)], '清明', 'Tomb-sweeping Day'),
    ...off([`${year}-05-01`, `${year}-05-02`], '劳动节', 'Labour Day'),
    ...off([lunar(year, 5, 5)], '端午', 'Dragon Boat Festival'),
    ...off([lunar(year, 8, 15)], '中秋', 'Mid-Autumn Festival'),
    ...off([`${year}-10-01`, `${year}-10-02`, `${year}-10-03`], '国庆节', 'National Day'),
  ];
}

/** The statutory days of the years from one on to the last that can be computed, by year. */
export function statutoryYears(from: number): Readonly<Record<string, readonly SpecialDay[]>> {
  const years = Array.from({ length: Math.max(0, LAST_YEAR - from + 1) }, (_, n) => from + n);
  return Object.fromEntries(years.map(year => [String(year), statutoryDays(year)]));
}

function off(dates: readonly string[], zh: string, en: string): readonly SpecialDay[] {
  return dates.map(date => ({ date, kind: 'off', name: { zh, en } }));
}

/** The first day of the lunar year 1900, where the tables begin. */
const LUNAR_1900 = readDay('1900-01-31') ?? 0;

/**
 * The date of a day of a lunar month, never of a leap month. Counted from the lengths of the months: the package's own
 * conversion goes by the machine's zone and is a day off west of London.
 */
function lunar(year: number, month: number, dayOfMonth: number): string {
  let day = LUNAR_1900 + dayOfMonth - 1;
  for (let before = 1900; before < year; before += 1) day += daysBefore(before, 13);
  return writeDay(day + daysBefore(year, month));
}

/** Days of a lunar year before a month; 13: of the whole year. */
function daysBefore(year: number, month: number): number {
  const { leapMonth, days } = library.getYearLeapMonth(year);
  let sum = leapMonth !== undefined && leapMonth < month ? days : 0;
  for (let each = 1; each < month; each += 1) sum += library.monthDays(year, each);
  return sum;
}

/** The usual formula for the years 2000 to 2099: the package has it too, but writes the date in the machine's zone. */
function qingming(year: number): string {
  const inCentury = year % 100;
  const day = Math.floor(inCentury * 0.2422 + 4.81) - Math.floor(inCentury / 4);
  return `${year}-04-${String(day).padStart(2, '0')}`;
}

function shifted(date: string, days: number): string {
  return writeDay((readDay(date) ?? 0) + days);
}
