import { formatValue } from '../../../cards/kit/format.ts';
import type { TableField } from '../../core/definition.ts';
import { rowsOf } from '../../core/form/values.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { factValue, sumsOf } from '../shared/facts.ts';
import type { RequestView } from '../shared/request-view.ts';

/** A detail table (明细) with every row, in words. */
export interface FormTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly { readonly id: string; readonly label: string }[];
  readonly rows: readonly (readonly string[])[];
  /** `金额 80,000.00 元`, one a column that is summed. */
  readonly sums: readonly string[];
}

export function tablesOf(
  deps: FeatureDeps,
  { definition, state, organisation }: RequestView,
  hidden: ReadonlySet<string>,
): readonly FormTable[] {
  const { texts, language } = deps;
  const oneTable = (field: TableField): readonly FormTable[] => {
    const rows = rowsOf(state.form[field.id]) ?? [];
    if (rows.length === 0) return [];
    return [
      {
        id: field.id,
        title: field.label[language],
        columns: field.columns.map(({ id, label }) => ({ id, label: label[language] })),
        rows: rows.map(row =>
          field.columns.map(column => {
            const value = factValue(column, row[column.id], organisation);
            return value.kind === 'none' ? '' : formatValue(value, texts)[language];
          }),
        ),
        sums: sumsOf(field, state.form).map(
          ({ label, value }) => `${label[language]} ${formatValue(value, texts)[language]}`,
        ),
      },
    ];
  };
  return definition.fields.flatMap(field =>
    field.type === 'table' && !hidden.has(field.id) ? oneTable(field) : [],
  );
}
