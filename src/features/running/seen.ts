import type { Settings } from '../../application/ports.ts';
import { may } from '../../application/rights.ts';
import type { ItemDefinition, Text } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';

export interface SeenItems {
  readonly settings: Settings;
  /** Requests of all items; else of those in `live` only. */
  readonly all: boolean;
  readonly live: readonly { readonly id: string; readonly name: Text }[];
}

/** Whose requests this person may look for: of every item, or of those in the scope of an item administrator. */
export async function seenItems(deps: FeatureDeps, person: string): Promise<SeenItems> {
  const [settings, live] = await Promise.all([deps.stores.settings.current(), deps.stores.items.live()]);
  const seen = live.filter(({ definition }) => maySeeOf(settings, person, definition));
  return {
    settings,
    all: may(settings, person, 'requests.see'),
    live: seen.map(({ definition }) => ({ id: definition.id, name: definition.name })),
  };
}

/** Whether requests of this version of an item are for this person's eyes. */
export function maySeeOf(settings: Settings, person: string, item: ItemDefinition): boolean {
  return may(settings, person, 'requests.see', { item });
}
