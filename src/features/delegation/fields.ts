import type { CardAction } from '../../../cards/kit/action.ts';
import type { FormField } from '../../../cards/kit/form-field.ts';
import type { CardTap } from '../../application/ports.ts';
import { textInput } from '../shared/answers.ts';
import { listOf } from '../shared/choose.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { findPeople } from '../shared/find-people.ts';

/** What is asked of a new delegation beside who gives it; what was typed stands in it again. */
export async function delegationFields(
  deps: FeatureDeps,
  tap: CardTap,
  again: CardAction,
  except: readonly string[],
): Promise<readonly FormField[]> {
  const t = deps.texts;
  const items = await deps.stores.items.live();
  const field = (id: string, required = true) => ({ id, label: t(`delegate.field.${id}`), required });
  const typed = (name: string) => {
    const value = textInput(tap, name);
    return value === undefined ? {} : { value };
  };
  return [
    await pickPerson(deps, tap, 'agent', again, except),
    {
      ...field('items', false),
      kind: 'multiselect',
      options: items.map(({ definition }) => ({ id: definition.id, label: definition.name })),
      value: listOf(tap.form?.['items']),
    },
    { ...field('from'), kind: 'date', ...typed('from') },
    { ...field('to'), kind: 'date', ...typed('to') },
    {
      ...field('mode'),
      kind: 'select',
      options: (['agentOnly', 'both'] as const).map(id => ({ id, label: t(`delegate.mode.${id}`) })),
      value: textInput(tap, 'mode') ?? 'agentOnly',
    },
    { ...field('handOpen', false), kind: 'checkbox', value: tap.form?.['handOpen'] === true },
  ];
}

/** A picker of one person; anybody is reached by searching. */
export async function pickPerson(
  deps: FeatureDeps,
  tap: CardTap,
  id: 'agent' | 'principal',
  action: CardAction,
  except: readonly string[],
): Promise<FormField> {
  const value = textInput(tap, id);
  return {
    kind: 'person',
    id,
    label: deps.texts(`delegate.field.${id}`),
    required: true,
    ...(await findPeople(deps, { person: tap.person, field: id, typed: tap.form, action, except })),
    ...(value === undefined ? {} : { value }),
  };
}
