import type { Doc, Value } from '../../bson/value.ts';

/** The variables at hand while an expression runs: a chain of names, the document's ROOT at its end. */
export interface Scope {
  name: string;
  value: Value | undefined;
  parent: Scope | undefined;
}

/** An aggregation expression, compiled; `undefined` is a missing value. */
export type Expression = (scope: Scope) => Value | undefined;

/** What an operator's compiler has at hand. */
export interface Compiler {
  compile(value: Value): Expression;
  /** The same with more names that the expression may use as `$$name`. */
  within(names: readonly string[]): Compiler;
}

export type Operator = (compiler: Compiler, argument: Value, name: string) => Expression;
export type Operators = Readonly<Record<string, Operator>>;

export function rootScope(doc: Doc): Scope {
  return { name: 'ROOT', value: doc, parent: undefined };
}

export function bind(scope: Scope, name: string, value: Value | undefined): Scope {
  return { name, value, parent: scope };
}

export function lookup(scope: Scope, name: string): Value | undefined {
  let at: Scope | undefined = scope;
  while (at !== undefined && at.name !== name) at = at.parent;
  return at?.value;
}
