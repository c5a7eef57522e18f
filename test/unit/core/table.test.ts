import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateCondition } from '../../../src/core/condition.ts';
import { checkDefinition } from '../../../src/core/definition-check.ts';
import type { Condition, Field, FormData, TableField } from '../../../src/core/definition.ts';
import { changedFields, computeForm, validateForm } from '../../../src/core/form.ts';
import { item, step } from '../../support/flow/definition.ts';
import { organisation } from '../../support/flow/organisation.ts';

const label = { zh: '', en: '' };
const table: TableField = {
  id: 'offers',
  label,
  type: 'table',
  minRows: 2,
  maxRows: 4,
  columns: [
    { id: 'supplier', label, type: 'text', required: true, maxLength: 10 },
    { id: 'count', label, type: 'number', min: 1 },
    { id: 'price', label, type: 'amount' },
    { id: 'sum', label, type: 'formula', result: 'amount', formula: { multiply: ['count', 'price'] } },
    { id: 'until', label, type: 'date' },
  ],
};
const fields: readonly Field[] = [
  table,
  { id: 'total', label, type: 'formula', result: 'amount', formula: { sumOf: 'offers.sum' } },
  { id: 'rows', label, type: 'formula', result: 'number', formula: { rowsOf: 'offers' } },
  { id: 'photos', label, type: 'image', oneForEachRowOf: 'offers' },
  { id: 'contract', label, type: 'attachment', maxFiles: 2, maxBytes: 1024 * 1024, endings: ['pdf', 'docx'] },
  { id: 'related', label, type: 'connect', items: ['SBZL'] },
];
const definition = item([step('one', 'wes')], { fields });
const rows = (...prices: readonly string[]) => prices.map(price => ({ supplier: 'a', count: 2, price }));
const file = (name: string, size = 10, kind: 'file' | 'image' = 'file') => ({
  messageId: 'om_1',
  key: name,
  name,
  size,
  kind,
});
const faultsOf = (form: FormData) =>
  validateForm(definition, computeForm(definition, form)).map(({ field, row, column, problem }) =>
    [field, row, column, problem].filter(part => part !== undefined).join(' '),
  );
const holds = (condition: Condition, form: FormData) =>
  evaluateCondition(condition, {
    fields,
    form: computeForm(definition, form),
    applicant: 'ann',
    organisation: organisation(),
  }).holds;

