import { Binary } from 'bson';
import { compare, equal } from '../bson/compare.ts';
import { isNaNValue, toNumber } from '../bson/numbers.ts';
import { RANK, isDoc, isNullish, isNum, rankOf, typeName } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { BSONRegExp, BSONSymbol } from 'bson';
import type { BitTest, Comparison, Filter, Leaf } from './filter-ast.ts';
import { visitPath } from './paths.ts';

export type Predicate = (doc: Doc) => boolean;
type Test = (value: Value | undefined) => boolean;

/** A parsed filter as a function over a document. */
export function compileFilter(filter: Filter): Predicate {
  switch (filter.op) {
    case 'and': {
      const tests = filter.of.map(compileFilter);
      return doc => tests.every(test => test(doc));
    }
    case 'or': {
      const tests = filter.of.map(compileFilter);
      return doc => tests.some(test => test(doc));
    }
    case 'nor': {
      const tests = filter.of.map(compileFilter);
      return doc => !tests.some(test => test(doc));
    }
    case 'not': {
      const test = compileFilter(filter.of);
      return doc => !test(doc);
    }
    case 'always':
      return () => filter.value;
    case 'expr':
      return filter.test;
    default:
      return compileLeaf(filter);
  }
}

/** Tests that look at an array as a whole and never at its elements. */
const WHOLE = new Set<Leaf['op']>(['size', 'elemMatch', 'elemValue', 'exists']);

function compileLeaf(leaf: Leaf): Predicate {
  const parts = leaf.path.split('.');
  const test = testOf(leaf);
  const leaves = !WHOLE.has(leaf.op);
  return doc => visitPath(doc, parts, leaves, test);
}

/** The test of one value. */
export function testOf(leaf: Leaf): Test {
  switch (leaf.op) {
    case 'compare':
      return comparisonTest(leaf.comparison, leaf.value);
    case 'in':
      return inTest(leaf.values, leaf.patterns);
    case 'exists':
      return value => value !== undefined;
    case 'type':
      return value => leaf.types.has(typeName(value));
    case 'regex':
      return value =>
        matchesPattern(leaf.pattern, value) || (value instanceof BSONRegExp && equal(value, leaf.source));
    case 'mod':
      return value => hasRemainder(value, leaf.divisor, leaf.remainder);
    case 'size':
      return value => Array.isArray(value) && value.length === leaf.size;
    case 'bits':
      return value => hasBits(value, leaf.test, leaf.mask);
    case 'elemMatch': {
      const matches = compileFilter(leaf.filter);
      return value => Array.isArray(value) && value.some(item => matchesElement(matches, item));
    }
    default: {
      const matches = valueTest(leaf.filter);
      return value => Array.isArray(value) && value.some(matches);
    }
  }
}

/** Within `$elemMatch` an array is matched as a document whose fields are its indexes. */
function matchesElement(matches: Predicate, item: Value): boolean {
  if (isDoc(item)) return matches(item);
  return Array.isArray(item) && matches(new Map(item.map((one, index) => [String(index), one])));
}

/** A filter of tests on the value itself, for `$elemMatch` on plain values. */
function valueTest(filter: Filter): Test {
  switch (filter.op) {
    case 'and': {
      const tests = filter.of.map(valueTest);
      return value => tests.every(test => test(value));
    }
    case 'or': {
      const tests = filter.of.map(valueTest);
      return value => tests.some(test => test(value));
    }
    case 'nor': {
      const tests = filter.of.map(valueTest);
      return value => !tests.some(test => test(value));
    }
    case 'not': {
      const test = valueTest(filter.of);
      return value => !test(value);
    }
    case 'always':
      return () => filter.value;
    case 'expr':
      return () => false;
    default: {
      const test = testOf(filter);
      // the element itself is the leaf: an array among the elements is tested by its own elements too
      const leaves = !WHOLE.has(filter.op);
      return value => test(value) || (leaves && Array.isArray(value) && value.some(test));
    }
  }
}

function comparisonTest(comparison: Comparison, wanted: Value): Test {
  if (comparison === 'eq')
    return isNullish(wanted) ? isNullish : value => value !== undefined && equal(value, wanted);
  const rank = rankOf(wanted);
  const accepts = ACCEPTS[comparison];
  const inclusive = comparison === 'gte' || comparison === 'lte';
  if (rank === RANK.null) return value => inclusive && (value === null || value === undefined);
  if (rank === RANK.minKey || rank === RANK.maxKey)
    return value => value !== undefined && accepts(compare(value, wanted));
  if (isNaNValue(wanted)) return value => inclusive && isNaNValue(value);
  return value =>
    value !== undefined && rankOf(value) === rank && accepts(compare(value, wanted)) && !isNaNValue(value);
}

const ACCEPTS: Readonly<Record<Exclude<Comparison, 'eq'>, (order: number) => boolean>> = {
  gt: order => order > 0,
  gte: order => order >= 0,
  lt: order => order < 0,
  lte: order => order <= 0,
};

const LONG_LIST = 8;

function inTest(values: readonly Value[], patterns: readonly RegExp[]): Test {
  const matches = (value: Value | undefined): boolean =>
    patterns.some(pattern => matchesPattern(pattern, value));
  if (values.length <= LONG_LIST) {
    const tests = values.map(value => comparisonTest('eq', value));
    return value => tests.some(test => test(value)) || matches(value);
  }
  const sorted = [...values].sort(compare);
  const nullish = values.some(isNullish);
  return value =>
    (value === undefined ? nullish : holds(sorted, value) || (nullish && isNullish(value))) || matches(value);
}

function holds(sorted: readonly Value[], value: Value): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compare(value, sorted[middle]);
    if (order === 0) return true;
    if (order < 0) high = middle - 1;
    else low = middle + 1;
  }
  return false;
}

function matchesPattern(pattern: RegExp, value: Value | undefined): boolean {
  if (typeof value === 'string') return pattern.test(value);
  return value instanceof BSONSymbol && pattern.test(value.value);
}

/** `$mod` truncates fractions towards zero and never matches what is no finite number. */
function hasRemainder(value: Value | undefined, divisor: bigint, remainder: bigint): boolean {
  const whole = wholeOf(value);
  return whole !== undefined && whole % divisor === remainder;
}

function wholeOf(value: Value | undefined): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (!isNum(value)) return undefined;
  const plain = Math.trunc(toNumber(value));
  return Number.isFinite(plain) && Math.abs(plain) < 2 ** 63 ? BigInt(plain) : undefined;
}

function hasBits(value: Value | undefined, test: BitTest, mask: bigint): boolean {
  const bits = bitsOf(value);
  if (bits === undefined) return false;
  const set = bits & mask;
  switch (test) {
    case 'allSet':
      return set === mask;
    case 'anySet':
      return set !== 0n;
    case 'allClear':
      return set === 0n;
    default:
      return set !== mask;
  }
}

function bitsOf(value: Value | undefined): bigint | undefined {
  if (value instanceof Binary) {
    let bits = 0n;
    for (let at = value.position - 1; at >= 0; at -= 1) bits = (bits << 8n) | BigInt(value.buffer[at] ?? 0);
    return bits;
  }
  if (!isNum(value)) return undefined;
  if (typeof value !== 'bigint' && !Number.isInteger(toNumber(value))) return undefined;
  return wholeOf(value);
}
