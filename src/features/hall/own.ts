import type { ItemDefinition } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';

const MOST_FAVOURITES = 50;
const SHOWN = 6;
const LOOKED_AT = 20;

/** What stands first in a person's hall: favourites, then what they applied for lately; only what is open to them. */
export async function ownItems(
  deps: Pick<FeatureDeps, 'stores'>,
  person: string,
  items: readonly ItemDefinition[],
): Promise<readonly ItemDefinition[]> {
  const [{ favourites }, recent] = await Promise.all([
    deps.stores.personal.load(person),
    deps.stores.requests.mine(person, { number: 1, size: LOOKED_AT }),
  ]);
  const ids = new Set([...favourites, ...recent.rows.map(({ itemId }) => itemId)]);
  const open = new Map(items.map(item => [item.id, item]));
  return [...ids].flatMap(id => open.get(id) ?? []).slice(0, SHOWN);
}

/** 收藏, and its undoing; the latest stands first. */
export async function star(
  deps: Pick<FeatureDeps, 'stores'>,
  person: string,
  item: string,
  on: boolean,
): Promise<void> {
  const { favourites } = await deps.stores.personal.load(person);
  const others = favourites.filter(id => id !== item);
  await deps.stores.personal.setFavourites(
    person,
    (on ? [item, ...others] : others).slice(0, MOST_FAVOURITES),
  );
}
