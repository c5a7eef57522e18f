import { StoreError } from '../errors.ts';
import { toNumber } from '../bson/numbers.ts';
import { isDoc, isNum } from '../bson/value.ts';
import type { Reply } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/value.ts';
import { decode } from '../bson/decode.ts';
import type { Query } from '../query/find.ts';
import { wholeNumber } from '../query/whole.ts';
import type { Update } from '../query/update.ts';
import { boolArg, collectionName, missing, refuseCollation, statements, wantsJournal } from './arguments.ts';
import type { Answer, Call, Command, Commands } from './context.ts';
import { MAX_BATCH, writeError } from './insert.ts';
import { queryOf } from './query-arguments.ts';
import { variablesOf } from './variables.ts';
import { forEachMatch } from './write-many.ts';
import { firstMatch, parseUpdate, updateFound, upsert } from './write-one.ts';

interface Tally {
  n: number;
  modified: number;
  upserted: Reply[];
  errors: Reply[];
}

/** The statements of a write command, from the body or from a document sequence. */
function statementsOf(call: Call, field: string): Doc[] {
  const given = call.sequences.get(field)?.map(raw => decode(raw)) ?? statements(call, field);
  if (given.length > 0 && given.length <= MAX_BATCH) return given;
  throw new StoreError(
    'InvalidLength',
    `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${given.length} operations.`,
  );
}

/** Runs the statements in turn; an ordered command ends at the first that fails. */
async function runStatements(
  call: Call,
  given: readonly Doc[],
  errors: Reply[],
  run: (statement: Doc, index: number) => Promise<void>,
): Promise<void> {
  const ordered = call.command.get('ordered') === undefined || boolArg(call, 'ordered');
  for (const [index, statement] of given.entries()) {
    try {
      await run(statement, index);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  if (wantsJournal(call)) await call.context.store.flush();
}

const update: Command = async call => {
  const name = collectionName(call);
  const tally: Tally = { n: 0, modified: 0, upserted: [], errors: [] };
  await runStatements(call, statementsOf(call, 'updates'), tally.errors, (statement, index) =>
    updateStatement(call, name, statement, index, tally),
  );
  const answer: Answer = { n: tally.n, nModified: tally.modified };
  if (tally.upserted.length > 0) answer['upserted'] = tally.upserted;
  if (tally.errors.length > 0) answer['writeErrors'] = tally.errors;
  return answer;
};

async function updateStatement(
  call: Call,
  name: string,
  statement: Doc,
  index: number,
  tally: Tally,
): Promise<void> {
  refuseCollation(statement);
  const filter = statement.get('q');
  if (!isDoc(filter)) throw missing(call, 'updates.q');
  const variables = variablesOf(call);
  const arrayFilters = statement.get('arrayFilters');
  const query = queryOf({ filter, hint: statement.get('hint'), variables });
  const change = parseUpdate(
    call.context.store,
    statement.get('u'),
    Array.isArray(arrayFilters) ? arrayFilters : [],
    variables,
  );
  const multi = isTrue(statement.get('multi'));
  const insert = isTrue(statement.get('upsert'));
  if (multi && isReplacement(statement.get('u'))) {
    throw new StoreError('FailedToParse', 'multi update is not supported for replacement-style update');
  }
  const done = { tally, index };
  if (multi) await updateMany(call, name, query, change, insert, done);
  else await call.context.store.write(() => updateOne(call, name, query, change, insert, done));
}

function isReplacement(value: Value | undefined): boolean {
  return isDoc(value) && [...value.keys()][0]?.startsWith('$') !== true;
}

function isTrue(value: Value | undefined): boolean {
  return value === true || (isNum(value) && toNumber(value) !== 0);
}

interface Done {
  tally: Tally;
  index: number;
}

function updateOne(
  call: Call,
  name: string,
  query: Query,
  change: Update,
  insert: boolean,
  done: Done,
): void {
  const { store } = call.context;
  const collection = store.find(`${call.db}.${name}`);
  const found = firstMatch(store, collection, query);
  if (collection !== undefined && found !== undefined) {
    const { modified } = updateFound(store, collection, found, change, query.filter);
    done.tally.n += 1;
    done.tally.modified += modified ? 1 : 0;
  } else if (insert) insertOne(call, name, query, change, done);
}

function insertOne(call: Call, name: string, query: Query, change: Update, { tally, index }: Done): void {
  const { id } = upsert(call, name, query.filter, change);
  tally.n += 1;
  tally.upserted.push({ index, _id: id });
}

async function updateMany(
  call: Call,
  name: string,
  query: Query,
  change: Update,
  insert: boolean,
  done: Done,
): Promise<void> {
  const { store } = call.context;
  const collection = store.find(`${call.db}.${name}`);
  const before = done.tally.n;
  if (collection !== undefined) {
    await forEachMatch(store, collection, query, found => {
      const { modified } = updateFound(store, collection, found, change, query.filter);
      done.tally.n += 1;
      done.tally.modified += modified ? 1 : 0;
    });
  }
  // an upsert looks once more inside the transaction, for another writer may have been quicker
  if (insert && done.tally.n === before)
    await store.write(() => updateOne(call, name, query, change, true, done));
}

function checkLimit(statement: Doc): void {
  const limit = wholeNumber(statement.get('limit') ?? 0, 'limit: ');
  if (limit === 0 || limit === 1) return;
  throw new StoreError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
}

const remove: Command = async call => {
  const name = collectionName(call);
  const errors: Reply[] = [];
  const { store } = call.context;
  let n = 0;
  const given = statementsOf(call, 'deletes');
  for (const statement of given) checkLimit(statement);
  await runStatements(call, given, errors, async statement => {
    refuseCollation(statement);
    const filter = statement.get('q');
    if (!isDoc(filter)) throw missing(call, 'deletes.q');
    const query = queryOf({ filter, hint: statement.get('hint'), variables: variablesOf(call) });
    const collection = store.find(`${call.db}.${name}`);
    if (collection === undefined) return;
    if (isTrue(statement.get('limit'))) {
      await store.write(() => {
        const found = firstMatch(store, collection, query);
        if (found === undefined) return;
        store.writer.remove(collection, found.record, found.raw);
        n += 1;
      });
      return;
    }
    await forEachMatch(store, collection, query, found => {
      store.writer.remove(collection, found.record, found.raw);
      n += 1;
    });
  });
  return errors.length === 0 ? { n } : { n, writeErrors: errors };
};

export const updateCommands: Commands = { update, delete: remove };
