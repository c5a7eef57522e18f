import { actFormCard } from '../../../cards/act-form.ts';
import { secretCard } from '../../../cards/integrations.ts';
import { newId } from '../../application/ids.ts';
import type { CardJson, CardTap, TapAnswer } from '../../application/ports.ts';
import type { Text } from '../../core/definition.ts';
import { answer, textInput } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { recordedWebhook } from './recorded.ts';
import { itemsField, itemsTyped, nameField } from './fields.ts';

const SECRET_LENGTH = 43;

/** A new webhook: where to, for which items. */
export async function webhookForm(deps: FeatureDeps, tap: CardTap, fault?: Text): Promise<CardJson> {
  const t = deps.texts;
  const url = textInput(tap, 'url');
  return actFormCard(
    {
      title: t('integrations.addWebhook'),
      notes: [t('integrations.webhookNote')],
      fields: [
        nameField(deps, tap),
        {
          kind: 'text',
          id: 'url',
          label: t('integrations.field.url'),
          help: t('integrations.urlHelp'),
          required: true,
          ...(url === undefined ? {} : { value: url }),
        },
        await itemsField(deps, tap),
      ],
      ...(fault === undefined ? {} : { fault }),
      submit: { label: t('button.save'), action: { a: 'integrations.webhookAdd' } },
      back: { a: 'integrations.open' },
    },
    t,
  );
}

/** Keeps the webhook and shows the secret that signs its calls, this once. */
export async function addWebhook(deps: FeatureDeps, tap: CardTap): Promise<TapAnswer> {
  const name = textInput(tap, 'name')?.trim() ?? '';
  const url = addressOf(textInput(tap, 'url')?.trim() ?? '');
  if (name === '' || url === undefined) {
    const fault = deps.texts('integrations.fault.webhook');
    return answer('warning', fault, await webhookForm(deps, tap, fault));
  }
  const [id, secret] = [newId(), newId(SECRET_LENGTH)];
  const webhook = {
    id,
    name: name.slice(0, 60),
    url,
    secret,
    items: await itemsTyped(deps, tap),
    createdBy: tap.person,
    createdAt: deps.clock.now(),
  };
  await recordedWebhook(deps, tap, webhook, 'added', () => deps.stores.integrations.addWebhook(webhook));
  deps.log.info({ webhook: id }, 'a webhook was added');
  const card = secretCard({ kind: 'webhook', name, secret }, deps.texts);
  return answer('success', deps.texts('integrations.saved'), card);
}

/** An address that calls may go to: https, or http on this machine; no name and password in it. */
function addressOf(typed: string): string | undefined {
  if (!URL.canParse(typed) || typed.length > 500) return undefined;
  const { protocol, hostname, username, href } = new URL(typed);
  const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  const safe = protocol === 'https:' || (protocol === 'http:' && local);
  return safe && username === '' ? href : undefined;
}
