import type { DirectoryPart } from '../../application/ports.ts';
import type { Scope } from '../../application/ports-reports.ts';
import { may } from '../../application/rights.ts';
import { departmentIsWithin } from '../../core/people/organisation-lookup.ts';
import type { FeatureDeps } from '../shared/deps.ts';

type Deps = Pick<FeatureDeps, 'directory' | 'stores'>;

/** More departments than this are not looked through. */
const MOST_DEPARTMENTS = 5_000;

/**
 * What of the service this person's reports are about: everything for administrators, supervisors and auditors, their own
 * departments and those below for heads, their own items for item administrators (issue 6.6). Undefined: no reports.
 */
export async function reachOf(deps: Deps, person: string): Promise<Scope | undefined> {
  const settings = await deps.stores.settings.current();
  if (may(settings, person, 'reports.see')) return {};
  const { departments } = await everyDepartment(deps);
  const own = headedBy(departments, person);
  if (own.length > 0) return { departments: own };
  const live = await deps.stores.items.live();
  const items = live
    .filter(({ definition }) => may(settings, person, 'reports.see', { item: definition }))
    .map(({ definition }) => definition.id);
  return items.length > 0 ? { items } : undefined;
}

/** Every department that the directory lists, with those above them. */
export async function everyDepartment(deps: Pick<Deps, 'directory'>): Promise<DirectoryPart> {
  const listed = await deps.directory.departments(MOST_DEPARTMENTS);
  return deps.directory.around({ people: [], departments: listed.map(({ id }) => id) });
}

/** The departments whose head this is, and all below them. */
function headedBy(departments: DirectoryPart['departments'], person: string): readonly string[] {
  const heads = Object.values(departments).filter(({ headId }) => headId === person);
  if (heads.length === 0) return [];
  const organisation = { people: {}, departments, roles: {}, administrators: [], delegations: [] };
  return Object.keys(departments).filter(id =>
    heads.some(head => departmentIsWithin(organisation, id, head.id)),
  );
}

/** Who belong to the departments of a scope, each person counted in their first one. */
export async function headcounts(
  deps: Pick<Deps, 'directory'>,
  scope: Scope,
): Promise<Readonly<Record<string, number>>> {
  const { people } = await deps.directory.everybody();
  const counts = new Map<string, number>();
  for (const { departmentIds, status } of Object.values(people)) {
    const [id] = departmentIds;
    if (id === undefined || status !== 'active' || !includes(scope.departments, id)) continue;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** What was asked for, within what this person may see; undefined: it lies outside. */
export function narrowed(
  reach: Scope,
  department: string | undefined,
  item: string | undefined,
  below: (department: string) => readonly string[],
): Scope | undefined {
  if (!includes(reach.departments, department) || !includes(reach.items, item)) return undefined;
  return {
    ...reach,
    ...(department === undefined ? {} : { departments: below(department) }),
    ...(item === undefined ? {} : { items: [item] }),
  };
}

/** A department and all below it. */
export function withBelow(departments: DirectoryPart['departments'], department: string): readonly string[] {
  const organisation = { people: {}, departments, roles: {}, administrators: [], delegations: [] };
  const below = Object.keys(departments).filter(id => departmentIsWithin(organisation, id, department));
  return below.length > 0 ? below : [department];
}

/** Whether an id is in a list; no list has everything in it, and no id is in every list. */
export function includes(list: readonly string[] | undefined, id: string | undefined): boolean {
  return id === undefined || list === undefined || list.includes(id);
}
