import { fingerprint } from './ids.ts';
import { claim, claimOne } from './claims.ts';
import { createCommandMatcher } from './command-words.ts';
import type { RouterDeps } from './create-router.ts';
import type { PersonalFile } from './ports-personal.ts';
import type { Inbound, SendContent, SendTarget } from './ports.ts';
import type { ChatAnswer, ChatCall, Feature } from './router.ts';

type Message = Extract<Inbound, { readonly kind: 'message' }>;
type Menu = Extract<Inbound, { readonly kind: 'menu' }>;

/** Typed words and the bot's menu. */
export interface Chat {
  message(event: Message): Promise<void>;
  menu(event: Menu): Promise<void>;
}

interface Reply {
  readonly answer: ChatAnswer;
  /** It concerns this person only. */
  readonly private: boolean;
}

/** Finds who answers, and sends the answer where it belongs; a repetition carries the same `uuid` and is dropped by Lark. */
export function createChat(features: readonly Feature[], deps: RouterDeps): Chat {
  const match = createCommandMatcher(features.flatMap(feature => feature.commands ?? []));
  const menus = claim(
    features.map(feature => [feature.name, feature.menus]),
    'menu key',
  );
  const unknownWords = claimOne(features, 'unknownWords');
  const otherMessage = claimOne(features, 'otherMessage');
  const notUnderstood: ChatAnswer = { text: deps.words.notUnderstood };

  const replyTo = async (message: Message): Promise<Reply> => {
    const { content, person, key, chat } = message;
    const where = chat === 'group' ? 'group' : 'person';
    if (content.type === 'other') {
      const sent = sentFile(message);
      const kept = await otherMessage?.(person, content.messageType, sent);
      const taken = sent === undefined ? undefined : await takenBy(features, person, sent, key);
      return { answer: taken ?? kept ?? notUnderstood, private: false };
    }
    const typed = match(content.text);
    if (typed !== undefined) {
      const answer = await typed.command.run({ person, key, where, argument: typed.argument });
      return { answer, private: typed.command.private };
    }
    const call = { person, key, where, argument: content.text.trim() } as const;
    const taken = await linesTakenBy(features, call);
    return { answer: taken ?? (await unknownWords?.(call)) ?? notUnderstood, private: false };
  };

  const send = (key: string, part: string, target: SendTarget, answer: ChatAnswer) =>
    deps.messenger.send(target, contentOf(deps, answer), `r-${fingerprint(40, key, part)}`);

  return {
    message: async event => {
      const reply = await replyTo(event);
      const thread = { kind: 'reply', messageId: event.messageId, inThread: true } as const;
      const person = { kind: 'person', openId: event.person } as const;
      if (event.chat === 'p2p') await send(event.key, 'answer', person, reply.answer);
      else if (!reply.private) await send(event.key, 'answer', thread, reply.answer);
      else {
        await send(event.key, 'answer', person, reply.answer);
        await send(event.key, 'note', thread, { text: deps.words.sentPrivately });
      }
    },
    menu: async event => {
      const answer = (await menus[event.eventKey]?.(event.person)) ?? notUnderstood;
      await send(event.key, 'answer', { kind: 'person', openId: event.person }, answer);
    },
  };
}

async function linesTakenBy(features: readonly Feature[], call: ChatCall): Promise<ChatAnswer | undefined> {
  for (const { sentLines: take } of features) {
    const answer = await take?.(call);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

async function takenBy(
  features: readonly Feature[],
  person: string,
  sent: PersonalFile,
  key: string,
): Promise<ChatAnswer | undefined> {
  for (const { sentFile: take } of features) {
    const answer = await take?.(person, sent, key);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** A picture or file as it is kept: only from the private chat, where it was meant for the bot. */
function sentFile({ content, messageId, createdAt, chat }: Message): PersonalFile | undefined {
  if (content.type !== 'other' || content.file === undefined || chat !== 'p2p') return undefined;
  return { ...content.file, messageId, at: createdAt };
}

function contentOf(deps: RouterDeps, answer: ChatAnswer): SendContent {
  return 'card' in answer
    ? { kind: 'card', card: answer.card }
    : { kind: 'text', text: deps.say(answer.text) };
}
