import { StoreError } from '../errors.ts';
import { decode } from '../bson/decode.ts';
import { encode, Raw } from '../bson/encode.ts';
import type { Doc } from '../bson/value.ts';
import type { Query } from '../query/find.ts';
import { parseProjection } from '../query/projection.ts';
import type { Update } from '../query/update.ts';
import { arrayArg, boolArg, collectionName, docArg, refuseCollation, wantsJournal } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';
import { queryOf } from './query-arguments.ts';
import { variablesOf } from './variables.ts';
import { firstMatch, parseUpdate, updateFound, upsert } from './write-one.ts';

async function findAndModify(call: Call): Promise<Answer> {
  refuseCollation(call.command);
  const name = collectionName(call);
  const variables = variablesOf(call);
  const query = queryOf({
    filter: docArg(call, 'query'),
    sort: docArg(call, 'sort'),
    hint: call.command.get('hint'),
    variables,
  });
  const remove = boolArg(call, 'remove');
  const fields = docArg(call, 'fields');
  const update = call.command.get('update');
  if (remove && update !== undefined)
    throw new StoreError('FailedToParse', 'Cannot specify both an update and remove=true');
  if (remove && boolArg(call, 'new')) {
    throw new StoreError(
      'FailedToParse',
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  }
  if (!remove && update === undefined)
    throw new StoreError('FailedToParse', 'Either an update or remove=true must be specified');
  const shape = shapeOf(fields, query);
  const run = remove
    ? () => removeOne(call, name, query)
    : changer(
        call,
        name,
        query,
        parseUpdate(call.context.store, update, arrayArg(call, 'arrayFilters') ?? [], variables),
      );
  const { value, lastErrorObject } = await call.context.store.write(run);
  if (wantsJournal(call)) await call.context.store.flush();
  return { lastErrorObject, value: value === undefined ? null : new Raw(shape(value)) };
}

function shapeOf(fields: Doc | undefined, query: Query): (raw: Buffer) => Buffer {
  if (fields === undefined || fields.size === 0) return raw => raw;
  const projection = parseProjection(fields, { find: query.filter });
  return raw => encode(projection.apply(decode(raw)));
}

interface Outcome {
  value: Buffer | undefined;
  lastErrorObject: Answer;
}

function removeOne(call: Call, name: string, query: Query): Outcome {
  const { store } = call.context;
  const collection = store.find(`${call.db}.${name}`);
  const found = firstMatch(store, collection, query);
  if (collection === undefined || found === undefined) return { value: undefined, lastErrorObject: { n: 0 } };
  store.writer.remove(collection, found.record, found.raw);
  return { value: found.raw, lastErrorObject: { n: 1 } };
}

function changer(call: Call, name: string, query: Query, update: Update): () => Outcome {
  const wantsNew = boolArg(call, 'new');
  const insert = boolArg(call, 'upsert');
  const { store } = call.context;
  return () => {
    const collection = store.find(`${call.db}.${name}`);
    const found = firstMatch(store, collection, query);
    if (collection !== undefined && found !== undefined) {
      const { before, after } = updateFound(store, collection, found, update, query.filter);
      return { value: wantsNew ? after : before, lastErrorObject: { n: 1, updatedExisting: true } };
    }
    if (!insert) return { value: undefined, lastErrorObject: { n: 0, updatedExisting: false } };
    const { id, raw } = upsert(call, name, query.filter, update);
    return {
      value: wantsNew ? raw : undefined,
      lastErrorObject: { n: 1, updatedExisting: false, upserted: id },
    };
  };
}

export const findAndModifyCommands: Commands = { findAndModify, findandmodify: findAndModify };
