import { LRUCache } from 'lru-cache';
import type { Text } from '../core/definition.ts';
import { fingerprint } from './ids.ts';
import type { CardJson, CardTap, Clock, Inbound, Marks, Messenger, TapAnswer } from './ports.ts';
import type { Router } from './create-router.ts';
import type { TapAnswers } from './tap-answers.ts';

const CHATS_REMEMBERED = 10_000;

export interface GroupTapDeps {
  readonly marks: Marks;
  readonly messenger: Messenger;
  readonly clock: Clock;
  /** Stores an event and has it worked through soon, after a crash too. */
  readonly keep: (event: Inbound) => Promise<void>;
  readonly answers: Pick<TapAnswers, 'answered'>;
  readonly sentPrivately: Text;
  /** Stands in the private chat for the moment until the answer is drawn. */
  readonly waitingCard: CardJson;
  readonly say: (text: Text) => string;
}

/**
 * A card in a group is seen by all, and the answer to a tap replaces it for all (lark.md 2.2). So what a tap in a group
 * opens goes to the tapper privately, as a message of its own, and the card in the group stays as it is. A tap does not
 * say whether its chat is a group (lark.md 2.1): groups are those that a message or the bot's invitation came from, which
 * is before any card of ours stands in them. The tap is stored before the toast promises a message, and finished after a
 * crash like any event.
 */
export function keepGroupsClean(router: Router, deps: GroupTapDeps): Router {
  // A chat never turns into another kind; so what was found once stays true.
  const groups = new LRUCache<string, boolean>({ max: CHATS_REMEMBERED });
  return {
    inbound: async event => {
      const chatId = groupOf(event);
      if (chatId !== undefined && groups.get(chatId) !== true) {
        await deps.marks.setOnce(markOf(chatId), deps.clock.now());
        groups.set(chatId, true);
      }
      return event.kind === 'groupTap' ? answerPrivately(router, deps, event.tap) : router.inbound(event);
    },
    tap: async tap => {
      const isGroup = groups.get(tap.chatId) ?? (await deps.marks.isSet(markOf(tap.chatId)));
      groups.set(tap.chatId, isGroup);
      if (!isGroup) return router.tap(tap);
      await deps.keep({ kind: 'groupTap', key: `tap/${tap.key}`, tap });
      return { toast: { type: 'info', text: deps.sentPrivately } };
    },
    lateTap: (tap, answer) => router.lateTap(tap, answer),
  };
}

/**
 * A message of its own, on which the tap is then carried out as if it had been made there. May be repeated: the messages
 * have the tap's uuids, the command its key.
 */
async function answerPrivately(router: Router, deps: GroupTapDeps, tap: CardTap): Promise<void> {
  const uuid = (part: string) => `g-${fingerprint(40, tap.key, part)}`;
  const person = { kind: 'person', openId: tap.person } as const;
  const waiting = { kind: 'card', card: deps.waitingCard } as const;
  const { messageId } = await deps.messenger.send(person, waiting, uuid('card'));
  let shown = false;
  try {
    const answer: TapAnswer = await router.tap({ ...tap, messageId });
    if (answer.card !== undefined) await deps.messenger.update(messageId, answer.card);
    else if (answer.toast !== undefined)
      await deps.messenger.send(person, { kind: 'text', text: deps.say(answer.toast.text) }, uuid('text'));
    shown = answer.card !== undefined;
  } finally {
    deps.answers.answered(tap.key, shown);
  }
}

function groupOf(event: Inbound): string | undefined {
  if (event.kind === 'botAdded') return event.chatId;
  return event.kind === 'message' && event.chat === 'group' ? event.chatId : undefined;
}

function markOf(chatId: string): string {
  return `group/${chatId}`;
}
