import { DateTime } from 'luxon';
import type { Instant } from '../core/definition.ts';
import type { WorkingCalendar } from '../core/working-calendar.ts';
import type { Settings } from './ports-settings.ts';

/** The morning digest of one day: when it goes out, and what counts as today. */
export interface DigestDay {
  /** `2026-11-23`, in the service's zone. */
  readonly date: string;
  readonly at: Instant;
  /** The midnight that ends the day. */
  readonly end: Instant;
}

export interface DigestClock {
  readonly calendar: Pick<WorkingCalendar, 'nextOpening'>;
  readonly timeZone: string;
}

const HOUR = 3_600_000;
/** A digest that could not go out in the morning is not sent in the evening. */
const LATEST_MS = 4 * HOUR;

/**
 * The digest of the day of `now`: at the opening of the working day, or at the time that the settings name; undefined on a
 * day off, and where it is switched off.
 */
export function digestDay(
  { digest = { on: true } }: Pick<Settings, 'digest'>,
  { calendar, timeZone }: DigestClock,
  now: Instant,
): DigestDay | undefined {
  if (!digest.on) return undefined;
  const midnight = DateTime.fromMillis(now, { zone: timeZone }).startOf('day');
  const end = midnight.plus({ days: 1 }).toMillis();
  const opening = calendar.nextOpening(midnight.toMillis());
  if (opening >= end) return undefined;
  const [hour, minute] = (digest.time ?? '').split(':').map(Number);
  const named =
    digest.time === undefined ? undefined : midnight.set({ hour: hour ?? 0, minute: minute ?? 0 });
  return { date: midnight.toISODate() ?? '', at: named?.toMillis() ?? opening, end };
}

/** Whether it goes out now: from its time on, within four hours of it. */
export function digestIsDue(day: DigestDay, now: Instant): boolean {
  return now >= day.at && now < day.at + LATEST_MS;
}

/**
 * Whether a plain reminder of a task would say what the digest of this hour says (issue 6, item 4): the digest goes out within
 * the hour before, and lists everything that is due by the end of its day. Then the reminder stands in the history, but
 * nobody gets a second message. Counted by the clock and not by what was sent, so that no race can double it.
 */
export function digestSpeaksOf(
  settings: Pick<Settings, 'digest'>,
  clock: DigestClock,
  dueAt: Instant | undefined,
  now: Instant,
): boolean {
  const day = digestDay(settings, clock, now);
  if (day === undefined || dueAt === undefined) return false;
  return now >= day.at && now < day.at + HOUR && dueAt < day.end;
}
