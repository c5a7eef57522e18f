import type { Cutoff, Instant, SameDay } from '../definition.ts';
import { type Day, readDay, readTime, writeDay } from './days.ts';
import type { WorkingDays } from './working-days.ts';

/** Rules that name a time of day: "today if it comes before 15:00", "until 16:00 of the working day before". */

/** Beyond this no working day is looked for: a calendar without any would be searched for ever. */
const HORIZON_DAYS = 20_000;

/**
 * 当天办结: what starts before `before` on a working day is due when that day closes, everything else at `otherwise` of the next
 * working day (services.md E8). A day that closes earlier ends its own "before" then.
 */
export function sameDayDue(days: WorkingDays, start: Instant, { before, otherwise }: SameDay): Instant {
  const { day } = days.zone.local(start);
  const closing = days.spans(day).at(-1)?.to;
  if (closing !== undefined && start < clockTime(days, day, before)) return closing;
  return clockTime(days, workingDayFrom(days, day, 1), otherwise);
}

/**
 * The end of the time in which a date can be asked for: `at` of the `days`-th working day before it, or of the date itself
 * (services.md E10). From that instant on it is too late. Undefined where there is no such date.
 */
export function cutoffOf(
  days: WorkingDays,
  date: string,
  cutoff: Cutoff,
): { readonly at: Instant; readonly shown: string } | undefined {
  const named = readDay(date);
  if (named === undefined) return undefined;
  const day = workingDayFrom(days, named, -cutoff.days);
  const at =
    cutoff.days === 0 ? days.zone.instant(day, readTime(cutoff.at) ?? 0) : clockTime(days, day, cutoff.at);
  const local = days.zone.local(at);
  return { at, shown: `${writeDay(local.day)}T${new Date(local.ms).toISOString().slice(11, 16)}` };
}

/** This time of a working day; where nobody works then, the latest working instant before it, or the opening. */
function clockTime(days: WorkingDays, day: Day, time: string): Instant {
  const at = days.zone.instant(day, readTime(time) ?? 0);
  const spans = days.spans(day);
  const begun = spans.findLast(span => span.from <= at);
  return begun === undefined ? (spans[0]?.from ?? at) : Math.min(at, begun.to);
}

/** The n-th working day after a day, or before it (`n` negative); 0: the day itself, whatever it is. */
function workingDayFrom(days: WorkingDays, day: Day, n: number): Day {
  const step = n < 0 ? -1 : 1;
  let found = day;
  for (let left = Math.abs(n); left > 0; ) {
    found += step;
    if (days.spans(found).length > 0) left -= 1;
    if (Math.abs(found - day) > HORIZON_DAYS) throw new RangeError('the calendar has no working time');
  }
  return found;
}
