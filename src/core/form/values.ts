import type { FormFile, FormRow, FormValue } from '../definition.ts';

/** The value as a list of texts (multiselect, people, departments), or undefined. */
export function listOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every(part => typeof part === 'string') ? value : undefined;
}

export function rangeOf(
  value: FormValue | undefined,
): { readonly from: string; readonly to: string } | undefined {
  return typeof value === 'object' && 'from' in value ? value : undefined;
}

/** The rows of a detail table; undefined for anything else. */
export function rowsOf(value: unknown): readonly FormRow[] | undefined {
  return Array.isArray(value) && value.every(isRow) ? value : undefined;
}

/** The files of an attachment or image field; undefined for anything else. */
export function filesOf(value: unknown): readonly FormFile[] | undefined {
  return Array.isArray(value) && value.every(isFile) ? value : undefined;
}

function isRow(part: unknown): part is FormRow {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return false;
  return Object.values(part).every(cell => typeof cell === 'string' || typeof cell === 'number');
}

function isFile(part: unknown): part is FormFile {
  if (!isRow(part)) return false;
  const { messageId, key, name, size, kind } = part;
  const texts = [messageId, key, name].every(each => typeof each === 'string');
  return texts && typeof size === 'number' && (kind === 'image' || kind === 'file');
}

/** Not filled in: absent, blank text, empty list. */
export function isBlank(value: FormValue | undefined): boolean {
  if (value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Days since 1970-01-01 of a calendar date `2026-11-22` (time of day, if any, is left out); undefined if there is no such day. */
export function dayNumber(text: string): number | undefined {
  const match = DATE.exec(text.slice(0, 10));
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? Math.round(date.getTime() / 86_400_000) : undefined;
}

export function isDate(text: string): boolean {
  return text.length === 10 && dayNumber(text) !== undefined;
}
export function isTime(text: string): boolean {
  return TIME.test(text);
}
/** `2026-11-22T09:30` */
export function isDateTime(text: string): boolean {
  return text.length === 16 && text[10] === 'T' && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

/** Structural equality of two form values; keys in any order. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => sameValue(value, right.get(key)));
}
