import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { StoreError } from '../errors.ts';
import { MAX_DEPTH, bad, documentEnd, fieldName, sizeOf, skipName, valueEnd } from './layout.ts';
import { nameEnd } from './names.ts';
import { UNDEFINED, isInt32 } from './value.ts';
import type { Doc, Value } from './value.ts';

/** Decodes a whole document. Throws `StoreError` code 22 (InvalidBSON) on anything malformed. */
export function decode(bytes: Buffer, offset = 0, limit = bytes.length, depth = 0): Doc {
  return decodeFields(bytes, undefined, offset, limit, depth);
}

/** Decodes only the top-level fields that `wanted` names (all of them when it is undefined). */
export function decodeFields(
  bytes: Buffer,
  wanted: ReadonlySet<string> | undefined,
  offset = 0,
  limit = bytes.length,
  depth = 0,
): Doc {
  if (depth > MAX_DEPTH) throw new StoreError('Overflow', 'the document nests too deep');
  const doc: Doc = new Map();
  const end = documentEnd(bytes, offset, limit);
  let at = offset + 4;
  let missing = wanted?.size ?? -1;
  while (at < end - 1 && missing !== 0) {
    const type = bytes[at] ?? 0;
    const name = fieldName(bytes, at + 1, end);
    const start = nameEnd + 1;
    at = valueEnd(bytes, type, start, end);
    if (wanted === undefined) doc.set(name, decodeValue(bytes, type, start, at, depth));
    else if (wanted.has(name)) {
      doc.set(name, decodeValue(bytes, type, start, at, depth));
      missing -= 1;
    }
  }
  return doc;
}

function text(bytes: Buffer, start: number, end: number): string {
  if (end - start > 32) return bytes.toString('utf8', start, end);
  let ascii = '';
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 127) return bytes.toString('utf8', start, end);
    ascii += String.fromCharCode(byte);
  }
  return ascii;
}

function decodeArray(bytes: Buffer, start: number, end: number, depth: number): Value[] {
  if (depth > MAX_DEPTH) throw new StoreError('Overflow', 'the document nests too deep');
  const items: Value[] = [];
  const arrayEnd = documentEnd(bytes, start, end);
  for (let at = start + 4; at < arrayEnd - 1; ) {
    const type = bytes[at] ?? 0;
    const from = skipName(bytes, at + 1, arrayEnd) + 1;
    at = valueEnd(bytes, type, from, arrayEnd);
    items.push(decodeValue(bytes, type, from, at, depth));
  }
  return items;
}

/** Decodes the value of `type` that lies in `start..end`. */
export function decodeValue(bytes: Buffer, type: number, start: number, end: number, depth = 0): Value {
  switch (type) {
    case 1:
      return double(bytes.readDoubleLE(start));
    case 2:
      return text(bytes, start + 4, end - 1);
    case 3:
      return decode(bytes, start, end, depth + 1);
    case 4:
      return decodeArray(bytes, start, end, depth + 1);
    case 7:
      return new ObjectId(Uint8Array.prototype.slice.call(bytes, start, end));
    case 8:
      return bytes[start] === 1;
    case 9:
      return new Date(Number(bytes.readBigInt64LE(start)));
    case 10:
      return null;
    case 16:
      return bytes.readInt32LE(start);
    case 18:
      return bytes.readBigInt64LE(start);
    default:
      return decodeRare(bytes, type, start, end, depth);
  }
}

function double(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

/** Those that `BSONRegExp` takes; it would throw an error of its own on others. */
const REGEX_OPTIONS = /^[imxlsu]*$/;

function decodeRare(bytes: Buffer, type: number, start: number, end: number, depth: number): Value {
  switch (type) {
    case 5:
      return new Binary(Uint8Array.prototype.slice.call(bytes, start + 5, end), bytes[start + 4] ?? 0);
    case 6:
      return UNDEFINED;
    case 11: {
      const middle = bytes.indexOf(0, start);
      const options = bytes.toString('utf8', middle + 1, end - 1);
      if (!REGEX_OPTIONS.test(options)) throw bad('a regular expression has unknown options');
      return new BSONRegExp(bytes.toString('utf8', start, middle), options);
    }
    case 13:
      return new Code(text(bytes, start + 4, end - 1));
    case 14:
      return new BSONSymbol(text(bytes, start + 4, end - 1));
    case 15:
      return codeWithScope(bytes, start, end, depth);
    case 17:
      return new Timestamp(bytes.readBigUInt64LE(start));
    case 19:
      return new Decimal128(Uint8Array.prototype.slice.call(bytes, start, end));
    case 127:
      return new MaxKey();
    case 255:
      return new MinKey();
    default:
      throw bad(`unknown type ${type}`);
  }
}

function codeWithScope(bytes: Buffer, start: number, end: number, depth: number): Code {
  const size = sizeOf(bytes, 2, start + 4, end);
  const scope = decode(bytes, start + 4 + size, end, depth + 1);
  return new Code(text(bytes, start + 8, start + 3 + size), { scope });
}
