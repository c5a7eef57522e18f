import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createWorkingCalendar } from '../../../src/core/working-calendar.ts';
import { at, buildCalendar, counted, countedTable, knownDays, MORE, REFERENCE } from './support.ts';

describe('due times by the Chinese working calendar', () => {
  test.each(REFERENCE)('verified: %s + %s = %s', (from, limit, due) => {
    expect(counted(buildCalendar(), from, limit)).toBe(due);
  });

  test.each(MORE)('%s + %s = %s', (from, limit, due) => {
    expect(counted(buildCalendar(), from, limit)).toBe(due);
  });

  test.each([
    ['2026-11-21 23:30', '5min', '2026-11-21 23:35'],
    ['2026-10-01 23:30', '1wh', '2026-10-02 00:30'],
    ['2026-12-31 16:00', '1wd', '2027-01-01 16:00'],
  ])('around the clock nothing waits: %s + %s = %s', (from, limit, due) => {
    expect(counted(buildCalendar({}, 'C'), from, limit)).toBe(due);
  });
});

describe('a desk that closes at midnight', () => {
  test.each([
    ['what is due then stays that day', '2026-11-27 23:00', '1wh', '2026-11-28 00:00'],
    ['from its closing no time is none', '2026-11-28 00:00', '0wh', '2026-11-28 00:00'],
    [
      'an hour after its closing is one after the next opening',
      '2026-11-28 00:00',
      '1wh',
      '2026-11-30 10:00',
    ],
    ['a working day after Friday’s closing is Monday’s', '2026-11-28 00:00', '1wd', '2026-12-01 00:00'],
    ['a working day before it is Thursday’s', '2026-11-28 00:00', '-1wd', '2026-11-27 00:00'],
    ['with the weekend over it is Monday’s opening', '2026-11-28 00:01', '0wd', '2026-11-30 09:00'],
  ])('%s: %s + %s = %s', (_what, from, limit, due) => {
    expect(counted(buildCalendar({ hours: [{ from: '09:00', to: '24:00' }] }), from, limit)).toBe(due);
  });

  test('its closing counts to the day that closes', () => {
    const desk = createWorkingCalendar(buildCalendar({ hours: [{ from: '09:00', to: '24:00' }] }));
    expect(desk.workedDays(at('2026-11-28 00:00'), at('2026-11-30 10:00'))).toBe(1);
    expect(desk.isOpen(at('2026-11-28 00:00'))).toBe(true);
    expect(desk.nextOpening(at('2026-11-28 00:00'))).toBe(at('2026-11-28 00:00'));
  });
});

describe('zones that put their clocks forward and back', () => {
  const berlin = { timeZone: 'Europe/Berlin', holidays: false };
  const newYork = { timeZone: 'America/New_York', holidays: false };
  const always = {
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    hours: [{ from: '00:00', to: '24:00' }],
  };
  test.each([
    [
      'a working day keeps the clock time over the change',
      berlin,
      '2026-03-27 16:00',
      '1wd',
      '2026-03-30 16:00',
    ],
    ['a calendar day too, though it has 23 hours', berlin, '2026-03-28 16:00', '1d', '2026-03-29 16:00'],
    ['24 hours by the clock do not', berlin, '2026-03-28 16:00', '24h', '2026-03-29 17:00'],
    [
      'working hours that lie beside the change are whole',
      berlin,
      '2026-03-27 17:00',
      '2wh',
      '2026-03-30 10:00',
    ],
    [
      'the night of the change has one hour less',
      { ...berlin, ...always },
      '2026-03-29 00:00',
      '23wh',
      '2026-03-30 00:00',
    ],
    ['and in autumn one more', { ...berlin, ...always }, '2026-10-25 00:00', '24wh', '2026-10-25 23:00'],
    ['a time that is skipped comes an hour later', berlin, '2026-03-28 02:30', '1d', '2026-03-29 03:30'],
    ['a time that comes twice means the first', berlin, '2026-10-24 02:30', '1d', '2026-10-25 02:30'],
    ['New York in spring', newYork, '2026-03-06 17:30', '1wh', '2026-03-09 09:30'],
    ['New York in autumn', newYork, '2026-10-30 16:00', '1wd', '2026-11-02 16:00'],
    ['a leap day in New York', newYork, '2028-02-28 17:00', '2wh', '2028-02-29 10:00'],
  ])('%s', (_what, overrides, from, limit, due) => {
    expect(counted(buildCalendar(overrides), from, limit)).toBe(due);
  });

  test('of the two 02:30 of an autumn night the first is 1 d after the day before', () => {
    const overrides = { ...berlin, ...always };
    expect(counted(buildCalendar(overrides), '2026-10-25 02:30', '1h')).toBe('2026-10-25 02:30');
    expect(counted(buildCalendar(overrides), '2026-10-25 02:30', '2h')).toBe('2026-10-25 03:30');
  });
});

describe('the zone of the machine', () => {
  const print = join(import.meta.dirname, 'print-table.ts');
  test.concurrent.each([
    ['UTC', 0],
    ['Asia/Shanghai', -480],
    ['America/New_York', 300],
  ])('%s: the same due times', async (zone, offset) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', print], {
      env: { ...process.env, TZ: zone },
    });
    const printed = z
      .object({ local: z.number(), table: z.array(z.string()), days: z.string() })
      .parse(JSON.parse(stdout));
    // The process really ran in that zone.
    expect(printed.local).toBe(offset);
    expect(printed.table).toEqual([...REFERENCE, ...MORE].map(([, , due]) => due));
    expect(printed.table).toEqual(countedTable());
    expect(printed.days).toBe(knownDays());
  });
});
