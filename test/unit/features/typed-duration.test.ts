import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DurationUnit } from '../../../src/core/definition.ts';
import { formatDuration } from '../../../src/core/time-limits.ts';
import { readTypedDuration } from '../../../src/features/settings/typed-duration.ts';

describe('a time as people write it', () => {
  test.each([
    ['30分钟', 30, 'min'],
    ['30min', 30, 'min'],
    ['4小时', 4, 'h'],
    ['4 个小时', 4, 'h'],
    ['4h', 4, 'h'],
    ['４Ｈ', 4, 'h'],
    ['1天', 1, 'd'],
    ['1d', 1, 'd'],
    ['两天', 2, 'd'],
    ['一周', 7, 'd'],
    ['2工时', 2, 'wh'],
    ['2wh', 2, 'wh'],
    ['3个工作日', 3, 'wd'],
    ['3 working days', 3, 'wd'],
    ['3wd', 3, 'wd'],
    ['半小时', 30, 'min'],
    ['1.5h', 90, 'min'],
    ['半天', 12, 'h'],
    ['0', 0, 'h'],
  ] as const)('%s', (typed, amount, unit) => {
    expect(readTypedDuration(typed)).toEqual({ amount, unit });
  });

  test.each([
    ['2', 'noUnit'],
    ['很快', 'badDuration'],
    ['-1h', 'badDuration'],
    ['1.2.3h', 'badDuration'],
    ['2个月', 'badDuration'],
    ['半个工作日', 'wholeOnly'],
    ['99999天', 'tooLong'],
  ])('%s is refused', (typed, fault) => {
    expect(readTypedDuration(typed)).toBe(fault);
  });

  test('what a catalogue file says reads the same', () => {
    const units = fc.constantFrom<DurationUnit>('min', 'h', 'd', 'wh', 'wd');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), units, (amount, unit) => {
        expect(readTypedDuration(formatDuration({ amount, unit }))).toEqual({ amount, unit });
      }),
    );
  });
});
