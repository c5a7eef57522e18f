import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A new random id of letters and digits. 14 characters hold 83 bits and leave room in Lark's 50-character `uuid` for
 * `<requestId>-<version>-<n>`.
 */
export function newId(length = 14): string {
  let id = '';
  while (id.length < length) {
    for (const byte of randomBytes(length)) {
      // Bytes past the last whole multiple of 62 are dropped, so that each character is equally likely.
      if (byte < 248 && id.length < length) id += ALPHABET.charAt(byte % 62);
    }
  }
  return id;
}

/** A short name for any text, always the same for the same parts: for ids that must come out equal after a crash. */
export function fingerprint(length: number, ...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, length);
}
