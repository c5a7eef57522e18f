import { describe, expect, test } from 'vitest';
import type { TimeRule } from '../../../src/core/definition.ts';
import { calendarFaults } from '../../../src/core/calendar/check-calendar.ts';
import { occurrenceAt } from '../../../src/core/time-limits.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { readHours } from '../../../src/features/calendars/typed-hours.ts';
import { duration } from '../../support/flow/definition.ts';
import { at, buildCalendar, shown } from './support.ts';

const work = createWorkingCalendar(buildCalendar());
const always = createWorkingCalendar(buildCalendar({}, 'C'));
const rule = (does: TimeRule['do'], before: string): TimeRule => ({
  id: 'r',
  at: duration(before),
  do: does,
});
const firing = (calendar: typeof work, does: TimeRule['do'], before: string, due: string) =>
  shown(occurrenceAt(calendar, rule(does, before), at(due), 1));

const faults = (from: string, to: string) =>
  calendarFaults(buildCalendar({ quiet: [{ from, to }] })).map(({ path, problem }) => `${path} ${problem}`);

describe('semantics C13: reminders outside working time wait for the next opening', () => {
  test('what only tells people waits: over the night, over noon, over the holidays', () => {
    expect(firing(work, 'remind', '-4h', '2026-11-24 11:00')).toBe('2026-11-24 09:00');
    expect(firing(work, 'remindManager', '2h', '2026-11-24 17:00')).toBe('2026-11-25 09:00');
    expect(firing(work, 'notifyAdmins', '1h', '2026-11-24 11:30')).toBe('2026-11-24 13:30');
    expect(firing(work, 'notifyAdmins', '1d', '2026-09-30 16:00')).toBe('2026-10-08 09:00');
  });

  test('what changes who acts does not wait', () => {
    for (const does of ['escalate', 'transfer', 'autoApprove', 'autoReject'] as const)
      expect(firing(work, does, '2h', '2026-11-24 17:00')).toBe('2026-11-24 19:00');
  });

  test('around the clock nothing waits: five minutes are five minutes', () => {
    expect(firing(always, 'remind', '-5min', '2026-11-22 03:00')).toBe('2026-11-22 02:55');
  });

  test('quiet hours wait on any calendar, and across midnight', () => {
    const quiet = [
      { from: '00:00', to: '07:00' },
      { from: '22:00', to: '24:00' },
    ];
    const calendar = createWorkingCalendar(buildCalendar({ quiet }, 'C'));
    expect(firing(calendar, 'remind', '-5min', '2026-11-22 23:00')).toBe('2026-11-23 07:00');
    expect(firing(calendar, 'remind', '-5min', '2026-11-22 12:00')).toBe('2026-11-22 11:55');
  });

  test('quiet hours that leave no working time are refused with their place', () => {
    expect(faults('08:00', '20:00')).toEqual(['quiet noWorkingTime']);
    expect(faults('09:00', '12:00')).toEqual([]);
    expect(faults('12:00', '11:00')).toEqual(['quiet[0] endsBeforeItBegins']);
  });
});

describe('hours as people type them', () => {
  const day = [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ];
  test.each([
    '09:00-12:00, 13:30-18:00',
    '9:00–12:00；13:30至18:00',
    '９：００～１２：００、１３：３０～１８：００',
    '9-12\n13:30-18',
  ])('%j', typed => {
    expect(readHours(typed)).toEqual(day);
  });
  test('what cannot be read says which part', () => {
    expect(readHours('9-12, 下午')).toEqual({ badPart: 2 });
    expect(readHours('')).toEqual([]);
  });
});
