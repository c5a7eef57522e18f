import type { Router } from '@koa/router';
import { z } from 'zod';
import type { PlaygroundDepartment, PlaygroundOrganisation, PlaygroundPerson } from '../organisation.ts';
import { readJson } from '../read-json.ts';
import type { JsonObject } from '../types.ts';
import { LarkRefusal, answer, paged, queryList, queryOf } from './answer.ts';
import { idsOf } from './envelope.ts';

/** contact/v3 users and departments, read only, by open_id and open_department_id (root: "0"). */
export function registerContact(router: Router, organisation: PlaygroundOrganisation): void {
  const { people, departments } = organisation;
  const base = '/open-apis/contact/v3';

  router.get(`${base}/users/batch`, ctx => {
    const wanted = queryList(ctx, 'user_ids');
    answer(ctx, { items: people.filter(person => wanted.includes(person.id)).map(user) });
  });
  router.get(`${base}/users/find_by_department`, ctx => {
    const id = departmentId(queryOf(ctx, 'department_id', ''));
    answer(ctx, paged(ctx, people.filter(person => person.department === id).map(user)));
  });
  router.get(`${base}/users/:id`, ctx => {
    const person = people.find(one => one.id === ctx.params['id']);
    if (person === undefined)
      throw new LarkRefusal(99992360, 'The request you send is not a valid {user_id}');
    answer(ctx, { user: user(person) });
  });

  router.get(`${base}/departments/batch`, ctx => {
    const wanted = queryList(ctx, 'department_ids').map(short);
    answer(ctx, { items: departments.filter(one => wanted.includes(short(one.id))).map(department) });
  });
  router.get(`${base}/departments/parent`, ctx => {
    const chain = ancestors(departmentId(queryOf(ctx, 'department_id', '')));
    answer(ctx, paged(ctx, chain.map(department)));
  });
  router.post(`${base}/departments/search`, async ctx => {
    const given = z.object({ query: z.string().min(1) }).safeParse(await readJson(ctx));
    if (!given.success) throw new LarkRefusal(99992402, 'field validation failed: query');
    const words = given.data.query.toLowerCase();
    const hits = departments.filter(one => `${one.name} ${one.enName}`.toLowerCase().includes(words));
    answer(ctx, paged(ctx, hits.map(department)));
  });
  router.get(`${base}/departments/:id/children`, ctx => {
    const id = departmentId(ctx.params['id'] ?? '');
    const deep = queryOf(ctx, 'fetch_child', 'false') === 'true';
    const below = departments.filter(one =>
      deep
        ? id === '0' || (one.id !== id && ancestors(one.id).some(up => up.id === id))
        : (one.parent ?? '0') === id,
    );
    answer(ctx, paged(ctx, below.map(department)));
  });
  router.get(`${base}/departments/:id`, ctx => {
    const id = departmentId(ctx.params['id'] ?? '');
    const one = departments.find(entry => entry.id === id);
    answer(ctx, { department: one === undefined ? root() : department(one) });
  });
  router.get(`${base}/scopes`, ctx => {
    answer(ctx, { department_ids: ['0'], user_ids: [], group_ids: [], has_more: false });
  });

  function departmentId(given: string): string {
    if (given === '0') return given;
    const one = departments.find(entry => short(entry.id) === short(given));
    if (one === undefined) throw new LarkRefusal(40003, 'department not found');
    return one.id;
  }

  /** From the department upwards. */
  function ancestors(id: string): readonly PlaygroundDepartment[] {
    const chain: PlaygroundDepartment[] = [];
    let at = departments.find(one => one.id === id)?.parent;
    while (at !== undefined && chain.length < departments.length) {
      const up = departments.find(one => one.id === at);
      if (up !== undefined) chain.push(up);
      at = up?.parent;
    }
    return chain;
  }

  function department(one: PlaygroundDepartment): JsonObject {
    const members = people.filter(
      person => person.department === one.id || ancestors(person.department).some(up => up.id === one.id),
    );
    return {
      name: one.name,
      i18n_name: { zh_cn: one.name, en_us: one.enName },
      department_id: short(one.id),
      open_department_id: one.id,
      parent_department_id: one.parent ?? '0',
      ...(one.head !== undefined && { leader_user_id: one.head }),
      member_count: members.length,
      status: { is_deleted: false },
    };
  }

  function root(): JsonObject {
    return {
      name: organisation.name,
      department_id: '0',
      open_department_id: '0',
      member_count: people.length,
      status: { is_deleted: false },
    };
  }
}

/** `department_id` is the id without the prefix of `open_department_id`. */
function short(id: string): string {
  return id.replace(/^od_/, '');
}

function user(person: PlaygroundPerson): JsonObject {
  return {
    ...idsOf(person.id),
    name: person.name,
    en_name: person.enName,
    job_title: person.title,
    department_ids: [person.department],
    ...(person.manager !== undefined && { leader_user_id: person.manager }),
    is_tenant_manager: false,
    status: {
      is_frozen: false,
      is_resigned: false,
      is_activated: true,
      is_exited: false,
      is_unjoin: false,
    },
  };
}
