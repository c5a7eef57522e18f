import { shownApplicant } from '../core/request.ts';
import type { Effect } from '../core/effects.ts';
import type { CallWebhook, IntegrationStore } from './ports-integrations.ts';
import type { Clock, StoredRequest } from './ports.ts';
import type { WebhooksFor } from './outbox.ts';

export type TellWebhook = (
  effect: Extract<Effect, { readonly kind: 'callWebhook' }>,
  stored: StoredRequest,
  deliveryId: string,
) => Promise<void>;

/** How long the list of webhooks may be out of date: it is asked for at every change of a status. */
const FRESH_MS = 5_000;

/** Which webhooks are told of an item's requests, from a list that is at most some seconds old. */
export function createWebhooksFor(store: Pick<IntegrationStore, 'webhooks'>, clock: Clock): WebhooksFor {
  let kept: { readonly until: number; readonly list: ReturnType<typeof store.webhooks> } | undefined;
  return async itemId => {
    const now = clock.now();
    if (kept === undefined || now >= kept.until || now < kept.until - FRESH_MS)
      kept = { until: now + FRESH_MS, list: store.webhooks() };
    const list = await kept.list.catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return list.filter(({ items }) => items.length === 0 || items.includes(itemId)).map(({ id }) => id);
  };
}

/**
 * Tells one webhook of one change of a request's status, as JSON: `{id, type, at, from?, status, request}`. Times are ISO 8601
 * in UTC. `id` is the delivery's, so a repetition can be told from a second change. A webhook that is gone is told nothing.
 */
export function createTellWebhook(
  store: Pick<IntegrationStore, 'webhooks'>,
  call: CallWebhook,
  clock: Clock,
): TellWebhook {
  return async ({ webhook: id, from, status }, { state }, deliveryId) => {
    const webhook = (await store.webhooks()).find(each => each.id === id);
    if (webhook === undefined) return;
    const at = clock.now();
    const body = JSON.stringify({
      id: deliveryId,
      type: 'request.statusChanged',
      at: iso(at),
      ...(from === undefined ? {} : { from }),
      status,
      request: {
        number: state.number,
        item: state.itemId,
        applicant: shownApplicant(state),
        submittedAt: iso(state.submittedAt),
        ...(state.dueAt === undefined ? {} : { dueAt: iso(state.dueAt) }),
        ...('endedAt' in state ? { endedAt: iso(state.endedAt) } : {}),
        ...(state.documentNumber === undefined ? {} : { documentNumber: state.documentNumber }),
      },
    });
    await call({ url: webhook.url, secret: webhook.secret, id: deliveryId, at, body });
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
