import { StoreError } from '../../errors.ts';
import { compare, equal } from '../../bson/compare.ts';
import { toNumber } from '../../bson/numbers.ts';
import { isDoc, isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { parseSort, sortKey } from '../sort.ts';
import { binary, named, unary, variadic } from './arguments.ts';
import type { Operator, Operators } from './types.ts';

function whole(value: Value | undefined, name: string, code: number): number {
  const plain = isNum(value) ? toNumber(value) : NaN;
  if (!Number.isInteger(plain))
    throw new StoreError(
      code,
      `${name} requires an integral argument, found a value of type: ${typeName(value)}`,
    );
  return plain;
}

function elementAt(array: Value | undefined, index: Value | undefined, name: string): Value | undefined {
  if (isNullish(array) || isNullish(index)) return null;
  if (!Array.isArray(array))
    throw new StoreError(28689, `${name}'s first argument must be an array, but is ${typeName(array)}`);
  return array.at(whole(index, name, 28690));
}

function endOf(index: number): Operator {
  return unary((value, name) => {
    if (isNullish(value)) return null;
    if (!Array.isArray(value))
      throw new StoreError(28689, `${name}'s argument must be an array, but is ${typeName(value)}`);
    return value.at(index);
  });
}

function concatArrays(values: (Value | undefined)[]): Value {
  if (values.some(isNullish)) return null;
  return values.flatMap(value => {
    if (Array.isArray(value)) return value;
    throw new StoreError(28664, `$concatArrays only supports arrays, not ${typeName(value)}`);
  });
}

function slice([array, first, count]: (Value | undefined)[], name: string): Value {
  if (isNullish(array) || isNullish(first) || count === null) return null;
  if (!Array.isArray(array))
    throw new StoreError(
      28724,
      `First argument to ${name} must be an array, but is of type: ${typeName(array)}`,
    );
  const from = whole(first, name, 28726);
  if (count === undefined) return from < 0 ? array.slice(from) : array.slice(0, from);
  const size = whole(count, name, 28728);
  if (size <= 0) throw new StoreError(28729, `Third argument to ${name} must be positive: ${size}`);
  const start = from < 0 ? Math.max(0, array.length + from) : from;
  return array.slice(start, start + size);
}

function range([start, end, step]: (Value | undefined)[], name: string): Value {
  const from = whole(start, name, 34443);
  const to = whole(end, name, 34445);
  const by = step === undefined ? 1 : whole(step, name, 34447);
  if (by === 0) throw new StoreError(34449, '$range requires a non-zero step value');
  const items: Value[] = [];
  for (let at = from; by > 0 ? at < to : at > to; at += by) {
    if (items.length > 5_000_000) throw new StoreError(292, '$range would use too much memory');
    items.push(at);
  }
  return items;
}

function indexOfArray([array, wanted, start, end]: (Value | undefined)[], name: string): Value {
  if (isNullish(array)) return null;
  if (!Array.isArray(array))
    throw new StoreError(40090, `${name} requires an array as a first argument, found: ${typeName(array)}`);
  const from = start === undefined ? 0 : whole(start, name, 40096);
  const to = end === undefined ? array.length : Math.min(array.length, whole(end, name, 40096));
  for (let at = from; at < to; at += 1) if (equal(array[at], wanted)) return at;
  return -1;
}

function isIn(wanted: Value | undefined, array: Value | undefined): Value {
  if (!Array.isArray(array))
    throw new StoreError(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
  return array.some(item => equal(item, wanted ?? null));
}

const zip: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['inputs'], ['useLongestLength', 'defaults']);
  const inputs = compiler.compile(given.inputs);
  const defaults = given.defaults === undefined ? undefined : compiler.compile(given.defaults);
  return scope => {
    const arrays = inputs(scope);
    if (!Array.isArray(arrays)) throw new StoreError(34461, 'inputs must be an array of expressions');
    if (arrays.some(isNullish)) return null;
    const rows = arrays.map(array => {
      if (!Array.isArray(array))
        throw new StoreError(34468, `$zip found a non-array expression in input: ${typeName(array)}`);
      return array;
    });
    const fill = defaults?.(scope);
    const lengths = rows.map(row => row.length);
    const size = given.useLongestLength === true ? Math.max(0, ...lengths) : Math.min(...lengths);
    return Array.from({ length: size }, (_, at) =>
      rows.map((row, index) => row[at] ?? (Array.isArray(fill) ? (fill[index] ?? null) : null)),
    );
  };
};

const sortArray: Operator = (compiler, argument, name) => {
  const { input, sortBy } = named(name, argument, ['input', 'sortBy']);
  const array = compiler.compile(input);
  const order = orderBy(sortBy);
  return scope => {
    const value = array(scope);
    if (isNullish(value)) return null;
    if (!Array.isArray(value))
      throw new StoreError(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${typeName(value)}`,
      );
    return [...value].sort(order);
  };
};

function orderBy(sortBy: Value): (a: Value, b: Value) => number {
  if (isNum(sortBy)) return (a, b) => toNumber(sortBy) * compare(a, b);
  if (!isDoc(sortBy))
    throw new StoreError(
      2942507,
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  const fields = parseSort(sortBy);
  const key = (value: Value): Buffer => sortKey(fields, isDoc(value) ? value : new Map());
  return (a, b) => Buffer.compare(key(a), key(b));
}

/** `$firstN`, `$lastN`, `$minN` and `$maxN` of an array. */
function someOf(choose: (array: Value[], n: number) => Value[]): Operator {
  return (compiler, argument, name) => {
    const given = named(name, argument, ['n', 'input']);
    const count = compiler.compile(given.n);
    const input = compiler.compile(given.input);
    return scope => {
      const n = whole(count(scope), name, 5787902);
      if (n <= 0) throw new StoreError(5787908, `'n' must be greater than 0, found ${n}`);
      const array = input(scope);
      if (!Array.isArray(array))
        throw new StoreError(5788200, `Input must be an array, found: ${typeName(array)}`);
      return choose(array, n);
    };
  };
}

const present = (array: Value[]): Value[] => array.filter(item => !isNullish(item));

export const arrayOperators: Operators = {
  $arrayElemAt: binary(elementAt),
  $first: endOf(0),
  $last: endOf(-1),
  $concatArrays: variadic(concatArrays),
  $slice: variadic(slice, 2, 3),
  $range: variadic(range, 2, 3),
  $indexOfArray: variadic(indexOfArray, 2, 4),
  $in: binary(isIn),
  $isArray: unary(value => Array.isArray(value)),
  $size: unary(value => {
    if (!Array.isArray(value))
      throw new StoreError(
        17124,
        `The argument to $size must be an array, but was of type: ${typeName(value)}`,
      );
    return value.length;
  }),
  $reverseArray: unary((value, name) => {
    if (isNullish(value)) return null;
    if (!Array.isArray(value))
      throw new StoreError(
        34435,
        `The argument to ${name} must be an array, but was of type: ${typeName(value)}`,
      );
    return [...value].reverse();
  }),
  $zip: zip,
  $sortArray: sortArray,
  $firstN: someOf((array, n) => array.slice(0, n)),
  $lastN: someOf((array, n) => array.slice(-n)),
  $minN: someOf((array, n) => present(array).sort(compare).slice(0, n)),
  $maxN: someOf((array, n) =>
    present(array)
      .sort((a, b) => compare(b, a))
      .slice(0, n),
  ),
};
