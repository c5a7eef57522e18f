import { type PeopleFault, peopleCheckCard } from '../../../cards/people-check.ts';
import { joinTexts, same } from '../../../cards/kit/texts.ts';
import { selectorsOf } from '../../application/organisation.ts';
import type { CardJson } from '../../application/ports.ts';
import { may } from '../../application/rights.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import { placesNaming } from '../../core/replace-person.ts';
import type { FeatureDeps } from '../shared/deps.ts';

/**
 * 人员核对: people named in flows and roles who have left or are frozen, departments without a head and people without a
 * manager, each with the way to mend it: the item's editor, the role, the hand-over; the rest is mended in Lark's contacts.
 */
export async function peopleCheck(deps: FeatureDeps, reader: string, page?: number): Promise<CardJson> {
  const [settings, live, staff] = await Promise.all([
    deps.stores.settings.current(),
    deps.stores.items.live(),
    deps.directory.everybody(),
  ]);
  const t = deps.texts;
  const items = live.map(({ definition }) => definition);
  const roles = Object.entries(settings.roles);
  const named = [...items.flatMap(namedIn), ...roles.flatMap(([, { members }]) => members)];
  const part = await deps.directory.around({ people: [...new Set(named)], departments: [] });
  const gone = new Set(named.filter(id => part.people[id]?.status !== 'active'));
  const name = (id: string) => same(part.people[id]?.name ?? id);
  const mayEdit = may(settings, reader, 'people.edit');
  const mend = (label: string, open: NonNullable<PeopleFault['mend']>['open']) =>
    mayEdit ? { mend: { label: t(label), open } } : {};

  const inFlows = items.flatMap(item =>
    [...new Set(namedIn(item))].flatMap((id): readonly PeopleFault[] => {
      if (!gone.has(id)) return [];
      const steps = placesNaming(item, id).flatMap(place => (place === 'item' ? [] : [place]));
      return [
        {
          kind: 'left',
          who: name(id),
          where: joinTexts([item.name, ...steps], { zh: ' · ', en: ' · ' }),
          ...mend('peopleCheck.editItem', { a: 'edit.open', item: item.id, part: 'flow' }),
        },
      ];
    }),
  );
  const inRoles = roles.flatMap(([role, { name: roleName, members }]) =>
    members
      .filter(id => gone.has(id))
      .map(
        (id): PeopleFault => ({
          kind: 'left',
          who: name(id),
          where: roleName,
          ...mend('button.handOver', { a: 'handOver.show', person: id }),
        }),
      )
      .concat(
        members.length > 0
          ? []
          : [{ kind: 'role', who: roleName, ...mend('peopleCheck.editRole', { a: 'settings.role', role }) }],
      ),
  );
  const departments = Object.values(staff.departments)
    .filter(({ headId }) => headId === undefined || staff.people[headId]?.status !== 'active')
    .map((department): PeopleFault => ({ kind: 'noHead', who: same(department.name) }));
  const people = Object.values(staff.people)
    .filter(({ status, managerId }) => status === 'active' && managerId === undefined)
    .map(
      (person): PeopleFault => ({
        kind: 'noManager',
        who: same(person.name),
        where: joinTexts(person.departmentIds.map(id => same(staff.departments[id]?.name ?? id))),
      }),
    );
  const faults = [...inFlows, ...inRoles, ...departments, ...people];
  return peopleCheckCard({ faults, ...(page === undefined ? {} : { page }) }, t);
}

/** Fixed people in an item's flow and elsewhere in it. */
function namedIn(item: ItemDefinition): readonly string[] {
  return selectorsOf(item).flatMap(who => (who.kind === 'people' ? who.people : []));
}
