import type { Text } from '../definition.ts';

/** A stretch of a day, `09:00` to `12:00`, in the calendar's time zone; the last may end at `24:00`. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}

/** One date that is not as its weekday says: a holiday, a make-up day (调休), a local day of the administrators. */
export interface SpecialDay {
  /** `2026-10-10` */
  readonly date: string;
  readonly kind: 'off' | 'work';
  readonly name?: Text;
  /** Of a `work` day whose hours differ from the calendar's. */
  readonly hours?: readonly Hours[];
}

/** What an administrator sets of one calendar. */
export interface CalendarRules {
  /** `W` working hours, `C` around the clock; others as administrators name them. */
  readonly id: string;
  readonly name: Text;
  /** Working weekdays, 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[];
  readonly hours: readonly Hours[];
  /** Whether public holidays and make-up days count. */
  readonly holidays: boolean;
  /** No reminder goes out in these hours of any day (免打扰), although working time may be open. */
  readonly quiet?: readonly Hours[];
  /** Overrides of this calendar: they win over the public days. */
  readonly local: readonly SpecialDay[];
}

export interface CalendarYear {
  /** False: only the statutory days are known, results are provisional (semantics C13, issue 6.1). */
  readonly announced: boolean;
  readonly days: readonly SpecialDay[];
}

/** Everything that counting working time needs, as plain data. */
export interface CalendarData extends CalendarRules {
  /** IANA name; whatever the zone of the machine. */
  readonly timeZone: string;
  /** By year, `2026`. A year that is missing has no special days and counts as not announced. */
  readonly years: Readonly<Record<string, CalendarYear>>;
}
