import { StoreError } from '../errors.ts';
import { MAX_DEPTH, documentEnd, skipName, valueEnd } from './layout.ts';

/** Largest document in bytes (MongoDB's limit). */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Walks a whole document without decoding it; throws `StoreError` 22 when a length or an end is wrong. */
export function checkDocument(bytes: Buffer, offset = 0, limit = bytes.length, depth = 0): void {
  if (depth > MAX_DEPTH) throw new StoreError('Overflow', 'the document nests too deep');
  const end = documentEnd(bytes, offset, limit);
  for (let at = offset + 4; at < end - 1; ) {
    const type = bytes[at] ?? 0;
    const start = skipName(bytes, at + 1, end) + 1;
    at = valueEnd(bytes, type, start, end);
    if (type === 3 || type === 4) checkDocument(bytes, start, at, depth + 1);
  }
}
