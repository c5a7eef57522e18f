import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** A body as Lark encrypts it: AES-256-CBC, key sha256(encryptKey), iv first, base64 (lark.md 1.4). */
export function encryptBody(encryptKey: string, plain: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

/** Lark's signature headers over the raw body. `timestamp` in seconds. */
export function signatureHeaders(
  encryptKey: string,
  rawBody: string,
  timestamp: number,
): Readonly<Record<string, string>> {
  const stamp = String(timestamp);
  const nonce = randomBytes(8).toString('hex');
  const signature = createHash('sha256').update(`${stamp}${nonce}${encryptKey}${rawBody}`).digest('hex');
  return {
    'x-lark-request-timestamp': stamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  };
}
