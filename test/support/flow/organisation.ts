import type { Delegation, Department, Organisation, Person } from '../../../src/core/organisation.ts';

/**
 * A small railway depot: 22 people in 5 departments. `ann` and `ben` work in the workshop under `wes` (its head), who works
 * for `dora` (deputy), who works for `boss`; `root` administers the service.
 */
const people: readonly (readonly [id: string, department: string, manager?: string])[] = [
  ['boss', 'depot'],
  ['dora', 'depot', 'boss'],
  ['wes', 'workshop', 'dora'],
  ['ann', 'workshop', 'wes'],
  ['ben', 'workshop', 'wes'],
  ['cid', 'workshop', 'wes'],
  ['fay', 'finance', 'dora'],
  ['fin', 'finance', 'fay'],
  ['flo', 'finance', 'fay'],
  ['sam', 'safety', 'dora'],
  ['sue', 'safety', 'sam'],
  ['sid', 'safety', 'sam'],
  ['tom', 'tech', 'dora'],
  ['tia', 'tech', 'tom'],
  ['ted', 'tech', 'tom'],
  ['v1', 'tech', 'tom'],
  ['v2', 'tech', 'tom'],
  ['v3', 'tech', 'tom'],
  ['v4', 'tech', 'tom'],
  ['v5', 'tech', 'tom'],
  ['root', 'depot', 'boss'],
  ['ruth', 'depot', 'boss'],
];

const heads: Readonly<Record<string, string>> = {
  depot: 'boss',
  workshop: 'wes',
  finance: 'fay',
  safety: 'sam',
  tech: 'tom',
};

export const everybody: readonly string[] = people.map(([id]) => id);

export interface OrganisationChanges {
  readonly gone?: readonly string[];
  readonly managers?: Readonly<Record<string, string | undefined>>;
  readonly heads?: Readonly<Record<string, string | undefined>>;
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  readonly administrators?: readonly string[];
  readonly delegations?: readonly Delegation[];
}

export function organisation(changes: OrganisationChanges = {}): Organisation {
  const { gone = [], managers = {}, roles = {}, administrators = ['root'], delegations = [] } = changes;
  const personOf = ([id, department, manager]: (typeof people)[number]): Person => {
    const managerId = Object.hasOwn(managers, id) ? managers[id] : manager;
    const status = gone.includes(id) ? 'gone' : 'active';
    return {
      id,
      name: id,
      departmentIds: [department],
      status,
      ...(managerId === undefined ? {} : { managerId }),
    };
  };
  const departmentOf = (id: string): Department => {
    const headId = changes.heads && Object.hasOwn(changes.heads, id) ? changes.heads[id] : heads[id];
    return {
      id,
      name: id,
      ...(id === 'depot' ? {} : { parentId: 'depot' }),
      ...(headId === undefined ? {} : { headId }),
    };
  };
  return {
    people: Object.fromEntries(people.map(entry => [entry[0], personOf(entry)])),
    departments: Object.fromEntries(Object.keys(heads).map(id => [id, departmentOf(id)])),
    roles: Object.fromEntries(
      Object.entries(roles).map(([id, members]) => [id, { id, name: { zh: id, en: id }, members }]),
    ),
    administrators,
    delegations,
  };
}

export function delegation(principal: string, agent: string, more: Partial<Delegation> = {}): Delegation {
  return {
    id: `${principal}-${agent}`,
    principal,
    agent,
    items: 'all',
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    mode: 'agentOnly',
    handOpen: false,
    ...more,
  };
}
