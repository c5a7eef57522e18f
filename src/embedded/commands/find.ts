import { StoreError, notSupported } from '../errors.ts';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { Doc } from '../bson/value.ts';
import { runQuery } from '../query/find.ts';
import type { Query, Stream } from '../query/find.ts';
import { parseProjection } from '../query/projection.ts';
import type { Store } from '../storage/store.ts';
import { boolArg, docArg, intArg, nsOf, refuseCollation } from './arguments.ts';
import type { Answer, Call, Commands } from './context.ts';
import type { Results } from './cursors.ts';
import { queryOf } from './query-arguments.ts';
import { variablesOf } from './variables.ts';

const REFUSED = ['min', 'max', 'returnKey', 'showRecordId', 'oplogReplay'];

/** The query of a `find`. */
export function findQuery(call: Call): Query {
  refuseCollation(call.command);
  for (const name of REFUSED)
    if (call.command.has(name) && call.command.get(name) !== false) throw notSupported(`find with ${name}`);
  const limit = intArg(call, 'limit');
  return queryOf({
    filter: docArg(call, 'filter'),
    sort: docArg(call, 'sort'),
    skip: intArg(call, 'skip'),
    limit: limit === 0 ? undefined : limit,
    hint: call.command.get('hint'),
    variables: variablesOf(call),
  });
}

async function find(call: Call): Promise<Answer> {
  const ns = nsOf(call);
  const query = findQuery(call);
  const projection = docArg(call, 'projection');
  const results = resultsOf(call.context.store, ns, query, projection);
  const single = boolArg(call, 'singleBatch');
  if (boolArg(call, 'tailable'))
    throw new StoreError('BadValue', 'tailable cursor requested on non capped collection');
  return { cursor: await call.context.cursors.open(ns, results, intArg(call, 'batchSize'), single) };
}

/** The documents of a query as bytes, projected. */
function resultsOf(store: Store, ns: string, query: Query, projection: Doc | undefined): Results {
  const shape =
    projection === undefined || projection.size === 0 ? undefined : projectionOf(projection, query);
  const collection = store.find(ns);
  if (collection === undefined) return [][Symbol.iterator]();
  return project(runQuery(store, collection, query, { keys: 0, documents: 0, lent: true }), shape);
}

function projectionOf(projection: Doc, query: Query) {
  return parseProjection(projection, { find: query.filter });
}

function* project(
  stream: Stream,
  shape: { apply(doc: Doc): Doc } | undefined,
): Generator<Buffer | undefined> {
  for (const found of stream) {
    if (found === undefined || shape === undefined) yield found?.raw;
    else yield encode(shape.apply(decode(found.raw)));
  }
}

async function getMore(call: Call): Promise<Answer> {
  const id = call.command.get('getMore');
  const name = call.command.get('collection');
  if (typeof id !== 'bigint' || typeof name !== 'string') {
    throw new StoreError(
      'TypeMismatch',
      "BSON field 'getMore.getMore' is the wrong type, expected type 'long'",
    );
  }
  return {
    cursor: await call.context.cursors.more(
      id,
      `${call.db}.${name}`,
      intArg(call, 'batchSize'),
      call.connection,
    ),
  };
}

function killCursors(call: Call): Answer {
  const ids = call.command.get('cursors');
  const killed: bigint[] = [];
  const unknown: bigint[] = [];
  for (const id of Array.isArray(ids) ? ids : []) {
    if (typeof id !== 'bigint')
      throw new StoreError(
        'TypeMismatch',
        "BSON field 'killCursors.cursors' is the wrong type, expected type 'long'",
      );
    (call.context.cursors.kill(id) ? killed : unknown).push(id);
  }
  return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] };
}

export const findCommands: Commands = { find, getMore, killCursors };
