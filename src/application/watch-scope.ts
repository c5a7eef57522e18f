import { departmentsHeadedBy, departmentsWithin, peopleWithin } from '../core/people/departments.ts';
import type { Directory, DirectoryPart, SettingsStore } from './ports.ts';
import { may } from './rights.ts';

export interface WatchScopeDeps {
  readonly directory: Pick<Directory, 'everybody'>;
  readonly settings: Pick<SettingsStore, 'current'>;
}

/** Whose work a person may watch over. */
export interface WatchScope {
  /** Everybody's: supervisors and administrators. Else only that of people in `departments` and those below. */
  readonly all: boolean;
  /** The departments to choose from: all, or those this person heads with those below them. */
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  /** Everybody who is there. */
  readonly staff: DirectoryPart;
}

/** Supervisors see all, heads their own department with those below it; undefined: neither of them. */
export async function watchScopeOf(deps: WatchScopeDeps, person: string): Promise<WatchScope | undefined> {
  const [settings, staff] = await Promise.all([deps.settings.current(), deps.directory.everybody()]);
  if (may(settings, person, 'requests.supervise'))
    return { all: true, departments: Object.values(staff.departments), staff };
  const headed = departmentsHeadedBy(staff, person);
  if (headed.length === 0) return undefined;
  const within = departmentsWithin(staff, headed);
  return {
    all: false,
    departments: within.flatMap(id => staff.departments[id] ?? []),
    staff,
  };
}

/** Whose requests to show: people of one department of the scope, of the whole scope, or undefined for everybody's. */
export function peopleWatched(scope: WatchScope, department?: string): readonly string[] | undefined {
  if (department !== undefined) {
    const own = scope.departments.some(({ id }) => id === department);
    return own ? peopleWithin(scope.staff, [department]) : [];
  }
  if (scope.all) return undefined;
  return peopleWithin(
    scope.staff,
    scope.departments.map(({ id }) => id),
  );
}
