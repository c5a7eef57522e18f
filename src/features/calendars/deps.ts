import type { CalendarStore, ReadCalendar } from '../../application/calendar-ports.ts';
import type { FeatureDeps } from '../shared/deps.ts';

export interface CalendarsDeps extends FeatureDeps {
  readonly calendars: CalendarStore;
  /** Lets this instance count by what was just saved. */
  readonly refreshCalendars: () => Promise<unknown>;
  /** Reads a file of holidays: ICS or JSON. */
  readonly readCalendar: (text: string) => ReadCalendar;
}
