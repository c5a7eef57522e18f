import { ACCUMULATORS } from './accumulators.ts';
import { argumentsOf } from './arguments.ts';
import type { Operator, Operators } from './types.ts';

/** An accumulator used as an expression: over its arguments, or over the elements of its one array. */
const overArguments: Operator = (compiler, argument, name) => {
  const list = argumentsOf(compiler, argument, name, 0, Infinity);
  return scope => {
    const accumulator = ACCUMULATORS[name]?.();
    const values = list.map(one => one(scope));
    const [only] = values;
    const items = values.length === 1 && Array.isArray(only) ? only : values;
    for (const item of items) accumulator?.add(item);
    return accumulator?.result();
  };
};

export const accumulatorExpressions: Operators = {
  $sum: overArguments,
  $avg: overArguments,
  $min: overArguments,
  $max: overArguments,
  $stdDevPop: overArguments,
  $stdDevSamp: overArguments,
};
