import { StoreError } from '../../errors.ts';
import { decode } from '../../bson/decode.ts';
import { toNumber } from '../../bson/numbers.ts';
import { isDoc, isNum } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import { compileExpression, follow } from '../expression/compile.ts';
import { named } from '../expression/arguments.ts';
import { rootScope } from '../expression/types.ts';
import { and } from '../filter-ast.ts';
import type { Filter } from '../filter-ast.ts';
import { runQuery } from '../find.ts';
import { parseFilter } from '../parse-filter.ts';
import { changeAt } from '../update-path.ts';
import { encodeKey } from '../../index/key-encoding.ts';
import { eachDocument } from './types.ts';
import type { Documents, PipelineContext, StageCompiler, Stages } from './types.ts';

function textOf(value: Value | undefined, name: string, field: string): string {
  if (typeof value === 'string') return value;
  throw new StoreError('FailedToParse', `${name} argument '${field}' must be a string`);
}

/** The documents of a collection that match; by an index where there is one. */
function* documentsOf({ store, db }: PipelineContext, name: string, filter: Filter): Documents {
  const collection = store.find(`${db}.${name}`);
  if (collection === undefined) return;
  const stream = runQuery(store, collection, { filter, sort: [], skip: 0, limit: undefined });
  for (const found of stream) yield found === undefined ? undefined : decode(found.raw);
}

/** What a local value is joined to: equal to it, or to one of its elements; null also to what is missing. */
function joined(path: string, value: Value | undefined): Filter {
  if (!Array.isArray(value)) return { op: 'compare', path, comparison: 'eq', value: value ?? null };
  return { op: 'in', path, values: value, patterns: [] };
}

const lookupStage: StageCompiler = (argument, context, name) => {
  const given = named(name, argument, ['as'], ['from', 'localField', 'foreignField', 'let', 'pipeline']);
  const as = textOf(given.as, name, 'as').split('.');
  if (given.from === undefined)
    throw new StoreError('FailedToParse', "must specify 'from' field for a $lookup");
  const from = textOf(given.from, name, 'from');
  const local =
    given.localField === undefined ? undefined : textOf(given.localField, name, 'localField').split('.');
  const foreign =
    given.foreignField === undefined ? undefined : textOf(given.foreignField, name, 'foreignField');
  if (
    (local === undefined) !== (foreign === undefined) ||
    (local === undefined && given.pipeline === undefined)
  ) {
    throw new StoreError(
      'FailedToParse',
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  }
  const lets = isDoc(given.let)
    ? [...given.let].map(([key, value]) => [key, compileExpression(value, context.variables)] as const)
    : [];
  return eachDocument(doc => {
    const filter =
      local === undefined || foreign === undefined ? and([]) : joined(foreign, follow(doc, local, 0));
    const variables = new Map(context.variables);
    for (const [key, expression] of lets) variables.set(key, expression(rootScope(doc)) ?? null);
    const found = documentsOf(context, from, filter);
    const rows =
      given.pipeline === undefined ? found : run(context, given.pipeline, variables, found, filter, from);
    const out: Doc = new Map(doc);
    const list = [...rows].filter(row => row !== undefined);
    changeAt(out, as, true, () => list);
    return out;
  });
};

function run(
  context: PipelineContext,
  pipeline: Value,
  variables: ReadonlyMap<string, Value>,
  found: Documents,
  filter: Filter,
  from: string,
): Documents {
  const inner = context.inner(pipeline, variables);
  // without an equality the inner pipeline plans its own access, so that its $match can use an index
  return filter.op === 'and' ? inner.over(from) : inner.on(found);
}

const unionWith: StageCompiler = (argument, context, name) => {
  const given =
    typeof argument === 'string'
      ? { coll: argument, pipeline: undefined }
      : named(name, argument, ['coll'], ['pipeline']);
  const coll = textOf(given.coll, name, 'coll');
  const inner = context.inner(given.pipeline ?? [], context.variables);
  return function* stage(input) {
    yield* input;
    yield* inner.over(coll);
  };
};

const facet: StageCompiler = (argument, context) => {
  if (!isDoc(argument) || argument.size === 0)
    throw new StoreError(40169, 'the $facet specification must be a non-empty object');
  const pipelines = [...argument].map(([field, stages]) => {
    if (!Array.isArray(stages))
      throw new StoreError(40170, `arguments to $facet must be arrays, ${field} is not`);
    for (const stage of stages) refuseInFacet(stage);
    return [field, context.inner(stages, context.variables)] as const;
  });
  return function* stage(input) {
    const documents: Doc[] = [];
    for (const doc of input) {
      if (doc === undefined) yield undefined;
      else documents.push(doc);
    }
    const out: Doc = new Map();
    for (const [field, inner] of pipelines) {
      out.set(
        field,
        [...inner.on(each(documents))].filter(doc => doc !== undefined),
      );
    }
    yield out;
  };
};

const NOT_IN_FACET = new Set([
  '$facet',
  '$out',
  '$merge',
  '$geoNear',
  '$indexStats',
  '$collStats',
  '$documents',
]);

function refuseInFacet(stage: Value): void {
  const [name = ''] = isDoc(stage) ? stage.keys() : [];
  if (NOT_IN_FACET.has(name))
    throw new StoreError(40600, `${name} is not allowed to be used within a $facet stage`);
}

function* each(documents: readonly Doc[]): Documents {
  yield* documents;
}

const graphLookup: StageCompiler = (argument, context, name) => {
  const given = named(
    name,
    argument,
    ['from', 'startWith', 'connectFromField', 'connectToField', 'as'],
    ['maxDepth', 'depthField', 'restrictSearchWithMatch'],
  );
  const from = textOf(given.from, name, 'from');
  const to = textOf(given.connectToField, name, 'connectToField');
  const via = textOf(given.connectFromField, name, 'connectFromField').split('.');
  const as = textOf(given.as, name, 'as').split('.');
  const start = compileExpression(given.startWith, context.variables);
  const deepest = isNum(given.maxDepth) ? toNumber(given.maxDepth) : Infinity;
  const depthField =
    given.depthField === undefined ? undefined : textOf(given.depthField, name, 'depthField').split('.');
  const restrict = isDoc(given.restrictSearchWithMatch)
    ? [parseFilter(given.restrictSearchWithMatch, context.variables)]
    : [];
  return eachDocument(doc => {
    const seen = new Map<string, Doc>();
    let frontier = start(rootScope(doc));
    for (let depth = 0; depth <= deepest && frontier !== undefined; depth += 1) {
      const next: Value[] = [];
      for (const row of documentsOf(context, from, and([joined(to, frontier), ...restrict]))) {
        const key =
          row === undefined ? '' : encodeKey([row.get('_id')], [1], Infinity).bytes.toString('latin1');
        if (row === undefined || seen.has(key)) continue;
        seen.set(key, row);
        const onward = follow(row, via, 0);
        if (Array.isArray(onward)) next.push(...onward);
        else if (onward !== undefined) next.push(onward);
        if (depthField !== undefined) changeAt(row, depthField, true, () => BigInt(depth));
      }
      frontier = next.length === 0 ? undefined : next;
    }
    const out: Doc = new Map(doc);
    changeAt(out, as, true, () => [...seen.values()]);
    return out;
  });
};

export const joinStages: Stages = {
  $lookup: lookupStage,
  $unionWith: unionWith,
  $facet: facet,
  $graphLookup: graphLookup,
};
