import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** `OWCRYPT1`, salt, nonce, the file under AES-256-GCM, tag: the key is made of the passphrase by scrypt. */
const MAGIC = Buffer.from('OWCRYPT1');
const SALT = 16;
const NONCE = 12;
const TAG = 16;
const HEAD = MAGIC.length + SALT + NONCE;

/** Writes `target`, encrypted; it appears under its name only when it is whole. */
export async function encryptFile(source: string, target: string, passphrase: string): Promise<void> {
  const [salt, nonce] = [randomBytes(SALT), randomBytes(NONCE)];
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce);
  const part = `${target}.part`;
  const out = createWriteStream(part, { mode: 0o600 });
  out.write(Buffer.concat([MAGIC, salt, nonce]));
  await pipeline(createReadStream(source), cipher, out, { end: false });
  await new Promise<void>((resolve, reject) => {
    out.on('error', reject);
    out.end(cipher.getAuthTag(), resolve);
  });
  const handle = await open(part, 'r+');
  await handle.sync();
  await handle.close();
  await rename(part, target);
}

/** Whether the file is one that `encryptFile` wrote. */
export async function isEncrypted(file: string): Promise<boolean> {
  return (await bytesAt(file, 0, MAGIC.length)).equals(MAGIC);
}

/** Fails when the passphrase is another, or the file was changed or cut short. */
export async function decryptFile(source: string, target: string, passphrase: string): Promise<void> {
  const { size } = await stat(source);
  if (size < HEAD + TAG) throw new Error(`${source} is cut short`);
  const head = await bytesAt(source, MAGIC.length, SALT + NONCE);
  const key = keyOf(passphrase, head.subarray(0, SALT));
  const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(SALT));
  decipher.setAuthTag(await bytesAt(source, size - TAG, TAG));
  const content = createReadStream(source, { start: HEAD, end: size - TAG - 1 });
  try {
    await pipeline(content, decipher, createWriteStream(target, { mode: 0o600 }));
  } catch {
    throw new Error(`${source} cannot be decrypted: the key is another one, or the file is damaged`);
  }
}

function keyOf(passphrase: string, salt: Buffer): Buffer {
  return scryptSync(passphrase, salt, 32);
}

async function bytesAt(file: string, position: number, length: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
