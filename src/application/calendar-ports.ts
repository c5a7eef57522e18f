import type { CalendarRules, SpecialDay } from '../core/calendar/calendar-data.ts';
import type { Instant, Text } from '../core/definition.ts';

/** All calendars of the service, as administrators set them. A version never changes once it is saved. */
export interface CalendarBook {
  readonly version: number;
  readonly calendars: readonly CalendarRules[];
  /** Public holidays and make-up days by year, `2026`: only years that were announced. */
  readonly years: Readonly<Record<string, readonly SpecialDay[]>>;
}

/** What a file of holidays says, by year. */
export type ReadCalendar =
  | {
      readonly ok: true;
      readonly years: Readonly<Record<string, readonly SpecialDay[]>>;
      /** Entries that say neither day off nor make-up day (a solar term, a birthday): shown, not taken over. */
      readonly ignored: readonly string[];
    }
  /** `place`: a line of the ICS file, `line 12`, or a path of the JSON file, `days[3].date`. */
  | { readonly ok: false; readonly place: string; readonly problem: Text };

export interface CalendarChange {
  readonly book: CalendarBook;
  /** A person's id, or `system`. */
  readonly by: string;
  readonly at: Instant;
  readonly summary: readonly Text[];
}

export interface CalendarStore {
  /** The newest version; version 0, without calendars, before the first was saved. */
  current(): Promise<CalendarBook>;
  /** Newest first. */
  history(limit: number): Promise<readonly CalendarChange[]>;
  /** False when `change.book.version - 1` is no longer current: somebody else saved first. */
  save(change: CalendarChange): Promise<boolean>;
  /** Ids of the requests in this status, in their order, after this id: those whose due times still count. */
  openRequests(status: 'RUNNING' | 'RETURNED', after: string, limit: number): Promise<readonly string[]>;
}
