import { settingsHistoryCard } from '../../../cards/settings-history.ts';
import { messageCard } from '../../../cards/message.ts';
import type { CardJson, ItemVersionRow } from '../../application/ports.ts';
import { may } from '../../application/rights.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { isPerson, nameOf, peopleNamed } from '../shared/people.ts';
import { liveItem } from './items.ts';

/** All versions of an item, newest first. */
export async function historyCard(
  deps: FeatureDeps,
  person: string,
  item: string,
  page?: number,
): Promise<CardJson> {
  const [live, settings] = await Promise.all([liveItem(deps, item), deps.stores.settings.current()]);
  if (live === undefined) return messageCard({ kind: 'notFound' }, deps.texts);
  const mayEdit = may(settings, person, 'items.edit', { item: live.definition });
  const rows = await newestFirst(deps, item);
  const part = await peopleNamed(deps, rows.map(row => row.publishedBy).filter(isPerson));
  return settingsHistoryCard(
    {
      what: live.definition.name,
      rows: rows.map(row => ({
        version: row.definition.version,
        at: row.publishedAt,
        summary: row.summary,
        live: row.definition.version === live.definition.version,
        ...(isPerson(row.publishedBy) ? { by: nameOf(part, row.publishedBy) } : {}),
        ...(row.definition.version === live.definition.version || !mayEdit
          ? {}
          : { restore: { a: 'settings.rollback', item, version: row.definition.version } as const }),
      })),
      ...(page === undefined ? {} : { page }),
      turn: to => ({ a: 'settings.history', item, page: to }),
      back: { a: 'settings.item', item },
      time: cardTime(deps),
    },
    deps.texts,
  );
}

/** What was published last. */
export async function newestVersion(deps: FeatureDeps, item: string): Promise<ItemVersionRow | undefined> {
  return (await newestFirst(deps, item))[0];
}

async function newestFirst(deps: FeatureDeps, item: string): Promise<readonly ItemVersionRow[]> {
  const rows = await deps.stores.items.history(item);
  return [...rows].sort((a, b) => b.definition.version - a.definition.version);
}
