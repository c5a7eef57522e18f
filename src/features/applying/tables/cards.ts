import { tableReadCard } from '../../../../cards/table-read.ts';
import { pasteCard, tableRowCard } from '../../../../cards/table-row.ts';
import { tableRowsCard } from '../../../../cards/table-rows.ts';
import type { CardJson, Draft, StagedRows } from '../../../application/ports.ts';
import { MAX_ROWS } from '../../../core/definition-form.ts';
import type { FormRow, ItemDefinition, TableField, Text } from '../../../core/definition.ts';
import { computeRow, rowFaults, tableFaults } from '../../../core/form/table.ts';
import { rowsOf } from '../../../core/form/values.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { factValue, factsOf, sumsOf } from '../../shared/facts.ts';
import { formField, shownFault } from '../../shared/form-fields.ts';

/** A detail table of a draft that is being filled in. */
export interface OpenTable {
  readonly draft: Draft;
  readonly definition: ItemDefinition;
  readonly table: TableField;
  readonly rows: readonly FormRow[];
}

export function openTable(draft: Draft, definition: ItemDefinition, id: string): OpenTable | undefined {
  const table = definition.fields.find(field => field.id === id);
  if (table?.type !== 'table') return undefined;
  const rows = (rowsOf(draft.form[id]) ?? []).map(row => computeRow(table.columns, row));
  return { draft, definition, table, rows };
}

export function mostRows(table: TableField): number {
  return table.maxRows ?? MAX_ROWS;
}

/** All rows, with what can be done to them. */
export function rowsCard(
  deps: FeatureDeps,
  { draft, definition, table, rows }: OpenTable,
  page?: number,
): CardJson {
  const faults = rows.length === 0 ? [] : tableFaults(table, rows);
  return tableRowsCard(
    {
      item: definition.name,
      label: table.label,
      value: valueOf(table, rows),
      edit: {
        draft: draft.id,
        field: table.id,
        faults: faults.map(fault => shownFault(fault, table.columns)),
        max: mostRows(table),
      },
      ...(page === undefined ? {} : { page }),
    },
    deps.texts,
  );
}

function valueOf(table: TableField, rows: readonly FormRow[]) {
  const value = factValue(table, rows, NOBODY);
  return value.kind === 'table' ? value : ({ kind: 'table', rows: [], sums: sumsOf(table, {}) } as const);
}

const NOBODY = { people: {}, departments: {} };

/** One row to fill in; `typed` with its faults, where it was just saved with some. */
export function rowCard(
  deps: FeatureDeps,
  { draft, definition, table, rows }: OpenTable,
  row: number | undefined,
): CardJson {
  const cells = (row === undefined ? undefined : rows[row]) ?? {};
  const faults = row === undefined ? [] : rowFaults(table, cells, row + 1);
  const choices = { candidates: [], departments: [] };
  return tableRowCard(
    {
      draft: draft.id,
      field: table.id,
      item: definition.name,
      label: table.label,
      of: rows.length,
      ...(row === undefined ? {} : { row }),
      cells: table.columns.map(column =>
        formField(
          column,
          cells,
          // In the row's own form the column is the field.
          faults
            .filter(({ column: id }) => id === column.id)
            .map(fault => plainFault(fault.problem, column.id, fault.limit)),
          choices,
          column.required === true,
        ),
      ),
    },
    deps.texts,
  );
}

function plainFault<Problem>(problem: Problem, field: string, limit: number | undefined) {
  return { field, problem, ...(limit === undefined ? {} : { limit }) };
}

export function linesCard(
  deps: FeatureDeps,
  { draft, definition, table }: OpenTable,
  refused?: { readonly typed: string; readonly fault: Text },
): CardJson {
  return pasteCard(
    {
      draft: draft.id,
      field: table.id,
      item: definition.name,
      label: table.label,
      columns: table.columns.filter(({ type }) => type !== 'formula').map(({ label }) => label),
      ...refused,
    },
    deps.texts,
  );
}

/** How lines or a file were read, before they are taken. */
export function readCard(
  deps: FeatureDeps,
  { draft, definition, table, rows }: OpenTable,
  { rows: read, file, leftOut }: StagedRows,
): CardJson {
  return tableReadCard(
    {
      draft: draft.id,
      field: table.id,
      item: definition.name,
      label: table.label,
      ...(file === undefined ? {} : { file }),
      first: read.slice(0, 3).map(row => factsOf({ fields: table.columns }, row, NOBODY)),
      count: read.length,
      before: rows.length,
      leftOut,
      faults: tableFaults({ ...table, minRows: 0 }, read).map(fault => shownFault(fault, table.columns)),
    },
    deps.texts,
  );
}
