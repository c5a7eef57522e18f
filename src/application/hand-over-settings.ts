import type { HandOverLine } from './ports-personal.ts';
import type { Settings } from './ports-settings.ts';
import type { Clock, SettingsStore } from './ports.ts';

export interface HandSettingsDeps {
  readonly settings: Pick<SettingsStore, 'current' | 'save'>;
  readonly clock: Clock;
}

/** Offices beside the administrators', by the key of their list. */
const OFFICES = ['itemAdministrators', 'supervisors', 'auditors', 'clerks'] as const;
type Office = (typeof OFFICES)[number];

/** Roles and offices that the person holds. */
export function officesOf(settings: Settings, person: string): readonly HandOverLine[] {
  return [
    ...Object.entries(settings.roles).flatMap(([id, role]) =>
      role.members.includes(person) ? [open('role', id, role.name.zh)] : [],
    ),
    ...(settings.administrators.includes(person) ? [open('administrator', 'administrator', '')] : []),
    ...OFFICES.filter(office => holders(settings, office).includes(person)).map(office =>
      open(office, office, ''),
    ),
  ];
}

function open(what: HandOverLine['what'], id: string, label: string): HandOverLine {
  return { what, id, label, status: 'open' };
}

function holders(settings: Settings, office: Office): readonly string[] {
  return office === 'itemAdministrators'
    ? (settings.itemAdministrators ?? []).map(each => each.person)
    : (settings[office] ?? []);
}

/** The successor takes one role or office, in the leaver's place of it. `conflict`: the settings were changed in between. */
export async function handOffice(
  deps: HandSettingsDeps,
  { what, id }: Pick<HandOverLine, 'what' | 'id'>,
  from: string,
  to: string,
  by: string,
): Promise<'conflict' | undefined> {
  const now = await deps.settings.current();
  const settings = { ...replaced(now, what, id, from, to), version: now.version + 1 };
  const words = { zh: '离职交接', en: 'Hand-over of a leaver' };
  const saved = await deps.settings.save({ settings, by, at: deps.clock.now(), summary: [words] });
  return saved ? undefined : 'conflict';
}

function replaced(now: Settings, what: HandOverLine['what'], id: string, from: string, to: string): Settings {
  const swap = (members: readonly string[]) => [...new Set(members.map(each => (each === from ? to : each)))];
  const role = now.roles[id];
  switch (what) {
    case 'role':
      return role === undefined
        ? now
        : { ...now, roles: { ...now.roles, [id]: { ...role, members: swap(role.members) } } };
    case 'administrator':
      return { ...now, administrators: swap(now.administrators) };
    case 'itemAdministrators':
      return {
        ...now,
        itemAdministrators: (now.itemAdministrators ?? []).map(each =>
          each.person === from ? { ...each, person: to } : each,
        ),
      };
    case 'supervisors':
    case 'auditors':
    case 'clerks':
      return { ...now, [what]: swap(now[what] ?? []) };
    default:
      return now;
  }
}
