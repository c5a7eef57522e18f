import type { DeliverDeps } from './deliver-effects.ts';
import { mayHelpLater } from './delivery-policy.ts';
import type { SentCard, StoredRequest } from './ports.ts';

export interface Refresher {
  /** Shows the newest state on all cards of a kind; returns '' (there is no new message). Throws the first failure. */
  all(
    requestId: string,
    kinds: readonly SentCard['kind'][],
    taskId: string | undefined,
    exceptMessageId: string | undefined,
  ): Promise<string>;
  /** Shows the newest state on one card, unless it shows it already. */
  card(card: SentCard): Promise<void>;
}

/** Rounds in which a card is drawn anew because the request was changed meanwhile. */
const ROUNDS = 5;

/**
 * Brings sent cards up to date. The newest state wins: `shows` notes the version that a message shows, so several
 * refreshes of one card become one patch, and a patch that another instance overtook is followed by a newer one.
 */
export function createRefresher(deps: DeliverDeps): Refresher {
  const card = async (sent: SentCard): Promise<void> => {
    let shows = sent.shows;
    for (let round = 0; round < ROUNDS; round += 1) {
      const stored = await deps.requests.load(sent.requestId);
      if (stored === undefined || stored.version <= shows) return;
      await patch(deps, sent, stored);
      if (await deps.sentCards.shown(sent.messageId, stored.version)) shows = stored.version;
      else shows = 0;
    }
  };

  return {
    card,
    all: async (requestId, kinds, taskId, exceptMessageId) => {
      const found = await Promise.all(kinds.map(kind => deps.sentCards.find(requestId, kind, taskId)));
      const failures: unknown[] = [];
      for (const sent of found.flat().filter(({ messageId }) => messageId !== exceptMessageId)) {
        await card(sent).catch((error: unknown) => failures.push(error));
      }
      const worth = failures.find(mayHelpLater) ?? failures[0];
      if (worth !== undefined) throw worth;
      return '';
    },
  };
}

async function patch(deps: DeliverDeps, sent: SentCard, stored: StoredRequest): Promise<void> {
  const drawn = await deps.renderer.update(sent, stored);
  if (drawn !== undefined) await deps.messenger.update(sent.messageId, drawn);
}
