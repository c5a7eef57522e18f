import { DateTime } from 'luxon';
import { type ChainFault, headsOf, lostLinks } from './chain.ts';
import type { Clock, ItemStore, Log, Marks, SettingsStore } from './ports.ts';
import type { AuditLog } from './ports-audit.ts';

interface Chains {
  readonly settings: Pick<SettingsStore, 'links' | 'verify'>;
  readonly items: Pick<ItemStore, 'links' | 'verify'>;
  readonly audit: AuditLog;
}

export interface AnchorDeps extends Chains {
  readonly marks: Marks;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: string;
}

/**
 * Once a day the last links of the chains of settings and items are put into the record of acts, and the record's own last
 * link into the log, which lies outside of the database: whoever cuts off the end of a chain cannot take that back (issue 8,
 * audit).
 */
export function createAnchorAudit(deps: AnchorDeps): () => Promise<void> {
  const { settings, items, audit, marks, clock, log, timeZone } = deps;
  return async () => {
    const at = clock.now();
    const day = DateTime.fromMillis(at, { zone: timeZone }).toISODate() ?? '';
    const key = `anchor/${day}`;
    if (await marks.isSet(key)) return;
    const heads = headsOf((await Promise.all([settings.links(), items.links()])).flat());
    const subject = { zh: `存证 ${day}`, en: `Anchor ${day}` };
    await audit.add({ key, at, by: 'system', kind: 'anchor', subject, summary: [], heads });
    if (!(await marks.setOnce(key, at))) return;
    const head = await audit.head();
    log.info({ entry: head?.version, hash: head?.chain }, 'the record of changes ends with this entry today');
  };
}

/** What is wrong with all chains: by their own links, and by what the newest anchor says was there. */
export async function auditFaults({ settings, items, audit }: Chains): Promise<readonly ChainFault[]> {
  const [faults, links, anchor] = await Promise.all([
    Promise.all([settings.verify(), items.verify(), audit.verify()]),
    Promise.all([settings.links(), items.links()]),
    audit.anchor(),
  ]);
  const own = faults.flat();
  const lost = lostLinks(anchor?.heads ?? [], links.flat());
  const known = (fault: ChainFault): boolean =>
    own.some(each => each.subject === fault.subject && each.version === fault.version);
  return [...own, ...lost.filter(fault => !known(fault))];
}
