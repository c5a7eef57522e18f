import type { Text } from '../core/definition.ts';
import { createChat, type Chat } from './chat.ts';
import type { CardTap, Inbound, Log, Messenger, TapAnswer } from './ports.ts';
import type { Feature } from './router.ts';
import { createTapDesk } from './tap-desk.ts';
import type { TapAnswers } from './tap-answers.ts';

/** Sentences that the router itself says; the texts come from the locale files. */
interface RouterWords {
  /** The button is from an older build or not ours: here is the current card. */
  readonly staleCard: Text;
  /** Something went wrong on our side; tapping again is safe. */
  readonly failed: Text;
  /** In a group: the answer went to the person privately. */
  readonly sentPrivately: Text;
  /** When no feature answers: other message types and unknown words. */
  readonly notUnderstood: Text;
}

export interface RouterDeps {
  readonly messenger: Messenger;
  readonly words: RouterWords;
  /** Which language a plain text message is in; cards carry both. */
  readonly say: (text: Text) => string;
  /** Hears of each tap that is worked on; what came of its answer is told by whoever gives it. */
  readonly answers: Pick<TapAnswers, 'expect'>;
  readonly log: Log;
}

/** Where everything that comes in is handed to the feature that claimed it. */
export interface Router {
  /** Answers a tap; what fails is a toast. The door keeps the 2.5 s. */
  tap(tap: CardTap): Promise<TapAnswer>;
  /** Shows an answer that came after "处理中" had been answered: its card in place of the tapped one. */
  lateTap(tap: CardTap, answer: TapAnswer): Promise<void>;
  /** Handles an event and sends what is to be answered; may be repeated with the same key without doubling anything. */
  inbound(event: Inbound): Promise<void>;
}

/** Puts the features' handlers into one map each; a kind, word or menu key that two of them claim is an error at start. */
export function createRouter(features: readonly Feature[], deps: RouterDeps): Router {
  const taps = createTapDesk(features, deps);
  const chat = createChat(features, deps);
  return {
    tap: tap => taps.answer(tap),
    lateTap: (tap, answer) => taps.late(tap, answer),
    inbound: event => inbound(features, chat, event),
  };
}

async function inbound(features: readonly Feature[], chat: Chat, event: Inbound): Promise<void> {
  switch (event.kind) {
    case 'message':
      return chat.message(event);
    case 'menu':
      return chat.menu(event);
    case 'chatEntered':
      for (const feature of features) await feature.on?.chatEntered?.(event);
      return undefined;
    case 'groupTap':
      // Carried out in the private chat before it comes here (group-taps).
      return undefined;
    case 'botAdded':
      for (const feature of features) await feature.on?.botAdded?.(event);
      return undefined;
    case 'behalfTold':
      for (const feature of features) await feature.on?.behalfTold?.(event);
      return undefined;
    case 'ledgerAsked':
      for (const feature of features) await feature.on?.ledgerAsked?.(event);
      return undefined;
    case 'peopleTold':
      for (const feature of features) await feature.on?.peopleTold?.(event);
      return undefined;
    case 'actUnderWay':
      for (const feature of features) await feature.on?.actUnderWay?.(event);
      return undefined;
    case 'filesAsked':
      for (const feature of features) await feature.on?.filesAsked?.(event);
      return undefined;
    case 'directoryChanged':
      for (const feature of features) await feature.on?.directoryChanged?.(event);
      return undefined;
    default:
      return event satisfies never;
  }
}
