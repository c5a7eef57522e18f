const SLOTS = 2048;
const LONGEST = 32;

/** Field names come again and again: each is made once, and found by its bytes. */
const known: (string | undefined)[] = Array.from({ length: SLOTS });

/** Where the name that was read last ends: the place of its null byte. */
export let nameEnd = 0;

/** The name that starts at `start`; `undefined` when no null byte ends it before `limit`. Sets `nameEnd`. */
export function readName(bytes: Buffer, start: number, limit: number): string | undefined {
  let hash = 0;
  let at = start;
  for (; at < limit; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0) break;
    if (byte > 127 || at - start === LONGEST) return readRare(bytes, start, limit);
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  if (at === limit) return undefined;
  nameEnd = at;
  const slot = hash & (SLOTS - 1);
  const name = known[slot];
  if (name !== undefined && isAt(name, bytes, start, at)) return name;
  const fresh = bytes.toString('latin1', start, at);
  known[slot] = fresh;
  return fresh;
}

function isAt(name: string, bytes: Buffer, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let index = 0; index < name.length; index += 1)
    if (name.charCodeAt(index) !== bytes[start + index]) return false;
  return true;
}

/** Long names, and those in other letters. */
function readRare(bytes: Buffer, start: number, limit: number): string | undefined {
  const end = bytes.indexOf(0, start);
  if (end < 0 || end >= limit) return undefined;
  nameEnd = end;
  return bytes.toString('utf8', start, end);
}
