import { LRUCache } from 'lru-cache';
import type { RatingStore } from './ports-ratings.ts';
import type { FactQueries } from './ports-reports.ts';
import type { Clock } from './ports.ts';

/** What an item's requests really took (features 1.6). */
export interface ItemFigures {
  /** The average of requests that ended in the last 90 days, in working days; undefined when none had a time limit. */
  average(itemId: string): Promise<{ readonly days: number; readonly ended: number } | undefined>;
  /** How satisfied people were, of 5, by item; items that nobody has rated are left out. May be a minute old. */
  ratings(itemIds: readonly string[]): Promise<ReadonlyMap<string, Rate>>;
}

interface Rate {
  readonly score: number;
  readonly n: number;
}

const NOBODY: Rate = { score: 0, n: 0 };
const DAYS_90 = 90 * 86_400_000;
const KEPT_MS = 10 * 60_000;
const RATES_KEPT_MS = 60_000;

/** Asked of the reports' sums, by an index; kept for ten minutes, since a guide is opened often. */
export function createItemFigures(
  reports: Pick<FactQueries, 'ended'>,
  ratings: Pick<RatingStore, 'of'>,
  clock: Clock,
): ItemFigures {
  const cache = new LRUCache<string, { readonly days: number; readonly ended: number }>({
    max: 5_000,
    ttl: KEPT_MS,
  });
  const rates = new LRUCache<string, Rate>({ max: 5_000, ttl: RATES_KEPT_MS });
  return {
    ratings: async itemIds => {
      const unknown = itemIds.filter(id => !rates.has(id));
      const found = unknown.length === 0 ? new Map<string, Rate>() : await ratings.of(unknown);
      for (const id of unknown) rates.set(id, found.get(id) ?? NOBODY);
      return new Map(
        itemIds.flatMap(id => {
          const rate = found.get(id) ?? rates.get(id) ?? NOBODY;
          return rate.n === 0 ? [] : [[id, rate]];
        }),
      );
    },
    average: async itemId => {
      const known = cache.get(itemId);
      if (known !== undefined) return known.ended === 0 ? undefined : known;
      const to = clock.now();
      const sums = await reports.ended({ from: to - DAYS_90, to }, { items: [itemId] });
      const compared = sums.reduce((sum, each) => sum + each.compared, 0);
      const actualDays = sums.reduce((sum, each) => sum + each.actualDays, 0);
      const figure = { days: compared === 0 ? 0 : actualDays / compared, ended: compared };
      cache.set(itemId, figure);
      return compared === 0 ? undefined : figure;
    },
  };
}
