import type { Group } from '../../../cards/kit/action-settings.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import { settingsMembersCard, settingsPeopleCard } from '../../../cards/settings-people.ts';
import { newId } from '../../application/ids.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import { may } from '../../application/rights.ts';
import { politeNo, show, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { settingsNames, previewSettings } from './settings-publish.ts';
import { groupMembers, idsOf } from './settings-edit.ts';

const CANDIDATES = 200;

/** Offices and roles, each with its members. */
export async function peopleCard(deps: FeatureDeps, person: string, page?: number): Promise<CardJson> {
  const settings = await deps.stores.settings.current();
  const names = await settingsNames(deps, settings);
  const named = (ids: readonly string[]) => ids.map(names.person);
  const mayEdit = may(settings, person, 'people.edit');
  return settingsPeopleCard(
    {
      administrators: named(settings.administrators),
      supervisors: named(groupMembers(settings, 'supervisors')),
      auditors: named(groupMembers(settings, 'auditors')),
      clerks: named(groupMembers(settings, 'clerks')),
      itemAdministrators: named((settings.itemAdministrators ?? []).map(each => each.person)),
      roles: Object.entries(settings.roles).map(([id, role]) => ({
        id,
        name: role.name,
        members: named(role.members),
      })),
      mayEdit,
      ...(page === undefined ? {} : { page }),
      ...(mayEdit && settings.version > 1 ? { undo: settings.version } : {}),
    },
    deps.texts,
  );
}

/** Who is in an office now, to be changed. */
export async function groupForm(deps: FeatureDeps, group: Group, tap: CardTap): Promise<TapAnswer> {
  const settings = await deps.stores.settings.current();
  const members = groupMembers(settings, group);
  return show(
    settingsMembersCard(
      {
        of: { kind: 'group', group },
        basedOn: settings.version,
        members,
        candidates: await candidatesWith(deps, tap, members),
      },
      deps.texts,
    ),
  );
}

/** A role's name and members, to be changed; without a role a new one. */
export async function roleForm(
  deps: FeatureDeps,
  { role: id }: ActionOf<'settings.role'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const settings = await deps.stores.settings.current();
  const role = id === undefined ? undefined : settings.roles[id];
  if (id !== undefined && role === undefined) return politeNo(deps, 'notFound');
  const members = role?.members ?? [];
  return show(
    settingsMembersCard(
      {
        of: {
          kind: 'role',
          ...(role === undefined || id === undefined ? {} : { role: { id, name: role.name } }),
        },
        basedOn: settings.version,
        members,
        candidates: await candidatesWith(deps, tap, members),
      },
      deps.texts,
    ),
  );
}

/** Checks the new members and shows the difference to what is live. */
export function groupPreview(
  deps: FeatureDeps,
  { group, basedOn }: ActionOf<'settings.groupPreview'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const values = { members: idsOf(tap.form?.['members']) };
  return previewSettings(deps, tap, { kind: 'group', id: group }, values, basedOn);
}

/** The same for a role; a new one needs a name. */
export async function rolePreview(
  deps: FeatureDeps,
  { role, basedOn }: ActionOf<'settings.rolePreview'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const [nameZh, nameEn] = [textInput(tap, 'nameZh') ?? '', textInput(tap, 'nameEn') ?? ''];
  const members = idsOf(tap.form?.['members']);
  if (role === undefined && nameZh === '' && nameEn === '') {
    const candidates = await candidatesWith(deps, tap, members);
    const fault = deps.texts('office.roleNeedsName');
    return show(
      settingsMembersCard({ of: { kind: 'role' }, basedOn, members, candidates, fault }, deps.texts),
    );
  }
  const target = { kind: 'role', id: role ?? `r-${newId().slice(0, 12)}` } as const;
  return previewSettings(deps, tap, target, { nameZh, nameEn, members }, basedOn);
}

/** People to offer in a select, with those who are in it already. */
export async function candidatesWith(
  deps: FeatureDeps,
  tap: CardTap,
  members: readonly string[],
): Promise<readonly string[]> {
  const candidates = await deps.directory.candidates(tap.person, '', CANDIDATES);
  return [...new Set([...members, ...candidates.map(({ id }) => id)])];
}
