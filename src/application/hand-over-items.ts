import { checkDefinition } from '../core/definition-check.ts';
import type { Text } from '../core/definition.ts';
import { placesNaming, replacePerson } from '../core/replace-person.ts';
import type { HandOverLine } from './ports-personal.ts';
import type { Clock, Directory, ItemStore } from './ports.ts';

export interface HandItemDeps {
  readonly items: Pick<ItemStore, 'live' | 'publish'>;
  readonly directory: Pick<Directory, 'around'>;
  readonly clock: Clock;
}

/** Items that name the person somewhere, each with the names of the steps, for the preview. */
export async function itemsNaming(
  deps: Pick<HandItemDeps, 'items'>,
  person: string,
): Promise<readonly HandOverLine[]> {
  const live = await deps.items.live();
  return live.flatMap(({ definition }): readonly HandOverLine[] => {
    const places = placesNaming(definition, person);
    if (places.length === 0) return [];
    const steps = places.flatMap(place => (place === 'item' ? [] : [place.zh]));
    const where = steps.length === 0 ? '' : `（${[...new Set(steps)].join('、')}）`;
    return [{ what: 'item', id: definition.id, label: `${definition.name.zh}${where}`, status: 'open' }];
  });
}

/**
 * The successor takes the leaver's fixed places: a new version of the item, which running requests do not see (semantics C9,
 * versions). Undefined when it was done; `conflict`: somebody published in between; `invalid`: it would not work so.
 */
export async function handItem(
  deps: HandItemDeps,
  id: string,
  from: string,
  to: string,
  by: string,
): Promise<'conflict' | 'invalid' | undefined> {
  const live = (await deps.items.live()).find(({ definition }) => definition.id === id);
  if (live === undefined || placesNaming(live.definition, from).length === 0) return undefined;
  const { version } = live.definition;
  const next = { ...replacePerson(live.definition, from, to), version: version + 1 };
  if (checkDefinition(next).length > 0) return 'invalid';
  const { people } = await deps.directory.around({ people: [from, to], departments: [] });
  const [gone, taker] = [people[from]?.name ?? from, people[to]?.name ?? to];
  const row = {
    definition: next,
    enabled: live.enabled,
    publishedAt: deps.clock.now(),
    publishedBy: by,
    summary: placesNaming(live.definition, from).map(place => replaced(place, gone, taker)),
  };
  return (await deps.items.publish(row, version)) ? undefined : 'conflict';
}

function replaced(place: Text | 'item', gone: string, taker: string): Text {
  const step = place === 'item' ? { zh: '事项', en: 'Item' } : place;
  return {
    zh: `离职交接：${step.zh} ${gone} → ${taker}`,
    en: `Hand-over of a leaver: ${step.en} ${gone} → ${taker}`,
  };
}
