import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, readDay, writeDay } from '../../../src/core/calendar/days.ts';
import { parsePeriod } from '../../../src/core/reports/parse-period.ts';
import { before, PERIOD_KINDS, periodKey, periodOf } from '../../../src/core/reports/period.ts';

const day = (date: string): Day => {
  const found = readDay(date);
  if (found === undefined) throw new Error(`${date} is no date`);
  return found;
};
/** A Wednesday. */
const today = day('2026-11-25');
const read = (words: string, on = today): string | undefined => {
  const period = parsePeriod(words, on);
  return period === undefined
    ? undefined
    : `${periodKey(period)} ${writeDay(period.from)}–${writeDay(period.to - 1)}`;
};

describe('a period as people type it (issue 6.7)', () => {
  test.each([
    ['今天', '2026-11-25 2026-11-25–2026-11-25'],
    ['昨天', '2026-11-24 2026-11-24–2026-11-24'],
    ['Yesterday', '2026-11-24 2026-11-24–2026-11-24'],
    ['本周', '2026-W48 2026-11-23–2026-11-29'],
    ['this week', '2026-W48 2026-11-23–2026-11-29'],
    ['上周', '2026-W47 2026-11-16–2026-11-22'],
    ['上个星期', '2026-W47 2026-11-16–2026-11-22'],
    ['本月', '2026-11 2026-11-01–2026-11-30'],
    ['上月', '2026-10 2026-10-01–2026-10-31'],
    ['last month', '2026-10 2026-10-01–2026-10-31'],
    ['本季度', '2026-Q4 2026-10-01–2026-12-31'],
    ['last quarter', '2026-Q3 2026-07-01–2026-09-30'],
    ['上季度', '2026-Q3 2026-07-01–2026-09-30'],
    ['第三季度', '2026-Q3 2026-07-01–2026-09-30'],
    ['三季度', '2026-Q3 2026-07-01–2026-09-30'],
    ['3季度', '2026-Q3 2026-07-01–2026-09-30'],
    ['去年第四季度', '2025-Q4 2025-10-01–2025-12-31'],
    ['去年的第四季度', '2025-Q4 2025-10-01–2025-12-31'],
    ['2025年第一季度', '2025-Q1 2025-01-01–2025-03-31'],
    ['2026Q3', '2026-Q3 2026-07-01–2026-09-30'],
    ['２０２６ｑ３', '2026-Q3 2026-07-01–2026-09-30'],
    ['2026-Q3', '2026-Q3 2026-07-01–2026-09-30'],
    ['Q3 2026', '2026-Q3 2026-07-01–2026-09-30'],
    ['third quarter of 2025', '2025-Q3 2025-07-01–2025-09-30'],
    ["last year's q4", '2025-Q4 2025-10-01–2025-12-31'],
    ['2026-09', '2026-09 2026-09-01–2026-09-30'],
    ['2026/9', '2026-09 2026-09-01–2026-09-30'],
    ['2026年9月', '2026-09 2026-09-01–2026-09-30'],
    ['2026 年 9 月份', '2026-09 2026-09-01–2026-09-30'],
    ['202609', '2026-09 2026-09-01–2026-09-30'],
    ['Sep 2026', '2026-09 2026-09-01–2026-09-30'],
    ['September', '2026-09 2026-09-01–2026-09-30'],
    ['9月', '2026-09 2026-09-01–2026-09-30'],
    ['九月', '2026-09 2026-09-01–2026-09-30'],
    ['十一月', '2026-11 2026-11-01–2026-11-30'],
    ['12月', '2025-12 2025-12-01–2025-12-31'],
    ['十二月', '2025-12 2025-12-01–2025-12-31'],
    ['去年2月', '2025-02 2025-02-01–2025-02-28'],
    ['2026', '2026 2026-01-01–2026-12-31'],
    ['2025年度', '2025 2025-01-01–2025-12-31'],
    ['去年', '2025 2025-01-01–2025-12-31'],
    ['this year', '2026 2026-01-01–2026-12-31'],
    ['2026-09-15', '2026-09-15 2026-09-15–2026-09-15'],
    ['2026年9月15日', '2026-09-15 2026-09-15–2026-09-15'],
    ['9月15日', '2026-09-15 2026-09-15–2026-09-15'],
    ['20260915', '2026-09-15 2026-09-15–2026-09-15'],
    ['2024-02-29', '2024-02-29 2024-02-29–2024-02-29'],
    ['2026W1', '2026-W01 2025-12-29–2026-01-04'],
    ['2026年第53周', '2026-W53 2026-12-28–2027-01-03'],
    ['第40周', '2026-W40 2026-09-28–2026-10-04'],
  ])('%s', (words, period) => {
    expect(read(words)).toBe(period);
  });

  test.each([
    '',
    '大修',
    '下周',
    '13月',
    '2026-13',
    '2026-02-30',
    '第五季度',
    'Q5',
    '2025-W53',
    '1999',
    '报表',
    '上周五',
    '2026Q',
  ])('“%s” is none', words => {
    expect(read(words)).toBeUndefined();
  });

  test('in the first days of a year the periods of the year before are meant', () => {
    const newYear = day('2027-01-02');
    expect(read('上周', newYear)).toBe('2026-W52 2026-12-21–2026-12-27');
    expect(read('本周', newYear)).toBe('2026-W53 2026-12-28–2027-01-03');
    expect(read('上月', newYear)).toBe('2026-12 2026-12-01–2026-12-31');
    expect(read('上季度', newYear)).toBe('2026-Q4 2026-10-01–2026-12-31');
    expect(read('第三季度', newYear)).toBe('2026-Q3 2026-07-01–2026-09-30');
  });
});

const days = fc.integer({ min: day('2000-01-10'), max: day('2098-12-01') });
const kinds = fc.constantFrom(...PERIOD_KINDS);

describe('periods', () => {
  test('the key of a period is read as that period, whatever day it is', () => {
    fc.assert(
      fc.property(kinds, days, days, (kind, at, now) => {
        const period = periodOf(kind, at);
        expect(parsePeriod(periodKey(period), now)).toEqual(period);
      }),
    );
  });

  test('each day lies in exactly one, and they follow each other without a gap', () => {
    fc.assert(
      fc.property(kinds, days, fc.integer({ min: -30, max: 30 }), (kind, at, shift) => {
        const period = periodOf(kind, at, shift);
        expect(before(period).to).toBe(period.from);
        expect(periodOf(kind, period.from)).toEqual(period);
        expect(periodOf(kind, period.to - 1)).toEqual(period);
        expect(periodOf(kind, at, 0).from <= at && at < periodOf(kind, at, 0).to).toBe(true);
      }),
    );
  });

  test('whatever is typed is a period or is not, and never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), days, (words, now) => {
        const period = parsePeriod(words, now);
        if (period !== undefined) expect(period.to).toBeGreaterThan(period.from);
      }),
    );
  });
});
