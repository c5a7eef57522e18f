import type { SpecialDay } from './calendar-data.ts';

/** One date on which two announcements of a year differ; absent: not special there. */
export interface DayDifference {
  readonly date: string;
  readonly before?: SpecialDay;
  readonly after?: SpecialDay;
}

/** Where a year that is announced again differs from what stands, by date; a name alone is no difference. */
export function yearDifference(
  before: readonly SpecialDay[],
  after: readonly SpecialDay[],
): readonly DayDifference[] {
  const [old, fresh] = [before, after].map(days => new Map(days.map(day => [day.date, day])));
  const dates = [...new Set([...before, ...after].map(day => day.date))].sort();
  return dates.flatMap(date => {
    const [was, is] = [old?.get(date), fresh?.get(date)];
    if (meaning(was) === meaning(is)) return [];
    return [
      { date, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
    ];
  });
}

function meaning(day: SpecialDay | undefined): string {
  if (day === undefined) return '';
  const hours = (day.hours ?? []).map(({ from, to }) => `${from}-${to}`);
  return [day.kind, ...hours].join(' ');
}
