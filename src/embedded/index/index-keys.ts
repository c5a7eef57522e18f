import { StoreError } from '../errors.ts';
import { UNDEFINED, isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { encodeKey } from './key-encoding.ts';
import type { EncodedKey } from './key-encoding.ts';

/** One field of an index: its dotted path in parts, and 1 or -1. */
export interface IndexField {
  path: string;
  parts: readonly string[];
  direction: 1 | -1;
}

export interface ExtractedKeys {
  keys: EncodedKey[];
  /** Per field of the index: true when its path goes through an array in this document. */
  multikey: boolean[];
  /** True when the document has none of the fields. */
  absent: boolean;
}

interface Cursor {
  value: Value | undefined;
  /** Parts of the path that are already behind. */
  depth: number;
}

/**
 * The keys of a document in an index: one, or one for each element when a field is an array. Throws
 * CannotIndexParallelArrays when two fields go through different arrays.
 */
export function extractKeys(fields: readonly IndexField[], doc: Doc, longest?: number): ExtractedKeys {
  const tuples: (Value | undefined)[][] = [];
  const multikey = fields.map(() => false);
  expand(
    fields,
    fields.map(() => ({ value: doc, depth: 0 })),
    multikey,
    tuples,
  );
  const directions = fields.map(field => field.direction);
  const absent = tuples.every(tuple => tuple.every(value => value === undefined));
  if (tuples.length === 1)
    return { keys: tuples.map(tuple => encodeKey(tuple, directions, longest)), multikey, absent };
  const unique = new Map(
    tuples.map(tuple => {
      const key = encodeKey(tuple, directions, longest);
      return [key.bytes.toString('latin1'), key];
    }),
  );
  return { keys: [...unique.values()], multikey, absent };
}

function expand(
  fields: readonly IndexField[],
  cursors: readonly Cursor[],
  multikey: boolean[],
  tuples: (Value | undefined)[][],
): void {
  const reached = cursors.map((cursor, index) => advance(cursor, fields[index]?.parts ?? []));
  let array: Value[] | undefined;
  let owner = '';
  for (const [index, cursor] of reached.entries()) {
    if (!Array.isArray(cursor.value) || cursor.depth > (fields[index]?.parts.length ?? 0)) continue;
    const name = fields[index]?.parts.slice(0, cursor.depth).join('.') ?? '';
    if (array !== undefined && array !== cursor.value) {
      throw new StoreError('CannotIndexParallelArrays', `cannot index parallel arrays [${name}] [${owner}]`);
    }
    array = cursor.value;
    owner = name;
  }
  if (array === undefined) {
    tuples.push(reached.map(cursor => cursor.value));
    return;
  }
  const shared = array;
  const inside = reached.map(
    (cursor, index) => cursor.value === shared && cursor.depth <= (fields[index]?.parts.length ?? 0),
  );
  for (const [index, is] of inside.entries()) if (is) multikey[index] = true;
  const steps: (Value | undefined)[] = shared.length === 0 ? [UNDEFINED] : shared;
  for (const item of steps) {
    expandElement(fields, reached, inside, item, multikey, tuples);
  }
}

/** Goes on with one element of the array that the fields `inside` share. */
function expandElement(
  fields: readonly IndexField[],
  reached: readonly Cursor[],
  inside: readonly boolean[],
  item: Value | undefined,
  multikey: boolean[],
  tuples: (Value | undefined)[][],
): void {
  const next = reached.map((cursor, index): Cursor => {
    if (inside[index] !== true) return cursor;
    const parts = fields[index]?.parts ?? [];
    if (cursor.depth === parts.length) return { value: item, depth: parts.length + 1 };
    return isDoc(item) ? { value: item, depth: cursor.depth } : { value: undefined, depth: parts.length };
  });
  expand(fields, next, multikey, tuples);
}

/** Follows a path until its end or an array. A depth past the end marks a value that is to be taken as it is. */
function advance({ value, depth }: Cursor, parts: readonly string[]): Cursor {
  let current = value;
  let at = depth;
  while (at < parts.length) {
    const part = parts[at] ?? '';
    if (isDoc(current)) current = current.get(part);
    else if (Array.isArray(current) && /^\d+$/.test(part)) current = current[Number(part)];
    else if (Array.isArray(current)) return { value: current, depth: at };
    else return { value: undefined, depth: parts.length };
    at += 1;
  }
  return { value: current, depth: at };
}
