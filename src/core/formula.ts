import type { Formula, FormData, FormValue } from './definition.ts';
import {
  addDecimals,
  amountText,
  decimalOf,
  decimalToNumber,
  multiplyDecimals,
  subtractDecimals,
} from './form/decimal.ts';
import type { Decimal } from './form/decimal.ts';
import { columnSum } from './form/table.ts';
import { dayNumber, rangeOf, rowsOf } from './form/values.ts';

/**
 * The value of a formula field: `80000.00` for amounts, a number otherwise; undefined while an operand is missing or is no
 * number. Exact decimal arithmetic; amounts are rounded once, at the end.
 */
export function evaluateFormula(
  formula: Formula,
  result: 'number' | 'amount',
  form: FormData,
): FormValue | undefined {
  const value = evaluate(formula, form);
  if (value === undefined) return undefined;
  return result === 'amount' ? amountText(value) : decimalToNumber(value);
}

function evaluate(formula: Formula, form: FormData): Decimal | undefined {
  if (typeof formula === 'string') return decimalOf(form[formula]);
  if (typeof formula === 'number') return decimalOf(formula);
  if ('multiply' in formula) return fold(formula.multiply, form, multiplyDecimals);
  if ('add' in formula) return fold(formula.add, form, addDecimals);
  if ('subtract' in formula) return fold(formula.subtract, form, subtractDecimals);
  if ('sumOf' in formula) return columnSum(form, formula.sumOf);
  if ('rowsOf' in formula) return { digits: BigInt(rowsOf(form[formula.rowsOf])?.length ?? 0), scale: 0 };
  return daysOf(form[formula.daysOf]);
}

function fold(
  parts: readonly Formula[],
  form: FormData,
  combine: (a: Decimal, b: Decimal) => Decimal,
): Decimal | undefined {
  const values = parts.map(part => evaluate(part, form));
  let total: Decimal | undefined;
  for (const value of values) {
    if (value === undefined) return undefined;
    total = total === undefined ? value : combine(total, value);
  }
  return total;
}

function daysOf(value: FormValue | undefined): Decimal | undefined {
  const range = rangeOf(value);
  if (!range) return undefined;
  const from = dayNumber(range.from);
  const to = dayNumber(range.to);
  if (from === undefined || to === undefined || to < from) return undefined;
  return { digits: BigInt(to - from + 1), scale: 0 };
}
