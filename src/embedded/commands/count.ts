import { decode } from '../bson/decode.ts';
import { compare, equal } from '../bson/compare.ts';
import { isDoc } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { runQuery } from '../query/find.ts';
import { isIndex } from '../query/paths.ts';
import { inTurns } from '../query/turns.ts';
import { docArg, intArg, missing, nsOf, refuseCollation, textArg } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';
import { queryOf } from './query-arguments.ts';
import { variablesOf } from './variables.ts';
import { countQuery } from '../query/count.ts';

async function count(call: Call): Promise<Answer> {
  refuseCollation(call.command);
  const collection = call.context.store.find(nsOf(call));
  const limit = intArg(call, 'limit', -Infinity);
  const query = queryOf({
    filter: docArg(call, 'query'),
    skip: intArg(call, 'skip'),
    limit: limit === undefined || limit === 0 ? undefined : Math.abs(limit),
    hint: call.command.get('hint'),
    variables: variablesOf(call),
  });
  if (collection === undefined) return { n: 0 };
  return { n: await countQuery(call.context.store, collection, query) };
}

async function distinct(call: Call): Promise<Answer> {
  refuseCollation(call.command);
  const path = textArg(call, 'key');
  if (path === undefined) throw missing(call, 'key');
  const { store } = call.context;
  const collection = store.find(nsOf(call));
  const query = queryOf({
    filter: docArg(call, 'query'),
    hint: call.command.get('hint'),
    variables: variablesOf(call),
  });
  if (collection === undefined) return { values: [] };
  const values: Value[] = [];
  for await (const { raw } of inTurns(runQuery(store, collection, query))) {
    collect(decode(raw), path.split('.'), values);
  }
  values.sort(compare);
  return { values: values.filter((value, index) => index === 0 || !equal(value, values[index - 1])) };
}

/** The values of a path; an array counts as its elements, once. */
function collect(value: Value | undefined, parts: readonly string[], values: Value[]): void {
  const [part, ...rest] = parts;
  if (part === undefined) {
    if (Array.isArray(value)) values.push(...value);
    else if (value !== undefined) values.push(value);
  } else if (isDoc(value)) collect(value.get(part), rest, values);
  else if (Array.isArray(value)) {
    if (isIndex(part)) collect(value[Number(part)], rest, values);
    for (const item of value) if (isDoc(item)) collect(item, parts, values);
  }
}

export const countCommands: Commands = { count, distinct };
