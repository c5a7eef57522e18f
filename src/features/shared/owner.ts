import type { ItemDefinition } from '../../core/definition.ts';
import type { FeatureDeps } from './deps.ts';

const MOST_DEPARTMENTS = 500;

/** The heads of the departments that own these items (归口), found by the departments' names. */
export async function headsOfOwner(
  deps: Pick<FeatureDeps, 'directory'>,
  items: readonly Pick<ItemDefinition, 'department'>[],
): Promise<(item: Pick<ItemDefinition, 'department'>) => readonly string[]> {
  const owners = new Set(items.map(({ department }) => department.zh));
  const all = await deps.directory.departments(MOST_DEPARTMENTS);
  const named = all.filter(({ name }) => owners.has(name));
  if (named.length === 0) return () => [];
  const { departments } = await deps.directory.around({
    people: [],
    departments: named.map(({ id }) => id),
  });
  return ({ department }) =>
    named.flatMap(({ id, name }) => {
      const head = name === department.zh ? departments[id]?.headId : undefined;
      return head === undefined ? [] : [head];
    });
}
