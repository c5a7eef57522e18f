import type { Directory } from '../../../application/ports.ts';
import type { Department, Person } from '../../../core/organisation.ts';
import type { Logger } from '../../../shared/telemetry.ts';
import type { LarkClient } from '../client.ts';
import { createContacts } from './contacts.ts';
import { createListing } from './listing.ts';
import { fit } from './name-match.ts';
import { readRange } from './range.ts';
import { createRecordCache } from './record-cache.ts';

export interface DirectoryOptions {
  readonly client: LarkClient;
  readonly log: Logger;
  /** How long a person or a department is believed without an event of change. */
  readonly believeMs?: number;
  /** After how long the listing is read again, in the background. */
  readonly listMs?: number;
}

/** Longest chain of managers or departments that is followed (semantics C12). */
const LONGEST_CHAIN = 20;
const MINUTE = 60_000;

export interface LarkDirectory extends Directory {
  /** Reads the listing for `candidates` and `departments` now, e.g. at start, so that no tap waits for it. */
  warm(): Promise<void>;
}

/** The directory from Lark's contact API, cached (Directory port; issue 3, item 10). */
export function createDirectory(options: DirectoryOptions): LarkDirectory {
  const contacts = createContacts(options.client);
  const ttl = options.believeMs ?? 30 * MINUTE;
  const people = createRecordCache<Person>(
    ttl,
    ids => contacts.people(ids),
    last => ({ ...last, status: 'gone' }),
  );
  const departments = createRecordCache<Department>(
    ttl,
    ids => contacts.departments(ids),
    () => undefined,
  );
  const listing = createListing(
    () => readRange(contacts),
    options.listMs ?? 360 * MINUTE,
    options.log,
    range => {
      for (const person of range.people) people.know(person);
      for (const department of range.departments) departments.know(department);
    },
  );

  return {
    around: async seeds => {
      const known = { people: new Map<string, Person>(), departments: new Map<string, Department>() };
      let next = { people: unique(seeds.people), departments: unique(seeds.departments) };
      for (
        let level = 0;
        level <= LONGEST_CHAIN && next.people.length + next.departments.length > 0;
        level += 1
      ) {
        const [foundPeople, foundDepartments] = await Promise.all([
          people.all(next.people),
          departments.all(next.departments),
        ]);
        for (const person of foundPeople) known.people.set(person.id, person);
        for (const department of foundDepartments) known.departments.set(department.id, department);
        next = {
          people: unique([
            ...foundPeople.map(({ managerId }) => managerId),
            ...foundDepartments.map(({ headId }) => headId),
          ]).filter(id => !known.people.has(id)),
          departments: unique([
            ...foundPeople.flatMap(({ departmentIds }) => departmentIds),
            ...foundDepartments.map(({ parentId }) => parentId),
          ]).filter(id => !known.departments.has(id)),
        };
      }
      return {
        people: Object.fromEntries(known.people),
        departments: Object.fromEntries(known.departments),
      };
    },

    candidates: async (person, words, limit) => {
      const range = await listing.get();
      const own = new Set(range.people.find(({ id }) => id === person)?.departmentIds ?? []);
      // People are in the order of their names, which sorting by fitness and nearness keeps.
      return range.people
        .flatMap(each => {
          const score = fit(each.name, words);
          return score === undefined ? [] : [{ each, rank: score * 3 + farness(each, person, own) }];
        })
        .sort((a, b) => a.rank - b.rank)
        .slice(0, limit)
        .map(({ each: { id, name } }) => ({ id, name }));
    },

    departments: async limit => {
      const range = await listing.get();
      return range.departments.slice(0, limit).map(({ id, name }) => ({ id, name }));
    },

    everybody: async () => {
      const range = await listing.get();
      return {
        people: Object.fromEntries(range.people.map(each => [each.id, each])),
        departments: Object.fromEntries(range.departments.map(each => [each.id, each])),
      };
    },

    invalidate: what => {
      people.forget(what === undefined ? undefined : (what.people ?? []));
      departments.forget(what === undefined ? undefined : (what.departments ?? []));
      listing.doubt();
    },

    warm: async () => {
      await listing.get();
    },
  };
}

/** Colleagues of one's own department come first, oneself last. */
function farness(each: Person, person: string, own: ReadonlySet<string>): number {
  if (each.id === person) return 2;
  return each.departmentIds.some(id => own.has(id)) ? 0 : 1;
}

function unique(ids: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(ids.filter(id => id !== undefined))];
}
