import type { Connection } from 'mongoose';
import type { AuditEntry, AuditFilter, AuditLog, AuditRecord } from '../../application/ports-audit.ts';
import { chainFaults, linkHash } from '../../application/chain.ts';
import { findParts } from '../../core/form/find-words.ts';
import { AppError } from '../../shared/errors.ts';
import { isDuplicateKey, reach } from './failures.ts';
import { hotCollection } from './hot.ts';

/** Its place in the chain is its id, so that of two that are appended at once only one can have it. */
interface AuditDocument extends AuditEntry {
  readonly _id: number;
  readonly chain: string;
  /** What its texts are found by. */
  readonly words: readonly string[];
}

const SUBJECT = 'log';
/** Rounds in which an entry is put behind another that came at the same moment. */
const ROUNDS = 20;

/** The record of acts: one document an act, appended by an insert that only one can win. */
export function createAuditLog(connection: Connection): AuditLog {
  const log = hotCollection<AuditDocument>(connection, 'audit_log');
  const newest = async (filter: { kind?: 'anchor' } = {}) =>
    (await reach(() => log.find(filter).sort({ _id: -1 }).limit(1).toArray()))[0];
  const isThere = async (key: string) =>
    (await reach(() => log.findOne({ key }, { projection: { _id: 1 } }))) !== null;
  return {
    add: async entry => {
      for (let round = 0; round < ROUNDS; round += 1) {
        if (await isThere(entry.key)) return;
        const last = await newest();
        const chain = linkHash(last?.chain ?? '', entry);
        const document = { _id: (last?._id ?? 0) + 1, ...entry, chain, words: wordsOf(entry) };
        try {
          await reach(() => log.insertOne(document));
          return;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
      throw new AppError('conflict', 'Too many entries were appended at once', { retryable: true });
    },
    find: async (filter, until, limit) => {
      const query = queryOf(filter, until);
      const found = await reach(() => log.find(query).sort({ at: -1, _id: -1 }).limit(limit).toArray());
      return found.map(recordOf);
    },
    verify: async () => {
      const all = await reach(() => log.find({}).sort({ _id: 1 }).toArray());
      const links = all.map(document => {
        const { n, ...content } = recordOf(document);
        return { version: n, chain: document.chain, content };
      });
      return chainFaults(SUBJECT, links);
    },
    head: async () => {
      const last = await newest();
      return last === undefined ? undefined : { subject: SUBJECT, version: last._id, chain: last.chain };
    },
    anchor: async () => {
      const last = await newest({ kind: 'anchor' });
      return last === undefined ? undefined : recordOf(last);
    },
  };
}

function recordOf({ _id, chain: _chain, words: _words, ...entry }: AuditDocument): AuditRecord {
  return { n: _id, ...entry };
}

function wordsOf({ subject, summary, reason }: AuditEntry): readonly string[] {
  return findParts([subject, ...summary].flatMap(({ zh, en }) => [zh, en]).concat(reason ?? []));
}

function queryOf({ by, kind, from, to, words = [] }: AuditFilter, until: number | undefined) {
  const at = {
    ...(from === undefined ? {} : { $gte: from }),
    ...(to === undefined ? {} : { $lt: to }),
    ...(until === undefined ? {} : { $lte: until }),
  };
  return {
    ...(by === undefined ? {} : { by }),
    ...(kind === undefined ? {} : { kind }),
    ...(words.length === 0 ? {} : { words: { $all: [...words] } }),
    ...(Object.keys(at).length === 0 ? {} : { at }),
  };
}
