import type { CalendarRules, Hours, SpecialDay } from './calendar-data.ts';
import { readDay, readTime } from './days.ts';

/** What is wrong with a calendar, and where: `hours[1]`, `local[0].hours[1]`, `days[12].date`. */
export interface CalendarFault {
  readonly path: string;
  readonly problem:
    | 'badTime'
    | 'endsBeforeItBegins'
    /** Overlaps the hours before it. */
    | 'overlap'
    | 'badDate'
    | 'badWeekday'
    | 'otherYear'
    /** The date stands there twice. */
    | 'twice'
    | 'noWorkingTime';
}

/** Everything that keeps a calendar from being computed with; empty: it may be saved. */
export function calendarFaults(rules: CalendarRules): readonly CalendarFault[] {
  const { weekdays, hours, quiet = [], local } = rules;
  const bad = weekdays.flatMap((day, n): readonly CalendarFault[] =>
    Number.isInteger(day) && day >= 1 && day <= 7 ? [] : [{ path: `weekdays[${n}]`, problem: 'badWeekday' }],
  );
  const none = hours.length === 0 ? 'hours' : weekdays.length === 0 ? 'weekdays' : undefined;
  return [
    ...bad,
    ...(none === undefined ? [] : [{ path: none, problem: 'noWorkingTime' } as const]),
    ...hoursFaults(hours, 'hours'),
    ...hoursFaults(quiet, 'quiet'),
    ...(neverLoud(rules) ? [{ path: 'quiet', problem: 'noWorkingTime' } as const] : []),
    ...dayFaults(local, 'local'),
  ];
}

/** Faults of a year's special days; all must lie in it. */
export function yearFaults(year: string, days: readonly SpecialDay[]): readonly CalendarFault[] {
  const others = days.flatMap(({ date }, n): readonly CalendarFault[] =>
    readDay(date) === undefined || date.startsWith(`${year}-`)
      ? []
      : [{ path: `days[${n}].date`, problem: 'otherYear' }],
  );
  return [...dayFaults(days, 'days'), ...others];
}

/** Quiet hours, in order, that leave nothing of any working day. */
function neverLoud({ hours, quiet = [] }: CalendarRules): boolean {
  if (quiet.length === 0 || hours.length === 0) return false;
  return hours.every(({ from, to }) => {
    const loudFrom = quiet.reduce((at, each) => {
      const [begins, ends] = [readTime(each.from) ?? 0, readTime(each.to) ?? 0];
      return begins <= at && at < ends ? ends : at;
    }, readTime(from) ?? 0);
    return loudFrom >= (readTime(to) ?? 0);
  });
}

function dayFaults(days: readonly SpecialDay[], path: string): readonly CalendarFault[] {
  const seen = new Set<string>();
  return days.flatMap(({ date, hours }, n): readonly CalendarFault[] => {
    const place = `${path}[${n}]`;
    const faults: CalendarFault[] = [];
    if (readDay(date) === undefined) faults.push({ path: `${place}.date`, problem: 'badDate' });
    if (seen.has(date)) faults.push({ path: `${place}.date`, problem: 'twice' });
    seen.add(date);
    if (hours?.length === 0) faults.push({ path: `${place}.hours`, problem: 'noWorkingTime' });
    return [...faults, ...hoursFaults(hours ?? [], `${place}.hours`)];
  });
}

/** Hours stand in order and do not overlap; one may begin where another ends. */
function hoursFaults(hours: readonly Hours[], path: string): readonly CalendarFault[] {
  let end = 0;
  return hours.flatMap(({ from, to }, n): readonly CalendarFault[] => {
    const place = `${path}[${n}]`;
    const [begins, ends] = [readTime(from), readTime(to)];
    if (begins === undefined || ends === undefined) return [{ path: place, problem: 'badTime' }];
    if (ends <= begins) return [{ path: place, problem: 'endsBeforeItBegins' }];
    if (begins < end) return [{ path: place, problem: 'overlap' }];
    end = ends;
    return [];
  });
}
