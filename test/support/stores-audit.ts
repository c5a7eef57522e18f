import { linkHash } from '../../src/application/chain.ts';
import type { AuditLog, AuditRecord } from '../../src/application/ports-audit.ts';
import { findParts } from '../../src/core/form/find-words.ts';

/** The record of acts in memory. */
export function memoryAudit(): AuditLog {
  const records: AuditRecord[] = [];
  return {
    add: async entry => {
      if (records.some(({ key }) => key === entry.key)) return;
      records.push({ n: records.length + 1, ...structuredClone(entry) });
    },
    find: async ({ by, kind, from = 0, to = Infinity, words = [] }, until = Infinity, limit) =>
      records
        .filter(each => each.at >= from && each.at < to && each.at <= until)
        .filter(each => (by === undefined || each.by === by) && (kind === undefined || each.kind === kind))
        .filter(each => words.every(word => wordsOf(each).includes(word)))
        .sort((a, b) => b.at - a.at || b.n - a.n)
        .slice(0, limit),
    verify: async () => [],
    head: async () => {
      const { length } = records;
      return length === 0
        ? undefined
        : {
            subject: 'log',
            version: length,
            chain: linkHash(
              '',
              records.map(({ key }) => key),
            ),
          };
    },
    anchor: async () => records.findLast(({ kind }) => kind === 'anchor'),
  };
}

function wordsOf({ subject, summary, reason }: AuditRecord): readonly string[] {
  return findParts([subject, ...summary].flatMap(({ zh, en }) => [zh, en]).concat(reason ?? []));
}
