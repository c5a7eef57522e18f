import type { Variables } from '../query/parse-filter.ts';
import type { Value } from '../bson/value.ts';
import { docArg } from './arguments.ts';
import type { Call } from './context.ts';

/** The variables that a command's expressions see: its `let`, and `NOW`. */
export function variablesOf(call: Call): Variables {
  const given = docArg(call, 'let');
  return new Map<string, Value>([...(given ?? []), ['NOW', new Date()]]);
}
