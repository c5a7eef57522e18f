import { StoreError } from '../errors.ts';
import { toNumber } from '../bson/numbers.ts';
import { isDoc, isNum } from '../bson/value.ts';
import type { Reply } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/value.ts';
import { decode } from '../bson/decode.ts';
import type { Query } from '../query/find.ts';
import { wholeNumber } from '../query/whole.ts';
import type { Update } from '../query/update.ts';
import type { Collection } from '../storage/collection.ts';
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

/** What a statement does: to one document, in a transaction that others share, or to many, in transactions of its own. */
type Work = { readonly one: () => void } | { readonly many: () => Promise<void> };

/** So many statements share a transaction: enough to write few pages twice, few enough that nobody waits long behind them. */
const TOGETHER = 100;

/**
 * Runs the statements in turn, those that change one document many to a transaction: one for each would write the same pages again
 * and again. What fails is told by its place; an ordered command ends at the first that fails.
 */
async function runStatements(
  call: Call,
  given: readonly Doc[],
  errors: Reply[],
  workOf: (statement: Doc, index: number) => Work,
): Promise<void> {
  const { store } = call.context;
  const ordered = call.command.get('ordered') === undefined || boolArg(call, 'ordered');
  const goesOn = (): boolean => !ordered || errors.length === 0;
  const failed = (index: number, error: unknown): void => {
    if (!(error instanceof StoreError)) throw error;
    errors.push(writeError(index, error));
  };
  let together: (() => void)[] = [];
  const commit = async (): Promise<void> => {
    const group = together;
    together = [];
    if (group.length === 0) return;
    await store.write(() => {
      for (const run of group) if (goesOn()) run();
    });
  };
  for (const [index, statement] of given.entries()) {
    const work = workOf(statement, index);
    if ('one' in work)
      together.push(() => {
        try {
          work.one();
        } catch (error) {
          failed(index, error);
        }
      });
    if ('many' in work || together.length === TOGETHER) await commit();
    if (!goesOn()) break;
    if ('many' in work) await work.many().catch((error: unknown) => failed(index, error));
  }
  await commit();
  if (wantsJournal(call)) await store.flush();
}

const update: Command = async call => {
  const name = collectionName(call);
  const tally: Tally = { n: 0, modified: 0, upserted: [], errors: [] };
  await runStatements(call, statementsOf(call, 'updates'), tally.errors, (statement, index) => {
    const done = { tally, index };
    return isTrue(statement.get('multi'))
      ? { many: async () => updateMany(call, name, statement, done) }
      : {
          one: () => updateOne(call, name, changeOf(call, statement), isTrue(statement.get('upsert')), done),
        };
  });
  const answer: Answer = { n: tally.n, nModified: tally.modified };
  if (tally.upserted.length > 0) answer['upserted'] = tally.upserted;
  if (tally.errors.length > 0) answer['writeErrors'] = tally.errors;
  return answer;
};

/** Which documents, and how they are changed. */
interface Change {
  readonly query: Query;
  readonly change: Update;
}

function changeOf(call: Call, statement: Doc): Change {
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
  return { query, change };
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

function updateOne(call: Call, name: string, { query, change }: Change, insert: boolean, done: Done): void {
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

async function updateMany(call: Call, name: string, statement: Doc, done: Done): Promise<void> {
  const { query, change } = changeOf(call, statement);
  if (isReplacement(statement.get('u')))
    throw new StoreError('FailedToParse', 'multi update is not supported for replacement-style update');
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
  if (isTrue(statement.get('upsert')) && done.tally.n === before)
    await store.write(() => updateOne(call, name, { query, change }, true, done));
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
  const targetOf = (statement: Doc): { query: Query; collection: Collection | undefined } => {
    refuseCollation(statement);
    const filter = statement.get('q');
    if (!isDoc(filter)) throw missing(call, 'deletes.q');
    const query = queryOf({ filter, hint: statement.get('hint'), variables: variablesOf(call) });
    return { query, collection: store.find(`${call.db}.${name}`) };
  };
  const removeOne = (statement: Doc): void => {
    const { query, collection } = targetOf(statement);
    const first = collection && firstMatch(store, collection, query);
    if (collection === undefined || first === undefined) return;
    store.writer.remove(collection, first.record, first.raw);
    n += 1;
  };
  const removeMany = async (statement: Doc): Promise<void> => {
    const { query, collection } = targetOf(statement);
    if (collection === undefined) return;
    await forEachMatch(store, collection, query, ({ record, raw }) => {
      store.writer.remove(collection, record, raw);
      n += 1;
    });
  };
  await runStatements(call, given, errors, statement =>
    isTrue(statement.get('limit'))
      ? { one: () => removeOne(statement) }
      : { many: async () => removeMany(statement) },
  );
  return errors.length === 0 ? { n } : { n, writeErrors: errors };
};

export const updateCommands: Commands = { update, delete: remove };
