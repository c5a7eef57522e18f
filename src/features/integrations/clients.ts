import { createHash } from 'node:crypto';
import { actFormCard } from '../../../cards/act-form.ts';
import { secretCard } from '../../../cards/integrations.ts';
import { newId } from '../../application/ids.ts';
import { API_RIGHTS } from '../../application/ports-integrations.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import type { Text } from '../../core/definition.ts';
import { answer, textInput } from '../shared/answers.ts';
import { listOf } from '../shared/choose.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { recordedClient } from './recorded.ts';
import { itemsField, itemsTyped, nameField } from './fields.ts';

const SECRET_LENGTH = 43;

/** A new token: for whom, what it may do, for which items. */
export async function clientForm(deps: FeatureDeps, tap: CardTap, fault?: Text): Promise<CardJson> {
  const t = deps.texts;
  return actFormCard(
    {
      title: t('integrations.addClient'),
      notes: [t('integrations.clientNote')],
      fields: [
        nameField(deps, tap),
        {
          kind: 'multiselect',
          id: 'rights',
          label: t('integrations.field.rights'),
          required: true,
          options: API_RIGHTS.map(id => ({ id, label: t(`integrations.right.${id}`) })),
          value: listOf(tap.form?.['rights']),
        },
        await itemsField(deps, tap),
      ],
      ...(fault === undefined ? {} : { fault }),
      submit: { label: t('integrations.give'), action: { a: 'integrations.clientAdd' } },
      back: { a: 'integrations.open' },
    },
    t,
  );
}

/** Makes the token and shows it this once; only a hash of it is kept. */
export async function addClient(deps: FeatureDeps, tap: CardTap): Promise<TapAnswer> {
  const name = textInput(tap, 'name')?.trim() ?? '';
  const chosen = listOf(tap.form?.['rights']);
  const rights = API_RIGHTS.filter(right => chosen.includes(right));
  if (name === '' || rights.length === 0) {
    const fault = deps.texts('integrations.fault.client');
    return answer('warning', fault, await clientForm(deps, tap, fault));
  }
  const [id, secret] = [newId(), newId(SECRET_LENGTH)];
  const client = {
    id,
    name: name.slice(0, 60),
    secretHash: createHash('sha256').update(secret).digest('hex'),
    rights,
    items: await itemsTyped(deps, tap),
    createdBy: tap.person,
    createdAt: deps.clock.now(),
  };
  await recordedClient(deps, tap, client, 'given', () => deps.stores.integrations.addClient(client));
  deps.log.info({ client: id }, 'a token of the API was given out');
  const card = secretCard({ kind: 'client', name, secret: `ow_${id}_${secret}` }, deps.texts);
  return answer('success', deps.texts('integrations.given'), card);
}
