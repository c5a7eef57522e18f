import { decodeValue } from './decode.ts';
import { documentEnd, fieldName, valueEnd } from './layout.ts';
import { nameEnd } from './names.ts';
import { Stored } from './value.ts';
import type { Doc } from './value.ts';

/**
 * Decodes a document of which only the top-level fields that `wanted` names will be looked at: the others are taken
 * along as they are stored.
 */
export function decodePartly(bytes: Buffer, wanted: ReadonlySet<string>): Doc {
  const doc: Doc = new Map();
  const end = documentEnd(bytes, 0, bytes.length);
  for (let at = 4; at < end - 1; ) {
    const type = bytes[at] ?? 0;
    const name = fieldName(bytes, at + 1, end);
    const start = nameEnd + 1;
    at = valueEnd(bytes, type, start, end);
    doc.set(
      name,
      wanted.has(name) ? decodeValue(bytes, type, start, at) : new Stored(type, bytes.subarray(start, at)),
    );
  }
  return doc;
}

/** Of the named top-level fields those whose bytes differ between two documents, or that one of them lacks. */
export function changedFields(before: Buffer, after: Buffer, names: ReadonlySet<string>): Set<string> {
  const old = placesOf(before, names);
  const now = placesOf(after, names);
  const changed = new Set<string>();
  for (const name of names) {
    const a = old.get(name);
    const b = now.get(name);
    if (a === undefined && b === undefined) continue;
    if (a !== undefined && b !== undefined && a.type === b.type)
      if (before.compare(after, b.start, b.end, a.start, a.end) === 0) continue;
    changed.add(name);
  }
  return changed;
}

function placesOf(
  bytes: Buffer,
  names: ReadonlySet<string>,
): Map<string, { type: number; start: number; end: number }> {
  const places = new Map<string, { type: number; start: number; end: number }>();
  const end = documentEnd(bytes, 0, bytes.length);
  for (let at = 4; at < end - 1; ) {
    const type = bytes[at] ?? 0;
    const name = fieldName(bytes, at + 1, end);
    const start = nameEnd + 1;
    at = valueEnd(bytes, type, start, end);
    if (names.has(name)) places.set(name, { type, start, end: at });
  }
  return places;
}
