import type { Value } from '../bson/value.ts';
import { compileExpression } from './expression/compile.ts';
import { expressionFields } from './expression/fields.ts';
import { isTrue } from './expression/truth.ts';
import { rootScope } from './expression/types.ts';
import type { Filter } from './filter-ast.ts';
import type { Variables } from './parse-filter.ts';

/** `$expr` as a filter. */
export function parseExpr(value: Value, variables: Variables): Filter {
  const expression = compileExpression(value, variables);
  return { op: 'expr', test: doc => isTrue(expression(rootScope(doc))), fields: expressionFields(value) };
}
