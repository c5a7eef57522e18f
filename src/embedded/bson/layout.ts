import { StoreError } from '../errors.ts';
import { readName } from './names.ts';

/** Documents nest at most this deep (MongoDB's limit is 100 on input, 200 inside). */
export const MAX_DEPTH = 180;

/** What is said of malformed BSON (InvalidBSON). */
export const bad = (why: string): StoreError => new StoreError(22, `invalid BSON: ${why}`);

/** Bytes of the value of each fixed-size type; -1: the length is written in the value. */
const FIXED = new Int8Array(256).fill(-1);
for (const [type, size] of [
  [1, 8],
  [6, 0],
  [7, 12],
  [8, 1],
  [9, 8],
  [10, 0],
  [16, 4],
  [17, 8],
  [18, 8],
  [19, 16],
  [127, 0],
  [255, 0],
] as const)
  FIXED[type] = size;

/** One element of a document: its type, name and where its value lies. */
export interface Element {
  type: number;
  nameStart: number;
  nameEnd: number;
  start: number;
  end: number;
}

/** Walks the elements of the document at `offset` without decoding; refuses lengths that lie. */
export function* elements(bytes: Buffer, offset: number, limit: number): Generator<Element> {
  const end = documentEnd(bytes, offset, limit);
  let at = offset + 4;
  while (at < end - 1) {
    const type = bytes[at] ?? 0;
    const nameEnd = bytes.indexOf(0, at + 1);
    if (nameEnd < 0 || nameEnd >= end) throw bad('a field name does not end');
    const start = nameEnd + 1;
    const valueEnd = start + sizeOf(bytes, type, start, end);
    if (valueEnd > end - 1) throw bad('a value reaches past its document');
    yield { type, nameStart: at + 1, nameEnd, start, end: valueEnd };
    at = valueEnd;
  }
}

/** End of the document at `offset`; throws when its length or its terminator is wrong. */
export function documentEnd(bytes: Buffer, offset: number, limit: number): number {
  if (offset + 5 > limit) throw bad('a document is cut short');
  const end = offset + bytes.readInt32LE(offset);
  if (end > limit || end < offset + 5 || bytes[end - 1] !== 0) throw bad('a document has a wrong length');
  return end;
}

/** Size of a value in bytes. */
export function sizeOf(bytes: Buffer, type: number, at: number, limit: number): number {
  const fixed = FIXED[type] ?? -1;
  if (fixed >= 0) return fixed;
  if (type === 11) return regexEnd(bytes, at, limit) - at;
  if (at + 4 > limit) throw bad('a value is cut short');
  const length = bytes.readInt32LE(at);
  if (length < 0) throw bad('a negative length');
  switch (type) {
    case 2:
    case 13:
    case 14:
      if (length < 1 || at + 4 + length > limit || bytes[at + 3 + length] !== 0)
        throw bad('a string does not end');
      return 4 + length;
    case 3:
    case 4:
    case 15:
      return length;
    case 5:
      return 5 + length;
    default:
      throw bad(`unknown type ${type}`);
  }
}

function regexEnd(bytes: Buffer, at: number, limit: number): number {
  const first = bytes.indexOf(0, at);
  const second = first < 0 ? -1 : bytes.indexOf(0, first + 1);
  if (second < 0 || second >= limit) throw bad('a regular expression does not end');
  return second + 1;
}

/** The name of a field that begins at `start`; `nameEnd` is then where it ends. */
export function fieldName(bytes: Buffer, start: number, end: number): string {
  const name = readName(bytes, start, end);
  if (name === undefined) throw bad('a field name does not end');
  return name;
}

/** Where a value ends that begins at `start`, in a document that ends at `end`. */
export function valueEnd(bytes: Buffer, type: number, start: number, end: number): number {
  const at = start + sizeOf(bytes, type, start, end);
  if (at > end - 1) throw bad('a value reaches past its document');
  return at;
}

/** Where the null byte behind an element's name is; the name itself does not matter. */
export function skipName(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at += 1) if (bytes[at] === 0) return at;
  throw bad('a field name does not end');
}
