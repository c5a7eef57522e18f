import { ascending, beyond, descending, intersect, inverted } from '../index/intervals.ts';
import type { Interval } from '../index/intervals.ts';
import { boundsOf } from '../index/bounds.ts';
import type { Bounds } from '../index/bounds.ts';
import { MAX_KEY_BYTES } from '../index/key-encoding.ts';
import type { IndexField } from '../index/index-keys.ts';
import type { Index } from '../storage/collection.ts';
import { indexPrefix } from '../storage/entries.ts';
import type { Range } from '../storage/engine.ts';
import type { Filter, Leaf } from './filter-ast.ts';

/** How an index answers a filter. */
export interface IndexAccess {
  index: Index;
  /** Disjoint ranges of keys, in the index's order. */
  ranges: Range[];
  /** Fields at the front of the index that have one value only. */
  fixed: number;
  /** Fields of the index that have bounds. */
  bounded: number;
  /** The parts of the filter that the ranges decide. */
  decided: ReadonlySet<Filter>;
  /** Bounds by field, for `explain`. */
  bounds: { path: string; intervals: Interval[] | undefined }[];
  /** True when every document that matches is in the index. */
  complete: boolean;
}

/** A test on a path, and the part of the filter that it comes from. */
interface Claim {
  part: Filter;
  path: string;
  bounds: Bounds;
  /** The array whose elements an `$elemMatch` tests one by one; bounds under one array and part may be combined. */
  element: string | undefined;
}

/** The tests of a conjunction that an index may help with. */
export function claimsOf(parts: readonly Filter[]): Claim[] {
  return parts.flatMap(part => claimsOfPart(part, part, '', undefined));
}

function claimsOfPart(filter: Filter, part: Filter, prefix: string, element: string | undefined): Claim[] {
  switch (filter.op) {
    case 'or':
    case 'nor':
    case 'always':
    case 'expr':
      return [];
    case 'and':
      return filter.of.flatMap(one => claimsOfPart(one, part, prefix, element));
    case 'not':
      return absent(filter.of, part, prefix);
    case 'elemMatch': {
      const path = prefix + filter.path;
      return claimsOfPart(filter.filter, part, `${path}.`, path);
    }
    default: {
      const leaf: Leaf = prefix === '' ? filter : { ...filter, path: prefix + filter.path };
      const bounds = boundsOf(leaf);
      if (bounds === undefined) return [];
      const whole = element === undefined && filter === part;
      return [{ part, path: leaf.path, bounds: whole ? bounds : { ...bounds, exact: false }, element }];
    }
  }
}

/** `{ $exists: false }` is found where null is. */
function absent(filter: Filter, part: Filter, prefix: string): Claim[] {
  if (filter.op !== 'exists' || prefix !== '') return [];
  const bounds = boundsOf({ op: 'compare', path: filter.path, comparison: 'eq', value: null });
  return bounds === undefined ? [] : [{ part, path: filter.path, bounds, element: undefined }];
}

/** At most so many ranges are made of the values of several `$in`. */
const MOST_RANGES = 2000;

/** The ranges of an index for a conjunction of claims. */
export function accessOf(index: Index, claims: readonly Claim[]): IndexAccess {
  const decided = new Set<Filter>();
  const bounds: IndexAccess['bounds'] = [];
  let prefixes: Buffer[] = [indexPrefix(index)];
  let ranges: Range[] | undefined;
  let fixed = 0;
  let bounded = 0;
  let present = false;
  const used: { element: string | undefined; path: string; part: Filter }[] = [];
  for (const [at, field] of index.fields.entries()) {
    const chosen = choose(index, at, claims, used);
    bounds.push({ path: field.path, intervals: ranges === undefined ? chosen?.intervals : undefined });
    present ||= chosen?.present ?? false;
    if (ranges !== undefined || chosen === undefined) {
      ranges ??= prefixes.map(rangeOf);
      continue;
    }
    bounded += 1;
    for (const part of chosen.exact) if (!index.cut) decided.add(part);
    used.push(...chosen.used);
    const isPoints = chosen.intervals.every(interval => interval.point);
    if (isPoints && prefixes.length * chosen.intervals.length <= MOST_RANGES) {
      if (chosen.intervals.length === 1 && fixed === at) fixed += 1;
      prefixes = prefixes.flatMap(prefix => pointsAfter(prefix, chosen.intervals, field));
    } else ranges = prefixes.flatMap(prefix => rangesAfter(prefix, chosen.intervals, field));
  }
  ranges = clipped(ranges ?? prefixes.map(rangeOf), decided);
  return { index, ranges, fixed, bounded, decided, bounds, complete: !index.sparse || present };
}

