import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TableField } from '../../../src/core/definition.ts';
import { cellsOfLines, readCells } from '../../../src/features/applying/tables/read-cells.ts';

const name = (zh: string, en: string) => ({ zh, en });
const table: TableField = {
  id: 'people',
  label: name('人员', 'People'),
  type: 'table',
  columns: [
    { id: 'name', label: name('姓名', 'Name'), type: 'text' },
    { id: 'born', label: name('出生日期', 'Born'), type: 'date' },
    { id: 'pay', label: name('金额', 'Pay'), type: 'amount' },
    {
      id: 'kind',
      label: name('类型', 'Kind'),
      type: 'select',
      options: [{ id: 'new', label: name('新办', 'New') }],
    },
    {
      id: 'total',
      label: name('合计', 'Total'),
      type: 'formula',
      result: 'amount',
      formula: { add: ['pay', 1] },
    },
  ],
};
const read = (lines: string) => readCells(table, cellsOfLines(lines));
const zhang = { name: '张三', born: '1990-02-03', pay: '1200.50', kind: 'new', total: '1201.50' };

describe('lines that were pasted become rows', () => {
  test.each([
    ['tabs', '张三\t1990-02-03\t1,200.50\t新办'],
    ['commas', '张三,1990/2/3,1200.5,新办'],
    ['Chinese commas', '张三，1990年2月3日，1200.5元，新办'],
    ['blanks', '张三  1990.02.03 1200.50　New'],
    ['quotes', '"张三",1990-02-03,"1,200.50",new'],
  ])('with %s between the cells', (_, line) => {
    expect(read(line)).toEqual({ rows: [zhang], leftOut: [] });
  });

  test('a first line of column names says which is which, in any order; what has no column is told', () => {
    expect(read('金额\t备注\t姓名*\n3\tx\t李四\n\n4\ty\t王五')).toEqual({
      rows: [
        { name: '李四', pay: '3.00', total: '4.00' },
        { name: '王五', pay: '4.00', total: '5.00' },
      ],
      leftOut: ['备注'],
    });
  });

  test('what cannot be read stays as it was written', () => {
    expect(read('张三,2026-02-31,1e309,旧办').rows).toEqual([
      { name: '张三', born: '2026-02-31', pay: '1e309', kind: '旧办' },
    ]);
  });

  test('cells of a sheet: dates, numbers, empty ones', () => {
    const rows = readCells(table, [
      ['Name', 'Born', 'Pay'],
      ['张三', new Date('1990-02-03T00:00:00Z'), 1200.5],
      [null, null, null],
      [7, null, null],
    ]).rows;
    expect(rows).toEqual([
      { name: '张三', born: '1990-02-03', pay: '1200.50', total: '1201.50' },
      { name: '7' },
    ]);
  });

  test('whatever is pasted, it is read or left out, and nothing fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        const { rows } = read(text);
        expect(rows.every(row => Object.keys(row).length > 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
