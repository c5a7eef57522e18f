import { isDeepStrictEqual } from 'node:util';
import type { TapAnswer } from '../../application/ports.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import { mayStart } from '../../core/rights/people.ts';
import { answer, politeNo } from './answers.ts';
import type { FeatureDeps } from './deps.ts';

/** The items that this person may apply for, in the hall's order: switched on, and visible to them. */
export async function visibleItems(deps: FeatureDeps, person: string): Promise<readonly ItemDefinition[]> {
  const [live, settings, part] = await Promise.all([
    deps.stores.items.live(),
    deps.stores.settings.current(),
    deps.directory.around({ people: [person], departments: [] }),
  ]);
  const roles = Object.entries(settings.roles).map(([id, role]) => [id, { id, ...role }] as const);
  const organisation = {
    ...part,
    roles: Object.fromEntries(roles),
    administrators: settings.administrators,
    delegations: [],
  };
  return live
    .filter(item => item.enabled && mayStart(item.definition, organisation, person))
    .map(item => item.definition);
}

/** The live version of one item, if this person may apply for it. */
export async function visibleItem(
  deps: FeatureDeps,
  person: string,
  id: string,
): Promise<ItemDefinition | undefined> {
  return (await visibleItems(deps, person)).find(item => item.id === id);
}

/** Why somebody may not apply: it was switched off, which is said; else as if it were not there. `kept`: as a draft. */
export async function notOpen(deps: FeatureDeps, id: string, kept = false): Promise<TapAnswer> {
  const item = (await deps.stores.items.live()).find(({ definition }) => definition.id === id);
  if (item === undefined || item.enabled) return politeNo(deps, 'notFound');
  const key = kept ? 'refusal.itemOffKept' : 'refusal.itemOff';
  return answer('warning', deps.texts(key, { item: item.definition.name }));
}

/** Two versions that say the same: between them the item was only switched off and on. */
export function sameContent(one: ItemDefinition, other: ItemDefinition): boolean {
  return one.version === other.version || isDeepStrictEqual({ ...one, version: 0 }, { ...other, version: 0 });
}
