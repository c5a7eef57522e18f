import { join } from 'node:path';
import { array, assert as check, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkItem } from '../../../../config/check-item.ts';
import { projectRoot } from '../../../../config/project-root.ts';
import { loadTexts } from '../../../../config/texts.ts';
import type { Condition, ItemDefinition } from '../../../../src/core/definition.ts';
import { editItem } from '../../../../src/core/editing/edit-item.ts';
import { controls } from '../../../../src/features/settings/editor/controls.ts';
import { itemDifference } from '../../../../src/features/settings/editor/item-difference.ts';
import type { EditorContext } from '../../../../src/features/settings/editor/part.ts';
import { partOf } from '../../../../src/features/settings/editor/parts.ts';
import { step, subrequests } from '../../../support/flow/definition.ts';
import { buildItem } from '../../../support/stores-data.ts';

const t = loadTexts(join(projectRoot, 'config', 'locales'));
const text = (zh: string) => ({ zh, en: zh });
const OTHER = buildItem({
  id: 'OTHER',
  fields: [
    { id: 'what', label: text('办什么'), type: 'text', required: true },
    { id: 'cost', label: text('费用'), type: 'amount' },
    { id: 'kind', label: text('类型'), type: 'select', options: [{ id: 'new', label: text('新办') }] },
  ],
});

function contextOf(item: ItemDefinition): EditorContext {
  return {
    item,
    faults: checkItem(item),
    t,
    make: controls(t),
    names: { people: id => id, role: id => text(id) },
    candidates: [],
    departments: [],
    roles: [],
    items: [{ id: OTHER.id, label: OTHER.name }],
    others: [OTHER],
    calendars: [],
  };
}

/** The draft after a part was saved or acted on, and what is shown then. */
function saved(item: ItemDefinition, name: string, values: Readonly<Record<string, unknown>>) {
  const part = partOf(contextOf(item), name);
  if (part?.kind !== 'form') throw new Error(`no form ${name}`);
  const done = part.save(values);
  if ('faults' in done) throw new Error(JSON.stringify(done.faults));
  return { item: done.acts.reduce(after, item), next: done.next };
}

function acted(item: ItemDefinition, name: string, act: 'all' | 'any' | 'remove'): ItemDefinition {
  const found = partOf(contextOf(item), name)?.acts?.[act];
  if (found === undefined) throw new Error(`no ${act} on ${name}`);
  return after(item, found);
}

function after(item: ItemDefinition, act: Parameters<typeof editItem>[1]): ItemDefinition {
  const edited = editItem(item, act);
  if (edited.refused !== undefined) throw new Error(edited.refused);
  return edited.item;
}

const ITEM = buildItem({
  id: 'OWN',
  fields: [
    { id: 'a', label: text('甲'), type: 'text', required: true },
    { id: 'n', label: text('金额'), type: 'amount' },
    { id: 'x', label: text('乙'), type: 'text' },
  ],
  summary: ['a'],
  flow: [step('s', [{ kind: 'manager', level: 1 }]), subrequests('subs', 'OTHER')],
});
const showIf = (item: ItemDefinition): Condition | undefined =>
  item.fields.find(({ id }) => id === 'x')?.showIf;

const rule = (item: ItemDefinition, at: string, value: string) =>
  saved(item, `rule-of/${at}.n/show/x`, { op: '>', value });

