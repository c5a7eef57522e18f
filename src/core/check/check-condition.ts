import type { Condition, ConditionOperator, Field, FieldType, Rule } from '../definition.ts';
import { decimalOf } from '../form/decimal.ts';
import type { PlainFault } from './fault.ts';

/** A detail table is compared by the number of its rows. */
const ORDERED: readonly FieldType[] = ['number', 'amount', 'formula', 'date', 'time', 'datetime', 'table'];
const NUMERIC: readonly FieldType[] = ['number', 'amount', 'formula'];
const LISTS: readonly FieldType[] = ['multiselect', 'people', 'departments'];
const MEMBERS: readonly FieldType[] = ['person', 'people', 'department', 'departments'];
const SINGLE: readonly FieldType[] = [
  ...ORDERED,
  'text',
  'phone',
  'select',
  'person',
  'department',
  'checkbox',
];

/** Which fields an operator can look at (semantics C14). */
const TAKES: Readonly<Record<ConditionOperator, readonly FieldType[] | 'any'>> = {
  '==': SINGLE,
  '!=': SINGLE,
  '>': ORDERED,
  '>=': ORDERED,
  '<': ORDERED,
  '<=': ORDERED,
  between: ORDERED,
  in: [...SINGLE, ...LISTS],
  notIn: [...SINGLE, ...LISTS],
  contains: ['text', 'phone', ...LISTS],
  belongsTo: MEMBERS,
  isEmpty: 'any',
};

/** Conditions on fields that are not there, of a type the operator cannot take, or with an operand it cannot compare. */
export function conditionFaults(
  fields: readonly Field[],
  condition: Condition,
  path: string,
): readonly PlainFault[] {
  if ('field' in condition) return ruleFaults(fields, condition, path);
  const [key, group] =
    'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
  return group.flatMap((part, index) => conditionFaults(fields, part, `${path}.${key}[${index}]`));
}

function ruleFaults(fields: readonly Field[], rule: Rule, path: string): readonly PlainFault[] {
  if (rule.field === 'applicant') {
    return rule.op === 'belongsTo'
      ? operandFaults('person', rule, path)
      : [{ path, problem: 'wrongFieldType', detail: rule.op }];
  }
  const field = fieldOf(fields, rule.field);
  if (!field) return [{ path, problem: 'unknownField', detail: rule.field }];
  const takes = TAKES[rule.op];
  if (takes !== 'any' && !takes.includes(field.type))
    return [{ path, problem: 'wrongFieldType', detail: `${rule.field} ${rule.op}` }];
  const faults = operandFaults(field.type, rule, path);
  return faults.length > 0 ? faults : optionFaults(field, rule, path);
}

/** The field that a rule looks at; for `table.column` the column, which must have a sum. */
function fieldOf(fields: readonly Field[], reference: string): Field | undefined {
  const [id, column] = reference.split('.');
  const field = fields.find(candidate => candidate.id === id);
  if (column === undefined) return field;
  if (field?.type !== 'table') return undefined;
  return field.columns.find(each => each.id === column && NUMERIC.includes(each.type));
}

function operandFaults(type: FieldType, rule: Rule, path: string): readonly PlainFault[] {
  return operandFits(type, rule)
    ? []
    : [{ path: `${path}.value`, problem: 'wrongOperand', detail: JSON.stringify(rule.value) ?? '' }];
}

function operandFits(type: FieldType, rule: Rule): boolean {
  const { op, value } = rule;
  if (op === 'isEmpty') return value === undefined;
  if (value === undefined) return false;
  if (op === 'in' || op === 'notIn')
    return Array.isArray(value) && value.every(part => scalarFits(type, part));
  if (op === 'between')
    return Array.isArray(value) && value.length === 2 && value.every(part => scalarFits(type, part));
  if (op === 'belongsTo') return [value].flat().every(part => typeof part === 'string');
  if (op === 'contains') return typeof value === 'string';
  return !Array.isArray(value) && scalarFits(type, value);
}

function scalarFits(type: FieldType, value: unknown): boolean {
  if (type === 'number' || type === 'table') return typeof value === 'number';
  if (NUMERIC.includes(type)) return decimalOf(value) !== undefined;
  return type === 'checkbox' ? typeof value === 'boolean' : typeof value === 'string';
}

/** An option that the field does not have can never be met. */
function optionFaults(field: Field, rule: Rule, path: string): readonly PlainFault[] {
  if ((field.type !== 'select' && field.type !== 'multiselect') || rule.value === undefined) return [];
  const options = field.options.map(option => option.id);
  return [rule.value]
    .flat()
    .filter(value => typeof value !== 'string' || !options.includes(value))
    .map((value): PlainFault => ({ path: `${path}.value`, problem: 'wrongOperand', detail: String(value) }));
}
