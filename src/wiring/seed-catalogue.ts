import { isDeepStrictEqual } from 'node:util';
import type { CatalogueItem } from '../../config/catalogue-schema.ts';
import type { Clock, ItemStore, ItemVersionRow, Log } from '../application/ports.ts';

/** Who published what came from files. */
export const PUBLISHER = 'catalogue';

/**
 * Brings the catalogue files into the store: a new item becomes version 1, a changed file a new version. Where an
 * administrator has published since, the file is left aside and logged: what was made in the settings menu stands.
 */
export async function seedCatalogue(deps: {
  readonly catalogue: readonly CatalogueItem[];
  readonly items: ItemStore;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  for (const item of deps.catalogue) {
    const history = await deps.items.history(item.id);
    const latest = newest(history);
    const version = (latest?.definition.version ?? 0) + 1;
    if (latest !== undefined) {
      if (sameItem(latest.definition, item)) continue;
      const fromFiles = history.filter(row => row.publishedBy === PUBLISHER);
      // Only switched on or off since, or changed and changed back: what stands is what the files said last.
      const last = newest(fromFiles);
      if (last === undefined || !sameItem(latest.definition, last.definition)) {
        if (!fromFiles.some(row => sameItem(row.definition, item)))
          deps.log.warn({ item: item.id }, 'Catalogue file left aside: an administrator has published since');
        continue;
      }
    }
    const published = await deps.items.publish(
      {
        definition: { ...item, version },
        enabled: latest?.enabled ?? true,
        publishedAt: deps.clock.now(),
        publishedBy: PUBLISHER,
        summary: [{ zh: '来自事项目录文件', en: 'From the catalogue file' }],
      },
      version - 1,
    );
    // Not published: another instance did the same a moment ago.
    if (published) deps.log.info({ item: item.id, version }, 'Service item published from its file');
  }
}

function newest(history: readonly ItemVersionRow[]): ItemVersionRow | undefined {
  return [...history].sort((a, b) => b.definition.version - a.definition.version)[0];
}

/** Equal but for the version; key order does not matter. */
function sameItem(one: CatalogueItem, other: CatalogueItem): boolean {
  return isDeepStrictEqual(content(one), content(other));
}

function content(item: CatalogueItem): unknown {
  return JSON.parse(JSON.stringify({ ...item, version: undefined }));
}
