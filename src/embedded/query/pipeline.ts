import { StoreError, notSupported } from '../errors.ts';
import { decode } from '../bson/decode.ts';
import { isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import type { Store } from '../storage/store.ts';
import { and } from './filter-ast.ts';
import { runQuery } from './find.ts';
import type { Query } from './find.ts';
import { parseFilter } from './parse-filter.ts';
import type { Variables } from './parse-filter.ts';
import { parseSort } from './sort.ts';
import { bucketStages } from './stages/buckets.ts';
import { countOf, flowStages, sortStage } from './stages/flow.ts';
import { groupStages } from './stages/group.ts';
import { joinStages } from './stages/join.ts';
import { shapeStages } from './stages/shape.ts';
import type { Documents, InnerPipeline, PipelineContext, Stage, StageCompiler } from './stages/types.ts';

const STAGES: ReadonlyMap<string, StageCompiler> = new Map(
  Object.entries({ ...flowStages, ...shapeStages, ...groupStages, ...bucketStages, ...joinStages }),
);

/** MongoDB's stages that this store does not have. */
const REFUSED = new Set([
  '$changeStream',
  '$densify',
  '$fill',
  '$geoNear',
  '$listSessions',
  '$planCacheStats',
  '$search',
  '$searchMeta',
  '$setWindowFields',
  '$vectorSearch',
  '$currentOp',
  '$shardedDataDistribution',
]);

/** True for the name of a stage, of this store or of MongoDB. */
export function isStage(name: string): boolean {
  return STAGES.has(name) || REFUSED.has(name) || name === '$out' || name === '$merge';
}

export interface NamedStage {
  name: string;
  argument: Value;
}

/** The stages of a pipeline by name. Throws FailedToParse and Location40323/40324. */
export function parseStages(stages: Value | undefined): NamedStage[] {
  if (!Array.isArray(stages))
    throw new StoreError('TypeMismatch', "'pipeline' option must be specified as an array");
  return stages.map(stage => {
    const [name, ...others] = isDoc(stage) ? stage.keys() : [];
    if (!isDoc(stage))
      throw new StoreError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
    if (name === undefined || others.length > 0) {
      throw new StoreError(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
    return { name, argument: stage.get(name) ?? null };
  });
}

export function contextOf(store: Store, db: string, variables: Variables): PipelineContext {
  return {
    store,
    db,
    variables,
    inner: (stages, inner) => innerPipeline(contextOf(store, db, inner), parseStages(stages)),
  };
}

function innerPipeline(context: PipelineContext, stages: NamedStage[]): InnerPipeline {
  const all = compileStages(stages, context);
  const { query, rest } = splitQuery(stages, context.variables);
  const tail = compileStages(rest, context);
  return {
    on: documents => through(documents, all),
    over: name => through(read(context, name, query), tail),
  };
}

function through(documents: Documents, stages: readonly Stage[]): Documents {
  return stages.reduce((input, stage) => stage(input), documents);
}

function* read({ store, db }: PipelineContext, name: string, query: Query): Documents {
  const collection = store.find(`${db}.${name}`);
  if (collection === undefined) return;
  for (const found of runQuery(store, collection, query))
    yield found === undefined ? undefined : decode(found.raw);
}

/** Compiles stages; a `$sort` with a `$limit` right after it keeps no more than it needs. */
export function compileStages(stages: readonly NamedStage[], context: PipelineContext): Stage[] {
  return stages.map(({ name, argument }, index) => {
    const compiler = STAGES.get(name);
    if (REFUSED.has(name)) throw notSupported(`the stage ${name}`);
    if (compiler === undefined) throw new StoreError(40324, `Unrecognized pipeline stage name: '${name}'`);
    const next = stages[index + 1];
    if (name === '$sort' && next?.name === '$limit' && isDoc(argument)) {
      return sortStage(argument, countOf(next.argument, '$limit', 1));
    }
    return compiler(argument, context, name);
  });
}

/** What the beginning of a pipeline asks of the collection, so that an index can answer it, and the other stages. */
export function splitQuery(
  stages: readonly NamedStage[],
  variables: Variables,
  hint?: string,
): { query: Query; rest: NamedStage[] } {
  const rest = [...stages];
  const filters = [];
  while (rest[0]?.name === '$match' && isDoc(rest[0].argument)) {
    filters.push(parseFilter(rest[0].argument, variables));
    rest.shift();
  }
  const query: Query = { filter: and(filters), sort: [], skip: 0, limit: undefined, hint };
  const sort = rest[0]?.name === '$sort' && isDoc(rest[0].argument) ? rest[0].argument : undefined;
  if (sort !== undefined && sort.size > 0) {
    query.sort = parseSort(sort);
    rest.shift();
  }
  if (rest[0]?.name === '$skip') {
    query.skip = countOf(rest[0].argument, '$skip', 0);
    rest.shift();
  }
  if (rest[0]?.name === '$limit') {
    query.limit = countOf(rest[0].argument, '$limit', 1);
    rest.shift();
  }
  return { query, rest };
}

/** The documents that a pipeline makes of a collection, or of nothing at all when it has no collection. */
export function runPipeline(
  context: PipelineContext,
  name: string | undefined,
  stages: readonly NamedStage[],
  hint?: string,
): Documents {
  if (name === undefined) return through(literal(stages[0]), compileStages(stages.slice(1), context));
  const { query, rest } = splitQuery(stages, context.variables, hint);
  return through(read(context, name, query), compileStages(rest, context));
}

function* literal(stage: NamedStage | undefined): Documents {
  if (stage?.name !== '$documents' || !Array.isArray(stage.argument)) {
    throw new StoreError(
      'InvalidNamespace',
      `{aggregate: 1} is not valid for '${stage?.name ?? ''}'; a collection is required.`,
    );
  }
  for (const doc of stage.argument) if (isDoc(doc)) yield doc satisfies Doc;
}
