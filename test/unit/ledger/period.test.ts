import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { splitPeriod } from '../../../src/features/ledger/period.ts';

const zone = 'Asia/Shanghai';
const now = DateTime.fromISO('2026-11-22T23:30', { zone }).toMillis();
const read = (text: string) => {
  const split = splitPeriod(text, now, zone);
  if (split === undefined) return undefined;
  const day = (at: number) => DateTime.fromMillis(at, { zone }).toISODate();
  return [split.words, day(split.period.from), day(split.period.to), split.period.name];
};

describe('the period of a ledger, as people write it', () => {
  it.each([
    ['设备租赁', ['设备租赁', '2026-11-01', '2026-12-01', '2026-11']],
    ['设备租赁 上月', ['设备租赁', '2026-10-01', '2026-11-01', '2026-10']],
    ['SBZL 今年', ['SBZL', '2026-01-01', '2027-01-01', '2026']],
    ['SBZL 去年', ['SBZL', '2025-01-01', '2026-01-01', '2025']],
    ['SBZL 2026-2', ['SBZL', '2026-02-01', '2026-03-01', '2026-02']],
    ['SBZL 2025', ['SBZL', '2025-01-01', '2026-01-01', '2025']],
    ['SBZL 2026-11-01 至 2026-11-15', ['SBZL', '2026-11-01', '2026-11-16', '2026-11-01_2026-11-15']],
    ['lease last month', ['lease', '2026-10-01', '2026-11-01', '2026-10']],
    ['SBZL 上季度', ['SBZL', '2026-07-01', '2026-10-01', '2026-07-01_2026-09-30']],
    ['', ['', '2026-11-01', '2026-12-01', '2026-11']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each(['SBZL 2026-13', 'SBZL 2026-02-31 2026-03-01', 'SBZL 2026-03-02 2026-03-01'])(
    '%s is no period',
    text => {
      expect(read(text)).toBeUndefined();
    },
  );
});
