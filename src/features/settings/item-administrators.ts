import type { ActionOf } from '../../../cards/kit/action.ts';
import {
  settingsItemAdministratorCard,
  settingsItemAdministratorsCard,
} from '../../../cards/settings-item-administrators.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import { may } from '../../application/rights.ts';
import { show, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { candidatesWith } from './members.ts';
import { scopeWords } from './settings-difference.ts';
import { idsOf } from './settings-edit.ts';
import { previewSettings, settingsNames } from './settings-publish.ts';

/** Who administers which items. */
export async function itemAdministratorsCard(
  deps: FeatureDeps,
  person: string,
  page?: number,
): Promise<CardJson> {
  const settings = await deps.stores.settings.current();
  const names = await settingsNames(deps, settings);
  return settingsItemAdministratorsCard(
    {
      rows: (settings.itemAdministrators ?? []).map(each => ({
        person: each.person,
        name: names.person(each.person),
        scope: scopeWords(each, names, deps.texts),
      })),
      mayEdit: may(settings, person, 'people.edit'),
      ...(page === undefined ? {} : { page }),
    },
    deps.texts,
  );
}

/** The items and departments of one of them, to be changed; without a person somebody new. */
export async function itemAdministratorForm(
  deps: FeatureDeps,
  { person }: ActionOf<'settings.itemAdministrator'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const settings = await deps.stores.settings.current();
  const held = settings.itemAdministrators?.find(each => each.person === person);
  const typed = { items: held?.items ?? [], departments: held?.departments ?? [] };
  return show(await form(deps, tap, settings.version, typed, person));
}

/** Checks what was chosen and shows the difference to what is live. */
export async function itemAdministratorPreview(
  deps: FeatureDeps,
  { person, basedOn }: ActionOf<'settings.itemAdministratorPreview'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const who = person ?? textInput(tap, 'person');
  const typed = {
    items: idsOf(tap.form?.['items']),
    departments: idsOf(tap.form?.['departments']),
  };
  const missing = who === undefined ? 'office.choosePerson' : 'office.chooseScope';
  if (who === undefined || typed.items.length + typed.departments.length === 0)
    return show(await form(deps, tap, basedOn, typed, person, missing));
  return previewSettings(deps, tap, { kind: 'itemAdministrator', id: who }, typed, basedOn);
}

async function form(
  deps: FeatureDeps,
  tap: CardTap,
  basedOn: number,
  typed: { readonly items: readonly string[]; readonly departments: readonly string[] },
  person?: string,
  fault?: string,
): Promise<CardJson> {
  const [settings, live, candidates] = await Promise.all([
    deps.stores.settings.current(),
    deps.stores.items.live(),
    candidatesWith(deps, tap, []),
  ]);
  const names = await settingsNames(deps, settings);
  const owners = new Map(live.map(({ definition }) => [definition.department.zh, definition.department]));
  for (const zh of typed.departments) if (!owners.has(zh)) owners.set(zh, { zh, en: zh });
  return settingsItemAdministratorCard(
    {
      ...(person === undefined ? {} : { person: { id: person, name: names.person(person) } }),
      basedOn,
      candidates,
      items: live.map(({ definition }) => ({ id: definition.id, label: definition.name })),
      departments: [...owners].map(([id, label]) => ({ id, label })),
      chosen: typed,
      ...(fault === undefined ? {} : { fault: deps.texts(fault) }),
    },
    deps.texts,
  );
}
