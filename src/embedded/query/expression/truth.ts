import { isNullish, isNum } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { toNumber } from '../../bson/numbers.ts';

/** What counts as true in an expression: all but false, null, missing and zero. */
export function isTrue(value: Value | undefined): boolean {
  if (isNum(value)) return toNumber(value) !== 0;
  return !isNullish(value) && value !== false;
}
