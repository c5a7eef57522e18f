import type { DirectoryPart } from '../../application/ports.ts';
import { maySomewhere } from '../../application/rights.ts';
import { ANONYMOUS } from '../../core/request.ts';
import type { FeatureDeps } from './deps.ts';

/** The name under which a person is shown; the id where the directory does not know him any more. */
export function nameOf(part: Pick<DirectoryPart, 'people'>, id: string): string {
  return part.people[id]?.name ?? id;
}

export function namesOf(part: Pick<DirectoryPart, 'people'>, ids: readonly string[]): readonly string[] {
  return ids.map(id => nameOf(part, id));
}

/** Whether a change was made by somebody, and not by the files or the service itself. */
export function isPerson(by: string): boolean {
  return by !== 'catalogue' && by !== 'system';
}

/** Loads the names of these people. */
export function peopleNamed(
  deps: Pick<FeatureDeps, 'directory'>,
  ids: readonly string[],
): Promise<DirectoryPart> {
  const people = [...new Set(ids)].filter(id => id !== ANONYMOUS);
  return deps.directory.around({ people, departments: [] });
}

/** Whether the settings menu has anything for this person. */
export async function opensSettings(deps: Pick<FeatureDeps, 'stores'>, person: string): Promise<boolean> {
  return maySomewhere(await deps.stores.settings.current(), person, 'settings.open');
}

/** Whether reports have anything for this person: by an office, or as head of a department (issue 6.6). */
export async function seesReports(
  deps: Pick<FeatureDeps, 'stores' | 'directory'>,
  person: string,
): Promise<boolean> {
  const [settings, part] = await Promise.all([deps.stores.settings.current(), peopleNamed(deps, [person])]);
  const heads = Object.values(part.departments).some(({ headId }) => headId === person);
  return heads || maySomewhere(settings, person, 'reports.see');
}
