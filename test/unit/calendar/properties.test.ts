import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Duration } from '../../../src/core/definition.ts';
import type { CalendarData, Hours, SpecialDay } from '../../../src/core/calendar/calendar-data.ts';
import { calendarFaults } from '../../../src/core/calendar/check-calendar.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { at, buildCalendar } from './support.ts';

const HOUR = 3_600_000;

const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC');
/** Whole minutes of 2025 to 2027: make-up days, changes of the clock, a year that is not announced. */
const instant = fc
  .integer({ min: at('2025-01-01 00:00') / 60_000, max: at('2027-12-31 00:00') / 60_000 })
  .map(minutes => minutes * 60_000);
const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** One to three stretches of a day that do not overlap; any time of day. */
const hours: fc.Arbitrary<readonly Hours[]> = fc
  .uniqueArray(
    fc.integer({ min: 0, max: 48 }).map(half => half * 30),
    { minLength: 2, maxLength: 6 },
  )
  .map(ends => {
    const sorted = ends.toSorted((a, b) => a - b);
    return sorted.flatMap((from, n) => {
      const to = sorted[n + 1];
      return n % 2 === 1 || to === undefined ? [] : [{ from: time(from), to: time(to) }];
    });
  });
const local: fc.Arbitrary<readonly SpecialDay[]> = fc.uniqueArray(
  fc.record({
    date: fc.integer({ min: 1, max: 28 }).map(day => `2026-09-${String(day).padStart(2, '0')}`),
    kind: fc.constantFrom('off' as const, 'work' as const),
  }),
  { selector: day => day.date, maxLength: 8 },
);
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
/** What differs from the built-in calendar; kept apart from its years, so that a counterexample can be read. */
const parts = fc.record({ timeZone: zone, hours, local, weekdays, holidays: fc.boolean() });
const calendar: fc.Arbitrary<Partial<CalendarData>> = fc.oneof(fc.record({ timeZone: zone }), parts);
const built = (overrides: Partial<CalendarData>) => createWorkingCalendar(buildCalendar(overrides));
const wh = fc.integer({ min: 0, max: 60 }).map((amount): Duration => ({ amount, unit: 'wh' }));

/** A desk that closes at midnight: 15 working hours from its opening are the whole of its only day of the week. */
const MIDNIGHT: readonly [Partial<CalendarData>, number, Duration][] = [
  [
    { hours: [{ from: '09:00', to: '24:00' }], weekdays: [1], holidays: false, local: [] },
    at('2026-11-23 09:00'),
    { amount: 15, unit: 'wh' },
  ],
];

describe('whatever the calendar, the zone and the start', () => {
  test('the calendars made here could be saved', () => {
    fc.assert(
      fc.property(calendar, data => {
        expect(calendarFaults(buildCalendar(data))).toEqual([]);
      }),
    );
  });

  test('working hours that were added are measured again', () => {
    fc.assert(
      fc.property(calendar, instant, wh, (data, start, limit) => {
        const counting = built(data);
        expect(counting.workedMs(start, counting.add(start, limit))).toBe(limit.amount * HOUR);
      }),
    );
  });

  test('working days that were added are measured again', () => {
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 0, max: 40 }), (timeZone, start, amount) => {
        const counting = built({ timeZone });
        expect(counting.workedDays(start, counting.add(start, { amount, unit: 'wd' }))).toBe(amount);
      }),
    );
  });

  test('a limit in working hours or days is never due inside a closed hour', () => {
    fc.assert(
      fc.property(
        calendar,
        instant,
        fc.integer({ min: -40, max: 40 }),
        fc.constantFrom('wh' as const, 'wd' as const),
        (data, start, amount, unit) => {
          const counting = built(data);
          expect(counting.isOpen(counting.add(start, { amount, unit }))).toBe(true);
        },
      ),
    );
  });

  test('more limit is never earlier, nor is a later start', () => {
    const amounts = fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 30 }));
    const unit = fc.constantFrom(...(['min', 'h', 'd', 'wh', 'wd'] as const));
    fc.assert(
      fc.property(
        calendar,
        instant,
        amounts,
        unit,
        fc.nat(600),
        (data, start, [amount, more], unit, later) => {
          const calendar = built(data);
          const due = calendar.add(start, { amount, unit });
          expect(calendar.add(start, { amount: amount + more, unit })).toBeGreaterThanOrEqual(due);
          // A calendar day keeps the clock time: of an hour that is skipped or comes twice it cannot tell the order.
          if (unit !== 'd')
            expect(calendar.add(start + later * 60_000, { amount, unit })).toBeGreaterThanOrEqual(due);
        },
      ),
    );
  });

  test('two limits in working hours one after the other are their sum', () => {
    fc.assert(
      fc.property(calendar, instant, wh, wh, (data, start, first, second) => {
        const calendar = built(data);
        const sum = { amount: first.amount + second.amount, unit: 'wh' } as const;
        expect(calendar.add(calendar.add(start, first), second)).toBe(calendar.add(start, sum));
      }),
      { examples: MIDNIGHT.map(([data, start, limit]) => [data, start, limit, { amount: 0, unit: 'wh' }]) },
    );
  });

  test('opening and closing times, and all between, are their own next opening', () => {
    fc.assert(
      fc.property(calendar, instant, wh, (data, start, limit) => {
        const counting = built(data);
        for (const open of [counting.nextOpening(start), counting.add(start, limit)])
          expect(counting.nextOpening(open)).toBe(open);
        if (counting.isOpen(start)) expect(counting.nextOpening(start)).toBe(start);
      }),
      { examples: [...MIDNIGHT] },
    );
  });

  test('of a part of the time, that part was worked when it has gone', () => {
    const percent = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(calendar, instant, wh, percent, (data, start, limit, share) => {
        const counting = built(data);
        const end = counting.add(start, limit);
        const gone = counting.workedMs(start, counting.part(start, end, share));
        expect(gone).toBe(Math.round((limit.amount * HOUR * share) / 100));
      }),
    );
  });

  test('a reminder never goes out in a closed or a quiet hour, never before its time, and never waits without need', () => {
    const loud = fc.tuple(calendar, hours).map(([data, quiet]) => ({ ...data, quiet }));
    const usable = loud.filter(data => calendarFaults(buildCalendar(data)).length === 0);
    fc.assert(
      fc.property(usable, instant, (data, wanted) => {
        const counting = built(data);
        const sent = counting.remindAt(wanted);
        expect(sent).toBeGreaterThanOrEqual(wanted);
        expect(counting.isOpen(sent)).toBe(true);
        expect(counting.remindAt(sent)).toBe(sent);
      }),
    );
  });
});
