import { joinTexts, same, type Text } from '../../../cards/kit/texts.ts';
import { selectorsOf } from '../../application/organisation.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import type { FeatureDeps } from '../shared/deps.ts';

/** People whom the flow names and who have left, and roles that are gone or empty: what must be changed before it can run. */
export async function whoLeft(deps: FeatureDeps, item: ItemDefinition): Promise<readonly Text[]> {
  const selectors = selectorsOf(item);
  const people = [...new Set(selectors.flatMap(who => (who.kind === 'people' ? who.people : [])))];
  const roles = [...new Set(selectors.flatMap(who => (who.kind === 'role' ? [who.role] : [])))];
  const [part, settings] = await Promise.all([
    deps.directory.around({ people, departments: [] }),
    deps.stores.settings.current(),
  ]);
  const gone = people.filter(id => part.people[id]?.status !== 'active');
  const empty = roles.filter(id => (settings.roles[id]?.members ?? []).length === 0);
  return [
    ...(gone.length === 0
      ? []
      : [
          deps.texts('editor.left.people', {
            who: joinTexts(gone.map(id => same(part.people[id]?.name ?? id))),
          }),
        ]),
    ...(empty.length === 0
      ? []
      : [
          deps.texts('editor.left.roles', {
            roles: joinTexts(empty.map(id => settings.roles[id]?.name ?? same(id))),
          }),
        ]),
  ];
}
