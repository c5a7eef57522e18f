import { show } from '../bson/show.ts';
import { StoreError } from '../errors.ts';
import { toNumber } from '../bson/numbers.ts';
import { isDoc, isNum } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { and } from '../query/filter-ast.ts';
import { parseFilter } from '../query/parse-filter.ts';
import type { Variables } from '../query/parse-filter.ts';
import type { Query } from '../query/find.ts';
import { parseSort } from '../query/sort.ts';

/** The parts of a query as a command names them. */
export interface QueryArguments {
  filter: Doc | undefined;
  sort?: Doc | undefined;
  skip?: number | undefined;
  limit?: number | undefined;
  hint?: Value | undefined;
  variables?: Variables;
}

export function queryOf(given: QueryArguments): Query {
  const natural = given.sort?.get('$natural');
  if (natural !== undefined)
    return queryOf({ ...given, sort: undefined, hint: new Map([['$natural', natural]]) });
  return {
    filter: given.filter === undefined ? and([]) : parseFilter(given.filter, given.variables),
    sort: parseSort(given.sort),
    skip: given.skip ?? 0,
    limit: given.limit,
    hint: hintOf(given.hint),
  };
}

/** A hint is an index's name, or its key document, which is compared by its text. */
export function hintOf(hint: Value | undefined): string | undefined {
  if (typeof hint === 'string') return hint;
  if (!isDoc(hint)) {
    if (hint === undefined || hint === null) return undefined;
    throw new StoreError('FailedToParse', 'Hint must be a string or an object');
  }
  return hint.size === 0
    ? undefined
    : [...hint].map(([path, value]) => `${path}_${isNum(value) ? toNumber(value) : show(value)}`).join('_');
}
