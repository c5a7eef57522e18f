import type { OfficerRight, Organisation, Person } from '../organisation.ts';

/** Longest chain of managers or departments that is followed: a cycle in the directory must not stop a request (semantics C12). */
export const LONGEST_CHAIN = 20;

/** The person, if the directory knows them and they have not left. */
export function activePerson(organisation: Organisation, id: string | undefined): Person | undefined {
  if (id === undefined || !Object.hasOwn(organisation.people, id)) return undefined;
  const person = organisation.people[id];
  return person?.status === 'active' ? person : undefined;
}

export function membersOfRole(organisation: Organisation, role: string): readonly string[] {
  return Object.hasOwn(organisation.roles, role) ? (organisation.roles[role]?.members ?? []) : [];
}

/** The department and those above it, lowest first. */
export function departmentsUpwards(organisation: Organisation, start: string | undefined): readonly string[] {
  const chain: string[] = [];
  let id = start;
  while (id !== undefined && chain.length < LONGEST_CHAIN && !chain.includes(id)) {
    if (!Object.hasOwn(organisation.departments, id)) break;
    chain.push(id);
    id = organisation.departments[id]?.parentId;
  }
  return chain;
}

export function departmentIsWithin(
  organisation: Organisation,
  department: string,
  ancestor: string,
): boolean {
  return department === ancestor || departmentsUpwards(organisation, department).includes(ancestor);
}

/** Administrators of the service who have not left. One the directory does not know is kept: somebody must be told. */
export function activeAdministrators(organisation: Organisation): readonly string[] {
  const known = (id: string): Person | undefined =>
    Object.hasOwn(organisation.people, id) ? organisation.people[id] : undefined;
  return [...new Set(organisation.administrators)].filter(id => known(id)?.status !== 'gone');
}

export function isAdministrator(organisation: Organisation, id: string): boolean {
  return organisation.administrators.includes(id);
}

/** Whether the settings give this person the right over every request of the item. */
export function isOfficer(organisation: Organisation, id: string, right: OfficerRight): boolean {
  return isAdministrator(organisation, id) || (organisation.officers?.[right]?.includes(id) ?? false);
}
