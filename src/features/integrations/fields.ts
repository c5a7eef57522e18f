import type { FormField } from '../../../cards/kit/form-field.ts';
import type { CardTap } from '../../application/ports.ts';
import { textInput } from '../shared/answers.ts';
import { listOf } from '../shared/choose.ts';
import type { FeatureDeps } from '../shared/deps.ts';

/** How the other system is called. */
export function nameField(deps: Pick<FeatureDeps, 'texts'>, tap: CardTap): FormField {
  const value = textInput(tap, 'name');
  return {
    kind: 'text',
    id: 'name',
    label: deps.texts('integrations.field.name'),
    required: true,
    maxLength: 60,
    ...(value === undefined ? {} : { value }),
  };
}

/** For which items; none chosen: all. */
export async function itemsField(deps: FeatureDeps, tap: CardTap): Promise<FormField> {
  const live = await deps.stores.items.live();
  return {
    kind: 'multiselect',
    id: 'items',
    label: deps.texts('integrations.field.items'),
    help: deps.texts('integrations.itemsHelp'),
    required: false,
    options: live.map(({ definition }) => ({ id: definition.id, label: definition.name })),
    value: listOf(tap.form?.['items']),
  };
}

export async function itemsTyped(deps: FeatureDeps, tap: CardTap): Promise<readonly string[]> {
  const live = await deps.stores.items.live();
  const chosen = listOf(tap.form?.['items']);
  return live.map(({ definition }) => definition.id).filter(id => chosen.includes(id));
}
