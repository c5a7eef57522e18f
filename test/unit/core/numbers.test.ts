import { describe, expect, it } from 'vitest';
import { formatNumber, resetFault, seriesKey } from '../../../src/core/numbers.ts';

const ZONE = 'Asia/Shanghai';
const at = Date.UTC(2026, 11, 31, 16, 30); // 2027-01-01 00:30 in Shanghai

function fault(template: string, reset: 'day' | 'month' | 'year' | 'never') {
  return resetFault({ template, reset });
}

describe('semantics C18: numbers', () => {
  it('semantics C18: are made by the template, on the day of the time zone', () => {
    const rule = { template: '{PREFIX}-{YYYYMMDD}-{SEQ:4}', reset: 'day' } as const;
    expect(formatNumber(rule, 'SBZL', at, ZONE, 7)).toBe('SBZL-20270101-0007');
    expect(formatNumber(rule, 'SBZL', at, ZONE, 12_345)).toBe('SBZL-20270101-12345');
    expect(formatNumber({ template: '沪工修〔{YYYY}〕{SEQ}号', reset: 'year' }, '', at, ZONE, 12)).toBe(
      '沪工修〔2027〕12号',
    );
    expect(
      formatNumber({ template: '{YY}{MM}{DD}/{YYYYMM}/{SEQ:2}', reset: 'never' }, '', at, 'UTC', 3),
    ).toBe('261231/202612/03');
  });

  it('semantics C18: are counted anew each day, month, year or never', () => {
    const same = (reset: 'day' | 'month' | 'year' | 'never', other: number): boolean => {
      const rule = { template: '{SEQ}', reset } as const;
      return seriesKey(rule, 'A', at, ZONE) === seriesKey(rule, 'A', other, ZONE);
    };
    const nextDay = at + 86_400_000;
    const nextMonth = at + 31 * 86_400_000;
    const nextYear = at + 366 * 86_400_000;
    expect([same('day', at + 60_000), same('day', nextDay)]).toEqual([true, false]);
    expect([same('month', nextDay), same('month', nextMonth)]).toEqual([true, false]);
    expect([same('year', nextMonth), same('year', nextYear)]).toEqual([true, false]);
    expect(same('never', nextYear)).toBe(true);
  });

  it('semantics C18: document numbers belong to the unit and the year, whichever item they are given for', () => {
    const rule = { template: '沪工修〔{YYYY}〕{SEQ}号', reset: 'year' } as const;
    const wide = { template: '沪工修〔{YYYY}〕{SEQ:3}号', reset: 'year' } as const;
    const own = { template: '{PREFIX}〔{YYYY}〕{SEQ}号', reset: 'year' } as const;
    expect(seriesKey(rule, 'SBZL', at, ZONE)).toBe(seriesKey(rule, 'SGYA', at, ZONE));
    expect(seriesKey(rule, 'SBZL', at, ZONE)).toBe(seriesKey(wide, 'SGYA', at, ZONE));
    expect(seriesKey(own, 'SBZL', at, ZONE)).not.toBe(seriesKey(own, 'SGYA', at, ZONE));
  });

  it('semantics C18: a number that would be given twice is refused', () => {
    expect(fault('{PREFIX}-{YYYYMMDD}-{SEQ:4}', 'day')).toBeUndefined();
    expect(fault('{YY}{MM}{DD}{SEQ}', 'day')).toBeUndefined();
    expect(fault('{YYYY}-{SEQ}', 'day')).toBe('numberRepeats');
    expect(fault('{YYYY}-{SEQ}', 'month')).toBe('numberRepeats');
    expect(fault('{YYYYMM}-{SEQ}', 'month')).toBeUndefined();
    expect(fault('{PREFIX}{SEQ}', 'year')).toBe('numberRepeats');
    expect(fault('{PREFIX}{SEQ}', 'never')).toBeUndefined();
  });
});
