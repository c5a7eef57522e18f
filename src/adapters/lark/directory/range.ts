import type { Department, Person } from '../../../core/organisation.ts';
import { type Contacts, BATCH } from './contacts.ts';
import { ROOT } from './records.ts';

/** Chinese names in the order of their pinyin, before other scripts. */
const NAMES = new Intl.Collator('zh-CN');

/** Everybody and everything that the app may see, as it was at one time. People in the order of their names. */
export interface ContactRange {
  readonly people: readonly Person[];
  readonly departments: readonly Department[];
}

/** How many departments are read at a time: a reading in the background leaves room for what people wait for. */
const AT_ONCE = 4;

/** Reads the app's contact range: its departments with all below them, their members, and people named singly. */
export async function readRange(contacts: Contacts): Promise<ContactRange> {
  const range = await contacts.range();
  const tops = range.departments.filter(id => id !== ROOT);
  const below = await Promise.all(range.departments.map(id => contacts.below(id)));
  const departments = unique([...(await inBatches(tops, ids => contacts.departments(ids))), ...below.flat()]);
  const rooms = range.departments.includes(ROOT)
    ? [ROOT, ...departments.map(({ id }) => id)]
    : departments.map(({ id }) => id);
  const members: Person[] = [];
  for (let index = 0; index < rooms.length; index += AT_ONCE) {
    const lists = await Promise.all(rooms.slice(index, index + AT_ONCE).map(id => contacts.members(id)));
    members.push(...lists.flat());
  }
  const singles = await inBatches(range.people, ids => contacts.people(ids));
  return {
    departments,
    people: unique([...members, ...singles])
      .filter(({ status }) => status === 'active')
      .sort((a, b) => NAMES.compare(a.name, b.name)),
  };
}

async function inBatches<T>(
  ids: readonly string[],
  load: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let index = 0; index < ids.length; index += BATCH)
    found.push(...(await load(ids.slice(index, index + BATCH))).values());
  return found;
}

function unique<T extends { readonly id: string }>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map(each => [each.id, each])).values()];
}
