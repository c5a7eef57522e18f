import { RANK } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { encodeKey, tagOf } from './key-encoding.ts';

/** A place among the keys of one field: before all keys that begin with the bytes, or after them. */
export interface Cut {
  /** As an ascending field has them. */
  bytes: Buffer;
  after: boolean;
}

/** The keys from one cut to another. */
export interface Interval {
  low: Cut;
  high: Cut;
  /** True when it holds exactly one value. */
  point: boolean;
  /** True when it may hold other values than it is meant to, for the bytes were too long to be told apart. */
  loose: boolean;
}

/** Bytes of a value that an interval is told by; keys that are cut are cut far behind that. */
const LONGEST = 1000;

export function before(value: Value): Cut {
  return { bytes: encodeKey([value], [1], Infinity).bytes.subarray(0, LONGEST), after: false };
}

export function after(value: Value): Cut {
  return { ...before(value), after: true };
}

export function between(low: Cut, high: Cut): Interval {
  const loose = low.bytes.length === LONGEST || high.bytes.length === LONGEST;
  return { low, high, point: false, loose };
}

export function pointAt(value: Value): Interval {
  const interval = between(before(value), after(value));
  return { ...interval, point: !interval.loose };
}

/** Below all values of a type, or above them. */
export function borderOf(rank: number, above = false): Cut {
  return { bytes: Buffer.of(tagOf(rank)), after: above };
}

const NOTHING = Buffer.alloc(0);
export const EVERYTHING: Interval = between(
  { bytes: NOTHING, after: false },
  { bytes: NOTHING, after: true },
);

/** Null, BSON's undefined, and what is missing. */
export const NULLISH: Interval = between(borderOf(RANK.undefined), borderOf(RANK.null, true));

/** The strings that begin with a text. */
export function withPrefix(text: string): Interval {
  const bytes = Buffer.concat([Buffer.of(tagOf(RANK.string)), Buffer.from(text)]).subarray(0, LONGEST);
  return between({ bytes, after: false }, { bytes, after: true });
}

/** The first bytes above everything that begins with the given ones. */
export function beyond(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0xff) end -= 1;
  if (end === 0) return Buffer.of(0xff);
  const next = Buffer.from(bytes.subarray(0, end));
  next[end - 1] = (next[end - 1] ?? 0) + 1;
  return next;
}

export function inverted(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map(byte => ~byte & 0xff));
}

/** The first key behind a cut, in an ascending field. */
export function ascending(cut: Cut): Buffer {
  return cut.after ? beyond(cut.bytes) : cut.bytes;
}

/** The same in a descending field, whose keys are inverted: what was before a cut comes after it. */
export function descending(cut: Cut): Buffer {
  return cut.after ? inverted(cut.bytes) : beyond(inverted(cut.bytes));
}

export function compareCuts(a: Cut, b: Cut): number {
  return Buffer.compare(ascending(a), ascending(b));
}

/** Sorts intervals and joins those that overlap. */
export function unite(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => compareCuts(a.low, b.low) || compareCuts(a.high, b.high));
  const united: Interval[] = [];
  for (const interval of sorted) {
    const last = united.at(-1);
    if (last === undefined || compareCuts(interval.low, last.high) >= 0) united.push(interval);
    else if (compareCuts(interval.high, last.high) > 0) {
      united[united.length - 1] = {
        low: last.low,
        high: interval.high,
        point: false,
        loose: last.loose || interval.loose,
      };
    } else if (interval.loose) united[united.length - 1] = { ...last, loose: true };
  }
  return united;
}

/** What two sorted lists of intervals have in common. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  for (const one of a) {
    for (const other of b) {
      const low = compareCuts(one.low, other.low) >= 0 ? one.low : other.low;
      const high = compareCuts(one.high, other.high) <= 0 ? one.high : other.high;
      if (compareCuts(low, high) >= 0) continue;
      common.push({ low, high, point: one.point || other.point, loose: one.loose || other.loose });
    }
  }
  return common;
}
