import { checkItem } from '../../../../config/check-item.ts';
import { same } from '../../../../cards/kit/texts.ts';
import type { ItemDefinition } from '../../../core/definition.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { whoNames } from '../items.ts';
import { controls } from './controls.ts';
import type { EditorContext } from './part.ts';

const CANDIDATES = 200;
const DEPARTMENTS = 200;

/** The draft with everything that can be chosen for it. */
export async function editorContext(
  deps: FeatureDeps,
  person: string,
  item: ItemDefinition,
): Promise<EditorContext> {
  const [names, settings, candidates, departments, live] = await Promise.all([
    whoNames(deps, item),
    deps.stores.settings.current(),
    deps.directory.candidates(person, '', CANDIDATES),
    deps.directory.departments(DEPARTMENTS),
    deps.stores.items.live(),
  ]);
  return {
    item,
    faults: checkItem(item),
    t: deps.texts,
    make: controls(deps.texts),
    names,
    candidates: candidates.map(({ id }) => id),
    departments: departments.map(({ id, name }) => ({ id, label: same(name) })),
    roles: Object.entries(settings.roles).map(([id, role]) => ({ id, label: role.name })),
    calendars: await deps.calendarNames(),
    others: live.map(({ definition }) => definition).filter(({ id }) => id !== item.id),
    items: live
      .filter(({ definition }) => definition.id !== item.id)
      .map(({ definition }) => ({ id: definition.id, label: definition.name })),
  };
}
