import { createReadStream } from 'node:fs';
import { MAX_DOCUMENT_BYTES } from '../bson/check.ts';

/** The documents of a `.bson` file, which stand in it one after the other. Throws on a length that cannot be. */
export async function* documentsOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1024 * 1024 });
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const length = rest.readInt32LE(0);
      if (length < 5 || length > MAX_DOCUMENT_BYTES + 16384) throw new Error(`${path} is not a BSON file`);
      if (rest.length < length) break;
      yield rest.subarray(0, length);
      rest = rest.subarray(length);
    }
  }
  if (rest.length > 0) throw new Error(`${path} ends within a document`);
}
