import type { Instant } from '../definition.ts';
import type { CalendarData, Hours, SpecialDay } from './calendar-data.ts';
import { type Day, readDay, readTime, weekdayOf, writeDay, yearOf } from './days.ts';
import { type Zone, zoneOf } from './local-time.ts';

/** A stretch of working time. Both ends belong to it: what is due exactly at closing time stays that day (semantics C13). */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** A calendar laid out over the days. */
export interface WorkingDays {
  readonly zone: Zone;
  /** The working time of a day, in order; empty on a day off. */
  spans(day: Day): readonly Span[];
  /** Whether every year from one day to the other has its announced calendar, or needs none. */
  announced(from: Day, to: Day): boolean;
}

export function workingDays(data: CalendarData): WorkingDays {
  const zone = zoneOf(data.timeZone);
  const local = byDate(data.local);
  const years = new Map<string, ReadonlyMap<string, SpecialDay>>();
  const publicDays = (year: string): ReadonlyMap<string, SpecialDay> => {
    const known = years.get(year) ?? byDate(data.years[year]?.days ?? []);
    years.set(year, known);
    return known;
  };
  const laidOut = new Map<Day, readonly Span[]>();
  const hoursOf = (day: Day): readonly Hours[] => {
    const date = writeDay(day);
    const publicDay = data.holidays ? publicDays(date.slice(0, 4)).get(date) : undefined;
    const special = local.get(date) ?? publicDay;
    if (special !== undefined) return special.kind === 'off' ? [] : (special.hours ?? data.hours);
    return data.weekdays.includes(weekdayOf(day)) ? data.hours : [];
  };
  return {
    zone,
    spans: day => {
      const known = laidOut.get(day);
      if (known !== undefined) return known;
      const spans = spansOf(zone, day, hoursOf(day));
      laidOut.set(day, spans);
      return spans;
    },
    announced: (from, to) => {
      if (!data.holidays) return true;
      const [first, last] = [Math.min(from, to), Math.max(from, to)].map(yearOf);
      for (let year = first ?? 0; year <= (last ?? 0); year += 1)
        if (data.years[String(year)]?.announced !== true) return false;
      return true;
    },
  };
}

/** Where the clock skips a time, what would begin in it begins after it, and counts once. */
function spansOf(zone: Zone, day: Day, hours: readonly Hours[]): readonly Span[] {
  let end = -Infinity;
  return hours.map(({ from, to }) => {
    const begins = Math.max(end, zone.instant(day, readTime(from) ?? 0));
    end = Math.max(begins, zone.instant(day, readTime(to) ?? 0));
    return { from: begins, to: end };
  });
}

/** The later of two entries for one date wins; dates that do not exist are refused when a calendar is saved. */
function byDate(days: readonly SpecialDay[]): ReadonlyMap<string, SpecialDay> {
  return new Map(days.flatMap(day => (readDay(day.date) === undefined ? [] : [[day.date, day] as const])));
}
