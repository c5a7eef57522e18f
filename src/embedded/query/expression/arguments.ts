import { StoreError } from '../../errors.ts';
import { isDoc } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import type { Compiler, Expression, Operator } from './types.ts';

/** The arguments of an operator that takes from `least` to `most` of them; one alone needs no array. */
export function argumentsOf(
  compiler: Compiler,
  argument: Value,
  name: string,
  least: number,
  most = least,
): Expression[] {
  const list = Array.isArray(argument) ? argument : [argument];
  if (list.length < least || list.length > most) {
    const wanted = least === most ? `exactly ${least}` : `at least ${least} arguments, and at most ${most}`;
    throw new StoreError(
      16020,
      `Expression ${name} takes ${wanted} arguments. ${list.length} were passed in.`,
    );
  }
  return list.map(item => compiler.compile(item));
}

/** An operator of one argument. */
export function unary(run: (value: Value | undefined, name: string) => Value | undefined): Operator {
  return (compiler, argument, name) => {
    const [only] = argumentsOf(compiler, argument, name, 1);
    return scope => run(only?.(scope), name);
  };
}

/** An operator of two arguments. */
export function binary(
  run: (left: Value | undefined, right: Value | undefined, name: string) => Value | undefined,
): Operator {
  return (compiler, argument, name) => {
    const [left, right] = argumentsOf(compiler, argument, name, 2);
    return scope => run(left?.(scope), right?.(scope), name);
  };
}

/** An operator of any number of arguments, `least` at the least. */
export function variadic(
  run: (values: (Value | undefined)[], name: string) => Value | undefined,
  least = 0,
  most = Infinity,
): Operator {
  return (compiler, argument, name) => {
    const list = argumentsOf(compiler, argument, name, least, most);
    return scope =>
      run(
        list.map(one => one(scope)),
        name,
      );
  };
}

/** The named arguments of an operator that takes a document. Throws on an unknown or a missing one. */
export function named<Required extends string, Optional extends string = never>(
  name: string,
  argument: Value,
  required: readonly Required[],
  optional: readonly Optional[] = [],
): Record<Required, Value> & Partial<Record<Optional, Value>> {
  if (!isDoc(argument))
    throw new StoreError('FailedToParse', `${name} only supports an object as its argument`);
  const known: readonly string[] = [...required, ...optional];
  for (const key of argument.keys()) {
    if (!known.includes(key))
      throw new StoreError('FailedToParse', `Unrecognized argument to ${name}: ${key}`);
  }
  const missing = required.find(key => !argument.has(key));
  if (missing !== undefined)
    throw new StoreError('FailedToParse', `Missing '${missing}' parameter to ${name}`);
  return pick(argument, required, optional);
}

function pick<Required extends string, Optional extends string>(
  argument: Doc,
  required: readonly Required[],
  optional: readonly Optional[],
): Record<Required, Value> & Partial<Record<Optional, Value>> {
  const picked = Object.fromEntries(
    [...required, ...optional].flatMap(key => {
      const value = argument.get(key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  return picked as Record<Required, Value> & Partial<Record<Optional, Value>>;
}

/** A compiled optional argument: missing when it was not given. */
export function optional(compiler: Compiler, value: Value | undefined): Expression {
  return value === undefined ? () => undefined : compiler.compile(value);
}
