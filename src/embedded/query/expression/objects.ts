import { StoreError } from '../../errors.ts';
import { isDoc, isNullish, typeName } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import { named, optional, unary, variadic } from './arguments.ts';
import { lookup } from './types.ts';
import type { Operator, Operators } from './types.ts';

function merge(values: (Value | undefined)[]): Value {
  const out: Doc = new Map();
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDoc(value))
      throw new StoreError(
        40400,
        `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
      );
    for (const [name, item] of value) out.set(name, item);
  }
  return out;
}

function objectToArray(value: Value | undefined): Value {
  if (isNullish(value)) return null;
  if (!isDoc(value))
    throw new StoreError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return [...value].map(
    ([k, v]): Doc =>
      new Map<string, Value>([
        ['k', k],
        ['v', v],
      ]),
  );
}

function arrayToObject(value: Value | undefined): Value {
  if (isNullish(value)) return null;
  if (!Array.isArray(value))
    throw new StoreError(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
  const out: Doc = new Map();
  for (const item of value) {
    const [key, inner] = pairOf(item);
    if (typeof key !== 'string')
      throw new StoreError(40394, `$arrayToObject requires an object with a key of type string`);
    out.set(key, inner ?? null);
  }
  return out;
}

function pairOf(item: Value): readonly (Value | undefined)[] {
  if (Array.isArray(item)) {
    if (item.length !== 2)
      throw new StoreError(
        40397,
        `$arrayToObject requires an array of size 2 arrays, found array of size: ${item.length}`,
      );
    return item;
  }
  if (!isDoc(item))
    throw new StoreError(40398, `Unrecognised input type format for $arrayToObject: ${typeName(item)}`);
  if (item.size !== 2 || !item.has('k') || !item.has('v')) {
    throw new StoreError(40392, "$arrayToObject requires an object keys of 'k' and 'v'.");
  }
  return [item.get('k'), item.get('v')];
}

const getField: Operator = (compiler, argument, name) => {
  const given =
    isDoc(argument) && argument.has('field')
      ? named(name, argument, ['field'], ['input'])
      : { field: argument };
  const field = compiler.compile(given.field);
  const input = 'input' in given && given.input !== undefined ? compiler.compile(given.input) : undefined;
  return scope => {
    const key = field(scope);
    if (typeof key !== 'string')
      throw new StoreError(5654602, `$getField requires 'field' to evaluate to type String`);
    const from = input === undefined ? lookup(scope, 'ROOT') : input(scope);
    if (isDoc(from)) return from.get(key);
    return isNullish(from) ? (from ?? undefined) : undefined;
  };
};

function fieldSetter(unset: boolean): Operator {
  return (compiler, argument, name) => {
    const given = named<'field' | 'input', 'value'>(
      name,
      argument,
      ['field', 'input'],
      unset ? [] : ['value'],
    );
    const field = compiler.compile(given.field);
    const input = compiler.compile(given.input);
    const value = optional(compiler, given.value);
    return scope => {
      const key = field(scope);
      const from = input(scope);
      if (typeof key !== 'string')
        throw new StoreError(4161107, `${name} requires 'field' to evaluate to type String`);
      if (isNullish(from)) return null;
      if (!isDoc(from)) throw new StoreError(4161105, `${name} requires 'input' to evaluate to type Object`);
      const out: Doc = new Map(from);
      const next = value(scope);
      if (next === undefined) out.delete(key);
      else out.set(key, next);
      return out;
    };
  };
}

export const objectOperators: Operators = {
  $mergeObjects: variadic(merge),
  $objectToArray: unary(objectToArray),
  $arrayToObject: unary(arrayToObject),
  $getField: getField,
  $setField: fieldSetter(false),
  $unsetField: fieldSetter(true),
  $rand: () => () => Math.random(),
};
