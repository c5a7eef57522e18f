import type { Selector } from './definition.ts';
import type { Organisation } from './organisation.ts';
import {
  LONGEST_CHAIN,
  activePerson,
  departmentsUpwards,
  membersOfRole,
} from './people/organisation-lookup.ts';

/** Supervisor chains (semantics C12). Everything here is read from the directory as it is at this moment. */

/** The department from which a person's own line starts: the one chosen at submit, else the first. */
function departmentOf(organisation: Organisation, person: string, chosen?: string): string | undefined {
  if (chosen !== undefined) return chosen;
  return Object.hasOwn(organisation.people, person)
    ? organisation.people[person]?.departmentIds[0]
    : undefined;
}

/** Head of the department or, where there is none (or `except` is it), of the nearest department above. */
function headFrom(
  organisation: Organisation,
  department: string | undefined,
  except: readonly string[],
): string | undefined {
  for (const id of departmentsUpwards(organisation, department)) {
    const head = organisation.departments[id]?.headId;
    if (activePerson(organisation, head) && head !== undefined && !except.includes(head)) return head;
  }
  return undefined;
}

/** One link up: the person's manager; where that is missing, the head of their department, then of the department above. */
function linkAbove(
  organisation: Organisation,
  person: string,
  visited: readonly string[],
  chosen?: string,
): string | undefined {
  const record = Object.hasOwn(organisation.people, person) ? organisation.people[person] : undefined;
  const manager = record?.managerId;
  if (manager !== undefined && !visited.includes(manager) && Object.hasOwn(organisation.people, manager))
    return manager;
  return headFrom(organisation, departmentOf(organisation, person, chosen), visited);
}

/** Everybody above a person, nearest first; people who left keep their place in it, so that levels count right. */
export function lineAbove(organisation: Organisation, person: string, chosen?: string): readonly string[] {
  const visited = [person];
  while (visited.length <= LONGEST_CHAIN) {
    const from = visited.at(-1) ?? person;
    const next = linkAbove(organisation, from, visited, from === person ? chosen : undefined);
    if (next === undefined) break;
    visited.push(next);
  }
  return visited.slice(1);
}

/**
 * `manager(level n)`: the n-th above; the top where the line is shorter, nobody with `strict`. Where that manager has left,
 * the head of the department of the person below takes the place.
 */
export function managerAt(
  organisation: Organisation,
  person: string,
  level: number,
  strict: boolean,
  chosen?: string,
): string | undefined {
  const line = lineAbove(organisation, person, chosen);
  const index = Math.min(level, strict ? Number.POSITIVE_INFINITY : line.length) - 1;
  const manager = line[index];
  if (manager === undefined || activePerson(organisation, manager)) return manager;
  const below = index === 0 ? person : (line[index - 1] ?? person);
  const head = headFrom(organisation, departmentOf(organisation, below, index === 0 ? chosen : undefined), [
    person,
    below,
  ]);
  return head ?? manager;
}

/** Head of the person's department (level 1), of the one above (level 2), …; the topmost where there are fewer. */
export function departmentHeadAt(
  organisation: Organisation,
  person: string,
  level: number,
  chosen?: string,
): string | undefined {
  const departments = departmentsUpwards(organisation, departmentOf(organisation, person, chosen));
  return headFrom(organisation, departments[Math.min(level, departments.length) - 1], []);
}

export interface Chain {
  readonly people: readonly string[];
  /** The person or role at which it should have ended was never met: it ends at the top, and that is told. */
  readonly endedAtTop: boolean;
}

/** `managerChain`: each link becomes one sequential place; people who left are skipped, or replaced by the next above. */
export function managerChain(
  organisation: Organisation,
  person: string,
  selector: Extract<Selector, { kind: 'managerChain' }>,
  chosen?: string,
): Chain {
  const line = lineAbove(organisation, person, chosen);
  const { length, met } = chainLength(organisation, line, selector.until);
  const links = line.slice(0, length).flatMap((link, index) => {
    if (activePerson(organisation, link)) return [link];
    if (selector.missing === 'skip') return [];
    return line.slice(index + 1).find(above => activePerson(organisation, above)) ?? [];
  });
  const people = [...new Set(links)].filter(link => link !== person);
  return { people: selector.order === 'topDown' ? people.toReversed() : people, endedAtTop: !met };
}

function chainLength(
  organisation: Organisation,
  line: readonly string[],
  until: Extract<Selector, { kind: 'managerChain' }>['until'],
): { readonly length: number; readonly met: boolean } {
  if ('level' in until) return { length: Math.min(until.level, line.length), met: true };
  if ('top' in until) return { length: Math.max(0, line.length - until.top + 1), met: true };
  const ends = 'role' in until ? membersOfRole(organisation, until.role) : [until.person];
  const index = line.findIndex(link => ends.includes(link));
  return index < 0 ? { length: line.length, met: false } : { length: index + 1, met: true };
}
