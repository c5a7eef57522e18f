import { show } from '../bson/show.ts';
import { StoreError } from '../errors.ts';
import { isNum } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { toNumber } from '../bson/numbers.ts';

/** A value that has to be a whole number, of any numeric type. Throws BadValue with MongoDB's words after `where`. */
export function wholeNumber(value: Value | undefined, where: string, positive = false): number {
  if (!isNum(value)) throw new StoreError('FailedToParse', `${where}Expected a number in: ${show(value)}`);
  const plain = toNumber(value);
  if (!Number.isInteger(plain))
    throw new StoreError('FailedToParse', `${where}Expected an integer: ${String(plain)}`);
  if (positive && plain < 0)
    throw new StoreError('BadValue', `${where}Expected a non-negative number in: ${plain}`);
  return plain;
}
