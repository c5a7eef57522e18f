import { join } from 'node:path';
import { readCatalogue } from '../../../config/catalogue.ts';
import { projectRoot } from '../../../config/project-root.ts';
import type { Stores } from '../../../src/application/ports.ts';
import { loadOrganisation, loadRoles } from '../../../src/playground/index.ts';
import { seedSettings } from '../../../src/wiring/seed-settings.ts';
import type { FakeDirectory } from '../../support/lark/fake-answers.ts';

const DEPARTMENTS = 20;
const EACH = 10;

/** Two hundred people: twenty departments of ten, each with its head, under one chief. */
export interface Staff {
  readonly everybody: readonly string[];
  readonly chief: string;
  readonly heads: readonly string[];
}

/** Puts the staff into Lark's directory. Names are their ids: what is a person's own text must be told from them in the logs. */
export function hire(directory: FakeDirectory): Staff {
  const heads: string[] = [];
  const everybody: string[] = [];
  for (let n = 0; n < DEPARTMENTS; n += 1) {
    const department = `od_fault_${n}`;
    const head = personId(n, 0);
    heads.push(head);
    directory.departments.set(department, {
      open_department_id: department,
      name: `Department ${n}`,
      parent_department_id: n === 0 ? '0' : 'od_fault_0',
      leader_user_id: head,
    });
    for (let m = 0; m < EACH; m += 1) {
      const person = personId(n, m);
      everybody.push(person);
      const manager = m > 0 ? head : n > 0 ? personId(0, 0) : undefined;
      directory.users.set(person, {
        open_id: person,
        name: `Person ${n}-${m}`,
        department_ids: [department],
        ...(manager === undefined ? {} : { leader_user_id: manager }),
      });
    }
  }
  return { everybody, chief: personId(0, 0), heads };
}

/** The first settings: every role of the sample organisation is filled with three heads. */
export async function appoint(stores: Stores, staff: Staff, catalogueDir: string): Promise<void> {
  const playground = join(projectRoot, 'config', 'playground');
  const { roles } = loadRoles(
    join(playground, 'roles.yaml'),
    loadOrganisation(join(playground, 'organisation.yaml')),
  );
  const filled = Object.entries(roles).map(([id, role], n) => {
    const members = [1, 2, 3].map(step => staff.heads[(n + step * 5) % staff.heads.length] ?? staff.chief);
    return [id, { ...role, members }] as const;
  });
  await seedSettings({
    settings: stores.settings,
    clock: { now: Date.now },
    administrators: [staff.chief],
    roles: Object.fromEntries(filled),
    catalogue: await readCatalogue(catalogueDir),
  });
}

function personId(department: number, member: number): string {
  return `ou_f${String(department).padStart(2, '0')}${String(member).padStart(2, '0')}`;
}
