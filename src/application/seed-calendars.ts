import { DEFAULT_CALENDARS } from '../core/calendar/default-calendars.ts';
import type { CalendarBook, CalendarStore } from './calendar-ports.ts';
import type { Clock } from './ports.ts';

/**
 * At start: the built-in calendars, and every year that came with the service and is not there yet. What administrators
 * set or imported is kept as it is.
 */
export async function seedCalendars(deps: {
  readonly calendars: CalendarStore;
  /** The years that came with the service, but for those that are there already. */
  readonly yearsExcept: (known: readonly string[]) => CalendarBook['years'];
  readonly clock: Clock;
}): Promise<CalendarBook> {
  const book = await deps.calendars.current();
  const ids = book.calendars.map(({ id }) => id);
  const calendars = DEFAULT_CALENDARS.filter(({ id }) => !ids.includes(id));
  const years = Object.entries(deps.yearsExcept(Object.keys(book.years)));
  if (calendars.length === 0 && years.length === 0) return book;
  const seeded: CalendarBook = {
    version: book.version + 1,
    calendars: [...book.calendars, ...calendars],
    years: { ...book.years, ...Object.fromEntries(years) },
  };
  const names = years.map(([year]) => year).join(', ');
  const saved = await deps.calendars.save({
    book: seeded,
    by: 'system',
    at: deps.clock.now(),
    summary: [{ zh: `随服务带来的日历：${names}`, en: `Calendars that came with the service: ${names}` }],
  });
  // Not saved: another instance did the same a moment ago.
  return saved ? seeded : deps.calendars.current();
}
