import { integrationsCard, webhookLogCard } from '../../../cards/integrations.ts';
import type { CardJson, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { answer, politeNo, show } from '../shared/answers.ts';
import { withRight } from '../shared/guard.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { addClient, clientForm } from './clients.ts';
import { recordedClient, recordedWebhook } from './recorded.ts';
import { addWebhook, webhookForm } from './webhooks.ts';

const LOGGED = 20;

/** 系统对接: administrators give out tokens of the API and name webhooks (peers.md row 70). */
export function createIntegrations(deps: FeatureDeps): Feature {
  return {
    name: 'integrations',
    taps: {
      'integrations.open': withRight(deps, 'integrations.edit', async () => show(await overview(deps))),
      'integrations.clientForm': withRight(deps, 'integrations.edit', async (_, tap) =>
        show(await clientForm(deps, tap)),
      ),
      'integrations.clientAdd': withRight(deps, 'integrations.edit', (_, tap) => addClient(deps, tap)),
      'integrations.clientRemove': withRight(deps, 'integrations.edit', async ({ client }, tap) => {
        const known = (await deps.stores.integrations.clients()).find(({ id }) => id === client);
        const remove = () => deps.stores.integrations.removeClient(client);
        const was =
          known !== undefined && (await recordedClient(deps, tap, known, 'withdrawn', remove, Boolean));
        deps.log.info({ client }, 'a token of the API was withdrawn');
        return removed(deps, was, 'integrations.withdrawn');
      }),
      'integrations.webhookForm': withRight(deps, 'integrations.edit', async (_, tap) =>
        show(await webhookForm(deps, tap)),
      ),
      'integrations.webhookAdd': withRight(deps, 'integrations.edit', (_, tap) => addWebhook(deps, tap)),
      'integrations.webhookRemove': withRight(deps, 'integrations.edit', async ({ webhook }, tap) => {
        const known = (await deps.stores.integrations.webhooks()).find(({ id }) => id === webhook);
        const remove = () => deps.stores.integrations.removeWebhook(webhook);
        const was =
          known !== undefined && (await recordedWebhook(deps, tap, known, 'removed', remove, Boolean));
        return removed(deps, was, 'integrations.removed');
      }),
      'integrations.log': withRight(deps, 'integrations.edit', ({ webhook }) => log(deps, webhook)),
    },
  };
}

async function removed(deps: FeatureDeps, was: boolean, key: string): Promise<TapAnswer> {
  const card = await overview(deps);
  return was
    ? answer('success', deps.texts(key), card)
    : answer('info', deps.texts('refusal.notFound'), card);
}

async function overview(deps: FeatureDeps): Promise<CardJson> {
  const { integrations, items } = deps.stores;
  const [clients, webhooks, live] = await Promise.all([
    integrations.clients(),
    integrations.webhooks(),
    items.live(),
  ]);
  const part = await peopleNamed(
    deps,
    [...clients, ...webhooks].map(({ createdBy }) => createdBy),
  );
  const row = (each: (typeof clients)[number] | (typeof webhooks)[number]) => ({
    id: each.id,
    name: each.name,
    items: each.items.map(
      id => live.find(({ definition }) => definition.id === id)?.definition.name ?? { zh: id, en: id },
    ),
    by: nameOf(part, each.createdBy),
    at: each.createdAt,
  });
  return integrationsCard(
    {
      clients: clients.map(client => ({ ...row(client), rights: client.rights })),
      webhooks: webhooks.map(webhook => ({ ...row(webhook), url: webhook.url })),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

async function log(deps: FeatureDeps, id: string): Promise<TapAnswer> {
  const webhook = (await deps.stores.integrations.webhooks()).find(each => each.id === id);
  if (webhook === undefined) return politeNo(deps, 'notFound');
  const calls = await deps.stores.deliveries.ofWebhook(id, LOGGED);
  const rows = calls.flatMap(({ id: call, effect, status, attempts, createdAt }) =>
    effect.kind === 'callWebhook'
      ? [{ id: call, status: effect.status, state: status, attempts, at: createdAt }]
      : [],
  );
  return show(webhookLogCard({ name: webhook.name, calls: rows, time: cardTime(deps) }, deps.texts));
}
