import { type Collection, MongoBulkWriteError } from 'mongodb';
import type { Connection } from 'mongoose';
import type { ChangedRequest, FactMark, FactStore } from '../../application/ports-reports.ts';
import type { Facts } from '../../core/reports/facts.ts';
import type { RequestState } from '../../core/request.ts';
import {
  FACTS,
  type FactMarkDocument,
  type RequestFactDocument,
  type TaskFactDocument,
} from './fact-documents.ts';
import { isDuplicateKey, reach } from './failures.ts';
import { hotCollection } from './hot.ts';
import type { RequestDocument } from './request-document.ts';

const MARK = 'facts';

/** Makes and keeps the facts that reports are counted from; `fact-queries.ts` asks them. */
export function createFactStore(connection: Connection): FactStore {
  const requests = hotCollection<RequestDocument>(connection, 'requests');
  const facts = hotCollection<RequestFactDocument>(connection, FACTS.requests);
  const tasks = hotCollection<TaskFactDocument>(connection, FACTS.tasks);
  const marks = hotCollection<FactMarkDocument>(connection, FACTS.mark);
  return {
    mark: async () => {
      const found = await reach(() => marks.findOne({ _id: MARK }));
      return found === null ? undefined : { rules: found.rules, at: found.at };
    },
    setMark: async ({ rules, at }: FactMark) => {
      await reach(() => marks.updateOne({ _id: MARK }, { $set: { rules, at } }, { upsert: true }));
    },
    changed: (at, after, limit) => changed(requests, at, after, limit),
    stale: async (of, rules) => {
      const ids = of.map(({ id }) => id);
      const known = await reach(() =>
        facts.find({ _id: { $in: ids } }, { projection: { version: 1, rules: 1 } }).toArray(),
      );
      const made = new Map(known.map(fact => [fact._id, fact]));
      const isStale = ({ id, version }: ChangedRequest): boolean => {
        const fact = made.get(id);
        return fact === undefined || fact.version < version || fact.rules !== rules;
      };
      return sources(
        requests,
        of.filter(isStale).map(({ id }) => id),
      );
    },
    save: async (all, rules) => {
      // The request's own fact last: its version says that all of them are written.
      const taskFacts = all.flatMap(each => taskDocuments(each, each.version, rules));
      const requestFacts = all.map(({ request: { id, ...fact }, version }) => ({
        _id: id,
        ...fact,
        version,
        rules,
      }));
      await put(
        taskFacts,
        ids => tasks.distinct('_id', ofIds(ids)),
        (inserts, replaces) => tasks.bulkWrite([...inserts, ...replaces], { ordered: false }),
      );
      await put(
        requestFacts,
        ids => facts.distinct('_id', ofIds(ids)),
        (inserts, replaces) => facts.bulkWrite([...inserts, ...replaces], { ordered: false }),
      );
    },
  };
}

function taskDocuments(facts: Facts, version: number, rules: string): readonly TaskFactDocument[] {
  return facts.tasks.map(({ id, ...fact }) => ({ _id: id, ...fact, version, rules }));
}

async function changed(
  requests: Collection<RequestDocument>,
  at: number,
  after: string,
  limit: number,
): Promise<readonly ChangedRequest[]> {
  const look = (
    filter: {
      readonly changedAt: number | { readonly $gt: number };
      readonly _id?: { readonly $gt: string };
    },
    most: number,
  ) =>
    reach(() =>
      requests
        .find(filter, { projection: { version: 1, changedAt: 1 } })
        .sort({ changedAt: 1, _id: 1 })
        .limit(most)
        .toArray(),
    );
  const same = await look({ changedAt: at, _id: { $gt: after } }, limit);
  const later = same.length < limit ? await look({ changedAt: { $gt: at } }, limit - same.length) : [];
  return [...same, ...later].map(({ _id: id, version, changedAt }) => ({ id, version, changedAt }));
}

/** Forms, opinions and comments stay where they are: statistics need none of them. */
const PARTS = { version: 1, state: 1, 'timeline.event.type': 1 } as const;

async function sources(requests: Collection<RequestDocument>, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const found = await reach(() =>
    requests
      .find<{
        readonly version: number;
        readonly state: RequestState;
        readonly timeline: readonly { readonly event: { readonly type: string } }[];
      }>({ _id: { $in: [...ids] } }, { projection: PARTS })
      .toArray(),
  );
  return found.map(({ version, state, timeline }) => ({
    version,
    state,
    returns: timeline.filter(({ event }) => event.type === 'ReturnedTo').length,
  }));
}

function ofIds(ids: readonly string[]) {
  return { _id: { $in: [...ids] } };
}

interface Made {
  readonly _id: string;
  readonly version: number;
}

/**
 * Inserts what is new and replaces what is older. What another instance wrote meanwhile stays; was it of an older version,
 * the next look finds it stale. (An upsert each would be simpler; the embedded store flushes each that inserts.)
 */
async function put<T extends Made>(
  documents: readonly T[],
  known: (ids: readonly string[]) => Promise<readonly string[]>,
  write: (
    inserts: readonly { insertOne: { document: T } }[],
    replaces: readonly ReturnType<typeof replacing<T>>[],
  ) => Promise<unknown>,
): Promise<void> {
  if (documents.length === 0) return;
  const there = new Set(await reach(() => known(documents.map(({ _id }) => _id))));
  const inserts = documents
    .filter(({ _id }) => !there.has(_id))
    .map(document => ({ insertOne: { document } }));
  const replaces = documents.filter(({ _id }) => there.has(_id)).map(replacing);
  try {
    await reach(() => write(inserts, replaces));
  } catch (error) {
    const onlyThere =
      error instanceof MongoBulkWriteError && [error.writeErrors].flat().every(({ code }) => code === 11000);
    if (!onlyThere && !isDuplicateKey(error)) throw error;
  }
}

/** Takes the place of the fact with this id, unless that is newer. */
function replacing<T extends Made>(replacement: T) {
  const { _id, version } = replacement;
  return { replaceOne: { filter: { _id, version: { $lte: version } }, replacement } };
}
