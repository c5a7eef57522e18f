import { show } from '../bson/show.ts';
import { StoreError, notSupported } from '../errors.ts';
import { isDoc, isNum } from '../bson/value.ts';
import type { Doc } from '../bson/value.ts';
import { toNumber } from '../bson/numbers.ts';
import { extractKeys } from '../index/index-keys.ts';
import type { IndexField } from '../index/index-keys.ts';

/** A sort document as fields; none for an empty one. Throws MongoDB's BadValue and Location codes. */
export function parseSort(sort: Doc | undefined): IndexField[] {
  return [...(sort ?? [])].map(([path, value]) => {
    if (path.startsWith('$')) {
      throw new StoreError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField: ${path}`,
      );
    }
    if (isDoc(value)) throw notSupported('$meta in a sort');
    const direction = isNum(value) ? toNumber(value) : 0;
    if (!isNum(value))
      throw new StoreError(15974, `Illegal key in $sort specification: ${path}: ${show(value)}`);
    if (direction !== 1 && direction !== -1) {
      throw new StoreError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    if (path === '') throw new StoreError(15976, 'FieldPath cannot be constructed with empty string');
    return { path, parts: path.split('.'), direction };
  });
}

/**
 * Bytes that sort documents as the fields ask: of the keys that an index on the same fields would have, the first.
 * Throws BadValue when two fields go through different arrays.
 */
export function sortKey(fields: readonly IndexField[], doc: Doc): Buffer {
  let first: Buffer | undefined;
  for (const { bytes } of keysFor(fields, doc)) {
    if (first === undefined || Buffer.compare(bytes, first) < 0) first = bytes;
  }
  return first ?? Buffer.alloc(0);
}

function keysFor(fields: readonly IndexField[], doc: Doc) {
  try {
    return extractKeys(fields, doc, Infinity).keys;
  } catch (error) {
    if (!(error instanceof StoreError) || error.codeName !== 'CannotIndexParallelArrays') throw error;
    throw new StoreError('BadValue', 'cannot sort with keys that are parallel arrays');
  }
}

/** The top-level fields that a sort reads. */
export function sortFields(fields: readonly IndexField[]): ReadonlySet<string> {
  return new Set(fields.map(field => field.parts[0] ?? ''));
}
