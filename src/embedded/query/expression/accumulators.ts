import { StoreError } from '../../errors.ts';
import { compare, equal } from '../../bson/compare.ts';
import { asDouble, divide, toNumber } from '../../bson/numbers.ts';
import { isDoc, isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Doc, Num, Value } from '../../bson/value.ts';
import { widening } from './arithmetic.ts';

/** Gathers the values of a group, one after the other. */
export interface Accumulator {
  add(value: Value | undefined): void;
  result(): Value | undefined;
}

function sum(): Accumulator {
  let total: Num = 0;
  return {
    add: value => {
      if (isNum(value)) total = widening('add', total, value);
    },
    result: () => total,
  };
}

function average(): Accumulator {
  let total: Num = 0;
  let count = 0;
  return {
    add: value => {
      if (!isNum(value)) return;
      total = widening('add', total, value);
      count += 1;
    },
    result: () => (count === 0 ? null : divide(total, count)),
  };
}

/** The least (sign -1) or greatest (sign 1) value that is neither null nor missing. */
function extreme(sign: 1 | -1): Accumulator {
  let best: Value | undefined;
  return {
    add: value => {
      if (!isNullish(value) && (best === undefined || Math.sign(compare(value, best)) === sign)) best = value;
    },
    result: () => best ?? null,
  };
}

function first(): Accumulator {
  let seen = false;
  let kept: Value | undefined;
  return {
    add: value => {
      if (!seen) kept = value;
      seen = true;
    },
    result: () => kept ?? null,
  };
}

function last(): Accumulator {
  let kept: Value | undefined;
  return {
    add: value => {
      kept = value;
    },
    result: () => kept ?? null,
  };
}

function push(): Accumulator {
  const items: Value[] = [];
  return {
    add: value => {
      if (value !== undefined) items.push(value);
    },
    result: () => items,
  };
}

function addToSet(): Accumulator {
  const items: Value[] = [];
  return {
    add: value => {
      if (value !== undefined && !items.some(item => equal(item, value))) items.push(value);
    },
    result: () => items,
  };
}

function merge(): Accumulator {
  const out: Doc = new Map();
  return {
    add: value => {
      if (isNullish(value)) return;
      if (!isDoc(value))
        throw new StoreError(
          40400,
          `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
        );
      for (const [name, item] of value) out.set(name, item);
    },
    result: () => out,
  };
}

/** Standard deviation by Welford's method; `less` is 1 for a sample. */
function deviation(less: 0 | 1): Accumulator {
  let count = 0;
  let mean = 0;
  let squares = 0;
  return {
    add: value => {
      if (!isNum(value)) return;
      const plain = toNumber(value);
      count += 1;
      const apart = plain - mean;
      mean += apart / count;
      squares += apart * (plain - mean);
    },
    result: () => (count <= less ? null : asDouble(Math.sqrt(squares / (count - less)))),
  };
}

/** The accumulators that take one expression. */
export const ACCUMULATORS: Readonly<Record<string, () => Accumulator>> = {
  $sum: sum,
  $avg: average,
  $min: () => extreme(-1),
  $max: () => extreme(1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $mergeObjects: merge,
  $stdDevPop: () => deviation(0),
  $stdDevSamp: () => deviation(1),
};
