import type { Fact, FactValue } from '../../../cards/kit/facts.ts';
import { amountText, decimalToNumber } from '../../core/form/decimal.ts';
import { columnSum, isSummable } from '../../core/form/table.ts';
import { filesOf, listOf, rowsOf } from '../../core/form/values.ts';
import type {
  Column,
  Field,
  FormData,
  FormValue,
  ItemDefinition,
  TableField,
} from '../../core/definition.ts';
import type { Organisation } from '../../core/organisation.ts';

/** Fields that a step hides from its people never leave the server (semantics, peers.md row 9). */
export type Hidden = ReadonlySet<string>;

interface FactOptions {
  readonly hidden?: Hidden;
  /** The request whose facts these are: buttons lead to all rows of a detail table, and to the files. */
  readonly request?: string;
}

type Names = Pick<Organisation, 'people' | 'departments'>;

/** What was filled in, in the form's order; what was left empty is left out. */
export function factsOf(
  definition: Pick<ItemDefinition, 'fields'>,
  form: FormData,
  organisation: Names,
  { hidden = new Set(), request }: FactOptions = {},
): readonly Fact[] {
  return definition.fields
    .filter(field => !hidden.has(field.id))
    .map(field => ({ label: field.label, value: factValue(field, form[field.id], organisation, request) }))
    .filter(fact => fact.value.kind !== 'none');
}

/** The telling fields, most telling first. */
export function summaryOf(
  definition: Pick<ItemDefinition, 'fields' | 'summary'>,
  form: FormData,
  organisation: Names,
  options: FactOptions = {},
): readonly Fact[] {
  const fields = definition.summary.flatMap(id => definition.fields.filter(field => field.id === id));
  return factsOf({ fields }, form, organisation, options);
}

/** One value as it is shown. */
export function factValue(
  field: Field,
  value: FormValue | undefined,
  organisation: Names,
  request?: string,
): FactValue {
  if (value === undefined || value === '') return { kind: 'none' };
  switch (field.type) {
    case 'text':
    case 'phone':
      return textual(value);
    case 'number':
      return typeof value === 'number'
        ? { kind: 'number', number: value, ...(field.unit === undefined ? {} : { unit: field.unit }) }
        : textual(value);
    case 'amount':
      return { kind: 'amount', amount: wordOf(value) };
    case 'formula':
      if (field.result === 'amount') return { kind: 'amount', amount: wordOf(value) };
      return Number.isFinite(Number(value)) ? { kind: 'number', number: Number(value) } : textual(value);
    case 'date':
    case 'time':
    case 'datetime':
      return typeof value === 'string' ? { kind: field.type, value } : { kind: 'none' };
    case 'dateRange':
      return typeof value === 'object' && 'from' in value
        ? { kind: 'dateRange', from: value.from, to: value.to }
        : { kind: 'none' };
    case 'select':
    case 'multiselect':
      return {
        kind: 'texts',
        texts: idsOf(value).map(id => field.options.find(option => option.id === id)?.label ?? id),
      };
    case 'person':
    case 'people':
      return { kind: 'texts', texts: idsOf(value).map(id => organisation.people[id]?.name ?? id) };
    case 'department':
    case 'departments':
      return { kind: 'texts', texts: idsOf(value).map(id => organisation.departments[id]?.name ?? id) };
    case 'connect':
      return { kind: 'texts', texts: idsOf(value) };
    case 'checkbox':
      return { kind: 'flag', on: value === true };
    case 'table':
      return tableValue(field, value, organisation, request);
    case 'attachment':
    case 'image':
      return filesValue(field, value, request);
    default:
      return field satisfies never;
  }
}

/** A detail table with the cells of all its rows and the sums of its columns. */
function tableValue(table: TableField, value: FormValue, organisation: Names, request?: string): FactValue {
  const rows = rowsOf(value);
  if (rows === undefined || rows.length === 0) return { kind: 'none' };
  return {
    kind: 'table',
    rows: rows.map(row =>
      table.columns.map(column => factValue(column, row[column.id], organisation)).filter(isSaid),
    ),
    sums: sumsOf(table, { [table.id]: rows }),
    ...(request === undefined ? {} : { more: { a: 'rows.open', request, field: table.id } }),
  };
}

/** The sums of a table's amounts and of its counted columns, on this form. */
export function sumsOf(table: TableField, form: FormData): readonly Fact[] {
  return table.columns.filter(isSummable).flatMap((column): readonly Fact[] => {
    const sum = columnSum(form, `${table.id}.${column.id}`);
    if (sum === undefined) return [];
    const value: FactValue = isMoney(column)
      ? { kind: 'amount', amount: amountText(sum) }
      : { kind: 'number', number: decimalToNumber(sum) };
    return [{ label: column.label, value }];
  });
}

function isMoney(column: Column): boolean {
  return column.type === 'amount' || (column.type === 'formula' && column.result === 'amount');
}

function isSaid(value: FactValue): boolean {
  return value.kind !== 'none';
}

function filesValue(field: Field, value: FormValue, request?: string): FactValue {
  const files = filesOf(value);
  if (files === undefined || files.length === 0) return { kind: 'none' };
  return {
    kind: 'files',
    files: files.map(({ name, size }) => ({ name, size })),
    ...(request === undefined ? {} : { get: { a: 'files.get', request, field: field.id } }),
  };
}

function textual(value: FormValue): FactValue {
  return { kind: 'text', text: wordOf(value) };
}

/** Of a value of another shape than its field's (an older version's) nothing is shown. */
function wordOf(value: FormValue): string {
  return typeof value === 'object' ? '' : String(value);
}

function idsOf(value: FormValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return listOf(value) ?? [];
}
