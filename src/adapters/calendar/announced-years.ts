import chineseDays from 'chinese-days';
import type { SpecialDay } from '../../core/calendar/calendar-data.ts';
import { readDay, writeDay } from '../../core/calendar/days.ts';

/** CommonJS: its names can only be had through its default. */
const library = chineseDays;

/** Older years are of no use to a service that begins now; their files can be imported. */
const FIRST_YEAR = 2020;

/**
 * The public holidays and make-up days (调休) of mainland China from 2020 on, for every year that `chinese-days` knows, by
 * year; those in `except` are left out. A year that the package does not know is left out too: asked for a day of it, it
 * would call New Year a workday (semantics C13).
 */
export function announcedYears(
  except: readonly string[] = [],
): Readonly<Record<string, readonly SpecialDay[]>> {
  const years: Record<string, readonly SpecialDay[]> = {};
  for (let year = FIRST_YEAR; specialDay(`${year}-10-01`).length > 0; year += 1)
    if (!except.includes(String(year))) years[String(year)] = datesOf(year).flatMap(specialDay);
  return years;
}

function datesOf(year: number): readonly string[] {
  const first = readDay(`${year}-01-01`) ?? 0;
  const days = Array.from({ length: 366 }, (_, n) => writeDay(first + n));
  return days.filter(date => date.startsWith(`${year}-`));
}

/** Asked day by day, in texts: the package's own ranges are counted in the machine's zone, and lose a day west of London. */
function specialDay(date: string): readonly SpecialDay[] {
  const { work, name } = library.getDayDetail(date);
  // `National Day,国庆节,3` for what is announced, `Friday` for all else.
  const [en, zh] = name.split(',');
  if (en === undefined || zh === undefined) return [];
  if (!work) return [{ date, kind: 'off', name: { zh, en } }];
  return [{ date, kind: 'work', name: { zh: `${zh}补班`, en: `Make-up day, ${en}` } }];
}
