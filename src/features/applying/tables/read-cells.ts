import { parse } from 'csv-parse/sync';
import { MAX_ROWS } from '../../../core/definition-form.ts';
import type { Column, FormRow, TableField } from '../../../core/definition.ts';
import { computeRow } from '../../../core/form/table.ts';
import { amountOf, halfWidth, numberOf } from '../../shared/read-form.ts';

/** A cell of a sheet: text as it was written, or what the program that wrote it knew it to be. */
export type Cell = string | number | boolean | Date | null;

export interface ReadRows {
  readonly rows: readonly FormRow[];
  /** Headings and cells that belong to no column. */
  readonly leftOut: readonly string[];
}

/**
 * Rows of a detail table from a grid of cells. A first row that names columns says which is which, in any order; without one
 * the cells come in the table's order. What cannot be read as its column's type stays as it was written, so that the fault
 * stands at its cell and nothing is lost.
 */
export function readCells(table: TableField, grid: readonly (readonly Cell[])[]): ReadRows {
  const filled = grid.filter(row => row.some(cell => textOf(cell) !== ''));
  const heading = filled[0] ?? [];
  const named = heading.map(cell => columnNamed(table, textOf(cell)));
  const hasHeading = named.some(column => column !== undefined);
  const columns = hasHeading ? named : table.columns.filter(column => column.type !== 'formula');
  const body = hasHeading ? filled.slice(1) : filled;
  const leftOut = hasHeading
    ? heading.map(textOf).filter((text, at) => text !== '' && columns[at] === undefined)
    : (body
        .find(row => row.length > columns.length)
        ?.slice(columns.length)
        .map(textOf) ?? []);
  const rows = body
    .slice(0, MAX_ROWS + 1)
    .map(cells => computeRow(table.columns, readRow(columns, cells)))
    .filter(row => Object.keys(row).length > 0);
  return { rows, leftOut: leftOut.filter(text => text !== '') };
}

function readRow(columns: readonly (Column | undefined)[], cells: readonly Cell[]): FormRow {
  const row: Record<string, string | number> = {};
  for (const [at, column] of columns.entries()) {
    const value = column === undefined ? undefined : readCell(column, cells[at] ?? null);
    if (column !== undefined && value !== undefined) row[column.id] = value;
  }
  return row;
}

/** A cell as its column keeps it. */
function readCell(column: Column, cell: Cell): string | number | undefined {
  const text = textOf(cell);
  if (text === '' || column.type === 'formula') return undefined;
  switch (column.type) {
    case 'number':
      return numberOf(text);
    case 'amount':
      return amountOf(text);
    case 'date':
      return dateOf(text);
    case 'time':
      return /^\d:\d{2}$/.test(text) ? `0${text}` : halfWidth(text).replace('：', ':');
    case 'select':
      return column.options.find(({ id, label }) => [id, label.zh, label.en].includes(text))?.id ?? text;
    case 'text':
    case 'phone':
      return text;
    default:
      return column satisfies never;
  }
}

/** `2026/2/3`, `2026.02.03` and `2026年2月3日` as `2026-02-03`, whether there is such a day or not. */
function dateOf(text: string): string {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(halfWidth(text));
  if (match === null) return text;
  const [, year = '', month = '', day = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function columnNamed(table: TableField, text: string): Column | undefined {
  const plain = text.replace(/[*＊\s]/g, '').toLowerCase();
  return plain === '' ? undefined : table.columns.find(column => namesOf(column).includes(plain));
}

function namesOf({ id, label }: Column): readonly string[] {
  return [id, label.zh, label.en].map(name => name.replace(/\s/g, '').toLowerCase());
}

/** Sheets keep a date as a day in UTC; a time of day is left out. */
function textOf(cell: Cell): string {
  if (cell === null) return '';
  return cell instanceof Date
    ? Number.isNaN(cell.getTime())
      ? ''
      : cell.toISOString().slice(0, 10)
    : String(cell).trim();
}

/**
 * Pasted lines as cells: between tabs where there are any, else between commas, else between blanks. Quotes hold a cell
 * together, as a sheet writes them.
 */
export function cellsOfLines(text: string): readonly (readonly Cell[])[] {
  const plain = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  if (plain.includes('\t')) return parseSeparated(plain, '\t');
  if (/[,，;；]/.test(plain))
    return parseSeparated(plain.replaceAll('，', ',').replaceAll(/[;；]/g, ','), ',');
  return plain.split('\n').map(line => line.trim().split(/[ 　]+/));
}

/** Lenient: an odd quote is a character like any other. */
export function parseSeparated(text: string, delimiter: ',' | '\t' | ';'): readonly (readonly string[])[] {
  return parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  });
}
