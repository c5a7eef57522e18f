import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip } from '../../../cards/kit/paging.ts';
import type { Field } from '../../../src/core/definition.ts';
import { readForm } from '../../../src/features/shared/read-form.ts';

const label = { zh: '字段', en: 'Field' };
const fields: readonly Field[] = [
  { id: 'count', label, type: 'number' },
  { id: 'price', label, type: 'amount' },
  { id: 'when', label, type: 'dateRange' },
  { id: 'who', label, type: 'people' },
  { id: 'what', label, type: 'text' },
  { id: 'sum', label, type: 'formula', formula: 'count', result: 'number' },
];
const all = new Set(fields.map(field => field.id));
const read = (values: Readonly<Record<string, unknown>>) => readForm({ fields }, values, {}, all);

describe('what was typed on a card becomes the form', () => {
  test.each([
    ['12', 12],
    [' 1,200 ', 1200],
    ['１２．５', 12.5],
    ['twelve', 'twelve'],
    ['1e309', '1e309'],
    ['', ''],
  ])('a number typed as %j', (typed, kept) => {
    expect(read({ count: typed })['count']).toBe(kept);
  });

  test.each([
    ['80000', '80000.00'],
    ['80,000.5元', '80000.50'],
    ['￥３.１４', '3.14'],
    ['3.141', '3.141'],
    ['1e309', '1e309'],
  ])('an amount typed as %j', (typed, kept) => {
    expect(read({ price: typed })['price']).toBe(kept);
  });

  test('10 000 characters come back from an input cut to what it holds, and are the whole text still', () => {
    const long = '字'.repeat(10_000);
    const shown = clip(long, 1000);
    expect(readForm({ fields }, { what: shown }, { what: long }, all)['what']).toBe(long);
    expect(readForm({ fields }, { what: `${shown}改` }, { what: long }, all)['what']).toBe(`${shown}改`);
  });

  test('half a range is kept, so that the fault can stand beside it', () => {
    expect(read({ when__from: '2026-12-01' })['when']).toEqual({ from: '2026-12-01', to: '' });
    expect(read({})['when']).toBeUndefined();
  });

  test('a formula is never taken from a card', () => {
    expect(read({ sum: '1', count: '3' })).toEqual({ count: 3 });
  });

  test('what stood on another part of a long form is kept; what was emptied here is gone', () => {
    const before = { what: 'kept', count: 7 };
    expect(readForm({ fields }, {}, before, new Set(['count']))).toEqual({ what: 'kept' });
  });

  test('whatever a client sends, only known fields with values of their type come out', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...all, '__proto__', 'other'), fc.jsonValue()), values => {
        const form = read(values);
        expect(Object.keys(form).every(id => all.has(id) && id !== 'sum')).toBe(true);
        expect(['string', 'undefined']).toContain(typeof form['what']);
        expect(form['who'] === undefined || Array.isArray(form['who'])).toBe(true);
      }),
    );
  });
});
