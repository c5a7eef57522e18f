import { StoreError } from '../errors.ts';
import { isNum } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { toNumber } from '../bson/numbers.ts';

/** `$type`'s numbers and names (MongoDB manual, "BSON Types"). */
const BY_CODE: ReadonlyMap<number, string> = new Map([
  [1, 'double'],
  [2, 'string'],
  [3, 'object'],
  [4, 'array'],
  [5, 'binData'],
  [6, 'undefined'],
  [7, 'objectId'],
  [8, 'bool'],
  [9, 'date'],
  [10, 'null'],
  [11, 'regex'],
  [12, 'dbPointer'],
  [13, 'javascript'],
  [14, 'symbol'],
  [15, 'javascriptWithScope'],
  [16, 'int'],
  [17, 'timestamp'],
  [18, 'long'],
  [19, 'decimal'],
  [-1, 'minKey'],
  [127, 'maxKey'],
]);
const NAMES = new Set(BY_CODE.values());

/** The type names that `$type` asks for. Throws BadValue on an unknown one. */
export function typeSet(value: Value): ReadonlySet<string> {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new StoreError('FailedToParse', '$type must match at least one type');
  return new Set(list.flatMap(namesOf));
}

function namesOf(value: Value): string[] {
  if (value === 'number') return ['int', 'long', 'double', 'decimal'];
  if (typeof value === 'string') {
    if (!NAMES.has(value)) throw new StoreError('BadValue', `Unknown type name alias: ${value}`);
    return [value];
  }
  if (!isNum(value)) throw new StoreError('TypeMismatch', 'type must be represented as a number or a string');
  const name = BY_CODE.get(toNumber(value));
  if (name === undefined)
    throw new StoreError('BadValue', `Invalid numerical type code: ${String(toNumber(value))}`);
  return [name];
}
