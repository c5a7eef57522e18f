import { describe, expect, test } from 'vitest';
import { createItemFigures } from '../../../src/application/item-figures.ts';
import type { Stretch } from '../../../src/application/ports-reports.ts';
import type { CrossSums } from '../../../src/core/reports/figures.ts';

const sums: CrossSums = {
  itemId: 'SBZL',
  departmentId: 'd1',
  ended: 5,
  compared: 4,
  promisedDays: 20,
  actualDays: 10,
  late: 0,
  decided: 5,
  firstPass: 5,
  returned: 0,
};

function open(found: readonly CrossSums[]) {
  const asked: Stretch[] = [];
  const rated: (readonly string[])[] = [];
  const of = async (itemIds: readonly string[]) => {
    rated.push(itemIds);
    return new Map(itemIds.includes('SBZL') ? [['SBZL', { score: 4.5, n: 2 }]] : []);
  };
  const reports = {
    ended: async (stretch: Stretch) => {
      asked.push(stretch);
      return found;
    },
  };
  const now = 200 * 86_400_000;
  return {
    asked,
    rated,
    now,
    figures: createItemFigures(reports, { of }, { now: () => now }),
  };
}

describe('what an item really took (features 1.6)', () => {
  test('is the average of those with a time limit that ended in the last 90 days, asked once', async () => {
    const { figures, asked, now } = open([sums]);
    expect(await figures.average('SBZL')).toEqual({ days: 2.5, ended: 4 });
    expect(await figures.average('SBZL')).toEqual({ days: 2.5, ended: 4 });
    expect(asked).toEqual([{ from: now - 90 * 86_400_000, to: now }]);
  });

  test('is nothing when nothing ended', async () => {
    const { figures, asked } = open([]);
    expect(await figures.average('SBZL')).toBeUndefined();
    expect(await figures.average('SBZL')).toBeUndefined();
    expect(asked).toHaveLength(1);
  });
});

describe('how satisfied people were with items', () => {
  test('is asked for all at once, and for a minute not again, those without a rate neither', async () => {
    const { figures, rated } = open([]);
    const first = await figures.ratings(['SBZL', 'QJSQ']);
    expect([...first]).toEqual([['SBZL', { score: 4.5, n: 2 }]]);
    expect(await figures.ratings(['QJSQ', 'SBZL'])).toEqual(first);
    expect(rated).toEqual([['SBZL', 'QJSQ']]);
  });
});
