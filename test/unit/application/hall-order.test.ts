import { constantFrom, array, assert as check, property, record, string, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byCategory, inHallOrder, movedInHall } from '../../../src/application/hall-order.ts';
import { blankItem } from '../../../src/core/editing/edit-item.ts';
import type { LiveItem } from '../../../src/application/ports.ts';

const item = (id: string, zh: string) => ({ id, category: { zh, en: zh } });
const ITEMS = [item('A', '综合'), item('B', '生产'), item('C', '综合'), item('D', '生产'), item('E', '生活')];

describe('the order of the hall (issue 8, point 2)', () => {
  test('an item moves within its category, a category with all its items', () => {
    expect(movedInHall(ITEMS, { item: 'C' }, -1)).toEqual(['C', 'A', 'B', 'D', 'E']);
    expect(movedInHall(ITEMS, { item: 'B' }, 1)).toEqual(['A', 'C', 'D', 'B', 'E']);
    expect(movedInHall(ITEMS, { category: '生产' }, -1)).toEqual(['B', 'D', 'A', 'C', 'E']);
    expect(movedInHall(ITEMS, { category: '生活' }, -1)).toEqual(['A', 'C', 'E', 'B', 'D']);
  });

  test('at the ends, and of what is not there, nothing moves', () => {
    const all = ['A', 'C', 'B', 'D', 'E'];
    for (const what of [{ item: 'A' }, { category: '综合' }, { item: 'X' }, { category: 'X' }])
      expect(movedInHall(ITEMS, what, -1)).toEqual(all);
    expect(movedInHall(ITEMS, { item: 'E' }, 1)).toEqual(all);
  });

  test('whatever is moved: every item is there once, and no category is torn', () => {
    const items = uniqueArray(
      record({ id: string({ minLength: 1, maxLength: 3 }), name: constantFrom('综合', '生产', '生活') }),
      { selector: ({ id }) => id, maxLength: 12 },
    );
    const moves = array(record({ at: constantFrom(0, 1, 2, 3), by: constantFrom(-1 as const, 1 as const) }), {
      maxLength: 8,
    });
    check(
      property(items, moves, (given, all) => {
        const before = given.map(({ id, name }) => item(id, name));
        let now = before;
        for (const { at, by } of all) {
          const one = now[at];
          if (one === undefined) continue;
          const order = movedInHall(now, by === 1 ? { item: one.id } : { category: one.category.zh }, by);
          now = order.flatMap(id => now.filter(each => each.id === id));
        }
        expect(now.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
        if (all.length > 0 && now !== before) expect([...byCategory(now).values()].flat()).toEqual(now);
      }),
    );
  });

  test('what the settings do not name stands behind, as it was', () => {
    const live: readonly LiveItem[] = ITEMS.map(one => ({
      definition: { ...blankItem({ ...one, name: one.category, department: one.category }) },
      enabled: true,
    }));
    const shown = inHallOrder(live, { hallOrder: ['E', 'gone', 'B'] }).map(({ definition }) => definition.id);
    expect(shown).toEqual(['E', 'B', 'A', 'C', 'D']);
    expect(inHallOrder(live, {})).toBe(live);
  });
});
