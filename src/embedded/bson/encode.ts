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
import { Batch } from './batch.ts';
import { Stored, isInt32 } from './value.ts';
import type { Doc, Value } from './value.ts';

/** A BSON document as bytes, to be put in its place as it is. */
export class Raw {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** What an answer is made of: values, plain objects of values, and documents already encoded. */
export type Reply = Value | Raw | Batch | undefined | Reply[] | { [field: string]: Reply };

let buffer = Buffer.allocUnsafe(64 * 1024);
let at = 0;
const LARGEST_KEPT = 4 * 1024 * 1024;

/** Encodes a document as BSON. The bytes are the caller's own. */
export function encode(doc: Doc | { [field: string]: Reply }): Buffer {
  const bytes = Buffer.from(encodeShared(doc, 0));
  if (buffer.length > LARGEST_KEPT) giveAway();
  return bytes;
}

/**
 * Encodes a document as BSON behind `before` bytes for the caller to fill. The bytes are good until the next document is
 * encoded, unless `giveAway` is called.
 */
export function encodeShared(doc: Doc | { [field: string]: Reply }, before: number): Buffer {
  at = before;
  room(0);
  writeDocument(doc);
  return buffer.subarray(0, at);
}

/** Leaves the bytes that were encoded last to whoever has them. */
export function giveAway(): void {
  buffer = Buffer.allocUnsafe(64 * 1024);
}

function room(size: number): void {
  if (at + size <= buffer.length) return;
  const grown = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + size));
  buffer.copy(grown, 0, 0, at);
  buffer = grown;
}

function writeDocument(doc: Doc | { [field: string]: Reply }): void {
  const start = open();
  if (doc instanceof Map) for (const [name, value] of doc) writeElement(name, value);
  else for (const [name, value] of Object.entries(doc)) writeElement(name, value);
  close(start);
}

function writeArray(items: readonly Reply[]): void {
  const start = open();
  for (let index = 0; index < items.length; index += 1) writeElement(String(index), items[index]);
  close(start);
}

function open(): number {
  room(4);
  const start = at;
  at += 4;
  return start;
}

function close(start: number): void {
  room(1);
  buffer[at] = 0;
  at += 1;
  buffer.writeInt32LE(at - start, start);
}

function header(type: number, name: string): void {
  room(name.length * 3 + 2);
  buffer[at] = type;
  at = cstring(name, at + 1);
}

/** Up to this length characters are written one by one: a call of the system's encoder costs more. */
const SHORT = 32;

/** Writes a short text of plain letters; false when it has others, or null bytes. Room must be there. */
function writePlain(text: string, from: number): boolean {
  if (text.length > SHORT) return false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charCodeAt(index);
    if (letter === 0 || letter > 127) return false;
    buffer[from + index] = letter;
  }
  return true;
}

function cstring(text: string, from: number): number {
  if (writePlain(text, from)) {
    buffer[from + text.length] = 0;
    return from + text.length + 1;
  }
  if (text.includes('\0')) throw new StoreError('BadValue', 'a field name or pattern holds a null byte');
  const end = from + buffer.write(text, from, 'utf8');
  buffer[end] = 0;
  return end + 1;
}

function writeText(text: string): void {
  room(text.length * 3 + 5);
  const size = (writePlain(text, at + 4) ? text.length : buffer.write(text, at + 4, 'utf8')) + 1;
  buffer.writeInt32LE(size, at);
  buffer[at + 3 + size] = 0;
  at += 4 + size;
}

function writeElement(name: string, value: Reply): void {
  if (value === undefined) return;
  switch (typeof value) {
    case 'string':
      header(2, name);
      return writeText(value);
    case 'number':
      return isInt32(value) ? writeInt32(name, value) : writeDouble(name, value);
    case 'boolean':
      header(8, name);
      return writeByte(value ? 1 : 0);
    case 'bigint':
      header(18, name);
      room(8);
      at = buffer.writeBigInt64LE(value, at);
      return;
    default:
      return value === null ? header(10, name) : writeObject(name, value);
  }
}

function writeByte(byte: number): void {
  room(1);
  buffer[at] = byte;
  at += 1;
}

function writeInt32(name: string, value: number): void {
  header(16, name);
  room(4);
  at = buffer.writeInt32LE(value, at);
}

function writeDouble(name: string, value: number): void {
  header(1, name);
  room(8);
  at = buffer.writeDoubleLE(value, at);
}

function writeBytes(bytes: Uint8Array): void {
  room(bytes.length);
  buffer.set(bytes, at);
  at += bytes.length;
}

type Objects = Exclude<Reply, null | undefined | string | number | boolean | bigint>;

function writeObject(name: string, value: Objects): void {
  if (Array.isArray(value)) {
    header(4, name);
    return writeArray(value);
  }
  if (value instanceof Raw) {
    header(3, name);
    return writeBytes(value.bytes);
  }
  if (value instanceof Stored) {
    header(value.type, name);
    return writeBytes(value.bytes);
  }
  if (value instanceof Batch) {
    header(4, name);
    return writeBytes(value.release());
  }
  if (value instanceof ObjectId) {
    header(7, name);
    return writeBytes(value.id);
  }
  if (value instanceof Date) {
    header(9, name);
    room(8);
    at = buffer.writeBigInt64LE(BigInt(value.getTime()), at);
    return;
  }
  if (value instanceof Map) {
    header(3, name);
    return writeDocument(value);
  }
  return writeRare(name, value);
}

type Rare = Exclude<Objects, Reply[] | Raw | Batch | Stored | ObjectId | Date | Doc>;

function writeRare(name: string, value: Rare): void {
  if (value instanceof Double) return writeDouble(name, value.value);
  if (value instanceof Decimal128) {
    header(19, name);
    return writeBytes(value.bytes);
  }
  if (value instanceof Binary) return writeBinary(name, value);
  if (value instanceof BSONRegExp) {
    header(11, name);
    room((value.pattern.length + value.options.length) * 3 + 2);
    at = cstring(value.options, cstring(value.pattern, at));
    return;
  }
  if (value instanceof Timestamp) {
    header(17, name);
    room(8);
    at = buffer.writeBigUInt64LE(BigInt.asUintN(64, value.toBigInt()), at);
    return;
  }
  if (value instanceof BSONSymbol) {
    header(14, name);
    return writeText(value.value);
  }
  if (value instanceof Code) return writeCode(name, value);
  if (value instanceof MinKey) return header(255, name);
  if (value instanceof MaxKey) return header(127, name);
  if ('_bsontype' in value) return header(6, name);
  header(3, name);
  return writeDocument(value);
}

function writeBinary(name: string, value: Binary): void {
  const bytes = value.buffer.subarray(0, value.position);
  header(5, name);
  room(5 + bytes.length);
  at = buffer.writeInt32LE(bytes.length, at);
  writeByte(value.sub_type);
  writeBytes(bytes);
}

function writeCode(name: string, value: Code): void {
  const scope: unknown = value.scope;
  if (!(scope instanceof Map)) {
    header(13, name);
    return writeText(value.code);
  }
  header(15, name);
  const start = open();
  writeText(value.code);
  writeDocument(scope);
  buffer.writeInt32LE(at - start, start);
}
