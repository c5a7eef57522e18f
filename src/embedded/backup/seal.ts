import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, open, stat } from 'node:fs/promises';

const MAGIC = Buffer.from('OWSTORE1');
const SEAL_BYTES = MAGIC.length + 32;

async function digestOf(file: string, bytes: number): Promise<Buffer> {
  const hash = createHash('sha256');
  if (bytes > 0) {
    const chunks: AsyncIterable<Buffer> = createReadStream(file, {
      end: bytes - 1,
      highWaterMark: 1024 * 1024,
    });
    for await (const chunk of chunks) hash.update(chunk);
  }
  return hash.digest();
}

/** Writes a digest at the end of a file, by which `checkSeal` knows that it is whole. */
export async function seal(file: string): Promise<void> {
  const { size } = await stat(file);
  await appendFile(file, Buffer.concat([MAGIC, await digestOf(file, size)]));
}

/** How long a sealed file is without its seal. Throws when it is no backup, was cut short or changed. */
export async function checkSeal(file: string): Promise<number> {
  const { size } = await stat(file);
  const bytes = size - SEAL_BYTES;
  if (bytes <= 0) throw new Error(`${file} is no backup of the store`);
  const handle = await open(file);
  try {
    const end = Buffer.alloc(SEAL_BYTES);
    await handle.read(end, 0, SEAL_BYTES, bytes);
    if (!end.subarray(0, MAGIC.length).equals(MAGIC))
      throw new Error(`${file} is no backup of the store, or is cut short`);
    if (!end.subarray(MAGIC.length).equals(await digestOf(file, bytes)))
      throw new Error(`${file} is damaged`);
    return bytes;
  } finally {
    await handle.close();
  }
}
