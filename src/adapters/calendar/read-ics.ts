import type { SpecialDay } from '../../core/calendar/calendar-data.ts';
import type { Text } from '../../core/definition.ts';
import { readDay, writeDay } from '../../core/calendar/days.ts';
import { byYear } from './by-year.ts';
import type { ReadCalendar } from '../../application/calendar-ports.ts';

/** An unfolded line of the file, with the number of its first line. */
interface Line {
  readonly number: number;
  readonly name: string;
  readonly value: string;
}
type Event = ReadonlyMap<string, Line>;
/** Of ten years there are some three hundred. */
const MOST_DAYS = 4_000;
/** Titles are short; what comes after is not looked at. */
const LONGEST_TITLE = 200;
type Fault = Extract<ReadCalendar, { ok: false }>;

/**
 * Reads the all-day events of an iCalendar file (RFC 5545). What an event means is told by the mark that the calendars of
 * Chinese holidays carry (`X-APPLE-SPECIAL-DAY`), else by its title: 休, 假, holiday; 班, make-up.
 */
export function readIcs(text: string): ReadCalendar {
  const days: SpecialDay[] = [];
  const ignored: string[] = [];
  for (const event of eventsOf(linesOf(text))) {
    const title = event.get('SUMMARY')?.value.slice(0, LONGEST_TITLE) ?? '';
    const kind = kindOf(event, title);
    if (kind === undefined) {
      ignored.push(title);
      continue;
    }
    const dates = datesOf(event);
    if ('problem' in dates) return dates;
    const name = title.replace(/\s*[(（][^)）]*[)）]\s*$/, '');
    if (days.length + dates.length > MOST_DAYS)
      return fault(event.get('DTSTART')?.number ?? 1, {
        zh: `超过 ${MOST_DAYS} 天`,
        en: `more than ${MOST_DAYS} days`,
      });
    for (const date of dates) days.push({ date, kind, name: { zh: name, en: name } });
  }
  if (days.length === 0)
    return fault(1, { zh: '没有放假，也没有调休', en: 'has no day off and no make-up day' });
  return { ok: true, years: byYear(days), ignored };
}

function fault(line: number, problem: Text): Fault {
  return { ok: false, place: `line ${line}`, problem };
}

/** A line that begins with a space goes on the one before. */
function linesOf(text: string): readonly Line[] {
  const lines: { number: number; text: string }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) last.text += line.slice(1);
    else lines.push({ number: index + 1, text: line });
  }
  return lines.map(({ number, text }) => {
    const [, name = '', value = ''] = /^([\w-]{1,40})(?:;[^:]*)?:(.*)$/.exec(text) ?? [];
    return { number, name: name.toUpperCase(), value: value.replaceAll(/\\([,;\\])/g, '$1').trim() };
  });
}

function eventsOf(lines: readonly Line[]): readonly Event[] {
  const events: Event[] = [];
  let open: Map<string, Line> | undefined;
  for (const line of lines) {
    if (line.name === 'BEGIN' && line.value === 'VEVENT') open = new Map();
    else if (line.name === 'END' && line.value === 'VEVENT' && open !== undefined) {
      events.push(open);
      open = undefined;
    } else open?.set(line.name, line);
  }
  return events;
}

function kindOf(event: Event, title: string): SpecialDay['kind'] | undefined {
  const mark = event.get('X-APPLE-SPECIAL-DAY')?.value;
  if (mark === 'WORK-HOLIDAY') return 'off';
  if (mark === 'ALTERNATE-WORKDAY') return 'work';
  if (/班|make-?up|workday/i.test(title)) return 'work';
  return /休|假|holiday|day off/i.test(title) ? 'off' : undefined;
}

/** From DTSTART up to DTEND, which is no longer part of it; without DTEND one day. */
function datesOf(event: Event): readonly string[] | Fault {
  const [start, end] = [event.get('DTSTART'), event.get('DTEND')];
  const first = start === undefined ? undefined : dayOf(start.value);
  if (first === undefined)
    return fault(start?.number ?? 1, {
      zh: '须为全天日期，例如 20270206',
      en: 'must be an all-day date such as 20270206',
    });
  const after = end === undefined ? first + 1 : dayOf(end.value);
  if (after === undefined || after <= first || after - first > 60)
    return fault(end?.number ?? 1, {
      zh: '须为开始之后的日期，最多 60 天',
      en: 'must be a date after the start, at most 60 days',
    });
  return Array.from({ length: after - first }, (_, n) => writeDay(first + n));
}

function dayOf(value: string): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  return match === null ? undefined : readDay(`${match[1]}-${match[2]}-${match[3]}`);
}
