import { createHash } from 'node:crypto';
import { BSONRegExp, BSONSymbol, Binary, Code, Decimal128, ObjectId, Timestamp } from 'bson';
import { compareNumbers, exact, toNumber } from '../bson/numbers.ts';
import type { Decimal } from '../bson/decimal.ts';
import { RANK, isNum, rankOf } from '../bson/value.ts';
import type { Num, Value } from '../bson/value.ts';

/**
 * Bytes that sort as MongoDB sorts the values, across all types. Each value's bytes end themselves, so that those of
 * several fields can stand in a row. A descending field's bytes are inverted.
 */
let buffer = Buffer.allocUnsafe(4096);
let at = 0;

/** Longest key of the values: above it the rest is replaced by a hash. LMDB's own limit is 1978 bytes. */
export const MAX_KEY_BYTES = 1800;

export interface EncodedKey {
  bytes: Buffer;
  /** True when the end was replaced by a hash: equal values have equal keys, but order ends at the cut. */
  cut: boolean;
}

/** Encodes one value for each direction (1 or -1) in turn; cuts what is longer than `longest`. */
export function encodeKey(
  values: readonly (Value | undefined)[],
  directions: readonly number[],
  longest = MAX_KEY_BYTES,
): EncodedKey {
  at = 0;
  for (let index = 0; index < values.length; index += 1) {
    const start = at;
    writeValue(values[index]);
    if (directions[index] === -1)
      for (let byte = start; byte < at; byte += 1) buffer[byte] = ~(buffer[byte] ?? 0);
  }
  if (at <= longest) return { bytes: Buffer.from(buffer.subarray(0, at)), cut: false };
  const hash = createHash('sha256').update(buffer.subarray(0, at)).digest();
  return { bytes: Buffer.concat([buffer.subarray(0, longest), hash.subarray(0, 20)]), cut: true };
}

function room(size: number): void {
  if (at + size <= buffer.length) return;
  const grown = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + size));
  buffer.copy(grown, 0, 0, at);
  buffer = grown;
}

function byte(value: number): void {
  room(1);
  buffer[at] = value;
  at += 1;
}

/** The first byte of a type's keys; even numbers leave room between two types for a bound. */
export function tagOf(rank: number): number {
  return rank * 2;
}

function writeValue(value: Value | undefined): void {
  const rank = rankOf(value);
  byte(tagOf(rank));
  writeBody(rank, value);
}

function writeBody(rank: number, value: Value | undefined): void {
  if (typeof value === 'string') return writeText(value);
  if (isNum(value)) return writeNumber(value);
  if (value instanceof Date) return writeSigned(BigInt(value.getTime()));
  if (value instanceof ObjectId) return writeBytes(value.id);
  if (typeof value === 'boolean') return byte(value ? 1 : 0);
  if (Array.isArray(value)) {
    for (const item of value) writeValue(item);
    return byte(0);
  }
  if (value instanceof Map) {
    for (const [name, item] of value) {
      const itemRank = rankOf(item);
      byte(tagOf(itemRank));
      writeText(name);
      writeBody(itemRank, item);
    }
    return byte(0);
  }
  if (value !== undefined && value !== null) writeRare(rank, value);
}

function writeRare(rank: number, value: Value): void {
  if (value instanceof Binary) {
    const bytes = value.buffer.subarray(0, value.position);
    room(5);
    at = buffer.writeUInt32BE(bytes.length, at);
    byte(value.sub_type);
    return writeBytes(bytes);
  }
  if (value instanceof Timestamp) {
    room(8);
    at = buffer.writeBigUInt64BE(BigInt.asUintN(64, value.toBigInt()), at);
    return;
  }
  if (value instanceof BSONRegExp) {
    writeText(value.pattern);
    return writeText(value.options);
  }
  if (value instanceof BSONSymbol) return writeText(value.value);
  if (value instanceof Code) {
    writeText(value.code);
    const scope: unknown = value.scope;
    if (rank === RANK.codeWithScope && scope instanceof Map) writeBody(RANK.object, scope);
  }
}

function writeBytes(bytes: Uint8Array): void {
  room(bytes.length);
  buffer.set(bytes, at);
  at += bytes.length;
}

/** UTF-8; a null byte is written as 00 FF and the end as 00 01, so that a prefix sorts first in either direction. */
function writeText(text: string): void {
  room(text.length * 3 + 2);
  const start = at;
  at += buffer.write(text, at, 'utf8');
  if (text.includes('\0')) escapeNulls(start);
  room(2);
  buffer[at] = 0;
  buffer[at + 1] = 1;
  at += 2;
}

function escapeNulls(start: number): void {
  const plain = Buffer.from(buffer.subarray(start, at));
  at = start;
  for (const one of plain) {
    byte(one);
    if (one === 0) byte(0xff);
  }
}

function writeSigned(value: bigint): void {
  room(8);
  at = buffer.writeBigUInt64BE(BigInt.asUintN(64, value) ^ (1n << 63n), at);
}

/**
 * The nearest double that is not above the number, in bytes that sort; then 1 when it is the number itself, else 2
 * and the exact decimal. NaN is below all: minus infinity and 0. Equal numbers of any type get the same bytes.
 */
function writeNumber(value: Num): void {
  let plain = toNumber(value);
  if (Number.isNaN(plain)) {
    writeDouble(-Infinity);
    return byte(0);
  }
  const order = typeof value === 'bigint' || value instanceof Decimal128 ? compareNumbers(plain, value) : 0;
  if (order > 0) plain = below(plain);
  writeDouble(plain);
  if (order === 0) return byte(1);
  byte(2);
  const parts = exact(value);
  if (typeof parts !== 'string') writeDecimal(parts);
}

const scratch = new DataView(new ArrayBuffer(8));

function below(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  scratch.setFloat64(0, value);
  const bits = scratch.getBigInt64(0);
  scratch.setBigInt64(0, value > 0 ? bits - 1n : bits + 1n);
  return scratch.getFloat64(0);
}

function writeDouble(value: number): void {
  room(8);
  buffer.writeDoubleBE(value === 0 ? 0 : value, at);
  if ((buffer[at] ?? 0) & 0x80)
    for (let index = at; index < at + 8; index += 1) buffer[index] = ~(buffer[index] ?? 0);
  else buffer[at] = (buffer[at] ?? 0) | 0x80;
  at += 8;
}

/** Sign, exponent of the leading digit, digits without trailing zeros; the bytes of a negative one are inverted. */
function writeDecimal(value: Decimal): void {
  const negative = value.digits < 0n;
  const digits = (negative ? -value.digits : value.digits).toString();
  byte(negative ? 1 : 2);
  const start = at;
  room(digits.length + 4);
  at = buffer.writeInt16BE(0, at);
  buffer.writeUInt16BE(digits.length + value.exponent + 16384, start);
  at += buffer.write(digits.replace(/0+$/, ''), at, 'latin1');
  byte(0);
  if (negative) for (let index = start; index < at; index += 1) buffer[index] = ~(buffer[index] ?? 0);
}
