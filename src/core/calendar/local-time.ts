import type { Instant } from '../definition.ts';
import { DAY_MS, type Day } from './days.ts';

/** What clocks and wall calendars show in one time zone. */
export interface Zone {
  local(at: Instant): { readonly day: Day; readonly ms: number };
  /**
   * When the clock shows `ms` after midnight of `day`. A time that the clock skips (it is put forward) counts from before
   * the change; of a time that it shows twice the first is meant.
   */
  instant(day: Day, ms: number): Instant;
}

/** Some ten years. */
const MOST_DAYS_KEPT = 4_000;

/** Arithmetic of a named zone, from the tables of the runtime: the machine's own zone plays no part. */
export function zoneOf(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    fractionalSecondDigits: 3,
  });
  // `10/9/2026, 16:00:00.000`
  const read = (at: Instant): number => {
    const [month = 1, day = 1, year = 1970, hour, minute, second, ms] = format
      .format(at)
      .split(/\D+/)
      .map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second, ms);
  };
  // A format costs more than all the arithmetic around it, and limits ask for the same few days again and again: how far the
  // clock is ahead is kept for each day on which it does not change.
  const ahead = new Map<number, number | undefined>();
  const aheadOn = (utcDay: number): number | undefined => {
    if (ahead.has(utcDay)) return ahead.get(utcDay);
    const [first, last] = [utcDay * DAY_MS, (utcDay + 1) * DAY_MS - 1];
    const [atFirst, atLast] = [read(first) - first, read(last) - last];
    const same = atFirst === atLast ? atFirst : undefined;
    if (ahead.size >= MOST_DAYS_KEPT) ahead.clear();
    ahead.set(utcDay, same);
    return same;
  };
  const shown = (at: Instant): number => {
    const whole = Math.trunc(at);
    const known = aheadOn(Math.floor(whole / DAY_MS));
    return known === undefined ? read(whole) : whole + known;
  };
  return {
    local: at => {
      const clock = shown(at);
      const day = Math.floor(clock / DAY_MS);
      return { day, ms: clock - day * DAY_MS };
    },
    instant: (day, ms) => {
      const clock = day * DAY_MS + ms;
      const before = clock - DAY_MS;
      const first = clock - (shown(before) - before);
      if (shown(first) === clock) return first;
      const after = clock + DAY_MS;
      const second = clock - (shown(after) - after);
      return shown(second) === clock ? second : first;
    },
  };
}
