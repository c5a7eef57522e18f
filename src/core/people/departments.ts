import type { Organisation } from '../organisation.ts';
import { LONGEST_CHAIN, activePerson, departmentIsWithin } from './organisation-lookup.ts';

type Part = Pick<Organisation, 'people' | 'departments'>;

/** Departments that this person is the head of; nobody who has left is. */
export function departmentsHeadedBy(part: Part, person: string): readonly string[] {
  if (activePerson(withNothing(part), person) === undefined) return [];
  return Object.values(part.departments)
    .filter(department => department.headId === person)
    .map(department => department.id);
}

/** These departments and all below them. */
export function departmentsWithin(part: Part, tops: readonly string[]): readonly string[] {
  const organisation = withNothing(part);
  return Object.keys(part.departments).filter(id =>
    tops.some(top => departmentIsWithin(organisation, id, top)),
  );
}

/** Everybody active in these departments or in those below them. */
export function peopleWithin(part: Part, departments: readonly string[]): readonly string[] {
  const within = new Set(departmentsWithin(part, departments));
  return Object.values(part.people)
    .filter(({ status, departmentIds }) => status === 'active' && departmentIds.some(id => within.has(id)))
    .map(({ id }) => id);
}

/** The heads of a person's departments and of all above them, nearest first; not the person. */
export function headsAbove(part: Part, person: string): readonly string[] {
  const own = Object.hasOwn(part.people, person) ? (part.people[person]?.departmentIds ?? []) : [];
  const heads: string[] = [];
  let level = [...own];
  for (let n = 0; n < LONGEST_CHAIN && level.length > 0; n += 1) {
    const found = level.flatMap(id => (Object.hasOwn(part.departments, id) ? [part.departments[id]] : []));
    heads.push(...found.flatMap(department => department?.headId ?? []));
    level = found.flatMap(department => department?.parentId ?? []);
  }
  return [...new Set(heads)].filter(head => head !== person);
}

function withNothing(part: Part): Organisation {
  return { ...part, roles: {}, administrators: [], delegations: [] };
}
