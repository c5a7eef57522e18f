import { StoreError } from '../errors.ts';
import { isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { explainQuery } from '../query/explain.ts';
import type { Query } from '../query/find.ts';
import { parseStages, splitQuery } from '../query/pipeline.ts';
import { docArg, nsOf, textArg } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';
import { findQuery } from './find.ts';
import { hintOf, queryOf } from './query-arguments.ts';
import { variablesOf } from './variables.ts';

interface Explained {
  query: Query;
  shown: Doc;
  /** Stages of a pipeline that run after the query. */
  after?: Value[];
}

async function explain(call: Call): Promise<Answer> {
  const inner = docArg(call, 'explain');
  if (inner === undefined) throw new StoreError('FailedToParse', 'explain needs a command');
  const [name = ''] = inner.keys();
  const nested: Call = { ...call, name, command: inner };
  const verbosity = textArg(call, 'verbosity') ?? 'allPlansExecution';
  const ns = nsOf(nested);
  const { query, shown, after } = explainedOf(nested);
  const answer = await explainQuery(call.context.store, ns, query, shown, verbosity, name === 'count');
  const command = { command: inner, serverInfo: { version: '7.0.0' } };
  if (after === undefined || after.length === 0) return { ...answer, ...command };
  return { stages: [{ $cursor: answer }, ...after], ...answer, ...command };
}

const EMPTY: Doc = new Map();

function explainedOf(call: Call): Explained {
  const variables = variablesOf(call);
  const hint = call.command.get('hint');
  const by = (filter: Doc | undefined): Explained => ({
    query: queryOf({ filter, hint, variables }),
    shown: filter ?? EMPTY,
  });
  switch (call.name) {
    case 'find':
      return { query: findQuery(call), shown: docArg(call, 'filter') ?? EMPTY };
    case 'count':
    case 'distinct':
      return by(docArg(call, 'query'));
    case 'aggregate': {
      const stages = parseStages(call.command.get('pipeline'));
      const { query, rest } = splitQuery(stages, variables, hintOf(hint));
      const [first] = stages;
      const shown = first?.name === '$match' && isDoc(first.argument) ? first.argument : EMPTY;
      return { query, shown, after: rest.map(stage => new Map([[stage.name, stage.argument]])) };
    }
    case 'findAndModify': {
      const query = docArg(call, 'query');
      return {
        query: queryOf({ filter: query, sort: docArg(call, 'sort'), limit: 1, hint, variables }),
        shown: query ?? EMPTY,
      };
    }
    case 'update':
      return by(statementFilter(call, 'updates'));
    case 'delete':
      return by(statementFilter(call, 'deletes'));
    default:
      throw new StoreError('CommandNotFound', `Explain failed due to unknown command: ${call.name}`);
  }
}

function statementFilter(call: Call, field: string): Doc | undefined {
  const statements = call.command.get(field);
  const first = Array.isArray(statements) ? statements[0] : undefined;
  const filter = isDoc(first) ? first.get('q') : undefined;
  return isDoc(filter) ? filter : undefined;
}

export const explainCommands: Commands = { explain };
