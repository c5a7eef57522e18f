import { DateTime } from 'luxon';
import type { RequestRow } from '../../application/ports.ts';
import { definitionOf } from '../../application/execute-command.ts';
import type { Field, FormData, FormValue, ItemDefinition } from '../../core/definition.ts';
import type { Organisation } from '../../core/organisation.ts';
import type { FeatureDeps } from '../shared/deps.ts';

/** How far back a person's own requests are looked through for what they said last. */
const LATEST = 30;

/**
 * What stands in a new form before anybody types: fixed values, today, and what is on file of this person: name, department,
 * the telephone number given last, what the latest request of the item said (peers.md row 10, features 0.30 and 1.36).
 */
export async function defaultsFor(
  deps: FeatureDeps,
  person: string,
  definition: ItemDefinition,
): Promise<FormData> {
  const fields = definition.fields.filter(field => field.default !== undefined);
  if (fields.length === 0) return {};
  const [part, { rows }] = await Promise.all([
    deps.directory.around({ people: [person], departments: [] }),
    deps.stores.requests.mine(person, { number: 1, size: LATEST }),
  ]);
  const last = rows.find(row => row.itemId === definition.id);
  const phone = fields.some(field => field.default !== undefined && 'from' in field.default)
    ? await latestPhone(deps, rows)
    : undefined;
  const today = DateTime.fromMillis(deps.clock.now(), { zone: deps.timeZone }).toISODate() ?? '';
  const known = { person, part, last, phone, today };
  return Object.fromEntries(
    fields.flatMap(field => {
      const value = defaultOf(field, known);
      return value === undefined ? [] : [[field.id, value] as const];
    }),
  );
}

interface Known {
  readonly person: string;
  readonly part: Pick<Organisation, 'people' | 'departments'>;
  readonly last: RequestRow | undefined;
  readonly phone: string | undefined;
  readonly today: string;
}

function defaultOf(field: Field, known: Known): FormValue | undefined {
  const from = field.default;
  if (from === undefined) return undefined;
  if ('value' in from) return from.value;
  const person = known.part.people[known.person];
  const department = person?.departmentIds[0];
  switch (from.from) {
    case 'today':
      return known.today;
    case 'name':
      return field.type === 'person' ? known.person : person?.name;
    case 'department':
      if (department === undefined || field.type === 'department') return department;
      return known.part.departments[department]?.name;
    case 'phone':
      return known.phone;
    case 'last':
      return known.last?.form[field.id];
    default:
      return from.from satisfies never;
  }
}

/** The number that stands in the latest request that has one, of whatever item. */
async function latestPhone(deps: FeatureDeps, rows: readonly RequestRow[]): Promise<string | undefined> {
  for (const row of rows) {
    const { fields } = await definitionOf(deps.stores.items, row.itemId, row.itemVersion);
    const phone = fields.find(field => field.type === 'phone' && row.form[field.id] !== undefined);
    const value = phone === undefined ? undefined : row.form[phone.id];
    if (typeof value === 'string') return value;
  }
  return undefined;
}
