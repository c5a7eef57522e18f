import { may } from '../../application/rights.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import type { FeatureDeps } from './deps.ts';
import { headsOfOwner } from './owner.ts';

/** Those of these items whose figures and requests this person may see: by office, or as head of the owning department. */
export async function reportedItems(
  deps: Pick<FeatureDeps, 'directory' | 'stores'>,
  person: string,
  items: readonly ItemDefinition[],
): Promise<readonly ItemDefinition[]> {
  const settings = await deps.stores.settings.current();
  if (may(settings, person, 'reports.see')) return items;
  const heads = await headsOfOwner(deps, items);
  return items.filter(item => may(settings, person, 'reports.see', { item, heads: heads(item) }));
}
