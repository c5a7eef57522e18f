import type { ItemDefinition } from '../core/definition.ts';
import type { ItemStore, LiveItem, Settings, SettingsStore } from './ports.ts';

/**
 * Items as the hall shows them: in the order of the settings, and what is not named there behind, as it was first published.
 * A category stands where its first item does, so the order of the items says that of the categories too.
 */
export function inHallOrder(items: readonly LiveItem[], { hallOrder = [] }: Pick<Settings, 'hallOrder'>) {
  if (hallOrder.length === 0) return items;
  const places = new Map(hallOrder.map((id, place) => [id, place]));
  const placeOf = ({ definition }: LiveItem): number => places.get(definition.id) ?? Infinity;
  return [...items].sort((one, other) => {
    const [a, b] = [placeOf(one), placeOf(other)];
    return a === b ? 0 : a - b;
  });
}

/** The store of items whose live ones stand in the hall's order. */
export function orderedItems(items: ItemStore, settings: Pick<SettingsStore, 'current'>): ItemStore {
  return {
    ...items,
    live: async () => {
      const [live, current] = await Promise.all([items.live(), settings.current()]);
      return inHallOrder(live, current);
    },
  };
}

type Placed = Pick<ItemDefinition, 'id' | 'category'>;

/** Items by category, categories as their first items stand. */
export function byCategory<T extends Placed>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, readonly T[]>();
  for (const item of items) found.set(item.category.zh, [...(found.get(item.category.zh) ?? []), item]);
  return found;
}

/** One item up or down within its category, or a category (its Chinese name) among the others; all ids, in their new order. */
export function movedInHall(
  items: readonly Placed[],
  what: { readonly item: string } | { readonly category: string },
  by: -1 | 1,
): readonly string[] {
  const groups = [...byCategory(items)];
  if ('category' in what) {
    const at = groups.findIndex(([name]) => name === what.category);
    return swapped(groups, at, at + by).flatMap(([, group]) => group.map(({ id }) => id));
  }
  return groups.flatMap(([, group]) => {
    const at = group.findIndex(({ id }) => id === what.item);
    return (at < 0 ? group : swapped(group, at, at + by)).map(({ id }) => id);
  });
}

function swapped<T>(list: readonly T[], one: number, other: number): readonly T[] {
  const [a, b] = [list[one], list[other]];
  if (a === undefined || b === undefined) return list;
  return list.map((each, at) => (at === one ? b : at === other ? a : each));
}
