import type { ItemDefinition } from '../core/definition.ts';
import type { Settings } from './ports-settings.ts';

/**
 * Who may do what, one line a right. Cards ask it for their buttons and handlers before they act, so that what is refused
 * is never offered. Heads of departments stand in the organisation, not in the settings: the caller says who they are.
 */
export type Office =
  | 'administrator'
  | 'itemAdministrator'
  | 'supervisor'
  | 'auditor'
  | 'clerk'
  | 'departmentHead';

const RIGHTS = {
  'settings.open': ['administrator', 'itemAdministrator', 'auditor'],
  'items.see': ['administrator', 'itemAdministrator', 'auditor'],
  'items.edit': ['administrator', 'itemAdministrator'],
  'items.order': ['administrator'],
  'people.see': ['administrator', 'auditor'],
  'people.edit': ['administrator'],
  'delegations.see': ['administrator', 'auditor'],
  'delegations.edit': ['administrator'],
  'handOver.see': ['administrator', 'auditor'],
  'handOver.run': ['administrator'],
  'calendars.see': ['administrator', 'auditor'],
  'calendars.edit': ['administrator'],
  'reports.see': ['administrator', 'itemAdministrator', 'supervisor', 'auditor', 'departmentHead'],
  'reports.edit': ['administrator'],
  'archive.see': ['administrator', 'itemAdministrator', 'supervisor', 'auditor'],
  'archive.edit': ['administrator', 'itemAdministrator'],
  'requests.see': ['administrator', 'itemAdministrator', 'supervisor', 'auditor'],
  'requests.oversee': ['administrator', 'itemAdministrator', 'supervisor', 'auditor', 'departmentHead'],
  'requests.urge': ['administrator', 'itemAdministrator', 'supervisor'],
  'requests.supervise': ['administrator', 'supervisor', 'departmentHead'],
  'requests.manage': ['administrator', 'itemAdministrator'],
  'requests.applyForOthers': ['administrator', 'clerk'],
  'health.see': ['administrator', 'auditor'],
  'health.repair': ['administrator'],
  'audit.see': ['administrator', 'auditor'],
  'audit.export': ['administrator', 'auditor'],
  'backup.run': ['administrator'],
  'integrations.edit': ['administrator'],
} as const satisfies Readonly<Record<string, readonly Office[]>>;

export type Right = keyof typeof RIGHTS;
export const ALL_RIGHTS: readonly Right[] = Object.keys(RIGHTS).filter(isRight);

function isRight(name: string): name is Right {
  return Object.hasOwn(RIGHTS, name);
}

/** What the right is wanted for. */
export interface RightScope {
  /** For item administrators: the item, or one that is about to be made, with its owning department. */
  readonly item?: Pick<ItemDefinition, 'id' | 'department'>;
  /** For heads: those of the department concerned and of the departments above it. */
  readonly heads?: readonly string[];
}

/**
 * Whether this person may do this here. Who holds the right for some items or departments only is refused where the scope is
 * not said, so that a scope forgotten opens nothing.
 */
export function may(settings: Settings, person: string, right: Right, scope: RightScope = {}): boolean {
  const offices: readonly Office[] = RIGHTS[right];
  return offices.some(office => holds(settings, person, office, scope));
}

/** Whether this person may do this somewhere: for menus that lead to what is theirs. Heads are not known here. */
export function maySomewhere(settings: Settings, person: string, right: Right): boolean {
  const offices: readonly Office[] = RIGHTS[right];
  const scoped = offices.includes('itemAdministrator') && scopesOf(settings, person).length > 0;
  return scoped || may(settings, person, right);
}

/** Everybody in the settings who may do this here. */
export function peopleWhoMay(settings: Settings, right: Right, scope: RightScope = {}): readonly string[] {
  return peopleInOffice(settings).filter(person => may(settings, person, right, scope));
}

/** Everybody who holds an office, each once. */
function peopleInOffice(settings: Settings): readonly string[] {
  const { administrators, itemAdministrators = [], supervisors = [], auditors = [], clerks = [] } = settings;
  const scoped = itemAdministrators.map(({ person }) => person);
  return [...new Set([...administrators, ...scoped, ...supervisors, ...auditors, ...clerks])];
}

function holds(settings: Settings, person: string, office: Office, { item, heads }: RightScope): boolean {
  switch (office) {
    case 'administrator':
      return settings.administrators.includes(person);
    case 'itemAdministrator':
      return item !== undefined && scopesOf(settings, person).some(scope => covers(scope, item));
    case 'supervisor':
      return settings.supervisors?.includes(person) ?? false;
    case 'auditor':
      return settings.auditors?.includes(person) ?? false;
    case 'clerk':
      return settings.clerks?.includes(person) ?? false;
    case 'departmentHead':
      return heads?.includes(person) ?? false;
    default:
      return office satisfies never;
  }
}

type Scope = Pick<NonNullable<Settings['itemAdministrators']>[number], 'items' | 'departments'>;

function scopesOf(settings: Settings, person: string): readonly Scope[] {
  return (settings.itemAdministrators ?? []).filter(each => each.person === person);
}

function covers(scope: Scope, item: NonNullable<RightScope['item']>): boolean {
  return scope.items.includes(item.id) || scope.departments.includes(item.department.zh);
}
