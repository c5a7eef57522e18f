import { compare, equal } from '../bson/compare.ts';
import { isNaNValue } from '../bson/numbers.ts';
import { isNullish, rankOf } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import type { Comparison, Filter } from './filter-ast.ts';

/** True when every document that passes all the parts is sure to pass the filter of a partial index. */
export function impliesFilter(parts: readonly Filter[], filter: Filter): boolean {
  switch (filter.op) {
    case 'and':
      return filter.of.every(one => impliesFilter(parts, one));
    case 'or':
      return filter.of.some(one => impliesFilter(parts, one));
    default:
      return parts.some(part => impliesPart(part, filter));
  }
}

function impliesPart(part: Filter, wanted: Filter): boolean {
  if (part.op === 'and') return part.of.some(one => impliesPart(one, wanted));
  if (part.op === 'or') return part.of.every(one => impliesPart(one, wanted));
  if (wanted.op === 'exists') return 'path' in part && part.path === wanted.path && needsPresence(part);
  if (wanted.op === 'type') {
    return (
      part.op === 'type' && part.path === wanted.path && [...part.types].every(type => wanted.types.has(type))
    );
  }
  if (wanted.op === 'in' && wanted.patterns.length === 0) {
    return valuesOf(part, wanted.path)?.every(value => wanted.values.some(one => equal(one, value))) ?? false;
  }
  if (wanted.op !== 'compare') return false;
  const values = valuesOf(part, wanted.path);
  if (values !== undefined) return values.every(value => passes(value, wanted.comparison, wanted.value));
  if (part.op !== 'compare' || part.path !== wanted.path || rankOf(part.value) !== rankOf(wanted.value))
    return false;
  return isNarrower(part.comparison, part.value, wanted.comparison, wanted.value);
}

function needsPresence(part: Filter): boolean {
  if (part.op === 'compare') return !isNullish(part.value);
  if (part.op === 'in') return !part.values.some(isNullish);
  return part.op !== 'not' && part.op !== 'nor';
}

/** The values that a part allows at a path, when it lists them. Arrays may match by an element: they are left out. */
function valuesOf(part: Filter, path: string): Value[] | undefined {
  if (part.op === 'compare' && part.comparison === 'eq' && part.path === path && !Array.isArray(part.value))
    return [part.value];
  if (part.op !== 'in' || part.path !== path || part.patterns.length > 0) return undefined;
  return part.values.some(value => Array.isArray(value)) ? undefined : part.values;
}

function passes(value: Value, comparison: Comparison, bound: Value): boolean {
  if (comparison === 'eq') return equal(value, bound) || (isNullish(value) && isNullish(bound));
  if (rankOf(value) !== rankOf(bound)) return false;
  if (isNaNValue(value) || isNaNValue(bound))
    return comparison.endsWith('e') && isNaNValue(value) && isNaNValue(bound);
  const order = compare(value, bound);
  if (order === 0) return comparison === 'gte' || comparison === 'lte';
  return order > 0 ? comparison.startsWith('g') : comparison.startsWith('l');
}

function isNarrower(own: Comparison, value: Value, wanted: Comparison, bound: Value): boolean {
  if (wanted === 'eq' || own.charAt(0) !== wanted.charAt(0)) return false;
  // NaN is neither above nor below a number
  if (isNaNValue(value) || isNaNValue(bound)) return own === wanted && equal(value, bound);
  const order = compare(value, bound);
  if (order === 0) return own === wanted || wanted.endsWith('e');
  return wanted.startsWith('g') ? order > 0 : order < 0;
}
