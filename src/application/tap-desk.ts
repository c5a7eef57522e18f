import { type CardAction, type CardActionKind, decodeAction } from '../../cards/kit/action.ts';
import { AppError } from '../shared/errors.ts';
import { claim, claimOne } from './claims.ts';
import type { RouterDeps } from './create-router.ts';
import { fingerprint } from './ids.ts';
import type { CardTap, TapAnswer } from './ports.ts';
import type { Feature, TapHandlers } from './router.ts';

/** Answers taps; the budget of time is kept by the door. */
export interface TapDesk {
  answer(tap: CardTap): Promise<TapAnswer>;
  /** Shows what came of a tap after its time was up: the answer's card, else the request's, else the toast's words. */
  late(tap: CardTap, answer: TapAnswer): Promise<void>;
}

/**
 * Answers taps. A button that cannot be read gets "stale card" and a fresh card; a handler that fails gets a toast and a
 * log line, never a silent button.
 */
export function createTapDesk(features: readonly Feature[], deps: RouterDeps): TapDesk {
  const handlers = claimTaps(features);
  const freshCard = claimOne(features, 'freshCard');

  return {
    answer: async tap => {
      deps.answers.expect(tap.key);
      const action = decodeAction(tap.value);
      try {
        const answer = action === undefined ? undefined : await callHandler(handlers, action, tap);
        if (answer !== undefined) return answer;
        const card = await freshCard?.(tap);
        const toast = { type: 'info', text: deps.words.staleCard } as const;
        return card === undefined ? { toast } : { toast, card };
      } catch (error) {
        logFailure(deps, tap, action?.a, error);
        return { toast: { type: 'error', text: deps.words.failed } };
      }
    },
    late: async (tap, { card, toast }) => {
      const shown = card ?? (requestOf(tap) === undefined ? undefined : await freshCard?.(tap));
      if (shown !== undefined) await deps.messenger.updateByToken(tap.token, shown);
      // Nothing to show: the person, who has read "处理中", is told in words.
      else if (toast !== undefined) await tell(deps, tap, deps.say(toast.text));
    },
  };
}

function requestOf(tap: CardTap): string | undefined {
  const action = decodeAction(tap.value);
  return action !== undefined && 'request' in action ? action.request : undefined;
}

async function tell(deps: RouterDeps, tap: CardTap, text: string): Promise<void> {
  const target = { kind: 'person', openId: tap.person } as const;
  await deps.messenger.send(target, { kind: 'text', text }, `l-${fingerprint(40, tap.key)}`);
}

/** An expected error is part of normal life; any other means that a person must act. */
function logFailure(deps: RouterDeps, tap: CardTap, action: string | undefined, error: unknown): void {
  const details = { key: tap.key, action, code: error instanceof AppError ? error.code : 'internal', error };
  if (error instanceof AppError && (error.expected || error.retryable))
    deps.log.warn(details, 'a tap could not be answered now');
  else deps.log.error(details, 'a tap failed');
}

function claimTaps(features: readonly Feature[]): TapHandlers {
  return claim<TapHandlers>(
    features.map(feature => [feature.name, feature.taps]),
    'tap',
  );
}

/** The handler of a kind takes the action of that kind; TypeScript follows this through a generic key. */
function callHandler<K extends CardActionKind>(
  handlers: TapHandlers,
  action: Extract<CardAction, { a: K }>,
  tap: CardTap,
): Promise<TapAnswer> | undefined {
  return handlers[action.a]?.(action, tap);
}
