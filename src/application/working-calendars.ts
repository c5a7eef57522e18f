import type { CalendarData, SpecialDay } from '../core/calendar/calendar-data.ts';
import { DEFAULT_CALENDARS } from '../core/calendar/default-calendars.ts';
import { zoneOf } from '../core/calendar/local-time.ts';
import { yearOf } from '../core/calendar/days.ts';
import { createWorkingCalendar, type WorkingCalendar } from '../core/working-calendar.ts';
import type { CalendarBook, CalendarStore } from './calendar-ports.ts';
import type { Clock, Log } from './ports.ts';

export interface CalendarDeps {
  readonly calendars: Pick<CalendarStore, 'current'>;
  /** The statutory days off by year: they stand in where no year was announced. */
  readonly statutory: Readonly<Record<string, readonly SpecialDay[]>>;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The service's calendars as they are now, kept in memory: a decision never waits for them. */
export interface WorkingCalendars {
  /** Calendar W, in the newest version that this instance knows: ask for it anew each time. */
  readonly calendar: WorkingCalendar;
  /** Another calendar by its id; undefined: there is none. */
  byId(id: string): WorkingCalendar | undefined;
  /** The calendar by which an item counts; W where it names none, or one that is not there. */
  readonly of: (item: { readonly calendar?: string }) => WorkingCalendar;
  /** Reads the newest version; returns it. A failure leaves what was known. */
  refresh(): Promise<CalendarBook>;
  /** The year, by the clock of the service, that it is, and whether it is November or December. */
  today(): { readonly year: number; readonly late: boolean };
}

const STALE_MS = 5_000;

/**
 * Holds the calendars of one instance. What another instance saved is seen a few seconds later, at the next question after
 * that; until the first `refresh` the built-in calendars hold, with no announced year.
 */
export function createWorkingCalendars(deps: CalendarDeps): WorkingCalendars {
  const { calendars, statutory, timeZone, clock, log } = deps;
  const zone = zoneOf(timeZone);
  let book: CalendarBook = { version: 0, calendars: DEFAULT_CALENDARS, years: {} };
  let built = buildAll(book, statutory, timeZone);
  let askedAt = -Infinity;
  const refresh = async (): Promise<CalendarBook> => {
    askedAt = performance.now();
    const newest = await calendars.current();
    if (newest.version > book.version) {
      book = newest;
      built = buildAll(book, statutory, timeZone);
    }
    return book;
  };
  const find = (id: string): WorkingCalendar | undefined => {
    if (performance.now() - askedAt > STALE_MS)
      refresh().catch((error: unknown) => log.warn({ error }, 'the calendars could not be read again'));
    return built.get(id);
  };
  const main = (): WorkingCalendar => {
    const found = find('W');
    if (found === undefined) throw new Error('the calendar W is missing');
    return found;
  };
  return {
    calendar: {
      add: (start, duration) => main().add(start, duration),
      provisional: (from, to) => main().provisional(from, to),
      part: (from, to, percent) => main().part(from, to, percent),
      remindAt: at => main().remindAt(at),
      resume: (due, pause) => main().resume(due, pause),
      due: (start, duration) => main().due(start, duration),
      isOpen: at => main().isOpen(at),
      nextOpening: at => main().nextOpening(at),
      workedMs: (from, to) => main().workedMs(from, to),
      closing: date => main().closing(date),
      sameDay: (start, rule) => main().sameDay(start, rule),
      cutoff: (date, cutoff) => main().cutoff(date, cutoff),
      workedDays: (from, to) => main().workedDays(from, to),
      get dayMs() {
        return main().dayMs;
      },
    },
    byId: find,
    of: item => (item.calendar === undefined ? undefined : find(item.calendar)) ?? main(),
    refresh,
    today: () => {
      const { day } = zone.local(clock.now());
      // Next year's day 61 days on: it is November or December.
      return { year: yearOf(day), late: yearOf(day + 61) > yearOf(day) };
    },
  };
}

function buildAll(
  book: CalendarBook,
  statutory: CalendarDeps['statutory'],
  timeZone: string,
): ReadonlyMap<string, WorkingCalendar> {
  const years = yearsOf(book, statutory);
  // W and C are always there, even if a saved version has dropped them.
  const all = new Map([...DEFAULT_CALENDARS, ...book.calendars].map(rules => [rules.id, rules]));
  return new Map([...all].map(([id, rules]) => [id, createWorkingCalendar({ ...rules, timeZone, years })]));
}

/** Announced years as they are, and the statutory days of all others. */
function yearsOf(book: CalendarBook, statutory: CalendarDeps['statutory']): CalendarData['years'] {
  return Object.fromEntries([...marked(statutory, false), ...marked(book.years, true)]);
}

function marked(years: CalendarBook['years'], announced: boolean) {
  return Object.entries(years).map(([year, days]) => [year, { announced, days }] as const);
}
