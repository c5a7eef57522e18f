import { AppError } from '../shared/errors.ts';
import type { DeliverDeps } from './deliver-effects.ts';
import { mayHelpLater } from './delivery-policy.ts';
import type { Refresher } from './refresh-cards.ts';

/** A tap on a request's card. */
export interface UnansweredTap {
  /** Of the tap, and of the command that it gave. */
  readonly key: string;
  readonly requestId: string;
  readonly messageId: string;
}

/**
 * Taps whose answer failed, or was not taken by Lark when it came late. What they asked may be done; the refresh of their card was
 * then left to the answer. Where the process dies, another's sweep refreshes all cards: it knows of no answer.
 */
export interface UnansweredTaps {
  note(tap: UnansweredTap): void;
  /**
   * Shows the newest state on the card of each tap that did something; the others keep what is typed there. Ends at the first
   * failure that may pass; what is left is kept for the next call.
   */
  show(): Promise<void>;
}

/** More than these are forgotten: their cards say what is so when they are tapped. */
const MOST = 500;

export function createUnansweredTaps(
  { requests }: Pick<DeliverDeps, 'requests'>,
  refresher: Pick<Refresher, 'message'>,
): UnansweredTaps {
  const waiting = new Map<string, UnansweredTap>();
  return {
    note: tap => {
      if (waiting.size < MOST) waiting.set(tap.key, tap);
    },
    show: async () => {
      for (const tap of waiting.values()) {
        const { key, requestId, messageId } = tap;
        waiting.delete(key);
        try {
          const stored = await requests.load(requestId);
          if (stored?.processed.includes(key) === true) await refresher.message(requestId, messageId);
        } catch (error) {
          if (error instanceof AppError && !mayHelpLater(error)) continue;
          // Behind the others, so that one card never keeps them waiting.
          waiting.set(key, tap);
          return;
        }
      }
    },
  };
}
