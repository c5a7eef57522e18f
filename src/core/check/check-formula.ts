import type { Field, FieldType, Formula } from '../definition.ts';
import type { PlainFault } from './fault.ts';

const NUMERIC: readonly FieldType[] = ['number', 'amount', 'formula'];

/** What a formula reads at one place, and what it needs there. */
interface Reading {
  readonly id: string;
  readonly as: 'number' | 'days' | 'sum' | 'rows';
}

/**
 * A formula reads numbers, amounts and formulas above it; `daysOf` a date range, `sumOf` a numeric column of a detail table,
 * `rowsOf` a detail table. `fields`: of the form, or the columns of a detail table.
 */
export function formulaFaults(
  fields: readonly Field[],
  field: Extract<Field, { type: 'formula' }>,
  path: string,
): readonly PlainFault[] {
  const own = fields.findIndex(candidate => candidate.id === field.id);
  return readings(field.formula).flatMap((reading): readonly PlainFault[] => {
    const fault = (problem: PlainFault['problem']) => [
      { path: `${path}.formula`, problem, detail: reading.id },
    ];
    const index = fields.findIndex(candidate => candidate.id === reading.id.split('.')[0]);
    const read = fields[index];
    if (read === undefined) return fault('unknownField');
    if (read.type === 'formula' && index >= own) return fault('formulaCycle');
    return fits(reading, read) ? [] : fault('wrongFieldType');
  });
}

function fits({ id, as }: Reading, read: Field): boolean {
  switch (as) {
    case 'number':
      return NUMERIC.includes(read.type);
    case 'days':
      return read.type === 'dateRange';
    case 'rows':
      return read.type === 'table';
    case 'sum': {
      const column = id.split('.')[1];
      return (
        read.type === 'table' && read.columns.some(each => each.id === column && NUMERIC.includes(each.type))
      );
    }
    default:
      return as satisfies never;
  }
}

function readings(formula: Formula): readonly Reading[] {
  if (typeof formula === 'string') return [{ id: formula, as: 'number' }];
  if (typeof formula === 'number') return [];
  if ('multiply' in formula) return formula.multiply.flatMap(readings);
  if ('add' in formula) return formula.add.flatMap(readings);
  if ('subtract' in formula) return formula.subtract.flatMap(readings);
  if ('sumOf' in formula) return [{ id: formula.sumOf, as: 'sum' }];
  if ('rowsOf' in formula) return [{ id: formula.rowsOf, as: 'rows' }];
  return [{ id: formula.daysOf, as: 'days' }];
}
