import { describe, expect, test } from 'vitest';
import type { ItemDefinition } from '../../../../src/core/definition.ts';
import { mergeItems } from '../../../../src/features/settings/editor/review.ts';
import { step } from '../../../support/flow/definition.ts';
import { buildItem } from '../../../support/stores-data.ts';

const text = (zh: string) => ({ zh, en: zh });
const field = (id: string, label: string) => ({ id, type: 'text', label: text(label) }) as const;
const base: ItemDefinition = buildItem({
  version: 3,
  fields: [field('a', '甲'), field('b', '乙'), field('c', '丙')],
  flow: [step('one', 'ann'), step('two', 'ben')],
});

describe('two administrators change an item at once, and the second keeps both (issue 8, item 2)', () => {
  test('what only one of them changed is kept from each', () => {
    const theirs = {
      ...base,
      version: 4,
      name: text('对方改的名'),
      fields: [field('a', '甲二'), field('b', '乙'), field('c', '丙'), field('d', '丁')],
    };
    const mine = {
      ...base,
      revokeDays: 7,
      fields: [field('a', '甲'), field('b', '乙二')],
      flow: [step('two', 'ben'), step('one', 'ann')],
    };
    const merged = mergeItems(base, theirs, mine);
    expect(merged).toMatchObject({ version: 4, name: text('对方改的名'), revokeDays: 7 });
    expect(merged.fields.map(({ label }) => label.zh)).toEqual(['甲二', '乙二', '丁']);
    expect(merged.flow.map(({ id }) => id)).toEqual(['two', 'one']);
  });

  test('where both changed the same, mine stands', () => {
    const merged = mergeItems(base, { ...base, revokeDays: 1 }, { ...base, revokeDays: 2 });
    expect(merged.revokeDays).toBe(2);
  });

  test('what they removed and I did not touch is gone', () => {
    const theirs = { ...base, flow: [step('one', 'ann')] };
    expect(mergeItems(base, theirs, base).flow.map(({ id }) => id)).toEqual(['one']);
  });
});
