import { StoreError } from '../errors.ts';
import { encode } from '../bson/encode.ts';
import { isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { countQuery } from '../query/count.ts';
import { contextOf, parseStages, runPipeline, splitQuery } from '../query/pipeline.ts';
import type { NamedStage } from '../query/pipeline.ts';
import { inTurns } from '../query/turns.ts';
import { checkName, docArg, intArg, refuseCollation } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';
import { mergeInto, outTo } from './merge.ts';
import { hintOf } from './query-arguments.ts';
import { collectionSizes } from './stats.ts';
import { variablesOf } from './variables.ts';

async function aggregate(call: Call): Promise<Answer> {
  refuseCollation(call.command);
  const target = call.command.get('aggregate');
  const name = typeof target === 'string' ? checkName(call.db, target) : undefined;
  const stages = parseStages(call.command.get('pipeline'));
  const ns = `${call.db}.${name ?? '$cmd.aggregate'}`;
  const batchSize = batchSizeOf(docArg(call, 'cursor'));
  const last = stages.at(-1);
  refuseMisplaced(stages);
  if (last?.name === '$out' || last?.name === '$merge') {
    const documents = inTurns(run(call, name, stages.slice(0, -1)));
    await (last.name === '$out'
      ? outTo(call, last.argument, documents)
      : mergeInto(call, last.argument, documents));
    return { cursor: { firstBatch: [], id: 0n, ns } };
  }
  const results = await resultsOf(call, name, stages);
  return { cursor: await call.context.cursors.open(ns, results, batchSize, false) };
}

function batchSizeOf(cursor: Doc | undefined): number | undefined {
  return cursor === undefined ? undefined : intArg({ command: cursor, name: 'cursor' }, 'batchSize');
}

const FIRST = new Set(['$collStats', '$indexStats', '$documents']);

function refuseMisplaced(stages: readonly NamedStage[]): void {
  for (const [index, { name }] of stages.entries()) {
    if ((name === '$out' || name === '$merge') && index < stages.length - 1) {
      throw new StoreError(40601, `${name} can only be the final stage in the pipeline`);
    }
    if (FIRST.has(name) && index > 0)
      throw new StoreError(40602, `${name} is only valid as the first stage in a pipeline`);
  }
}

function run(call: Call, name: string | undefined, stages: readonly NamedStage[]) {
  const context = contextOf(call.context.store, call.db, variablesOf(call));
  return runPipeline(context, name, stages, hintOf(call.command.get('hint')));
}

async function resultsOf(call: Call, name: string | undefined, stages: readonly NamedStage[]) {
  const counted = name === undefined ? undefined : await countOnly(call, name, stages);
  if (counted !== undefined) return counted[Symbol.iterator]();
  const [first, ...rest] = stages;
  if (
    first !== undefined &&
    name !== undefined &&
    (first.name === '$collStats' || first.name === '$indexStats')
  ) {
    if (rest.length > 0 && first.name === '$indexStats')
      throw new StoreError('NotImplemented', 'stages after $indexStats are not supported');
    return [encode(collectionSizes(call.context.store.find(`${call.db}.${name}`), `${call.db}.${name}`, 1))][
      Symbol.iterator
    ]();
  }
  return encoded(run(call, name, stages));
}

function* encoded(documents: Iterable<Doc | undefined>): Generator<Buffer | undefined> {
  for (const doc of documents) yield doc === undefined ? undefined : encode(doc);
}

/** A pipeline that only counts, which is what drivers send for `countDocuments`, needs no documents. */
async function countOnly(
  call: Call,
  name: string,
  stages: readonly NamedStage[],
): Promise<Buffer[] | undefined> {
  const { query, rest } = splitQuery(stages, variablesOf(call), hintOf(call.command.get('hint')));
  const [group, ...more] = rest;
  const field = group?.name === '$group' && more.length === 0 ? countedField(group.argument) : undefined;
  const collection = call.context.store.find(`${call.db}.${name}`);
  if (field === undefined || collection === undefined) return undefined;
  const n = await countQuery(call.context.store, collection, query);
  return n === 0
    ? []
    : [
        encode(
          new Map<string, Value>([
            ['_id', field.id],
            [field.name, n],
          ]),
        ),
      ];
}

function countedField(argument: Value): { id: Value; name: string } | undefined {
  if (!isDoc(argument) || argument.size !== 2) return undefined;
  const id = argument.get('_id');
  const [name] = [...argument.keys()].filter(key => key !== '_id');
  const sum = argument.get(name ?? '');
  const isConstant = id === null || typeof id === 'number' || (typeof id === 'string' && !id.startsWith('$'));
  if (name === undefined || !isDoc(sum) || sum.size !== 1 || sum.get('$sum') !== 1 || !isConstant)
    return undefined;
  return { id, name };
}

export const aggregateCommands: Commands = { aggregate };
