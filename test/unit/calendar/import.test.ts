import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { announcedYears } from '../../../src/adapters/calendar/announced-years.ts';
import { statutoryDays } from '../../../src/adapters/calendar/statutory-days.ts';
import { readCalendar } from '../../../src/adapters/calendar/read-calendar.ts';
import { importYear } from '../../../src/application/import-year.ts';
import { calendarFaults } from '../../../src/core/calendar/check-calendar.ts';
import type { SpecialDay } from '../../../src/core/calendar/calendar-data.ts';
import { buildCalendar } from './support.ts';

const off = (date: string): SpecialDay => ({ date, kind: 'off', name: { zh: '元旦', en: '元旦' } });
const work = (date: string): SpecialDay => ({ ...off(date), kind: 'work' });
const meaning = (days: readonly SpecialDay[] = []) => days.map(({ date, kind }) => `${date} ${kind}`);

function ics(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap(lines => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

describe('the years that come with the service', () => {
  test('2026 has its holidays and its make-up days', () => {
    const days = meaning(announcedYears()['2026']);
    expect(days).toContain('2026-10-01 off');
    expect(days).toContain('2026-10-10 work');
    expect(days).toContain('2026-02-14 work');
    expect(days.filter(day => day.endsWith('work'))).toHaveLength(6);
  });

  test('a year that nobody has announced is not there, though the package would answer for it', () => {
    expect(Object.keys(announcedYears())).toContain('2026');
    expect(announcedYears()).not.toHaveProperty('2027');
  });

  test('those that are known already are left out', () => {
    expect(announcedYears(['2025', '2026'])).not.toHaveProperty('2026');
    expect(announcedYears(['2025', '2026'])).toHaveProperty('2024');
  });
});

const statutory = (year: number, name: string) =>
  statutoryDays(year)
    .filter(day => day.name?.zh === name)
    .map(day => day.date);

describe('a year that was not announced', () => {
  test.each([
    [2026, '春节', ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19']],
    [2027, '春节', ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08']],
    [2030, '春节', ['2030-02-02', '2030-02-03', '2030-02-04', '2030-02-05']],
    [2025, '端午', ['2025-05-31']],
    [2026, '中秋', ['2026-09-25']],
    [2026, '清明', ['2026-04-05']],
    [2027, '国庆节', ['2027-10-01', '2027-10-02', '2027-10-03']],
  ] as const)('%i has the statutory days of %s', (year, name, expected) => {
    expect(statutory(year, name)).toEqual(expected);
    expect(statutoryDays(year)).toHaveLength(13);
  });
});

describe('a file of holidays', () => {
  test('as iCalendar: the one that phones subscribe to says what we know', () => {
    const file = createRequire(import.meta.url).resolve('chinese-days/dist/years/2026.ics');
    const read = readCalendar(readFileSync(file, 'utf8'));
    expect(read.ok && meaning(read.years['2026'])).toEqual(meaning(announcedYears()['2026']));
  });

  test('as iCalendar: several days in one event, folded lines, titles only, what is neither is told', () => {
    const read = readCalendar(
      ics(
        ['DTSTART;VALUE=DATE:20270101', 'DTEND;VALUE=DATE:20270104', 'SUMMARY:元旦', ' （休）'],
        ['DTSTART;VALUE=DATE:20270109', 'SUMMARY:元旦补班'],
        ['DTSTART;VALUE=DATE:20271222', 'SUMMARY:冬至'],
      ),
    );
    expect(read).toEqual({
      ok: true,
      years: {
        '2027': [
          off('2027-01-01'),
          off('2027-01-02'),
          off('2027-01-03'),
          { date: '2027-01-09', kind: 'work', name: { zh: '元旦补班', en: '元旦补班' } },
        ],
      },
      ignored: ['冬至'],
    });
  });

  test('as JSON: ours, and the public lists with isOffDay', () => {
    const days = [off('2027-01-01'), work('2027-01-09')];
    const ours = readCalendar(JSON.stringify({ year: 2027, days }));
    const others = readCalendar(
      JSON.stringify({
        days: [
          { name: '元旦', date: '2027-01-09', isOffDay: false },
          { name: '元旦', date: '2027-01-01', isOffDay: true },
        ],
      }),
    );
    expect(ours).toEqual({ ok: true, years: { '2027': days }, ignored: [] });
    expect(others).toEqual(ours);
  });

  test.each([
    ['words', 'hello', 'line 1'],
    [
      'a date that does not exist',
      '{"days":[{"date":"2027-01-01","kind":"off"},{"date":"2027-02-30","kind":"off"}]}',
      'days[1].date',
    ],
    ['nothing in it', '{"days":[]}', 'days'],
    ['a kind nobody knows', '{"days":[{"date":"2027-01-01","kind":"half"}]}', 'days[0].kind'],
    ['a time where a date should be', ics(['DTSTART:20270101T090000Z', 'SUMMARY:元旦(休)']), 'line 4'],
    ['an end before the start', ics(['DTSTART:20270103', 'DTEND:20270101', 'SUMMARY:元旦(休)']), 'line 5'],
    ['no holiday at all', ics(['DTSTART:20271222', 'SUMMARY:冬至']), 'line 1'],
  ])('with %s is refused with the place', (_what, text, place) => {
    expect(readCalendar(text)).toMatchObject({ ok: false, place });
  });
});

describe('bringing in a year', () => {
  const book = { version: 3, calendars: [], years: { '2026': [off('2026-01-01'), work('2026-01-04')] } };

  test('that is new', () => {
    const next = importYear(book, '2027', [off('2027-01-01')]);
    expect(next).toMatchObject({
      kind: 'new',
      next: { version: 4, years: { '2026': book.years['2026'], '2027': [off('2027-01-01')] } },
    });
  });

  test('that stands there just so changes nothing, whatever its names and order', () => {
    const days = [work('2026-01-04'), { ...off('2026-01-01'), name: { zh: '新年', en: 'New Year' } }];
    expect(importYear(book, '2026', days)).toEqual({ kind: 'same' });
  });

  test('that stands there otherwise shows each date that would change', () => {
    const days = [off('2026-01-01'), off('2026-01-02'), off('2026-01-04')];
    expect(importYear(book, '2026', days)).toMatchObject({
      kind: 'differs',
      differences: [
        { date: '2026-01-02', after: off('2026-01-02') },
        { date: '2026-01-04', before: work('2026-01-04'), after: off('2026-01-04') },
      ],
      next: { version: 4, years: { '2026': days } },
    });
  });

  test.each([
    ['days of another year', [off('2027-01-01'), off('2026-12-31')], 'days[1].date', 'otherYear'],
    ['a date twice', [off('2027-01-01'), work('2027-01-01')], 'days[1].date', 'twice'],
    [
      'hours that overlap',
      [
        {
          ...work('2027-01-09'),
          hours: [
            { from: '09:00', to: '12:00' },
            { from: '11:30', to: '17:00' },
          ],
        },
      ],
      'days[0].hours[1]',
      'overlap',
    ],
    ['nothing', [], 'year', 'badDate'],
  ] as const)('with %s is refused with the place', (_what, days, path, problem) => {
    expect(importYear(book, '2027', days)).toEqual({ kind: 'refused', faults: [{ path, problem }] });
  });
});

describe('a calendar that cannot be computed with', () => {
  const nine = { from: '09:00', to: '12:00' };
  test.each([
    ['hours overlap', { hours: [nine, { from: '11:00', to: '18:00' }] }, 'hours[1]', 'overlap'],
    [
      'hours end before they begin',
      { hours: [{ from: '18:00', to: '09:00' }] },
      'hours[0]',
      'endsBeforeItBegins',
    ],
    ['no time of day', { hours: [{ from: '9', to: '25:00' }] }, 'hours[0]', 'badTime'],
    ['no hours', { hours: [] }, 'hours', 'noWorkingTime'],
    ['no weekday', { weekdays: [] }, 'weekdays', 'noWorkingTime'],
    ['an eighth weekday', { weekdays: [1, 8] }, 'weekdays[1]', 'badWeekday'],
    ['a local day that does not exist', { local: [off('2026-02-30')] }, 'local[0].date', 'badDate'],
    [
      'a local day without hours',
      { local: [{ ...work('2026-02-07'), hours: [] }] },
      'local[0].hours',
      'noWorkingTime',
    ],
  ] as const)('%s: refused with the place', (_what, overrides, path, problem) => {
    expect(calendarFaults(buildCalendar(overrides))).toEqual([{ path, problem }]);
  });

  test('the built-in ones can', () => {
    expect(calendarFaults(buildCalendar())).toEqual([]);
    expect(calendarFaults(buildCalendar({}, 'C'))).toEqual([]);
  });
});
