import type { CalendarData, Hours } from './calendar/calendar-data.ts';
import { cutoffOf, sameDayDue } from './calendar/clock-times.ts';
import { type Day, DAY_MS, readDay, readTime } from './calendar/days.ts';
import type { Zone } from './calendar/local-time.ts';
import { type Span, type WorkingDays, workingDays } from './calendar/working-days.ts';
import type { Calendar } from './commands.ts';
import type { Cutoff, Duration, Instant, SameDay } from './definition.ts';
import type { Pause } from './request.ts';
import { isWorkingTime } from './time-limits.ts';

/** A due time. `provisional`: a year on the way has no announced calendar yet, so it may still move. */
export interface Due {
  readonly at: Instant;
  readonly provisional: boolean;
}

/** Counts working time by one calendar (semantics C13). Pure: the same data give the same answers on every machine. */
export interface WorkingCalendar extends Calendar {
  /** `add`, which also tells whether the result may still move. */
  due(start: Instant, duration: Duration): Due;
  resume(due: Instant, pause: Pause): Instant;
  provisional(from: Instant, to: Instant): boolean;
  part(from: Instant, to: Instant, percent: number): Instant;
  remindAt(at: Instant): Instant;
  /** Working time is open at this instant; opening and closing times are. */
  isOpen(at: Instant): boolean;
  /** This instant if it is open, else the next opening. */
  nextOpening(at: Instant): Instant;
  /** Working time from one instant to a later one, in milliseconds; negative when `to` is the earlier. */
  workedMs(from: Instant, to: Instant): number;
  closing(date: string): Instant | undefined;
  sameDay(start: Instant, rule: SameDay): Instant;
  cutoff(date: string, cutoff: Cutoff): ReturnType<typeof cutoffOf>;
  /** Working days from one instant to a later one, as `wd` counts them: Friday to Monday is 1. */
  workedDays(from: Instant, to: Instant): number;
  /** The working time of an ordinary working day, in milliseconds. */
  readonly dayMs: number;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Beyond this nothing is looked for: a calendar without working time would be searched for ever. */
const HORIZON_DAYS = 20_000;

/**
 * The calendar of `data`, which must be free of `calendarFaults`. `min` and `h` are time by the clock, `d` days by the
 * wall calendar; `wh` accumulates working time from the next working instant on; `wd` moves that many working days from
 * there and keeps the clock time, or takes the latest working instant before it where that day's hours are others.
 * `add` throws a RangeError when the result lies beyond some fifty years.
 */
export function createWorkingCalendar(data: CalendarData): WorkingCalendar {
  const days = workingDays(data);
  const { zone } = days;
  const dayOf = (at: Instant): Day => zone.local(at).day;
  const nextOpening = (at: Instant): Instant => {
    for (const span of spansFrom(days, placeOf(days, at).day, 1))
      if (at <= span.to) return Math.max(at, span.from);
    throw new RangeError('the calendar has no working time');
  };
  const add = (start: Instant, { amount, unit }: Duration): Instant => {
    switch (unit) {
      case 'min':
        return start + amount * MINUTE;
      case 'h':
        return start + amount * HOUR;
      case 'd': {
        const { day, ms } = zone.local(start);
        return zone.instant(day + amount, ms);
      }
      case 'wh':
        return addTime(days, nextOpening(start), amount * HOUR);
      case 'wd':
        return addDays(days, nextOpening(start), amount);
      default:
        return unit satisfies never;
    }
  };
  const provisional = (from: Instant, to: Instant): boolean => !days.announced(dayOf(from), dayOf(to));
  return {
    add,
    provisional,
    due: (start, duration) => {
      const at = add(start, duration);
      return { at, provisional: isWorkingTime(duration) && provisional(start, at) };
    },
    resume: (due, { from, to }) => addTime(days, nextOpening(due), timeBetween(days, from, to)),
    // The day before too: it may close at midnight.
    isOpen: at =>
      [-1, 0].some(shift => days.spans(dayOf(at) + shift).some(span => span.from <= at && at <= span.to)),
    nextOpening,
    part: (from, to, percent) =>
      addTime(days, nextOpening(from), Math.round((timeBetween(days, from, to) * percent) / 100)),
    remindAt: at => {
      let open = nextOpening(at);
      for (let n = 0; n < QUIET_ROUNDS; n += 1) {
        const loud = afterQuiet(zone, data.quiet ?? [], open);
        if (loud === open) return open;
        open = nextOpening(loud);
      }
      return open;
    },
    workedMs: (from, to) => (from <= to ? timeBetween(days, from, to) : -timeBetween(days, to, from)),
    closing: date => {
      const day = readDay(date);
      if (day === undefined) return undefined;
      for (const span of spansFrom(days, day, -1)) return span.to;
      throw new RangeError('the calendar has no working time');
    },
    sameDay: (start, rule) => sameDayDue(days, start, rule),
    cutoff: (date, cutoff) => cutoffOf(days, date, cutoff),
    workedDays: (from, to) =>
      daysBetween(days, placeOf(days, nextOpening(from)).day, placeOf(days, nextOpening(to)).day),
    dayMs: data.hours.reduce((sum, { from, to }) => sum + (readTime(to) ?? 0) - (readTime(from) ?? 0), 0),
  };
}

/** Quiet hours that cover some days' whole working time are passed over, for so many of them. */
const QUIET_ROUNDS = 100;

function afterQuiet(zone: Zone, quiet: readonly Hours[], at: Instant): Instant {
  const { day, ms } = zone.local(at);
  const during = quiet.find(({ from, to }) => (readTime(from) ?? 0) <= ms && ms < (readTime(to) ?? 0));
  return during === undefined ? at : zone.instant(day, readTime(during.to) ?? 0);
}

/** The working time of a day and those after (`step` 1) or before it (-1), in that order. */
function* spansFrom(days: WorkingDays, first: Day, step: 1 | -1): Generator<Span> {
  for (let n = 0; n <= HORIZON_DAYS; n += 1) {
    const spans = days.spans(first + n * step);
    yield* step === 1 ? spans : spans.toReversed();
  }
}

/** The day that an instant belongs to, and the clock time there: where a day closes at midnight, 24:00 is still that day's. */
function placeOf(days: WorkingDays, at: Instant): { readonly day: Day; readonly ms: number } {
  const here = days.zone.local(at);
  if (days.spans(here.day).some(span => span.from <= at && at <= span.to)) return here;
  return days.spans(here.day - 1).at(-1)?.to === at ? { day: here.day - 1, ms: DAY_MS } : here;
}

/** `start` is a working instant. */
function addTime(days: WorkingDays, start: Instant, ms: number): Instant {
  const step = ms < 0 ? -1 : 1;
  let left = Math.abs(ms);
  for (const { from, to } of spansFrom(days, placeOf(days, start).day, step)) {
    const open = step === 1 ? Math.max(from, start) : Math.min(to, start);
    const room = step === 1 ? to - open : open - from;
    if (room >= 0 && left <= room) return open + step * left;
    left -= Math.max(0, room);
  }
  throw new RangeError('the limit reaches beyond the calendar');
}

/** `start` is a working instant. */
function addDays(days: WorkingDays, start: Instant, amount: number): Instant {
  const { day, ms } = placeOf(days, start);
  const step = amount < 0 ? -1 : 1;
  let target = day;
  for (let left = Math.abs(amount); left > 0; ) {
    target += step;
    if (days.spans(target).length > 0) left -= 1;
    if (Math.abs(target - day) > HORIZON_DAYS) throw new RangeError('the limit reaches beyond the calendar');
  }
  return withinDay(days.spans(target), days.zone.instant(target, ms));
}

/** The same instant where it is open, else the latest working instant before it, else the day's opening. */
function withinDay(spans: readonly Span[], at: Instant): Instant {
  const begun = spans.findLast(span => span.from <= at);
  return begun === undefined ? (spans[0]?.from ?? at) : Math.min(at, begun.to);
}

function timeBetween(days: WorkingDays, from: Instant, to: Instant): number {
  const last = days.zone.local(to).day;
  let sum = 0;
  for (let day = days.zone.local(from).day; day <= last; day += 1)
    for (const span of days.spans(day)) sum += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from));
  return sum;
}

function daysBetween(days: WorkingDays, from: Day, to: Day): number {
  if (to < from) return -daysBetween(days, to, from);
  let count = 0;
  for (let day = from + 1; day <= to; day += 1) if (days.spans(day).length > 0) count += 1;
  return count;
}
