import { describe, expect, test } from 'vitest';
import { DAY_MS, readDay, writeDay } from '../../../src/core/calendar/days.ts';
import { zoneOf } from '../../../src/core/calendar/local-time.ts';
import { reportsOn } from '../../../src/core/reports/schedule.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { buildCalendar } from '../calendar/support.ts';

const calendar = createWorkingCalendar(buildCalendar());
const zone = zoneOf('Asia/Shanghai');
const works = (day: number): boolean =>
  calendar.workedMs(zone.instant(day, 0), zone.instant(day, DAY_MS)) > 0;
const on = (date: string): readonly string[] =>
  reportsOn(readDay(date) ?? 0, works).map(
    ({ kind, period }) => `${kind} ${writeDay(period.from)}–${writeDay(period.to - 1)}`,
  );

describe('which reports go out on a day, by the working calendar of 2026 (issue 6.6)', () => {
  test.each([
    ['2026-11-25', ['daily 2026-11-24–2026-11-24']],
    ['2026-11-21', []],
    ['2026-11-23', ['daily 2026-11-20–2026-11-22', 'weekly 2026-11-16–2026-11-22']],
    // After the National Day week the first working day of the month, of the quarter and of the week is one day.
    [
      '2026-10-08',
      [
        'daily 2026-09-30–2026-10-07',
        'weekly 2026-09-28–2026-10-04',
        'monthly 2026-09-01–2026-09-30',
        'quarterly 2026-07-01–2026-09-30',
      ],
    ],
    ['2026-10-09', ['daily 2026-10-08–2026-10-08']],
    // A Sunday on which people work for the holiday: no first day of anything.
    ['2026-09-20', ['daily 2026-09-18–2026-09-19']],
    ['2026-09-21', ['daily 2026-09-20–2026-09-20', 'weekly 2026-09-14–2026-09-20']],
    ['2026-10-01', []],
    [
      '2026-06-01',
      ['daily 2026-05-29–2026-05-31', 'weekly 2026-05-25–2026-05-31', 'monthly 2026-05-01–2026-05-31'],
    ],
  ])('%s', (date, reports) => {
    expect(on(date)).toEqual(reports);
  });

  test('in a year each week, month and quarter that has a working day is reported once', () => {
    const all = Array.from({ length: 365 }, (_, n) => on(writeDay((readDay('2026-01-01') ?? 0) + n))).flat();
    for (const [kind, count] of [
      ['monthly', 12],
      ['quarterly', 4],
    ] as const)
      expect(new Set(all.filter(each => each.startsWith(kind))).size).toBe(count);
    expect(new Set(all).size).toBe(all.length);
  });
});
