import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addsNothing,
  balances,
  type RequestSums,
  requestFigures,
  taskFigures,
  totalOf,
} from '../../../src/core/reports/figures.ts';

const none: RequestSums = {
  key: '',
  ended: 0,
  compared: 0,
  promisedDays: 0,
  actualDays: 0,
  late: 0,
  decided: 0,
  firstPass: 0,
  returned: 0,
};

describe('figures of a report', () => {
  test('of nothing say nothing, not 0 and not NaN', () => {
    const { ended, ...others } = requestFigures(none);
    expect(ended).toBe(0);
    expect(Object.values(others).filter(value => value !== undefined)).toEqual([]);
    expect(taskFigures({ key: '', done: 0, days: 0, limited: 0, late: 0, objected: 0 }).days).toBeUndefined();
  });

  test('a step that never objected in many tasks is worth a look, in few it is not (features 1.10)', () => {
    const step = { key: 'QJSQ/head', done: 20, days: 30, limited: 20, late: 3, objected: 0 };
    expect(addsNothing(step)).toBe(true);
    expect(addsNothing({ ...step, objected: 1 })).toBe(false);
    expect(addsNothing({ ...step, done: 19 })).toBe(false);
  });
});

const total = (of: Readonly<Record<string, number>>) => Object.values(of).reduce((a, b) => a + b, 0);
const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(50));
const sums = fc.record({
  key: fc.string(),
  ended: fc.nat(99),
  compared: fc.integer({ min: 1, max: 99 }),
  promisedDays: fc.nat(999),
  actualDays: fc.nat(999),
  late: fc.nat(99),
  decided: fc.nat(99),
  firstPass: fc.nat(99),
  returned: fc.nat(99),
});

describe('the accounts balance (每周对账, features 1.23)', () => {
  test('closing is opening and what came less what went, line by line and in all', () => {
    fc.assert(
      fc.property(counts, counts, counts, (closing, submitted, ended) => {
        const lines = balances(closing, submitted, ended);
        for (const line of lines) expect(line.closing).toBe(line.opening + line.submitted - line.ended);
        expect(lines.reduce((sum, line) => sum + line.closing, 0)).toBe(total(closing));
        expect(lines.reduce((sum, line) => sum + line.opening, 0)).toBe(
          total(closing) - total(submitted) + total(ended),
        );
      }),
    );
  });

  test('the total of lines is weighted: it lies between the best and the worst of them', () => {
    fc.assert(
      fc.property(fc.array(sums, { minLength: 1, maxLength: 5 }), lines => {
        const averages = lines.map(line => requestFigures(line).promised ?? 0);
        const all = requestFigures(totalOf(lines)).promised ?? 0;
        expect(all).toBeGreaterThanOrEqual(Math.min(...averages) - 1e-9);
        expect(all).toBeLessThanOrEqual(Math.max(...averages) + 1e-9);
      }),
    );
  });
});
