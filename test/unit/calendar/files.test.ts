import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseDuration } from '../../../src/core/time-limits.ts';
import { importCalendarFiles } from '../../../src/wiring/calendar-files.ts';
import { manualClock } from '../../support/clock.ts';
import { memoryCalendars } from '../../support/stores-calendars.ts';
import { quietLog } from '../../support/stores-core.ts';

const day = (date: string, kind: 'off' | 'work' = 'off') => ({ date, kind });

describe('calendar files beside the service', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ow-calendars-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, days: readonly object[]) =>
    writeFileSync(join(folder, name), JSON.stringify({ days }));
  function start(calendars = memoryCalendars()) {
    const warned: object[] = [];
    const log = { ...quietLog, warn: (details: object) => void warned.push(details) };
    const run = () => importCalendarFiles({ folder, calendars, clock: manualClock(), log });
    return { calendars, warned, run };
  }

  test('bring in a year at start, and nothing at the next start', async () => {
    write('2027.json', [day('2027-01-01'), day('2027-01-03', 'work')]);
    const { calendars, run, warned } = start();
    await run();
    await run();
    const { version, years } = await calendars.current();
    expect(version).toBe(1);
    expect(years['2027']).toEqual([day('2027-01-01'), day('2027-01-03', 'work')]);
    expect(warned).toEqual([]);
  });

  test('never change a year that is there: the dates that differ are told', async () => {
    write('2027.json', [day('2027-01-01'), day('2027-01-03', 'work')]);
    const { calendars, run, warned } = start();
    await run();
    write('2027.json', [day('2027-01-01'), day('2027-01-02')]);
    await run();
    expect((await calendars.current()).version).toBe(1);
    expect(warned).toEqual([{ file: '2027.json', year: '2027', dates: ['2027-01-02', '2027-01-03'] }]);
  });

  test('with a fault stop the start and name the file and the place', async () => {
    write('2027.json', [day('2027-01-01'), day('2027-13-01')]);
    await expect(start().run()).rejects.toThrow(/2027\.json .*days\[1\]\.date/);
    write('2027.json', [day('2027-01-01'), day('2027-01-01', 'work')]);
    await expect(start().run()).rejects.toThrow(/2027\.json .*2027 days\[1\]\.date: twice/);
  });

  test('need not be there', async () => {
    rmSync(folder, { recursive: true });
    const { calendars, run } = start();
    await run();
    expect((await calendars.current()).version).toBe(0);
  });
});

describe('a limit that cannot be computed', () => {
  test.each(['999999wd', '2501wd', '20001wh', '3661d', '1.5wd', 'wd'])('%s is no limit', written => {
    expect(parseDuration(written)).toBeUndefined();
  });
  test('ten years can', () => {
    expect(parseDuration('2500wd')).toEqual({ amount: 2500, unit: 'wd' });
  });
});
