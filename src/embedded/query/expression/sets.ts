import { StoreError } from '../../errors.ts';
import { compare, equal } from '../../bson/compare.ts';
import { isNullish, typeName } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { binary, unary, variadic } from './arguments.ts';
import type { Operators } from './types.ts';
import { isTrue } from './truth.ts';

function setOf(value: Value | undefined, name: string, code: number): Value[] {
  if (!Array.isArray(value))
    throw new StoreError(
      code,
      `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`,
    );
  return distinct(value);
}

/** Sorted, each value once. */
function distinct(values: readonly Value[]): Value[] {
  const sorted = [...values].sort(compare);
  return sorted.filter((value, index) => index === 0 || !equal(value, sorted[index - 1]));
}

const has = (values: readonly Value[], wanted: Value): boolean => values.some(value => equal(value, wanted));

export const setOperators: Operators = {
  $setUnion: variadic((values, name) =>
    values.some(isNullish) ? null : distinct(values.flatMap(value => setOf(value, name, 17043))),
  ),
  $setIntersection: variadic((values, name) => {
    if (values.some(isNullish)) return null;
    const [first = [], ...others] = values.map(value => setOf(value, name, 17047));
    return first.filter(value => others.every(other => has(other, value)));
  }),
  $setDifference: binary((left, right, name) => {
    if (isNullish(left) || isNullish(right)) return null;
    const without = setOf(right, name, 17049);
    if (!Array.isArray(left))
      throw new StoreError(
        17048,
        `both operands of $setDifference must be arrays. First argument is of type: ${typeName(left)}`,
      );
    const kept: Value[] = [];
    for (const value of left) if (!has(without, value) && !has(kept, value)) kept.push(value);
    return kept;
  }),
  $setEquals: variadic((values, name) => {
    const [first = [], ...others] = values.map(value => setOf(value, name, 17044));
    return others.every(
      other => other.length === first.length && other.every((value, index) => equal(value, first[index])),
    );
  }, 2),
  $setIsSubset: binary((left, right, name) => {
    const whole = setOf(right, name, 17310);
    return setOf(left, name, 17046).every(value => has(whole, value));
  }),
  $anyElementTrue: unary((value, name) => {
    if (!Array.isArray(value))
      throw new StoreError(17041, `${name}'s argument must be an array, but is ${typeName(value)}`);
    return value.some(isTrue);
  }),
  $allElementsTrue: unary((value, name) => {
    if (!Array.isArray(value))
      throw new StoreError(17040, `${name}'s argument must be an array, but is ${typeName(value)}`);
    return value.every(isTrue);
  }),
};
