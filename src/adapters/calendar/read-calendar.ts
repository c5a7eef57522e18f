import type { ReadCalendar } from '../../application/calendar-ports.ts';
import { readIcs } from './read-ics.ts';
import { readJson } from './read-json.ts';

/** Reads a year's holidays and make-up days from the text of an ICS or JSON file, whichever it is. */
export function readCalendar(text: string): ReadCalendar {
  const trimmed = text.replace(/^\uFEFF/, '').trimStart();
  return trimmed.startsWith('BEGIN:VCALENDAR') ? readIcs(trimmed) : readJson(trimmed);
}
