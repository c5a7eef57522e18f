import type { FormFault } from '../commands.ts';
import { MAX_ROWS } from '../definition-form.ts';
import type { Column, Field, FormData, FormRow, FormValue, TableField } from '../definition.ts';
import { evaluateFormula } from '../formula.ts';
import { addDecimals, decimalOf } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { valueFault } from './field-faults.ts';
import { isBlank, rowsOf } from './values.ts';

/** Detail tables (peers.md row 4): rows of cells, each cell checked like a field of its column's type. */

/** Enough to mend a table by; a table that is wrong throughout has thousands. */
const MAX_FAULTS = 50;

/** The rows as the server keeps them: blanks and unknown columns dropped, formulas recomputed, empty rows left out. */
export function computeRows(table: TableField, value: FormValue): readonly FormRow[] {
  return (rowsOf(value) ?? []).flatMap(row => {
    const kept = computeRow(table.columns, row);
    return Object.keys(kept).length === 0 ? [] : [kept];
  });
}

/** One row as the server keeps it. */
export function computeRow(columns: readonly Column[], row: FormRow): FormRow {
  const kept: Record<string, string | number> = {};
  for (const column of columns) {
    const value =
      column.type === 'formula' ? evaluateFormula(column.formula, column.result, kept) : row[column.id];
    if ((typeof value === 'string' || typeof value === 'number') && !isBlank(value)) kept[column.id] = value;
  }
  return kept;
}

/** What is wrong with a table, at most `MAX_FAULTS` of it, with row and column. */
export function tableFaults(table: TableField, value: FormValue): readonly FormFault[] {
  const rows = rowsOf(value);
  const field = table.id;
  if (rows === undefined) return [{ field, problem: 'wrongType' }];
  const [least, most] = [table.minRows ?? 0, table.maxRows ?? MAX_ROWS];
  const faults: FormFault[] = [];
  if (rows.length < least) faults.push({ field, problem: 'tooFewRows', limit: least });
  if (rows.length > most) faults.push({ field, problem: 'tooManyRows', limit: most });
  for (const [index, row] of rows.entries()) {
    if (faults.length >= MAX_FAULTS) break;
    faults.push(...rowFaults(table, row, index + 1));
  }
  return faults.slice(0, MAX_FAULTS);
}

/** What is wrong with one row; `number` counts from 1. */
export function rowFaults(table: TableField, row: FormRow, number: number): readonly FormFault[] {
  return table.columns.flatMap((column): readonly FormFault[] => {
    const at = { field: table.id, row: number, column: column.id };
    const cell = row[column.id];
    if (cell === undefined || isBlank(cell))
      return column.required === true && column.type !== 'formula' ? [{ ...at, problem: 'required' }] : [];
    const fault = valueFault(column, cell);
    return fault === undefined ? [] : [{ ...at, ...fault }];
  });
}

/** The sum of `table.column` on this form; undefined where there is no such table or it has no rows. */
export function columnSum(form: FormData, reference: string): Decimal | undefined {
  const [table = '', column = ''] = reference.split('.');
  const rows = rowsOf(form[table]);
  if (rows === undefined || rows.length === 0) return undefined;
  return rows.reduce<Decimal>(
    (sum, row) => {
      const cell = decimalOf(row[column]);
      return cell === undefined ? sum : addDecimals(sum, cell);
    },
    { digits: 0n, scale: 0 },
  );
}

const SUMMABLE: readonly Field['type'][] = ['number', 'amount', 'formula'];

/** Columns that have a sum. */
export function isSummable(column: Field): boolean {
  return SUMMABLE.includes(column.type);
}
