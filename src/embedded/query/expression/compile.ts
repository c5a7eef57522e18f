import { StoreError } from '../../errors.ts';
import { isDoc } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import { OPERATORS } from './registry.ts';
import { lookup } from './types.ts';
import type { Compiler, Expression } from './types.ts';

/** Constants of a command: its `let`, and NOW. */
export type Constants = ReadonlyMap<string, Value>;
const NONE: Constants = new Map();

/** Compiles an expression. Throws MongoDB's codes on unknown operators and variables and on wrong arguments. */
export function compileExpression(value: Value, constants: Constants = NONE): Expression {
  return compilerOf(constants, new Set(['ROOT', 'CURRENT'])).compile(value);
}

export function compilerOf(constants: Constants, names: ReadonlySet<string>): Compiler {
  const compiler: Compiler = {
    compile: value => compile(compiler, value, constants, names),
    within: more => compilerOf(constants, new Set([...names, ...more])),
  };
  return compiler;
}

function compile(
  compiler: Compiler,
  value: Value,
  constants: Constants,
  names: ReadonlySet<string>,
): Expression {
  if (typeof value === 'string') {
    if (value.startsWith('$$')) return variable(value, constants, names);
    if (value.startsWith('$')) return fieldPath(value);
    return () => value;
  }
  if (Array.isArray(value)) {
    const items = value.map(item => compiler.compile(item));
    return scope => items.map(item => item(scope) ?? null);
  }
  return isDoc(value) ? document(compiler, value) : () => value;
}

function document(compiler: Compiler, value: Doc): Expression {
  const [name] = value.keys();
  if (name?.startsWith('$') === true) {
    if (value.size > 1) {
      throw new StoreError(
        15983,
        `an expression specification must contain exactly one field, the name of the expression. Found ${value.size} fields`,
      );
    }
    const operator = OPERATORS.get(name);
    if (operator === undefined) throw new StoreError(168, `Unrecognized expression '${name}'`);
    return operator(compiler, value.get(name) ?? null, name);
  }
  const fields = [...value].map(([field, item]): [string, Expression] => {
    if (field.includes('.'))
      throw new StoreError(
        16412,
        `FieldPath field names may not contain '.'. Consider using $getField or $setField.`,
      );
    if (field.startsWith('$'))
      throw new StoreError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    return [field, compiler.compile(item)];
  });
  return scope => {
    const out: Doc = new Map();
    for (const [field, item] of fields) {
      const result = item(scope);
      if (result !== undefined) out.set(field, result);
    }
    return out;
  };
}

function variable(value: string, constants: Constants, names: ReadonlySet<string>): Expression {
  const [name = '', ...path] = value.slice(2).split('.');
  if (name === '') throw new StoreError(16869, 'empty variable names are not allowed');
  if (name === 'REMOVE') return () => undefined;
  const constant = constants.get(name);
  if (constant !== undefined && !names.has(name)) return () => follow(constant, path, 0);
  if (!names.has(name)) throw new StoreError(17276, `Use of undefined variable: ${name}`);
  const bound = name === 'CURRENT' ? 'ROOT' : name;
  if (path.length === 0) return scope => lookup(scope, bound);
  return scope => follow(lookup(scope, bound), path, 0);
}

function fieldPath(value: string): Expression {
  const parts = value.slice(1).split('.');
  if (parts.includes('')) {
    if (parts.length === 1) throw new StoreError(16872, "'$' by itself is not a valid FieldPath");
    throw new StoreError(15998, 'FieldPath field names may not be empty strings.');
  }
  return scope => follow(lookup(scope, 'ROOT'), parts, 0);
}

/** The value at a path; an array on the way gives the array of what its documents have. */
export function follow(value: Value | undefined, parts: readonly string[], at: number): Value | undefined {
  let current = value;
  for (let index = at; index < parts.length; index += 1) {
    if (Array.isArray(current)) {
      const items: Value[] = [];
      for (const item of current) {
        const inner = isDoc(item) || Array.isArray(item) ? follow(item, parts, index) : undefined;
        if (inner !== undefined) items.push(inner);
      }
      return items;
    }
    if (!isDoc(current)) return undefined;
    current = current.get(parts[index] ?? '');
  }
  return current;
}
