import { StoreError } from '../../errors.ts';
import { compare } from '../../bson/compare.ts';
import { toNumber } from '../../bson/numbers.ts';
import { isDoc, isNullish, isNum } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { parseSort, sortKey } from '../sort.ts';
import type { Accumulator } from './accumulators.ts';
import { named } from './arguments.ts';
import { lookup } from './types.ts';
import type { Compiler, Expression, Scope } from './types.ts';

/** An accumulator that keeps several values, or orders by other fields: it sees the whole scope. */
export interface ScopedAccumulator {
  add(scope: Scope): void;
  result(): Value | undefined;
}

type Choose = (items: Value[], n: number) => Value[];
const CHOICES: Readonly<Record<string, Choose>> = {
  $firstN: (items, n) => items.slice(0, n),
  $lastN: (items, n) => items.slice(-n),
  $minN: (items, n) =>
    items
      .filter(item => !isNullish(item))
      .sort(compare)
      .slice(0, n),
  $maxN: (items, n) =>
    items
      .filter(item => !isNullish(item))
      .sort((a, b) => compare(b, a))
      .slice(0, n),
};

/** Compiles `$firstN` and its kin, `$top` and its kin, and `$count`; `undefined` for another name. */
export function compileMany(
  compiler: Compiler,
  name: string,
  argument: Value,
): (() => ScopedAccumulator) | undefined {
  if (name === '$count') {
    if (!isDoc(argument) || argument.size > 0)
      throw new StoreError('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
    return counting;
  }
  const choose = CHOICES[name];
  if (choose !== undefined) {
    const given = named(name, argument, ['n', 'input']);
    const [n, input] = [compiler.compile(given.n), compiler.compile(given.input)];
    return () => keeping(n, input, choose, name);
  }
  if (!['$top', '$bottom', '$topN', '$bottomN'].includes(name)) return undefined;
  return ordered(compiler, name, argument);
}

function counting(): ScopedAccumulator {
  let count = 0;
  return {
    add: () => {
      count += 1;
    },
    result: () => count,
  };
}

function countOf(value: Value | undefined, name: string): number {
  const n = isNum(value) ? toNumber(value) : NaN;
  if (!Number.isInteger(n) || n <= 0)
    throw new StoreError(5787908, `'n' must be greater than 0, for ${name}`);
  return n;
}

function keeping(n: Expression, input: Expression, choose: Choose, name: string): ScopedAccumulator {
  const items: Value[] = [];
  let count: number | undefined;
  return {
    add: scope => {
      count ??= countOf(n(scope), name);
      items.push(input(scope) ?? null);
    },
    result: () => choose(items, count ?? 1),
  };
}

function ordered(compiler: Compiler, name: string, argument: Value): () => ScopedAccumulator {
  const many = name.endsWith('N');
  const given = named(name, argument, ['sortBy', 'output'], ['n']);
  if (many !== (given.n !== undefined))
    throw new StoreError(5788002, `Unknown or missing argument 'n' to ${name}`);
  if (!isDoc(given.sortBy)) throw new StoreError(5788005, `${name} requires 'sortBy' to be an object`);
  const fields = parseSort(given.sortBy);
  const output = compiler.compile(given.output);
  const n = given.n === undefined ? undefined : compiler.compile(given.n);
  return () => {
    const items: { key: Buffer; value: Value }[] = [];
    let count = many ? undefined : 1;
    return {
      add: scope => {
        const doc = lookup(scope, 'ROOT');
        count ??= countOf(n?.(scope), name);
        items.push({ key: sortKey(fields, isDoc(doc) ? doc : new Map()), value: output(scope) ?? null });
      },
      result: () => {
        const sorted = items.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ value }) => value);
        const kept = name.startsWith('$top') ? sorted.slice(0, count ?? 1) : sorted.slice(-(count ?? 1));
        return many ? kept : kept[0];
      },
    };
  };
}

/** A plain accumulator over an expression, as one that sees the scope. */
export function overExpression(make: () => Accumulator, input: Expression): () => ScopedAccumulator {
  return () => {
    const accumulator = make();
    return { add: scope => accumulator.add(input(scope)), result: () => accumulator.result() };
  };
}
