import { StoreError } from '../../errors.ts';
import { compare } from '../../bson/compare.ts';
import { isDoc, isNullish, rankOf } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { argumentsOf, binary, named, unary } from './arguments.ts';
import { isTrue } from './truth.ts';
import { bind } from './types.ts';
import type { Expression, Operator, Operators } from './types.ts';

/** In expressions a missing value is less than null. */
function compareInExpression(left: Value | undefined, right: Value | undefined): number {
  if (left === undefined || right === undefined) {
    if (left === right) return 0;
    const other = left ?? right;
    // MinKey alone is below a missing value
    const missingFirst = rankOf(other) > 1 ? -1 : 1;
    return left === undefined ? missingFirst : -missingFirst;
  }
  return compare(left, right);
}

function comparing(accepts: (order: number) => Value): Operator {
  return binary((left, right) => accepts(compareInExpression(left, right)));
}

const and: Operator = (compiler, argument, name) => {
  const list = argumentsOf(compiler, argument, name, 0, Infinity);
  return scope => list.every(one => isTrue(one(scope)));
};

const or: Operator = (compiler, argument, name) => {
  const list = argumentsOf(compiler, argument, name, 0, Infinity);
  return scope => list.some(one => isTrue(one(scope)));
};

const cond: Operator = (compiler, argument, name) => {
  const given = isDoc(argument) ? named(name, argument, ['if', 'then', 'else']) : undefined;
  const parts = given === undefined ? argument : [given.if, given.then, given.else];
  const [test, yes, no] = argumentsOf(compiler, parts, name, 3);
  return scope => (isTrue(test?.(scope)) ? yes?.(scope) : no?.(scope));
};

const ifNull: Operator = (compiler, argument, name) => {
  if (!Array.isArray(argument) || argument.length < 2) {
    throw new StoreError(
      1257300,
      `${name} needs at least two arguments, had: ${Array.isArray(argument) ? argument.length : 1}`,
    );
  }
  const list = argumentsOf(compiler, argument, name, 2, Infinity);
  return scope => {
    let value: Value | undefined;
    for (const one of list) {
      value = one(scope);
      if (!isNullish(value)) return value;
    }
    return value;
  };
};

const switchOn: Operator = (compiler, argument, name) => {
  const { branches, default: otherwise } = named(name, argument, ['branches'], ['default']);
  if (!Array.isArray(branches) || branches.length === 0)
    throw new StoreError(40068, '$switch requires at least one branch.');
  const cases = branches.map((branch): [Expression, Expression] => {
    const parts = named(name, branch, ['case', 'then']);
    return [compiler.compile(parts.case), compiler.compile(parts.then)];
  });
  const fallback = otherwise === undefined ? undefined : compiler.compile(otherwise);
  return scope => {
    for (const [test, then] of cases) if (isTrue(test(scope))) return then(scope);
    if (fallback === undefined) {
      throw new StoreError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    }
    return fallback(scope);
  };
};

const letIn: Operator = (compiler, argument, name) => {
  const { vars, in: body } = named(name, argument, ['vars', 'in']);
  if (!isDoc(vars)) throw new StoreError(16876, `invalid parameter: expected an object (vars)`);
  const bindings = [...vars].map(([variable, value]): [string, Expression] => [
    variable,
    compiler.compile(value),
  ]);
  const run = compiler.within([...vars.keys()]).compile(body);
  return scope => {
    let inner = scope;
    for (const [variable, value] of bindings) inner = bind(inner, variable, value(scope));
    return run(inner);
  };
};

export const logicOperators: Operators = {
  $eq: comparing(order => order === 0),
  $ne: comparing(order => order !== 0),
  $gt: comparing(order => order > 0),
  $gte: comparing(order => order >= 0),
  $lt: comparing(order => order < 0),
  $lte: comparing(order => order <= 0),
  $cmp: comparing(order => Math.sign(order)),
  $and: and,
  $or: or,
  $not: unary(value => !isTrue(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: switchOn,
  $let: letIn,
  $literal: (_compiler, argument) => () => argument,
  $expr: (compiler, argument) => compiler.compile(argument),
};
