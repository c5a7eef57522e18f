import type { Group } from '../../../cards/kit/action-settings.ts';
import { selectorsOf } from '../../application/organisation.ts';
import type { LiveItem, Settings, SettingsChange } from '../../application/ports.ts';
import type { FormData, Text } from '../../core/definition.ts';
import type { SettingsTarget } from './changes.ts';

/**
 * The settings as this change makes them, one version further; undefined where what it speaks of is not there.
 * `history` is only looked at by an undo: it holds the versions that can be brought back.
 */
export function editedSettings(
  now: Settings,
  target: SettingsTarget,
  values: FormData,
  history: readonly SettingsChange[] = [],
): Settings | undefined {
  const version = now.version + 1;
  switch (target.kind) {
    case 'group':
      return { ...now, version, [target.id]: idsOf(values['members']) };
    case 'role': {
      const old = now.roles[target.id];
      const name = nameOfRole(values, old?.name ?? { zh: target.id, en: target.id });
      return {
        ...now,
        version,
        roles: { ...now.roles, [target.id]: { name, members: idsOf(values['members']) } },
      };
    }
    case 'roleRemove': {
      const { [target.id]: gone, ...roles } = now.roles;
      return gone === undefined ? undefined : { ...now, version, roles };
    }
    case 'itemAdministrator': {
      const scope = { items: idsOf(values['items']), departments: idsOf(values['departments']) };
      const others = (now.itemAdministrators ?? []).filter(({ person }) => person !== target.id);
      const empty = scope.items.length === 0 && scope.departments.length === 0;
      const itemAdministrators = empty ? others : [...others, { person: target.id, ...scope }];
      return { ...now, version, itemAdministrators };
    }
    case 'report': {
      const audience = {
        supervisors: values['supervisors'] === true,
        heads: values['heads'] === true,
        people: idsOf(values['people']),
      };
      return { ...now, version, reports: { ...now.reports, [target.id]: audience } };
    }
    case 'digest': {
      const time = textOf(values['time']);
      return { ...now, version, digest: { on: values['on'] === true, ...(time === '' ? {} : { time }) } };
    }
    case 'order':
      return { ...now, version, hallOrder: idsOf(values['order']) };
    case 'undo': {
      const before = history.find(({ settings }) => settings.version === target.version - 1);
      return before === undefined || target.version !== now.version
        ? undefined
        : { ...before.settings, version };
    }
    default:
      return target satisfies never;
  }
}

/** Why the settings may not become this: a key of `admin.<fault>`. The last administrator stays; flows keep their roles. */
export function settingsFault(
  before: Settings,
  after: Settings,
  items: readonly LiveItem[],
): 'lastAdministrator' | 'roleNeeded' | undefined {
  if (after.administrators.length === 0) return 'lastAdministrator';
  const needed = new Set(
    items.flatMap(({ definition }) =>
      selectorsOf(definition).flatMap(who => (who.kind === 'role' ? [who.role] : [])),
    ),
  );
  const emptied = Object.keys(before.roles).filter(
    id => membersOf(before, id).length > 0 && membersOf(after, id).length === 0,
  );
  const removed = Object.keys(before.roles).filter(id => after.roles[id] === undefined);
  return [...emptied, ...removed].some(id => needed.has(id)) ? 'roleNeeded' : undefined;
}

function membersOf(settings: Settings, role: string): readonly string[] {
  return settings.roles[role]?.members ?? [];
}

export function groupMembers(settings: Settings, group: Group): readonly string[] {
  return settings[group] ?? [];
}

/** The names typed; where one is missing the other stands for it, where both are, the name stays. */
function nameOfRole(values: FormData, old: Text): Text {
  const [zh, en] = [textOf(values['nameZh']), textOf(values['nameEn'])];
  if (zh === '' && en === '') return old;
  return { zh: zh === '' ? en : zh, en: en === '' ? zh : en };
}

export function idsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
