import type { Effect } from '../core/effects.ts';
import type { Instant } from '../core/definition.ts';
import { fingerprint } from './ids.ts';
import type { Delivery, OutboxEntry, SettingsStore, StoredRequest } from './ports.ts';

/** Ids of the webhooks that are told of this item's requests. */
export type WebhooksFor = (itemId: string) => Promise<readonly string[]>;

/**
 * A request's waiting effects as deliveries. A notice to all administrators becomes one for each of them, and a change of
 * status one call for each webhook, with ids that come out the same when a crash makes this run twice.
 */
export async function deliveriesOf(
  stored: StoredRequest,
  settings: Pick<SettingsStore, 'current'>,
  webhooksFor: WebhooksFor,
  now: Instant,
): Promise<readonly Delivery[]> {
  const kinds = new Set(stored.outbox.map(({ effect }) => effect.kind));
  const administrators = kinds.has('noticeToAdministrators') ? (await settings.current()).administrators : [];
  const webhooks = kinds.has('statusChanged') ? await webhooksFor(stored.state.itemId) : [];
  return stored.outbox
    .flatMap(entry => divided(entry, administrators, webhooks))
    .map(({ id, effect }) => ({
      id,
      requestId: stored.state.id,
      effect,
      status: 'pending',
      attempts: 0,
      createdAt: now,
      nextAt: now,
    }));
}

function divided(
  entry: OutboxEntry,
  administrators: readonly string[],
  webhooks: readonly string[],
): readonly OutboxEntry[] {
  const { id, effect } = entry;
  const each = (names: readonly string[], make: (name: string) => Effect): readonly OutboxEntry[] =>
    names.map(name => ({ id: `${id}-${fingerprint(8, name)}`, effect: make(name) }));
  if (effect.kind === 'noticeToAdministrators') {
    const { notice, urgent } = effect;
    const buzzing = urgent === undefined ? {} : { urgent };
    return each(administrators, to => ({ kind: 'notice', to, notice, ...buzzing }));
  }
  if (effect.kind === 'statusChanged') {
    const { status, from } = effect;
    const before = from === undefined ? {} : { from };
    return each(webhooks, webhook => ({ kind: 'callWebhook', webhook, status, ...before }));
  }
  return [entry];
}
