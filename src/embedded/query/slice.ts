import { StoreError } from '../errors.ts';
import type { Value } from '../bson/value.ts';
import { wholeNumber } from './whole.ts';

/** `$slice` of a projection: `n`, `-n` or `[skip, limit]`. */
export function sliceOf(path: string, argument: Value): (value: Value | undefined) => Value | undefined {
  const where = `$slice on '${path}': `;
  if (!Array.isArray(argument)) {
    const count = wholeNumber(argument, where);
    return value => slice(value, count < 0 ? count : 0, Math.abs(count));
  }
  if (argument.length !== 2) throw new StoreError(28724, 'First argument to $slice must be an array');
  const skip = wholeNumber(argument[0], where);
  const limit = wholeNumber(argument[1], where);
  if (limit <= 0) throw new StoreError(28729, `First argument to $slice must be positive, but is ${limit}`);
  return value => slice(value, skip, limit);
}

function slice(value: Value | undefined, skip: number, limit: number): Value | undefined {
  if (!Array.isArray(value)) return value;
  const start = skip < 0 ? Math.max(0, value.length + skip) : skip;
  return value.slice(start, start + limit);
}
