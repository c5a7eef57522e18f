import { describe, expect, it } from 'vitest';
import type { ItemDefinition, Selector } from '../../../src/core/definition.ts';
import { checkDefinition } from '../../../src/core/definition-check.ts';
import { placesNaming, replacePerson } from '../../../src/core/replace-person.ts';
import { any, branch, copy, item, step } from '../../support/flow/definition.ts';

const names = (definition: ItemDefinition, person: string) =>
  placesNaming(definition, person).map(place => (place === 'item' ? 'item' : place.en));
const of = (...people: string[]): Selector => ({ kind: 'people', people });

describe('semantics C9: a leaver’s fixed places in a flow', () => {
  const weights = { weightPercent: 50, weights: { wes: 2, sam: 3 } };
  const flow = [
    step('one', 'wes sam', { ...any, cc: { start: [of('wes')] } }),
    branch(
      'fork',
      'exclusive',
      {
        deep: [step('two', [{ kind: 'applicantChooses', from: ['tom', 'wes'], multiple: false }])],
        rest: [step('three', 'tom', { nobody: { do: 'people', people: ['wes'] } })],
      },
      { deep: { field: 'days', op: '>', value: 3 } },
    ),
    copy('told', 'ted', 'wes'),
    step('vote', 'wes sam', { method: { kind: 'vote', pass: weights, abstain: 'count' } }),
    step('late', 'tom', {
      limit: { amount: 1, unit: 'd' },
      rules: [{ id: 'r', at: { amount: 0, unit: 'd' }, do: 'transfer', to: of('wes') }],
    }),
    step('other', [{ kind: 'manager', level: 1 }]),
  ];
  const definition = item(flow, {
    nobody: { do: 'people', people: ['wes', 'root'] },
    cc: { end: [of('wes')] },
  });

  it('are found, wherever they stand', () => {
    const found = ['one', 'two', 'three', 'told', 'vote', 'late', 'item'];
    expect(names(definition, 'wes')).toEqual(found);
    expect(names(definition, 'boss')).toEqual([]);
  });

  it('are the successor’s afterwards, once each, and the item works as before', () => {
    const next = replacePerson(definition, 'wes', 'sam');
    expect(JSON.stringify(next)).not.toContain('wes');
    expect(next.flow[0]).toMatchObject({ who: [of('sam'), of('sam')], cc: { start: [of('sam')] } });
    expect(next.flow[3]).toMatchObject({ method: { pass: { weights: { sam: 5 } } } });
    expect(next.nobody).toEqual({ do: 'people', people: ['sam', 'root'] });
    expect(checkDefinition(next)).toEqual([]);
  });

  it('an item that does not name the person stays as it is', () => {
    const other = item([step('one', 'tom')]);
    expect(replacePerson(other, 'wes', 'sam')).toEqual(other);
  });
});
