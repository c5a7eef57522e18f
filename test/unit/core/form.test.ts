import { array, assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateCondition } from '../../../src/core/condition.ts';
import type { Condition, Field, FormData } from '../../../src/core/definition.ts';
import { changedFields, computeForm, validateForm } from '../../../src/core/form.ts';
import { addDecimals, amountText, decimalOf, multiplyDecimals } from '../../../src/core/form/decimal.ts';
import { item, step } from '../../support/flow/definition.ts';
import { organisation } from '../../support/flow/organisation.ts';

const label = { zh: '', en: '' };
const options = ['low', 'high'].map(id => ({ id, label }));
const fields: readonly Field[] = [
  { id: 'text', label, type: 'text', required: true, maxLength: 4 },
  { id: 'phone', label, type: 'phone' },
  { id: 'count', label, type: 'number', min: 1, max: 10, integer: true },
  { id: 'price', label, type: 'amount', min: 0 },
  {
    id: 'total',
    label,
    type: 'formula',
    result: 'amount',
    formula: { multiply: ['count', 'price', 'length'] },
  },
  { id: 'period', label, type: 'dateRange' },
  { id: 'length', label, type: 'formula', result: 'number', formula: { daysOf: 'period' } },
  { id: 'day', label, type: 'date' },
  { id: 'time', label, type: 'time' },
  { id: 'moment', label, type: 'datetime' },
  { id: 'risk', label, type: 'select', options },
  { id: 'risks', label, type: 'multiselect', options },
  { id: 'who', label, type: 'person' },
  { id: 'all', label, type: 'people' },
  { id: 'unit', label, type: 'department' },
  { id: 'units', label, type: 'departments' },
  { id: 'sure', label, type: 'checkbox' },
  { id: 'why', label, type: 'text', showIf: { field: 'risk', op: '==', value: 'high' } },
  { id: 'detail', label, type: 'text', showIf: { field: 'why', op: 'contains', value: 'x' } },
  { id: 'note', label, type: 'text', requireIf: { field: 'sure', op: '==', value: true } },
];
const definition = item([step('one', 'wes')], { fields });

const problems = (form: FormData): readonly string[] =>
  validateForm(definition, { text: 'a', ...form }, organisation({ gone: ['cid'] })).map(
    fault => `${fault.field} ${fault.problem}`,
  );

const text = (value: number): string =>
  `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`;

const judge = (condition: Condition, form: FormData) =>
  evaluateCondition(condition, {
    fields,
    form,
    applicant: 'ann',
    organisation: organisation({ roles: { clerks: ['ann'] } }),
  });

const rule = (value: number): Condition => ({ field: 'count', op: '>', value });

const holds = (field: string, op: string, value: unknown, form: FormData): boolean | string => {
  const condition = { field, op, value } as Condition;
  const { holds: result, warnings } = judge(condition, form);
  return warnings[0]?.problem ?? result;
};

describe('peers row 3: formulas', () => {
  it('peers row 3: are recomputed whatever was sent, to the cent', () => {
    const form = {
      text: 'a',
      count: 3,
      price: '0.1',
      period: { from: '2026-02-27', to: '2026-03-01' },
      total: '99',
    };
    expect(computeForm(definition, form)).toMatchObject({ total: '0.90', length: 3 });
    expect(computeForm(definition, { text: 'a', count: 3 })['total']).toBeUndefined();
  });

  it('peers row 2: amounts add up exactly, however many', () => {
    assert(
      property(array(integer({ min: -10_000_000, max: 10_000_000 }), { minLength: 1 }), cents => {
        const sum = cents.reduce((total, value) => addDecimals(total, decimalOf(text(value)) ?? total), {
          digits: 0n,
          scale: 0,
        });
        const expected = text(cents.reduce((total, value) => total + value, 0));
        expect(amountText(sum)).toBe(expected === '-0.00' ? '0.00' : expected);
      }),
    );
    const product = multiplyDecimals({ digits: 333n, scale: 2 }, { digits: 5n, scale: 1 });
    expect(amountText(product)).toBe('1.67');
  });
});

