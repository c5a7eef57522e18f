import { inflateRawSync } from 'node:zlib';

/**
 * Looks into a zip of XML parts (XLSX, DOCX) before a parser does: what it would unpack to, and that no part declares
 * entities. Each part is unpacked here within the limit, whatever its header says of its size; a header that says more than
 * the limit is refused too, since parsers make room for what it says.
 */
export type ZipVerdict = 'fine' | 'notZip' | 'tooLarge' | 'suspicious';

/** 1 000 rows of twelve columns take about 1 MB. */
const MAX_UNPACKED_SHEET = 12 * 1024 * 1024;
/** A Word file is a few hundred kilobytes; its pictures are packed already. */
const MAX_UNPACKED_DOCUMENT = 24 * 1024 * 1024;
const MAX_PARTS = 200;
const MAX_ROW = 5_000;
const MAX_COLUMN_LETTERS = 2;

const END = 0x06_05_4b_50;
const ENTRY = 0x02_01_4b_50;
const LOCAL = 0x04_03_4b_50;

interface Rules {
  readonly unpacked: number;
  readonly judge: (part: Buffer) => ZipVerdict;
}

/** For an XLSX: also that no cell lies so far out that the sheet between would fill the memory. */
export function checkXlsx(bytes: Uint8Array): ZipVerdict {
  return checkZip(bytes, { unpacked: MAX_UNPACKED_SHEET, judge: judgeSheet });
}

export function checkDocx(bytes: Uint8Array): ZipVerdict {
  return checkZip(bytes, { unpacked: MAX_UNPACKED_DOCUMENT, judge: judgeEntities });
}

function checkZip(bytes: Uint8Array, rules: Rules): ZipVerdict {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return check(zip, rules);
  } catch {
    // Offsets beyond the end, data that cannot be unpacked.
    return 'notZip';
  }
}

function check(zip: Buffer, rules: Rules): ZipVerdict {
  const end = zip.lastIndexOf(signature(END));
  if (zip.readUInt32LE(0) !== LOCAL || end < 0) return 'notZip';
  const count = zip.readUInt16LE(end + 10);
  if (count === 0 || count > MAX_PARTS) return count === 0 ? 'notZip' : 'suspicious';
  let at = zip.readUInt32LE(end + 16);
  let left = rules.unpacked;
  for (let part = 0; part < count; part += 1) {
    if (zip.readUInt32LE(at) !== ENTRY) return 'notZip';
    const [nameLength, extra, comment] = [28, 30, 32].map(offset => zip.readUInt16LE(at + offset));
    const name = zip.toString('latin1', at + 46, at + 46 + (nameLength ?? 0));
    if (zip.readUInt32LE(at + 24) > rules.unpacked) return 'tooLarge';
    const bytes = unpack(zip, at, left);
    if (bytes === undefined) return 'tooLarge';
    left -= bytes.length;
    const verdict = /\.(xml|rels)$/.test(name) ? rules.judge(bytes) : 'fine';
    if (verdict !== 'fine') return verdict;
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return 'fine';
}

/** The part at this entry; undefined when it unpacks to more than `limit` bytes. */
function unpack(zip: Buffer, entry: number, limit: number): Buffer | undefined {
  const [method, size] = [zip.readUInt16LE(entry + 10), zip.readUInt32LE(entry + 20)];
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + size);
  if (method === 0) return data.length > limit ? undefined : data;
  if (method !== 8) throw new Error('packed in a way that office files do not use');
  if (limit < 1) return undefined;
  try {
    return inflateRawSync(data, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Entities are never needed. Without the zeros, since a part may be UTF-16. */
function judgeEntities(part: Buffer): ZipVerdict {
  return /<!(?:DOCTYPE|ENTITY)/i.test(asText(part)) ? 'suspicious' : 'fine';
}

/** A cell's place is written `B12`. */
function judgeSheet(part: Buffer): ZipVerdict {
  const places = asText(part).matchAll(/[ :]?\b(?:r|ref)="(?:[A-Z]{1,3}\d+:)?([A-Z]{0,3})(\d{1,9})"/g);
  for (const [, column = '', row = ''] of places)
    if (column.length > MAX_COLUMN_LETTERS || Number(row) > MAX_ROW) return 'tooLarge';
  return judgeEntities(part);
}

function asText(part: Buffer): string {
  return part.toString('latin1').replaceAll('\0', '');
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
