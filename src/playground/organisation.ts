import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[a-z0-9_]{1,40}$`), `an id that begins with ${prefix}_`);
const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

const departmentSchema = z.strictObject({
  id: id('od'),
  name: z.string().min(1),
  enName: z.string().min(1),
  parent: id('od').optional(),
  head: id('ou').optional(),
});
const personSchema = z.strictObject({
  id: id('ou'),
  name: z.string().min(1),
  enName: z.string().min(1),
  title: z.string().min(1),
  enTitle: z.string().min(1),
  department: id('od'),
  manager: id('ou').optional(),
});
const groupSchema = z.strictObject({
  id: id('oc'),
  name: z.string().min(1),
  enName: z.string().min(1),
  bot: z.boolean(),
  members: z.array(id('ou')).min(1),
});
const organisationSchema = z.strictObject({
  name: z.string().min(1),
  enName: z.string().min(1),
  timeZone: z.string().min(1),
  bot: z.strictObject({ id: id('ou'), name: text }),
  departments: z.array(departmentSchema).min(1),
  people: z.array(personSchema).min(1),
  groups: z.array(groupSchema),
});
const rolesSchema = z.strictObject({
  administrators: z.array(id('ou')).min(1),
  supervisors: z.array(id('ou')),
  auditors: z.array(id('ou')),
  clerks: z.array(id('ou')),
  itemAdministrators: z.array(
    z.strictObject({ person: id('ou'), items: z.array(z.string()), departments: z.array(z.string()) }),
  ),
  roles: z.record(z.string(), z.strictObject({ name: text, members: z.array(id('ou')) })),
});

export type PlaygroundOrganisation = z.infer<typeof organisationSchema>;
export type PlaygroundPerson = PlaygroundOrganisation['people'][number];
export type PlaygroundDepartment = PlaygroundOrganisation['departments'][number];
/** Who fills the service's roles, and its first administrators, as open ids. */
export type PlaygroundRoles = z.infer<typeof rolesSchema>;

/** Reads the sample organisation (YAML). Fails when an id is used that is not defined, or defined twice. */
export function loadOrganisation(file: string): PlaygroundOrganisation {
  const organisation = organisationSchema.parse(parse(readFileSync(file, 'utf8')));
  const people = organisation.people.map(person => person.id);
  const departments = organisation.departments.map(department => department.id);
  unique([...people, ...departments, ...organisation.groups.map(group => group.id)]);
  known(people, [
    ...organisation.people.flatMap(person => person.manager ?? []),
    ...organisation.departments.flatMap(department => department.head ?? []),
    ...organisation.groups.flatMap(group => group.members),
  ]);
  known(departments, [
    ...organisation.people.map(person => person.department),
    ...organisation.departments.flatMap(department => department.parent ?? []),
  ]);
  return organisation;
}

/** Reads the roles of the sample organisation (YAML). Fails when a member is not of the organisation. */
export function loadRoles(file: string, organisation: PlaygroundOrganisation): PlaygroundRoles {
  const roles = rolesSchema.parse(parse(readFileSync(file, 'utf8')));
  known(
    organisation.people.map(person => person.id),
    [
      ...[roles.administrators, roles.supervisors, roles.auditors, roles.clerks].flat(),
      ...roles.itemAdministrators.map(({ person }) => person),
      ...Object.values(roles.roles).flatMap(role => role.members),
    ],
  );
  return roles;
}

function unique(ids: readonly string[]): void {
  const twice = ids.find((one, at) => ids.indexOf(one) !== at);
  if (twice !== undefined) throw new Error(`the sample organisation defines ${twice} twice`);
}

function known(ids: readonly string[], used: readonly string[]): void {
  const unknown = used.find(one => !ids.includes(one));
  if (unknown !== undefined) throw new Error(`the sample organisation has no ${unknown}`);
}
