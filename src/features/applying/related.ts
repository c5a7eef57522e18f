import type { ChoiceOption } from '../../../cards/kit/form-field.ts';
import { same } from '../../../cards/kit/texts.ts';
import type { FormFault } from '../../core/commands.ts';
import type { FormData, ItemDefinition } from '../../core/definition.ts';
import { listOf } from '../../core/form/values.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { canSee, viewOf } from '../shared/request-view.ts';

/** Related requests (关联申请, peers.md row 6): only those that the submitter may see can be named. */

const OFFERED = 50;

/** The requests to offer: one's own, then those one has acted on, latest first. */
export async function relatedChoices(
  deps: FeatureDeps,
  person: string,
  definition: ItemDefinition,
): Promise<readonly ChoiceOption[]> {
  if (!definition.fields.some(({ type }) => type === 'connect')) return [];
  const page = { number: 1, size: OFFERED };
  const [mine, done, live] = await Promise.all([
    deps.stores.requests.mine(person, page),
    deps.stores.requests.done(person, page),
    deps.stores.items.live(),
  ]);
  const names = new Map(live.map(item => [item.definition.id, item.definition.name]));
  const rows = [...mine.rows, ...done.rows];
  const unique = [...new Map(rows.map(row => [row.number, row])).values()];
  return unique.map(({ number, itemId }) => {
    const name = names.get(itemId) ?? same('');
    return { id: number, label: { zh: `${number} ${name.zh}`.trim(), en: `${number} ${name.en}`.trim() } };
  });
}

/** Requests named in the form that are not there or not for this person; they get the same answer. */
export async function relatedFaults(
  deps: FeatureDeps,
  person: string,
  definition: ItemDefinition,
  form: FormData,
): Promise<readonly FormFault[]> {
  const faults = await Promise.all(
    definition.fields.map(async (field): Promise<readonly FormFault[]> => {
      const numbers = field.type === 'connect' ? (listOf(form[field.id]) ?? []) : [];
      const seen = await Promise.all(numbers.map(number => maySeeNumber(deps, person, number)));
      return seen.every(Boolean) ? [] : [{ field: field.id, problem: 'notVisible' }];
    }),
  );
  return faults.flat();
}

async function maySeeNumber(deps: FeatureDeps, person: string, number: string): Promise<boolean> {
  const stored = await deps.stores.requests.loadByNumber(number);
  return stored !== undefined && canSee(await viewOf(deps, stored), person);
}