describe('a form that was filled in', () => {
  it('peers row 8: fields that are not shown are neither kept nor asked, also where one hides the next', () => {
    const form = { text: 'a', risk: 'low', why: 'x', detail: 'y', unknown: 'z', note: ' ' };
    expect(computeForm(definition, form)).toEqual({ text: 'a', risk: 'low' });
    expect(computeForm(definition, { ...form, risk: 'high' })).toMatchObject({ why: 'x', detail: 'y' });
  });

  it('has no fault when it is right', () => {
    const form = {
      phone: '021-5555 1234',
      count: 10,
      price: '0.00',
      period: { from: '2026-01-01', to: '2026-01-01' },
      day: '2028-02-29',
      time: '23:59',
      moment: '2026-11-22T09:30',
      risk: 'low',
      risks: ['low', 'high'],
      who: 'wes',
      all: ['wes', 'sam'],
      unit: 'tech',
      units: ['tech'],
      sure: false,
    };
    expect(problems(form)).toEqual([]);
  });

  it('tells each fault at its field', () => {
    const wrong = {
      text: 'too long',
      phone: 'x',
      count: 1.5,
      price: '-1',
      period: { from: '2026-01-02', to: '2026-01-01' },
      day: '2026-02-29',
      time: '24:00',
      moment: '2026-11-22',
      risk: 'none',
      risks: ['none'],
      who: 'cid',
      all: ['nobody'],
      unit: 'nowhere',
      units: 'tech',
      sure: true,
    };
    expect(problems(wrong)).toEqual([
      'text tooLong',
      'phone notPhone',
      'count notInteger',
      'price tooSmall',
      'period fromAfterTo',
      'day notDate',
      'time notDate',
      'moment notDate',
      'risk notOption',
      'risks notOption',
      'who unknownPerson',
      'all unknownPerson',
      'unit unknownDepartment',
      'units wrongType',
      'note required',
    ]);
    expect(problems({ text: '  ', count: 11, price: 'abc' })).toEqual([
      'text required',
      'count tooLarge',
      'price notNumber',
    ]);
  });

  it('semantics C6: knows which fields differ between two forms', () => {
    const before = { a: ['x'], b: { from: '1', to: '2' }, c: 1 };
    expect(changedFields(before, { a: ['x'], b: { from: '1', to: '3' }, d: true })).toEqual(['b', 'c', 'd']);
  });
});

describe('semantics C14: conditions', () => {
  it('semantics C14: compares amounts as numbers, on either side of the limit', () => {
    const at = (price: string): boolean | string => holds('price', '>', 50_000, { price });
    expect([at('50000.01'), at('50000.00'), at('9000')]).toEqual([true, false, false]);
    expect(holds('price', 'between', [1, 2], { price: '2.00' })).toBe(true);
    expect(holds('price', '==', '2.0', { price: '2.00' })).toBe(true);
  });

  it('semantics C14: never coerces: a missing or wrong-typed operand is false, with a warning', () => {
    expect(holds('count', '>', 1, {})).toBe('missing');
    expect(holds('count', '!=', 1, {})).toBe('missing');
    expect(holds('gone', '==', 1, { gone: 1 })).toBe('missing');
    expect(holds('count', '>', '1', { count: 2 })).toBe('wrongType');
    expect(holds('text', '>', 'a', { text: 'b' })).toBe('wrongType');
    expect(holds('sure', '==', 'true', { sure: true })).toBe('wrongType');
    expect(holds('count', 'between', [1], { count: 2 })).toBe('wrongType');
  });

  it('semantics C14: all operators', () => {
    expect(holds('risk', 'in', ['low', 'mid'], { risk: 'low' })).toBe(true);
    expect(holds('risk', 'notIn', ['low'], { risk: 'high' })).toBe(true);
    expect(holds('risks', 'contains', 'low', { risks: ['low'] })).toBe(true);
    expect(holds('text', 'contains', 'b', { text: 'abc' })).toBe(true);
    expect(holds('day', '<=', '2026-11-22', { day: '2026-11-21' })).toBe(true);
    expect(holds('text', 'isEmpty', undefined, {})).toBe(true);
    expect(holds('risk', '!=', 'low', { risk: 'high' })).toBe(true);
    expect(holds('applicant', 'belongsTo', 'depot', {})).toBe(true);
    expect(holds('applicant', 'belongsTo', 'clerks', {})).toBe(true);
    expect(holds('who', 'belongsTo', 'finance', { who: 'tia' })).toBe(false);
    expect(holds('unit', 'belongsTo', 'depot', { unit: 'tech' })).toBe(true);
  });

  it('semantics C14: groups hold when all, or any, of their rules do', () => {
    assert(
      property(
        array(integer({ min: 0, max: 4 }), { minLength: 1 }),
        constantFrom('all', 'any'),
        (limits, kind) => {
          const parts = limits.map(rule);
          const outcome = judge(kind === 'all' ? { all: parts } : { any: parts }, { count: 2 }).holds;
          const each = limits.map(limit => 2 > limit);
          expect(outcome).toBe(kind === 'all' ? !each.includes(false) : each.includes(true));
        },
      ),
    );
  });
});