function rangeOf(prefix: Buffer): Range {
  return { start: prefix, end: beyond(prefix) };
}

/** Keys in the index are cut at a length; ranges that reach behind it are widened and decide nothing. */
function clipped(ranges: Range[], decided: Set<Filter>): Range[] {
  const longest = MAX_KEY_BYTES + 4;
  if (ranges.every(({ start, end }) => start.length <= longest && end.length <= longest)) return ranges;
  decided.clear();
  return ranges.map(({ start, end }) => ({
    start: start.subarray(0, longest),
    end: end.length <= longest ? end : beyond(end.subarray(0, longest)),
  }));
}

interface Chosen {
  intervals: Interval[];
  exact: Filter[];
  present: boolean;
  used: { element: string | undefined; path: string; part: Filter }[];
}

/** The bounds of one field: of all claims on it, or of one when an array may satisfy each by another element. */
function choose(
  index: Index,
  at: number,
  claims: readonly Claim[],
  used: readonly { element: string | undefined; path: string; part: Filter }[],
): Chosen | undefined {
  const field = index.fields[at];
  const mine = claims.filter(claim => claim.path === field?.path);
  const [best, ...others] = [...mine].sort((a, b) => width(a) - width(b));
  if (best === undefined || field === undefined) return undefined;
  const multikey = index.multikey[at] === true;
  if (multikey && used.some(other => shareArray(other, best))) return undefined;
  const combined = multikey
    ? others.filter(other => best.element !== undefined && other.part === best.part)
    : others;
  const intervals = combined.reduce(
    (all, claim) => intersect(all, claim.bounds.intervals),
    best.bounds.intervals,
  );
  const all = [best, ...combined];
  return {
    intervals,
    exact: all.filter(claim => claim.bounds.exact).map(claim => claim.part),
    present: all.some(claim => claim.bounds.present),
    used: all.map(({ element, path, part }) => ({ element, path, part })),
  };
}

function width({ bounds }: Claim): number {
  if (bounds.intervals.every(interval => interval.point)) return bounds.intervals.length;
  return bounds.exact ? 10_000 : 20_000;
}

/**
 * Two fields below the same array hold values of one element in each key; two tests may be met by different elements,
 * unless one `$elemMatch` makes them.
 */
function shareArray(a: { element: string | undefined; path: string; part: Filter }, b: Claim): boolean {
  if (a.path.split('.', 1)[0] !== b.path.split('.', 1)[0]) return false;
  return !(a.part === b.part && a.element !== undefined && a.element === b.element);
}

function pointsAfter(prefix: Buffer, intervals: readonly Interval[], field: IndexField): Buffer[] {
  const ordered = field.direction === 1 ? intervals : [...intervals].reverse();
  return ordered.map(({ low }) => {
    return Buffer.concat([prefix, field.direction === 1 ? low.bytes : inverted(low.bytes)]);
  });
}

function rangesAfter(prefix: Buffer, intervals: readonly Interval[], field: IndexField): Range[] {
  if (field.direction === 1) {
    return intervals.map(({ low, high }) => ({
      start: Buffer.concat([prefix, ascending(low)]),
      end: Buffer.concat([prefix, ascending(high)]),
    }));
  }
  return [...intervals].reverse().map(({ low, high }) => ({
    start: Buffer.concat([prefix, descending(high)]),
    end: Buffer.concat([prefix, descending(low)]),
  }));
}

/** Whether the access yields the documents in a wanted order: forwards, backwards, or not. */
export function orderOf(
  { index, fixed }: IndexAccess,
  sort: readonly IndexField[],
): 'forward' | 'backward' | undefined {
  if (index.cut) return undefined;
  let at = fixed;
  let direction: number | undefined;
  for (const wanted of sort) {
    const constant = index.fields.slice(0, fixed).findIndex(field => field.path === wanted.path);
    // what has one value sorts nothing, unless the document has others beside it in an array
    if (constant >= 0 && index.multikey[constant] !== true) continue;
    const field = index.fields[at];
    if (field?.path !== wanted.path || index.multikey[at] === true) return undefined;
    direction ??= field.direction * wanted.direction;
    if (field.direction * wanted.direction !== direction) return undefined;
    at += 1;
  }
  return direction === -1 ? 'backward' : 'forward';
}
