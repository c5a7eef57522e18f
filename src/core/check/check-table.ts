import type { TableField } from '../definition.ts';
import { formulaFaults } from './check-formula.ts';
import { duplicates } from './fault.ts';
import type { PlainFault } from './fault.ts';

/** Faults of a detail table's columns: ids, options, formulas over the cells of a row. */
export function tableFaults(table: TableField, path: string): readonly PlainFault[] {
  const twice = duplicates(table.columns.map(column => column.id)).map(
    (index): PlainFault => ({ path: `${path}.columns[${index}].id`, problem: 'duplicateId' }),
  );
  const columns = table.columns.flatMap((column, index): readonly PlainFault[] => {
    const at = `${path}.columns[${index}]`;
    if (column.type === 'formula') return formulaFaults(table.columns, column, at);
    if (column.type !== 'select') return [];
    return duplicates(column.options.map(option => option.id)).map(
      (option): PlainFault => ({ path: `${at}.options[${option}].id`, problem: 'duplicateId' }),
    );
  });
  return [...twice, ...columns];
}
