import { StoreError } from '../errors.ts';
import { isDoc, typeName } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { isIndex } from './paths.ts';

/** What an operator makes of the value at a path: a new value, `REMOVE`, or `KEEP`. */
export const REMOVE = Symbol('remove');
export const KEEP = Symbol('keep');
export type Change = (value: Value | undefined) => Value | typeof REMOVE | typeof KEEP;

const LARGEST_INDEX = 1_500_000;

function notViable(part: string, holder: Value | undefined, name: string): StoreError {
  return new StoreError(
    'PathNotViable',
    `Cannot create field '${part}' in element {${name}: ${holder === undefined ? 'missing' : typeName(holder)}}`,
  );
}

/**
 * Changes the value at a concrete path. With `create`, documents that are missing on the way are made; without it a
 * path that leads nowhere is left alone. Throws PathNotViable when the path goes through a plain value.
 */
export function changeAt(doc: Doc, parts: readonly string[], create: boolean, change: Change): void {
  let holder: Doc | Value[] = doc;
  for (let at = 0; at < parts.length - 1; at += 1) {
    const part = parts[at] ?? '';
    let next = childOf(holder, part);
    if (next === undefined) {
      if (!create || change(undefined) === KEEP) return;
      next = new Map();
      put(holder, part, next, parts[at - 1] ?? '');
    }
    if (!isDoc(next) && !Array.isArray(next)) {
      if (!create) return;
      throw notViable(parts[at + 1] ?? '', next, part);
    }
    holder = next;
  }
  changeLast(holder, parts, create, change);
}

function changeLast(holder: Doc | Value[], parts: readonly string[], create: boolean, change: Change): void {
  const part = parts.at(-1) ?? '';
  const before = childOf(holder, part);
  if (before === undefined && !create) return;
  if (Array.isArray(holder) && !isIndex(part)) throw notViable(part, holder, parts.at(-2) ?? '');
  const after = change(before);
  if (after === KEEP) return;
  if (after !== REMOVE) put(holder, part, after, parts.at(-2) ?? '');
  else if (isDoc(holder)) holder.delete(part);
  // a removed element leaves null behind, so that the others keep their places
  else if (before !== undefined) holder[Number(part)] = null;
}

function childOf(holder: Doc | Value[], part: string): Value | undefined {
  if (isDoc(holder)) return holder.get(part);
  return isIndex(part) ? holder[Number(part)] : undefined;
}

function put(holder: Doc | Value[], part: string, value: Value, name: string): void {
  if (isDoc(holder)) {
    holder.set(part, value);
    return;
  }
  if (!isIndex(part)) throw notViable(part, holder, name);
  const index = Number(part);
  if (index > LARGEST_INDEX) throw new StoreError('CannotCreateIndex', 'the index in the array is too large');
  while (holder.length < index) holder.push(null);
  holder[index] = value;
}

/** The value at a concrete path, without going into the elements of arrays. */
export function valueAt(doc: Doc, parts: readonly string[]): Value | undefined {
  let value: Value | undefined = doc;
  for (const part of parts) {
    if (!isDoc(value) && !Array.isArray(value)) return undefined;
    value = childOf(value, part);
  }
  return value;
}
