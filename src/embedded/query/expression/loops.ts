import { show } from '../../bson/show.ts';
import { StoreError } from '../../errors.ts';
import { toNumber } from '../../bson/numbers.ts';
import { isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { named, optional } from './arguments.ts';
import { isTrue } from './truth.ts';
import { bind } from './types.ts';
import type { Operator, Operators } from './types.ts';

function nameOf(as: Value | undefined): string {
  if (as === undefined) return 'this';
  if (typeof as !== 'string' || !/^[a-z\u0080-\uffff]/.test(as))
    throw new StoreError(16867, `'${show(as)}' starts with an invalid character for a user variable name`);
  return as;
}

function arrayOf(value: Value | undefined, name: string, code: number): Value[] | null {
  if (isNullish(value)) return null;
  if (!Array.isArray(value))
    throw new StoreError(code, `input to ${name} must be an array not ${typeName(value)}`);
  return value;
}

const map: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['input', 'in'], ['as']);
  const variable = nameOf(given.as);
  const input = compiler.compile(given.input);
  const body = compiler.within([variable]).compile(given.in);
  return scope => {
    const array = arrayOf(input(scope), name, 16883);
    return array === null ? null : array.map(item => body(bind(scope, variable, item)) ?? null);
  };
};

const filter: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['input', 'cond'], ['as', 'limit']);
  const variable = nameOf(given.as);
  const input = compiler.compile(given.input);
  const test = compiler.within([variable]).compile(given.cond);
  const limit = optional(compiler, given.limit);
  return scope => {
    const array = arrayOf(input(scope), name, 28651);
    if (array === null) return null;
    const most = limit(scope);
    const count = isNum(most) ? toNumber(most) : Infinity;
    if (count < 1) throw new StoreError(327392, '$filter: limit must be greater than 0');
    const kept: Value[] = [];
    for (const item of array) {
      if (kept.length >= count) break;
      if (isTrue(test(bind(scope, variable, item)))) kept.push(item);
    }
    return kept;
  };
};

const reduce: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['input', 'initialValue', 'in']);
  const input = compiler.compile(given.input);
  const initial = compiler.compile(given.initialValue);
  const body = compiler.within(['this', 'value']).compile(given.in);
  return scope => {
    const array = arrayOf(input(scope), name, 40080);
    if (array === null) return null;
    return array.reduce<Value | undefined>(
      (value, item) => body(bind(bind(scope, 'value', value), 'this', item)),
      initial(scope),
    );
  };
};

export const loopOperators: Operators = { $map: map, $filter: filter, $reduce: reduce };
