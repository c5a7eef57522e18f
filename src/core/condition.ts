import type { Condition, Field, FormData, FormValue, Rule } from './definition.ts';
import { departmentIsWithin, membersOfRole } from './people/organisation-lookup.ts';
import type { Organisation } from './organisation.ts';
import { amountText, compareDecimals, decimalOf, decimalToNumber } from './form/decimal.ts';
import { columnSum } from './form/table.ts';
import { isBlank, listOf, rowsOf } from './form/values.ts';

/** What a rule could not be decided on (semantics C14): the rule is then false, never coerced. */
export interface ConditionWarning {
  readonly field: string;
  readonly problem: 'missing' | 'wrongType';
}

export interface ConditionInput {
  readonly fields: readonly Field[];
  readonly form: FormData;
  readonly applicant: string;
  readonly organisation: Organisation;
}

export interface ConditionResult {
  readonly holds: boolean;
  readonly warnings: readonly ConditionWarning[];
  /** The values that were looked at; stored with the decision. */
  readonly inputs: FormData;
}

/** Evaluates a tree of typed rules (semantics C14). Every rule is looked at, so that all warnings and inputs are known. */
export function evaluateCondition(condition: Condition, input: ConditionInput): ConditionResult {
  if ('field' in condition) return evaluateRule(condition, input);
  const group = 'all' in condition ? condition.all : condition.any;
  const parts = group.map(part => evaluateCondition(part, input));
  return {
    holds: 'all' in condition ? parts.every(part => part.holds) : parts.some(part => part.holds),
    warnings: parts.flatMap(part => part.warnings),
    inputs: Object.assign({}, ...parts.map(part => part.inputs)),
  };
}

function evaluateRule(rule: Rule, input: ConditionInput): ConditionResult {
  const value = valueOf(rule.field, input);
  const inputs = value === undefined ? {} : { [rule.field]: value };
  const outcome = ruleOutcome(rule, value, input);
  if (typeof outcome === 'boolean') return { holds: outcome, warnings: [], inputs };
  return { holds: false, warnings: [{ field: rule.field, problem: outcome }], inputs };
}

/** The value that a rule looks at: a field's, the applicant, or the sum of a detail table's column. */
function valueOf(reference: string, input: ConditionInput): FormValue | undefined {
  if (reference === 'applicant') return input.applicant;
  if (!reference.includes('.')) return input.form[reference];
  const sum = columnSum(input.form, reference);
  if (sum === undefined) return undefined;
  return fieldOf(reference, input)?.type === 'number' ? decimalToNumber(sum) : amountText(sum);
}

function fieldOf(reference: string, { fields }: ConditionInput): Field | undefined {
  const [id, column] = reference.split('.');
  const field = fields.find(candidate => candidate.id === id);
  if (column === undefined || field?.type !== 'table') return column === undefined ? field : undefined;
  return field.columns.find(candidate => candidate.id === column);
}

type Outcome = boolean | 'missing' | 'wrongType';

function ruleOutcome(rule: Rule, value: FormValue | undefined, input: ConditionInput): Outcome {
  if (rule.op === 'isEmpty') return isBlank(value);
  if (value === undefined || isBlank(value)) return 'missing';
  if (rule.value === undefined) return 'wrongType';
  if (rule.op === 'belongsTo') return belongsTo(rule, value, input);
  const field = fieldOf(rule.field, input);
  if (!field) return 'missing';
  if (rule.op === 'in' || rule.op === 'notIn') {
    const among = isAmong(field, value, rule.value);
    return typeof among === 'string' ? among : among === (rule.op === 'in');
  }
  if (rule.op === 'contains') return contains(value, rule.value);
  if (rule.op === 'between') return between(field, value, rule.value);
  const order = compare(field, value, rule.value);
  if (order === undefined) return 'wrongType';
  return holdsFor(rule.op, order);
}

function holdsFor(op: '==' | '!=' | '>' | '>=' | '<' | '<=', order: number | 'different'): Outcome {
  if (op === '==') return order === 0;
  if (op === '!=') return order !== 0;
  if (order === 'different') return 'wrongType';
  if (op === '>') return order > 0;
  if (op === '>=') return order >= 0;
  return op === '<' ? order < 0 : order <= 0;
}

/** Order of two values of one field; `different` where only equality is known; undefined where the types do not meet. */
function compare(field: Field, value: FormValue, operand: unknown): number | 'different' | undefined {
  switch (field.type) {
    case 'number':
      return typeof value === 'number' && typeof operand === 'number'
        ? decimalOrder(value, operand)
        : undefined;
    case 'amount':
    case 'formula':
      return typeof operand === 'boolean' ? undefined : decimalOrder(value, operand);
    case 'date':
    case 'time':
    case 'datetime':
      if (typeof value !== 'string' || typeof operand !== 'string') return undefined;
      return value < operand ? -1 : value > operand ? 1 : 0;
    case 'checkbox':
      return equality('boolean', value, operand);
    case 'text':
    case 'phone':
    case 'select':
    case 'person':
    case 'department':
      return equality('string', value, operand);
    case 'table':
      return decimalOrder(rowsOf(value)?.length, operand);
    case 'dateRange':
    case 'multiselect':
    case 'people':
    case 'departments':
    case 'attachment':
    case 'image':
    case 'connect':
      return undefined;
    default:
      return field satisfies never;
  }
}

function equality(
  type: 'string' | 'boolean',
  value: FormValue,
  operand: unknown,
): 0 | 'different' | undefined {
  if (typeof value !== type || typeof operand !== type) return undefined;
  return value === operand ? 0 : 'different';
}

function decimalOrder(value: unknown, operand: unknown): number | undefined {
  const [a, b] = [decimalOf(value), decimalOf(operand)];
  return a && b ? compareDecimals(a, b) : undefined;
}

function isAmong(field: Field, value: FormValue, operand: unknown): boolean | 'wrongType' {
  if (!Array.isArray(operand)) return 'wrongType';
  const list = listOf(value);
  if (list) return list.some(part => operand.includes(part));
  const orders = operand.map((candidate: unknown) => compare(field, value, candidate));
  if (orders.includes(0)) return true;
  return orders.some(order => order !== undefined) ? false : 'wrongType';
}

function contains(value: FormValue, operand: unknown): boolean | 'wrongType' {
  if (typeof operand !== 'string') return 'wrongType';
  const list = listOf(value);
  if (list) return list.includes(operand);
  return typeof value === 'string' ? value.includes(operand) : 'wrongType';
}

function between(field: Field, value: FormValue, operand: unknown): Outcome {
  if (!Array.isArray(operand) || operand.length !== 2) return 'wrongType';
  const [low, high] = [compare(field, value, operand[0]), compare(field, value, operand[1])];
  return typeof low === 'number' && typeof high === 'number' ? low >= 0 && high <= 0 : 'wrongType';
}

/** Within a department (or one below it) or a member of a role; for lists: any of them. */
function belongsTo(rule: Rule, value: FormValue, input: ConditionInput): boolean | 'wrongType' {
  const groups = typeof rule.value === 'string' ? [rule.value] : listOf(rule.value);
  const ids = typeof value === 'string' ? [value] : listOf(value);
  if (!groups || !ids) return 'wrongType';
  const { organisation } = input;
  return ids.some(id => {
    const departments = organisation.people[id]?.departmentIds ?? [id];
    return groups.some(
      group =>
        membersOfRole(organisation, group).includes(id) ||
        departments.some(department => departmentIsWithin(organisation, department, group)),
    );
  });
}
