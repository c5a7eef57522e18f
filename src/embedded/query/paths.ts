import { isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';

/** Called with each value that a path leads to; true ends the walk. */
export type Visit = (value: Value | undefined) => boolean;

export function isIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/**
 * Calls `visit` with what MongoDB's filters see at a path: a missing value as `undefined`, and for an array on the way
 * each element that is a document, and the element whose number the path names. With `leaves`, an array at the end is
 * visited element by element and then whole, else only whole.
 */
export function visitPath(doc: Doc, parts: readonly string[], leaves: boolean, visit: Visit): boolean {
  return step(doc, parts, 0, leaves, visit);
}

function step(doc: Doc, parts: readonly string[], at: number, leaves: boolean, visit: Visit): boolean {
  const value = doc.get(parts[at] ?? '');
  return at === parts.length - 1 ? leaf(value, leaves, visit) : further(value, parts, at + 1, leaves, visit);
}

function leaf(value: Value | undefined, leaves: boolean, visit: Visit): boolean {
  if (leaves && Array.isArray(value)) for (const item of value) if (visit(item)) return true;
  return visit(value);
}

function further(
  value: Value | undefined,
  parts: readonly string[],
  at: number,
  leaves: boolean,
  visit: Visit,
): boolean {
  if (isDoc(value)) return step(value, parts, at, leaves, visit);
  if (!Array.isArray(value)) return visit(undefined);
  const part = parts[at] ?? '';
  for (const item of value) if (isDoc(item) && step(item, parts, at, leaves, visit)) return true;
  if (!isIndex(part) || Number(part) >= value.length) return false;
  const item = value[Number(part)];
  // the element that a number names is taken whole, also when it is an array itself
  if (at === parts.length - 1) return visit(item);
  return isDoc(item) || Array.isArray(item) ? further(item, parts, at + 1, leaves, visit) : false;
}
