import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarData } from '../../../src/core/calendar/calendar-data.ts';
import { readDay, writeDay } from '../../../src/core/calendar/days.ts';
import { zoneOf } from '../../../src/core/calendar/local-time.ts';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { at, buildCalendar, shown } from './support.ts';

const sameDay = { before: '15:00', otherwise: '12:00' };
const due = (start: string, overrides: Partial<CalendarData> = {}) =>
  shown(createWorkingCalendar(buildCalendar(overrides)).sameDay(at(start), sameDay));

describe('当天办结 (services E8): the same day before 15:00, else 12:00 of the next working day', () => {
  test.each([
    ['2026-11-20 09:00', '2026-11-20 18:00'],
    ['2026-11-20 14:59', '2026-11-20 18:00'],
    ['2026-11-20 07:00', '2026-11-20 18:00'],
    ['2026-11-20 12:30', '2026-11-20 18:00'],
    ['2026-11-20 15:00', '2026-11-23 12:00'],
    ['2026-11-20 23:59', '2026-11-23 12:00'],
    ['2026-11-21 10:00', '2026-11-23 12:00'],
    ['2026-11-23 00:00', '2026-11-23 18:00'],
    ['2026-09-30 15:00', '2026-10-08 12:00'],
    ['2026-10-10 14:00', '2026-10-10 18:00'],
  ])('handed in at %s it is due at %s', (start, end) => {
    expect(due(start)).toBe(end);
  });

  test('a day that closes at noon takes nothing in the afternoon', () => {
    const local = [
      { date: '2026-11-20', kind: 'work' as const, hours: [{ from: '09:00', to: '12:00' }] },
      { date: '2026-11-23', kind: 'work' as const, hours: [{ from: '13:30', to: '18:00' }] },
    ];
    expect(due('2026-11-20 11:59', { local })).toBe('2026-11-20 12:00');
    // Nobody works at noon of that Monday: it opens at half past one.
    expect(due('2026-11-20 12:00', { local })).toBe('2026-11-23 13:30');
  });
});

const cutoff = (date: string, days = 1, time = '16:00') =>
  createWorkingCalendar(buildCalendar()).cutoff(date, { days, at: time })?.shown;

describe('截止 (services E10): until 16:00 of the working day before', () => {
  test.each([
    ['2026-11-24', '2026-11-23T16:00'],
    ['2026-11-23', '2026-11-20T16:00'],
    // A Sunday, and the days after the holidays of October.
    ['2026-11-22', '2026-11-20T16:00'],
    ['2026-10-08', '2026-09-30T16:00'],
    ['2026-10-11', '2026-10-10T16:00'],
    ['2027-01-01', '2026-12-31T16:00'],
  ])('%s can be asked for until %s', (date, end) => {
    expect(cutoff(date)).toBe(end);
  });

  test('0 days are the day itself, working or not; a time after closing is the closing; no date has no end', () => {
    expect(cutoff('2026-11-22', 0, '18:00')).toBe('2026-11-22T18:00');
    expect(cutoff('2026-11-24', 1, '20:00')).toBe('2026-11-23T18:00');
    expect(cutoff('2026-11-24', 1, '12:30')).toBe('2026-11-23T12:00');
    expect(cutoff('2026-02-31')).toBeUndefined();
  });
});

const time = fc
  .integer({ min: 0, max: 47 })
  .map(half => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC');
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
const calendar = fc.record({ timeZone: zone, weekdays });
const instant = fc
  .integer({ min: at('2026-01-01 00:00') / 60_000, max: at('2026-12-31 00:00') / 60_000 })
  .map(minutes => minutes * 60_000);
const rule = fc.record({ before: time, otherwise: time });

describe('whatever the calendar, the zone and the time', () => {
  test('what is due by the same-day rule is due later, in working time, and on this working day or the next one', () => {
    fc.assert(
      fc.property(calendar, instant, rule, (data, start, wanted) => {
        const counting = createWorkingCalendar(buildCalendar(data));
        const end = counting.sameDay(start, wanted);
        expect(end).toBeGreaterThan(start);
        expect(counting.isOpen(end)).toBe(true);
        expect(counting.workedDays(start, end)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('whoever hands in earlier is not served later', () => {
    fc.assert(
      fc.property(calendar, instant, fc.nat(20_000), rule, (data, start, minutes, wanted) => {
        const counting = createWorkingCalendar(buildCalendar(data));
        const later = start + minutes * 60_000;
        expect(counting.sameDay(later, wanted)).toBeGreaterThanOrEqual(counting.sameDay(start, wanted));
      }),
    );
  });

  test('a cut-off lies before its day, in working time, that many working days before, and moves with the day', () => {
    const days = fc.integer({ min: 1, max: 20 });
    const date = fc
      .integer({ min: readDay('2026-02-01') ?? 0, max: readDay('2026-12-01') ?? 0 })
      .map(writeDay);
    fc.assert(
      fc.property(calendar, date, days, time, (data, day, n, clock) => {
        const counting = createWorkingCalendar(buildCalendar(data));
        const end = counting.cutoff(day, { days: n, at: clock });
        const midnight = zoneOf(data.timeZone).instant(readDay(day) ?? 0, 0);
        if (end === undefined) throw new Error('no end');
        expect(end.at).toBeLessThan(midnight);
        expect(counting.isOpen(end.at)).toBe(true);
        // From the end to the day's own beginning lie n working days, the last of them not begun.
        const noon = counting.add(end.at, { amount: 0, unit: 'wh' });
        expect(counting.workedDays(noon, counting.nextOpening(midnight))).toBeGreaterThanOrEqual(n);
        const next = counting.cutoff(writeDay((readDay(day) ?? 0) + 1), { days: n, at: clock });
        expect(next?.at).toBeGreaterThanOrEqual(end.at);
      }),
    );
  });
});
