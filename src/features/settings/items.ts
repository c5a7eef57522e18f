import { settingsItemsCard } from '../../../cards/settings-home.ts';
import { settingsItemCard, type SettingsStepRow } from '../../../cards/settings-item.ts';
import { messageCard } from '../../../cards/message.ts';
import type { CardJson, ItemVersionRow, LiveItem } from '../../application/ports.ts';
import type { ItemDefinition, Text } from '../../core/definition.ts';
import { allPlaces } from '../../core/flow-walk.ts';
import { may, maySomewhere } from '../../application/rights.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { whoText, type WhoNames } from '../shared/who-text.ts';

const FROM_FILES = 'catalogue';

/** The items that this person may see here. */
export async function itemsCard(deps: FeatureDeps, person: string, page?: number): Promise<CardJson> {
  const [live, settings] = await Promise.all([deps.stores.items.live(), deps.stores.settings.current()]);
  const items = live.filter(({ definition }) => may(settings, person, 'items.see', { item: definition }));
  return settingsItemsCard(
    {
      items: items.map(({ definition, enabled }) => ({
        id: definition.id,
        name: definition.name,
        category: definition.category,
        enabled,
        version: definition.version,
        mayEdit: may(settings, person, 'items.edit', { item: definition }),
      })),
      mayMake: maySomewhere(settings, person, 'items.edit'),
      mayOrder: may(settings, person, 'items.order'),
      ...(page === undefined ? {} : { page }),
    },
    deps.texts,
  );
}

/** One item: its switch, its steps, its history. */
export async function itemCard(deps: FeatureDeps, person: string, id: string): Promise<CardJson> {
  const [live, settings] = await Promise.all([liveItem(deps, id), deps.stores.settings.current()]);
  if (live === undefined) return messageCard({ kind: 'notFound' }, deps.texts);
  const { definition, enabled } = live;
  const row = (await deps.stores.items.history(id)).find(
    each => each.definition.version === definition.version,
  );
  const by = await publisherName(deps, row);
  return settingsItemCard(
    {
      item: {
        id,
        name: definition.name,
        enabled,
        version: definition.version,
        publishedAt: row?.publishedAt ?? 0,
        ...(by === undefined ? {} : { publishedBy: by }),
      },
      steps: stepRows(definition, await whoNames(deps, definition), deps),
      mayEdit: may(settings, person, 'items.edit', { item: definition }),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

export async function liveItem(deps: FeatureDeps, id: string): Promise<LiveItem | undefined> {
  return (await deps.stores.items.live()).find(item => item.definition.id === id);
}

/** A name; undefined for what came with the files. */
async function publisherName(
  deps: FeatureDeps,
  row: ItemVersionRow | undefined,
): Promise<string | undefined> {
  if (row === undefined || row.publishedBy === FROM_FILES) return undefined;
  return nameOf(await peopleNamed(deps, [row.publishedBy]), row.publishedBy);
}

/** Names of the people and roles that the steps of these items speak of. */
export async function whoNames(
  deps: FeatureDeps,
  ...definitions: readonly ItemDefinition[]
): Promise<WhoNames> {
  const places = definitions.flatMap(({ flow }) => allPlaces(flow));
  const ids = places.flatMap(({ node }) =>
    node.kind === 'step' ? node.who.flatMap(who => (who.kind === 'people' ? who.people : [])) : [],
  );
  const [part, settings] = await Promise.all([peopleNamed(deps, ids), deps.stores.settings.current()]);
  return {
    people: id => nameOf(part, id),
    role: id => settings.roles[id]?.name ?? { zh: id, en: id },
  };
}

function stepRows(
  definition: ItemDefinition,
  names: WhoNames,
  deps: FeatureDeps,
): readonly SettingsStepRow[] {
  return allPlaces(definition.flow).flatMap(({ node, parent }): readonly SettingsStepRow[] => {
    if (node.kind !== 'step') return [];
    const branch: Text | undefined = parent?.branch.branches.find(each => each.id === parent.branchId)?.name;
    return [
      {
        id: node.id,
        name: node.name,
        who: whoText(node.who, names, deps.texts),
        method: node.method.kind,
        rules: node.rules.length,
        ...(node.limit === undefined ? {} : { limit: node.limit }),
        ...(branch === undefined ? {} : { branch }),
      },
    ];
  });
}