describe('peers row 4: detail tables', () => {
  test('formulas of a row and sums of columns are recomputed whatever was sent', () => {
    const sent = rows('10.10', '0.05').map(row => ({ ...row, sum: '1.00', unknown: 'x' }));
    const form = computeForm(definition, { offers: sent, total: '1.00', rows: 9 });
    expect(form).toEqual({
      offers: [
        { supplier: 'a', count: 2, price: '10.10', sum: '20.20' },
        { supplier: 'a', count: 2, price: '0.05', sum: '0.10' },
      ],
      total: '20.30',
      rows: 2,
    });
  });

  test('sums and the number of rows decide conditions, on both sides', () => {
    const form = { offers: rows('100', '50') };
    expect(holds({ field: 'offers.price', op: '>', value: 149 }, form)).toBe(true);
    expect(holds({ field: 'offers.price', op: '>', value: 150 }, form)).toBe(false);
    expect(holds({ field: 'offers.count', op: '==', value: 4 }, form)).toBe(true);
    expect(holds({ field: 'offers', op: '>=', value: 2 }, form)).toBe(true);
    expect(holds({ field: 'offers', op: '>', value: 2 }, form)).toBe(false);
    expect(holds({ field: 'total', op: '>=', value: '300' }, form)).toBe(true);
    expect(holds({ field: 'offers.price', op: '>', value: 0 }, {})).toBe(false);
  });

  test('the sum is exact however many rows there are', () => {
    assert(
      property(array(integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 200 }), cents => {
        const prices = cents.map(each => `${Math.floor(each / 100)}.${String(each % 100).padStart(2, '0')}`);
        const all = cents.reduce((sum, each) => sum + each, 0);
        const value = `${Math.floor(all / 100)}.${String(all % 100).padStart(2, '0')}`;
        expect(holds({ field: 'offers.price', op: '==', value }, { offers: rows(...prices) })).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('faults name the row and the column', () => {
    const offers = [
      { supplier: 'a', until: '2026-02-31' },
      { count: 0 },
      { supplier: 'a'.repeat(11), price: '1e309', count: 'x' },
    ];
    expect(faultsOf({ offers })).toEqual([
      'offers 1 until notDate',
      'offers 2 supplier required',
      'offers 2 count tooSmall',
      'offers 3 supplier tooLong',
      'offers 3 count notNumber',
      'offers 3 price notNumber',
    ]);
  });

  test('too few and too many rows, and what is no table at all', () => {
    expect(faultsOf({ offers: rows('1') })).toEqual(['offers tooFewRows']);
    expect(faultsOf({ offers: rows('1', '1', '1', '1', '1') })).toEqual(['offers tooManyRows']);
    expect(validateForm(definition, { offers: 'x' })).toMatchObject([{ problem: 'wrongType' }]);
  });

  test('empty rows are dropped; a changed cell is a changed field', () => {
    const form = computeForm(definition, { offers: [...rows('1', '2'), { supplier: ' ' }] });
    expect(form['rows']).toBe(2);
    expect(changedFields({ offers: rows('1') }, { offers: rows('2') })).toEqual(['offers']);
    expect(changedFields({ offers: rows('1') }, { offers: rows('1') })).toEqual([]);
  });
});

const offers = rows('1', '2');
const contract = (...files: readonly ReturnType<typeof file>[]) => faultsOf({ offers, contract: files });

describe('attachments, pictures and related requests', () => {
  test('kinds, sizes and counts of files', () => {
    expect(contract(file('a.PDF'))).toEqual([]);
    expect(contract(file('a.exe'))).toEqual(['contract wrongFileType']);
    expect(contract(file('pdf'))).toEqual(['contract wrongFileType']);
    expect(contract(file('', 10, 'image'))).toEqual(['contract wrongFileType']);
    expect(contract(file('a.pdf', 1024 * 1024 + 1))).toEqual(['contract fileTooLarge']);
    expect(contract(file('a.pdf'), file('b.pdf'), file('c.pdf'))).toEqual(['contract tooManyFiles']);
    expect(faultsOf({ offers, contract: [{ key: 'k' }] })).toEqual(['contract wrongType']);
  });

  test('one picture for each row', () => {
    const photo = file('', 10, 'image');
    expect(faultsOf({ offers, photos: [photo] })).toEqual(['photos filesPerRow']);
    expect(faultsOf({ offers, photos: [photo, photo] })).toEqual([]);
    expect(faultsOf({ offers, photos: [photo, file('x.pdf')] })).toEqual(['photos wrongFileType']);
  });

  test('related requests are of the items that are allowed', () => {
    expect(faultsOf({ offers, related: ['SBZL-20261122-0001'] })).toEqual([]);
    expect(faultsOf({ offers, related: ['QJSQ-20261122-0001'] })).toEqual(['related notOption']);
    expect(faultsOf({ offers, related: true })).toEqual(['related wrongType']);
  });

  test('10 000 characters in a field that says no limit are too long', () => {
    const free = item([step('one', 'wes')], { fields: [{ id: 'note', label, type: 'text' }] });
    expect(validateForm(free, { note: 'x'.repeat(10_000) })).toEqual([
      { field: 'note', problem: 'tooLong', limit: 1000 },
    ]);
  });
});

const check = (...more: readonly Field[]) =>
  checkDefinition(item([step('one', 'wes')], { fields: [...fields, ...more], summary: ['total'] })).map(
    ({ path, problem }) => `${path} ${problem}`,
  );
const formula = (over: Extract<Field, { type: 'formula' }>['formula']): Field => ({
  id: 'f',
  label,
  type: 'formula',
  result: 'number',
  formula: over,
});

describe('a definition with a detail table that cannot work is refused', () => {
  test('sums of what has none, columns twice, pictures of no table, defaults that do not fit', () => {
    expect(check()).toEqual([]);
    expect(check(formula({ sumOf: 'offers.supplier' }))).toEqual(['fields[6].formula wrongFieldType']);
    expect(check(formula({ sumOf: 'none.price' }))).toEqual(['fields[6].formula unknownField']);
    expect(check(formula({ rowsOf: 'total' }))).toEqual(['fields[6].formula wrongFieldType']);
    expect(check({ ...table, id: 't', columns: [...table.columns, ...table.columns] })[0]).toBe(
      'fields[6].columns[5].id duplicateId',
    );
    expect(check({ id: 'i', label, type: 'image', oneForEachRowOf: 'total' })).toEqual([
      'fields[6].oneForEachRowOf unknownField',
    ]);
    expect(check({ id: 'd', label, type: 'number', default: { from: 'today' } })).toEqual([
      'fields[6].default wrongDefault',
    ]);
  });
});
