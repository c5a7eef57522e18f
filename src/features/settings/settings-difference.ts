import { REPORTS } from '../../../cards/kit/action-reports.ts';
import { GROUPS } from '../../../cards/kit/action-settings.ts';
import { joinTexts, same, type Text, type Texts } from '../../../cards/kit/texts.ts';
import type { ChangeLine } from '../../../cards/settings-change.ts';
import { type Audience, audienceFor } from '../../application/report-audience.ts';
import type { ItemAdministrator } from '../../application/ports-settings.ts';
import type { Settings } from '../../application/ports.ts';
import { memberChange } from './change-lines.ts';
import { groupMembers } from './settings-edit.ts';

export interface SettingsNames {
  /** A person's name by the id. */
  readonly person: (id: string) => string;
  /** An item's name by the id. */
  readonly item: (id: string) => Text;
}

/** Everything that differs between two forms of the settings, in words a person understands. */
export function settingsDifference(
  before: Settings,
  after: Settings,
  names: SettingsNames,
  t: Texts,
): readonly ChangeLine[] {
  const named = (ids: readonly string[]) => ids.map(names.person);
  const groups = GROUPS.flatMap(group =>
    memberChange(
      t(`office.${group}.name`),
      named(groupMembers(before, group)),
      named(groupMembers(after, group)),
      t,
    ),
  );
  const roles = union(Object.keys(before.roles), Object.keys(after.roles)).flatMap(id => {
    const [old, fresh] = [before.roles[id], after.roles[id]];
    const name = fresh?.name ?? old?.name ?? same(id);
    const members = memberChange(name, named(old?.members ?? []), named(fresh?.members ?? []), t);
    return [...roleLines(old?.name, fresh?.name, t), ...members];
  });
  const administrators = union(peopleIn(before), peopleIn(after)).flatMap((id): readonly ChangeLine[] => {
    const [old, fresh] = [scopeText(before, id, names, t), scopeText(after, id, names, t)];
    const label = joinTexts([t('office.itemAdministrators.name'), same(names.person(id))], DOT);
    return old.zh === fresh.zh ? [] : [{ label, before: old, after: fresh }];
  });
  const reports = REPORTS.flatMap((report): readonly ChangeLine[] => {
    const [old, fresh] = [before, after].map(settings =>
      audienceText(audienceFor(settings, report), names, t),
    );
    if (old === undefined || fresh === undefined || old.zh === fresh.zh) return [];
    return [{ label: t(`report.title.${report}`), before: old, after: fresh }];
  });
  return [
    ...groups,
    ...administrators,
    ...roles,
    ...reports,
    ...line(t('digestSettings.title'), digestText(before, t), digestText(after, t)),
    ...line(t('hallOrder.line'), orderText(before, names, t), orderText(after, names, t)),
  ];
}

function line(label: Text, before: Text, after: Text): readonly ChangeLine[] {
  return before.zh === after.zh && before.en === after.en ? [] : [{ label, before, after }];
}

function digestText({ digest = { on: true } }: Settings, t: Texts): Text {
  if (!digest.on) return t('digestSettings.off');
  return digest.time === undefined ? t('digestSettings.atOpening') : same(digest.time);
}

function orderText({ hallOrder = [] }: Settings, names: SettingsNames, t: Texts): Text {
  return hallOrder.length === 0 ? t('hallOrder.asPublished') : joinTexts(hallOrder.map(names.item));
}

/** Everybody whom these settings name. */
export function peopleOfSettings(...all: readonly Settings[]): readonly string[] {
  return [
    ...new Set(
      all.flatMap(settings => [
        ...GROUPS.flatMap(group => groupMembers(settings, group)),
        ...peopleIn(settings),
        ...Object.values(settings.roles).flatMap(({ members }) => members),
        ...REPORTS.flatMap(report => audienceFor(settings, report).people),
      ]),
    ),
  ];
}

/** Which items somebody administers, in words. */
export function scopeWords(scope: Omit<ItemAdministrator, 'person'>, names: SettingsNames, t: Texts): Text {
  const parts = [
    ...scope.items.map(names.item),
    ...scope.departments.map(department => t('office.allOf', { department })),
  ];
  return parts.length === 0 ? t('admin.value.none') : joinTexts(parts);
}

/** Who gets a report, in words. */
export function audienceText({ supervisors, heads, people }: Audience, names: SettingsNames, t: Texts): Text {
  const parts = [
    ...(supervisors ? [t('office.supervisors.name')] : []),
    ...(heads ? [t('report.heads')] : []),
    ...people.map(id => same(names.person(id))),
  ];
  return parts.length === 0 ? t('report.nobody') : joinTexts(parts);
}

const DOT: Text = { zh: ' · ', en: ' · ' };

/** A role that is new, gone or called otherwise. */
function roleLines(before: Text | undefined, after: Text | undefined, t: Texts): readonly ChangeLine[] {
  if (before?.zh === after?.zh && before?.en === after?.en) return [];
  const word = (name: Text | undefined) => name ?? t('admin.value.none');
  return [{ label: t('office.role'), before: word(before), after: word(after) }];
}

function scopeText(settings: Settings, person: string, names: SettingsNames, t: Texts): Text {
  const found = settings.itemAdministrators?.find(each => each.person === person);
  return found === undefined ? t('admin.value.none') : scopeWords(found, names, t);
}

function peopleIn(settings: Settings): readonly string[] {
  return (settings.itemAdministrators ?? []).map(({ person }) => person);
}

function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])];
}
