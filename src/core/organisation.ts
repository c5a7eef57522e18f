import type { Text } from './definition.ts';

/**
 * The part of the organisation that a decision needs, loaded before it: plain data, so that deciding stays pure.
 * A person or department that is not in it is not known to the directory.
 */
export interface Organisation {
  readonly people: Readonly<Record<string, Person>>;
  readonly departments: Readonly<Record<string, Department>>;
  /** Members of the service's own roles (角色), by role id, in order. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Administrators of the service, who act where nobody else is found. */
  readonly administrators: readonly string[];
  readonly delegations: readonly Delegation[];
  /** Who else, by the settings, may do what with every request of the item that is decided on; administrators always may. */
  readonly officers?: Readonly<Partial<Record<OfficerRight, readonly string[]>>>;
}

/** `manage`: void, jump, reassign. `applyForOthers`: the clerk at the window. */
export type OfficerRight = 'see' | 'supervise' | 'urge' | 'manage' | 'applyForOthers';

export interface Person {
  /** Lark's open_id. */
  readonly id: string;
  readonly name: string;
  readonly managerId?: string;
  /** The first is the department chosen at submit, unless the person said otherwise (semantics C12). */
  readonly departmentIds: readonly string[];
  /** `gone`: resigned, frozen or deleted; never acts. */
  readonly status: 'active' | 'gone';
}

export interface Department {
  readonly id: string;
  readonly name: string;
  readonly parentId?: string;
  readonly headId?: string;
}

export interface Role {
  readonly id: string;
  readonly name: Text;
  readonly members: readonly string[];
}

/** A period in which `agent` acts for `principal` (semantics C9, 代理). Instants are milliseconds since the epoch. */
export interface Delegation {
  readonly id: string;
  readonly principal: string;
  readonly agent: string;
  readonly items: 'all' | readonly string[];
  readonly from: number;
  readonly to: number;
  readonly mode: 'agentOnly' | 'both';
  readonly handOpen: boolean;
}
