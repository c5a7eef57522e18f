import { accumulatorExpressions } from './accumulator-expressions.ts';
import { arithmeticOperators } from './arithmetic.ts';
import { arrayOperators } from './arrays.ts';
import { bitOperators } from './bits.ts';
import { convertOperators } from './convert.ts';
import { dateOperators } from './dates.ts';
import { dateMathOperators } from './date-math.ts';
import { logicOperators } from './logic.ts';
import { loopOperators } from './loops.ts';
import { objectOperators } from './objects.ts';
import { setOperators } from './sets.ts';
import { stringOperators } from './strings.ts';
import { regexOperators } from './regexes.ts';
import type { Operator } from './types.ts';

/** All expression operators that the store knows. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    ...accumulatorExpressions,
    ...arithmeticOperators,
    ...arrayOperators,
    ...bitOperators,
    ...convertOperators,
    ...dateOperators,
    ...dateMathOperators,
    ...logicOperators,
    ...loopOperators,
    ...objectOperators,
    ...setOperators,
    ...stringOperators,
    ...regexOperators,
  }),
);
