import { isNaNValue } from '../bson/numbers.ts';
import { RANK, isNullish, rankOf } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import type { Comparison, Leaf } from '../query/filter-ast.ts';
import { isIndex } from '../query/paths.ts';
import {
  EVERYTHING,
  NULLISH,
  after,
  before,
  between,
  borderOf,
  compareCuts,
  intersect,
  pointAt,
  unite,
  withPrefix,
} from './intervals.ts';
import type { Interval } from './intervals.ts';

/** What a test on a path means for an index on that path. */
export interface Bounds {
  intervals: Interval[];
  /** True when each key within the intervals belongs to a document that passes the test. */
  exact: boolean;
  /** True when a document that passes has the field. */
  present: boolean;
}

/** The keys that a test on the values of a path can be found under; `undefined` when an index does not help. */
export function boundsOf(leaf: Leaf): Bounds | undefined {
  // a number in the path may be a field's name or an element's place, of which an index knows only one
  const bounds = leaf.path.split('.').some(isIndex) ? undefined : unchecked(leaf);
  if (bounds === undefined) return undefined;
  const loose = bounds.intervals.some(interval => interval.loose);
  return { ...bounds, exact: bounds.exact && !loose };
}

function unchecked(leaf: Leaf): Bounds | undefined {
  switch (leaf.op) {
    case 'compare':
      return leaf.comparison === 'eq' ? equalTo(leaf.value) : compared(leaf.comparison, leaf.value);
    case 'in':
      return oneOf(leaf.values, leaf.patterns);
    case 'exists':
      return { intervals: [EVERYTHING], exact: false, present: true };
    case 'regex':
      return {
        intervals: unite([...patternIntervals(leaf.pattern), pointAt(leaf.source)]),
        exact: false,
        present: true,
      };
    case 'elemValue':
      return ofElement(leaf);
    default:
      return undefined;
  }
}

function equalTo(value: Value): Bounds {
  if (isNullish(value)) return { intervals: [NULLISH], exact: false, present: false };
  if (!Array.isArray(value)) return { intervals: [pointAt(value)], exact: true, present: true };
  // an array is in the index by its elements, or whole when it is itself an element
  const [first] = value;
  const own = first === undefined ? NULLISH : isNullish(first) ? NULLISH : pointAt(first);
  return { intervals: unite([own, pointAt(value)]), exact: false, present: false };
}

function oneOf(values: readonly Value[], patterns: readonly RegExp[]): Bounds {
  const all = values.map(equalTo);
  const intervals = [...all.flatMap(bounds => bounds.intervals), ...patterns.flatMap(patternIntervals)];
  return {
    intervals: unite(intervals),
    exact: patterns.length === 0 && all.every(bounds => bounds.exact),
    present: all.every(bounds => bounds.present),
  };
}

function interval(low: Interval['low'], high: Interval['high']): Bounds {
  const intervals = [between(low, high)].filter(one => compareCuts(one.low, one.high) < 0);
  return { intervals, exact: true, present: true };
}

function compared(comparison: Exclude<Comparison, 'eq'>, value: Value): Bounds | undefined {
  const rank = rankOf(value);
  if (rank === RANK.null || rank === RANK.undefined) {
    return comparison === 'gte' || comparison === 'lte' ? equalTo(null) : undefined;
  }
  if (rank === RANK.minKey || rank === RANK.maxKey)
    return { intervals: [EVERYTHING], exact: false, present: false };
  if (rank === RANK.array) return undefined;
  if (isNaNValue(value)) return undefined;
  // NaN sorts below all numbers and is never less than one
  const bottom = rank === RANK.number ? before(-Infinity) : borderOf(rank);
  const top = borderOf(rank, true);
  switch (comparison) {
    case 'gt':
      return interval(after(value), top);
    case 'gte':
      return interval(before(value), top);
    case 'lt':
      return interval(bottom, before(value));
    default:
      return interval(bottom, after(value));
  }
}

const SPECIAL = /[\\^$.*+?()[\]{}|]/;

/** A pattern that is anchored and begins with plain letters is a range of strings; another is all of them. */
function patternIntervals(pattern: RegExp): Interval[] {
  const { source, flags } = pattern;
  if (!source.startsWith('^') || flags.includes('i') || flags.includes('m') || source.includes('|'))
    return [withPrefix('')];
  let prefix = '';
  for (const letter of source.slice(1)) {
    if (SPECIAL.test(letter)) {
      // the letter before a quantifier may not be there at all
      if ('*?{'.includes(letter)) prefix = Array.from(prefix).slice(0, -1).join('');
      break;
    }
    prefix += letter;
  }
  return [withPrefix(prefix)];
}

/** All tests of `$elemMatch` hold for one element, so that their intervals have to meet. */
function ofElement(leaf: Extract<Leaf, { op: 'elemValue' }>): Bounds | undefined {
  const { filter } = leaf;
  const parts = filter.op === 'and' ? filter.of : [filter];
  let intervals: Interval[] | undefined;
  for (const part of parts) {
    if (part.op !== 'compare' && part.op !== 'in') continue;
    const bounds = unchecked(part);
    if (bounds === undefined) continue;
    intervals = intervals === undefined ? bounds.intervals : intersect(intervals, bounds.intervals);
  }
  return intervals === undefined ? undefined : { intervals, exact: false, present: false };
}
