import { BSONRegExp, BSONSymbol, Binary, Code, ObjectId, Timestamp } from 'bson';
import { compareNumbers } from './numbers.ts';
import { RANK, isNum, rankOf } from './value.ts';
import type { Doc, Value } from './value.ts';

/** Order of two strings by their UTF-8 bytes, which is MongoDB's simple binary comparison. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    // surrogates stand for code points above every other UTF-16 unit
    const leftHigh = left >= 0xd800 && left <= 0xdfff;
    const rightHigh = right >= 0xd800 && right <= 0xdfff;
    if (leftHigh !== rightHigh) return leftHigh ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return a.length - b.length < 0 ? -1 : a.length === b.length ? 0 : 1;
}

/**
 * MongoDB's comparison order across all BSON types: below zero, zero or above. A missing value ranks as null.
 */
export function compare(a: Value | undefined, b: Value | undefined): number {
  const left = rankOf(a);
  const right = rankOf(b);
  if (left !== right) return left < right ? -1 : 1;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (isNum(a) && isNum(b)) return compareNumbers(a, b);
  if (a instanceof Date && b instanceof Date) return Math.sign(a.getTime() - b.getTime());
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Map && b instanceof Map) return compareDocs(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  return compareRare(a, b);
}

function compareDocs(a: Doc, b: Doc): number {
  const others = b.entries();
  for (const [name, value] of a) {
    const next = others.next();
    if (next.done === true) return 1;
    const [otherName, other] = next.value;
    const byType = rankOf(value) - rankOf(other);
    if (byType !== 0) return Math.sign(byType);
    const byName = compareText(name, otherName);
    if (byName !== 0) return byName;
    const byValue = compare(value, other);
    if (byValue !== 0) return byValue;
  }
  return others.next().done === true ? 0 : -1;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const order = compare(a[index], b[index]);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

function compareRare(a: Value | undefined, b: Value | undefined): number {
  if (a instanceof Binary && b instanceof Binary) {
    const byLength = a.length() - b.length();
    if (byLength !== 0) return Math.sign(byLength);
    if (a.sub_type !== b.sub_type) return Math.sign(a.sub_type - b.sub_type);
    return Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position));
  }
  if (a instanceof Timestamp && b instanceof Timestamp) return a.compare(b);
  if (a instanceof BSONRegExp && b instanceof BSONRegExp) {
    return compareText(a.pattern, b.pattern) || compareText(a.options, b.options);
  }
  if (a instanceof Code && b instanceof Code)
    return compareText(a.code, b.code) || compare(scopeOf(a), scopeOf(b));
  if (rankOf(a) === RANK.string) return compareText(textOf(a), textOf(b));
  return 0;
}

function scopeOf(code: Code): Value {
  const scope: unknown = code.scope;
  return scope instanceof Map ? scope : null;
}

function textOf(value: Value | undefined): string {
  return value instanceof BSONSymbol ? value.value : typeof value === 'string' ? value : '';
}

export function equal(a: Value | undefined, b: Value | undefined): boolean {
  return compare(a, b) === 0;
}
