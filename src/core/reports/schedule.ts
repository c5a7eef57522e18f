import type { Day } from '../calendar/days.ts';
import { type Period, periodOf } from './period.ts';
import type { ReportKind } from './report.ts';

/**
 * Which reports go out on this day, each about the period that has just ended: on the first working day of a week, a month
 * and a quarter, and daily on each working day about the days since the last one (issue 6.6). `works` tells working days.
 */
export function reportsOn(
  today: Day,
  works: (day: Day) => boolean,
): readonly { readonly kind: ReportKind; readonly period: Period }[] {
  if (!works(today)) return [];
  const first = ({ from }: Period): boolean => {
    for (let day = from; day < today; day += 1) if (works(day)) return false;
    return true;
  };
  const ended = (kind: 'week' | 'month' | 'quarter', report: ReportKind) =>
    first(periodOf(kind, today)) ? [{ kind: report, period: periodOf(kind, today, -1) }] : [];
  return [
    { kind: 'daily', period: { kind: 'day', from: lastWorkingDay(today, works), to: today } },
    ...ended('week', 'weekly'),
    ...ended('month', 'monthly'),
    ...ended('quarter', 'quarterly'),
  ];
}

/** No holiday is longer. */
const LONGEST_HOLIDAY = 30;

function lastWorkingDay(today: Day, works: (day: Day) => boolean): Day {
  for (let day = today - 1; day >= today - LONGEST_HOLIDAY; day -= 1) if (works(day)) return day;
  return today - 1;
}
