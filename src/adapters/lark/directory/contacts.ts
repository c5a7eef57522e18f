import type { Department, Person } from '../../../core/organisation.ts';
import { AppError } from '../../../shared/errors.ts';
import type { LarkClient } from '../client.ts';
import { departmentOf, personOf } from './records.ts';

/** What Lark takes in one batch, and gives on one page. */
export const BATCH = 50;
const IDS = { user_id_type: 'open_id', department_id_type: 'open_department_id' } as const;

/** Reads of contact/v3 (lark.md 1.7), by open_id and open_department_id. Fails with `AppError`. */
export interface Contacts {
  /** At most 50; those that Lark does not know, or does not show us, are not in the map. */
  people(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  departments(ids: readonly string[]): Promise<ReadonlyMap<string, Department>>;
  /** What the app may see: departments (`0` = everything) and single people. */
  range(): Promise<{ readonly departments: readonly string[]; readonly people: readonly string[] }>;
  /** Everything below a department. */
  below(department: string): Promise<readonly Department[]>;
  /** Direct members. */
  members(department: string): Promise<readonly Person[]>;
}

export function createContacts(client: LarkClient): Contacts {
  const read = <T>(name: string, run: Parameters<typeof client.call<T>>[1]) =>
    client.call<T>({ name, repeatable: true }, run);

  const peopleBatch = async (ids: readonly string[]) => {
    const answer = await read('contact.user.batch', sdk =>
      sdk.contact.v3.user.batch({ params: { ...IDS, user_ids: [...ids] } }),
    );
    return byId((answer.data?.items ?? []).map(personOf));
  };
  const departmentBatch = async (ids: readonly string[]) => {
    const answer = await read('contact.department.batch', sdk =>
      sdk.contact.v3.department.batch({ params: { ...IDS, department_ids: [...ids] } }),
    );
    return byId((answer.data?.items ?? []).map(departmentOf));
  };

  return {
    people: ids => tolerant(ids, peopleBatch),
    departments: ids => tolerant(ids, departmentBatch),
    range: async () => {
      const departments: string[] = [];
      const people: string[] = [];
      await pages(async pageToken => {
        const { data } = await read('contact.scope.list', sdk =>
          sdk.contact.v3.scope.list({ params: { ...IDS, page_size: BATCH, ...pageToken } }),
        );
        departments.push(...(data?.department_ids ?? []));
        people.push(...(data?.user_ids ?? []));
        return data;
      });
      return { departments, people };
    },
    below: async department => {
      const found: unknown[] = [];
      await pages(async pageToken => {
        const { data } = await read('contact.department.children', sdk =>
          sdk.contact.v3.department.children({
            path: { department_id: department },
            params: { ...IDS, fetch_child: true, page_size: BATCH, ...pageToken },
          }),
        );
        found.push(...(data?.items ?? []));
        return data;
      });
      return found.map(departmentOf).filter(each => each !== undefined);
    },
    members: async department => {
      const found: unknown[] = [];
      await pages(async pageToken => {
        const { data } = await read('contact.user.findByDepartment', sdk =>
          sdk.contact.v3.user.findByDepartment({
            params: { ...IDS, department_id: department, page_size: BATCH, ...pageToken },
          }),
        );
        found.push(...(data?.items ?? []));
        return data;
      });
      return found.map(personOf).filter(each => each !== undefined);
    },
  };
}

/**
 * Pages by hand: the SDK's iterators take a failed page for the end, so that a failed reading looks like an empty
 * directory (lark.md 1.1). A token that comes twice would never end.
 */
async function pages(
  load: (
    pageToken: { readonly page_token: string } | Record<string, never>,
  ) => Promise<{ has_more?: boolean | undefined; page_token?: string | undefined } | undefined>,
): Promise<void> {
  const seen = new Set<string>();
  let token = '';
  for (;;) {
    const data = await load(token === '' ? {} : { page_token: token });
    token = data?.page_token ?? '';
    if (data?.has_more !== true || token === '') return;
    if (seen.has(token))
      throw new AppError('lark.transient', 'Lark gave the same page twice', { retryable: true });
    seen.add(token);
  }
}

/** One bad id makes Lark refuse the whole batch: then each is asked for alone, and the refused ones are not known. */
async function tolerant<T>(
  ids: readonly string[],
  load: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<ReadonlyMap<string, T>> {
  try {
    return await load(ids);
  } catch (error) {
    if (!isAboutIds(error)) throw error;
    if (ids.length <= 1) return new Map();
    const parts = await Promise.all(ids.map(id => tolerant([id], load)));
    return new Map(parts.flatMap(part => [...part]));
  }
}

const MISSING_SCOPE: ReadonlySet<unknown> = new Set([99991672, 99991679]);

/** A missing scope is refused alike, but an administrator must hear of it. */
function isAboutIds(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'lark.config') return false;
  const code = error.details['larkCode'];
  return code !== undefined && !MISSING_SCOPE.has(code);
}

function byId<T extends { readonly id: string }>(list: readonly (T | undefined)[]): ReadonlyMap<string, T> {
  return new Map(list.flatMap(each => (each === undefined ? [] : [[each.id, each] as const])));
}