describe('groups of conditions on cards (semantics C14, issue 8)', () => {
  test('a rule, a group joined the other way, a rule in it, and away again', () => {
    const one = rule(ITEM, 'new', '1');
    expect(one.next).toBe('when/show/x');
    const group = rule(one.item, 'group', '2');
    expect(group.next).toBe('group-of/1/show/x');
    const more = rule(group.item, '1,new', '3');
    expect(more.next).toBe('group-of/1/show/x');
    const rules = [1, 2, 3].map(value => ({ field: 'n', op: '>', value }));
    expect(showIf(more.item)).toEqual({ all: [rules[0], { any: [rules[1], rules[2]] }] });
    expect(showIf(acted(more.item, 'group-of/1/show/x', 'all'))).toEqual({
      all: [rules[0], { all: [rules[1], rules[2]] }],
    });
    const changed = saved(more.item, 'rule-of/1,0/show/x', { op: '<', value: '9' });
    expect(showIf(changed.item)).toEqual({
      all: [rules[0], { any: [{ field: 'n', op: '<', value: 9 }, rules[2]] }],
    });
    expect(showIf(acted(more.item, 'group-of/1/show/x', 'remove'))).toEqual(rules[0]);
    const less = acted(acted(more.item, 'rule-of/1,1/show/x', 'remove'), 'rule-of/1,0/show/x', 'remove');
    expect(showIf(less)).toEqual(rules[0]);
  });

  test('whatever is tapped, the condition is one that the check takes, or none', () => {
    const taps = array(constantFrom('new', 'group', 'deeper', 'any', 'all', 'remove', 'removeGroup'), {
      maxLength: 12,
    });
    check(
      property(taps, all => {
        let item = ITEM;
        for (const tap of all) {
          const at = tap === 'deeper' ? '0,new' : tap;
          if (tap === 'new' || tap === 'group' || tap === 'deeper') {
            const inGroup = partOf(contextOf(item), 'group-of/0/show/x') !== undefined;
            if (tap !== 'deeper' || inGroup) ({ item } = rule(item, at, '5'));
            continue;
          }
          const name =
            tap === 'remove'
              ? 'rule-of/0/show/x'
              : tap === 'removeGroup'
                ? 'group-of/0/show/x'
                : 'when/show/x';
          const act = tap === 'any' || tap === 'all' ? tap : 'remove';
          const found = partOf(contextOf(item), name)?.acts?.[act];
          if (found !== undefined) item = after(item, found);
        }
        const faults = checkItem(item).filter(({ path }) => path.startsWith('fields'));
        expect(faults).toEqual([]);
      }),
    );
  });
});

describe('what a sub-request is given, on cards (issue 8)', () => {
  test('a field of this form, the same value each time, or nothing; told in the difference', () => {
    const part = partOf(contextOf(ITEM), 'start/subs/OTHER');
    if (part?.kind !== 'form') throw new Error('no form');
    const choices = part.fields.map(field => ('options' in field ? field.options.map(({ id }) => id) : []));
    expect(choices).toEqual([
      ['none', 'a', 'x'],
      ['none', 'n'],
      ['none', '="new"'],
    ]);
    expect(part.fields.map(({ required }) => required)).toEqual([true, false, false]);
    const { item, next } = saved(ITEM, 'start/subs/OTHER', {
      from_what: 'a',
      from_cost: 'none',
      from_kind: '="new"',
    });
    expect(next).toBe('node/subs');
    expect(item.flow[1]).toMatchObject({
      start: [{ item: 'OTHER', form: { what: 'a' }, set: { kind: 'new' } }],
    });
    const names = { people: (id: string) => id, role: text };
    const lines = itemDifference(ITEM, item, names, t).map(
      ({ label, after: now }) => `${label.zh}：${now.zh}`,
    );
    expect(lines).toEqual([expect.stringContaining('what ← 甲; kind = new')]);
    const { item: less } = saved(item, 'start/subs/OTHER', {
      from_what: 'a',
      from_cost: 'n',
      from_kind: 'none',
    });
    expect(less.flow[1]).toMatchObject({ start: [{ item: 'OTHER', form: { what: 'a', cost: 'n' } }] });
    expect(JSON.stringify(less.flow[1])).not.toContain('"set"');
  });

  test('what a file gave and the card cannot say stays', () => {
    const [first] = ITEM.flow;
    if (first === undefined) throw new Error('no step');
    const start = { item: 'OTHER', form: { what: '$number', cost: 'n' }, set: { kind: 'new', note: '附' } };
    const item: ItemDefinition = {
      ...ITEM,
      flow: [first, { kind: 'subrequests', id: 'subs', name: text('发起'), start: [start] }],
    };
    const part = partOf(contextOf(item), 'start/subs/OTHER');
    if (part?.kind !== 'form') throw new Error('no form');
    const values = Object.fromEntries(
      part.fields.map(field => [field.id, 'value' in field ? field.value : undefined]),
    );
    expect(saved(item, 'start/subs/OTHER', values).item).toEqual(item);
  });
});
