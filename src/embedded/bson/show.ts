import { ObjectId } from 'bson';
import { isDoc, isNum, typeName } from './value.ts';
import type { Value } from './value.ts';

/** A value in a message: short, on one line. */
export function show(value: Value | undefined): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (isDoc(value)) return `{ ${[...value].map(([name, item]) => `${name}: ${show(item)}`).join(', ')} }`;
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (isNum(value)) return typeof value === 'number' ? String(value) : value.toString();
  return typeof value === 'boolean' ? String(value) : typeName(value);
}
