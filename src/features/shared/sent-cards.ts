import type { CardTap, SentCard, StoredRequest } from '../../application/ports.ts';
import type { FeatureDeps } from './deps.ts';

/** The tapped message shows this from now on, so that later changes come to it in the right shape. */
export async function remember(
  deps: Pick<FeatureDeps, 'stores' | 'clock'>,
  tap: CardTap,
  stored: StoredRequest,
  as: Pick<SentCard, 'kind' | 'taskId'>,
): Promise<void> {
  await deps.stores.sentCards.add({
    messageId: tap.messageId,
    person: tap.person,
    requestId: stored.state.id,
    ...as,
    sentAt: deps.clock.now(),
    // The answer may never arrive: a sweep that knows of none must show the card anew.
    shows: 0,
  });
}
