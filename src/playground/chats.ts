import { randomUUID } from 'node:crypto';
import type { PlaygroundOrganisation } from './organisation.ts';
import type { SavedChats } from './saved-state.ts';
import type { Chat, JsonObject, LiveEvent, Message } from './types.ts';

/** So many messages are kept in a chat; older ones are gone, as after a clean-up. */
const KEPT = 1000;

interface NewMessage {
  readonly chatId: string;
  readonly sender: string;
  /** Lark's msg_type. */
  readonly type: string;
  readonly content: JsonObject;
  readonly file?: NonNullable<Message['file']>;
  readonly parent?: Message;
  readonly inThread?: boolean;
}

/** Everybody's chats: one with the bot for each person, and the groups. */
export interface Chats {
  all(): readonly Chat[];
  get(chatId: string): Chat | undefined;
  /** The chat of a person with the bot. */
  withBot(person: string): Chat | undefined;
  message(id: string): Message | undefined;
  /** The latest `limit` messages, oldest first. */
  messages(chatId: string, limit: number): readonly Message[];
  add(message: NewMessage): Message;
  /** Replaces parts of a message; tells the pages. */
  change(id: string, part: Partial<Pick<Message, 'content' | 'recalled' | 'urgent'>>): Message | undefined;
  markRead(chatId: string, person: string): void;
  addBot(chatId: string): void;
  /** What `SavedChats` reads again. */
  saved(): unknown;
}

export function createChats(
  organisation: PlaygroundOrganisation,
  saved: SavedChats | undefined,
  now: () => number,
  emit: (event: LiveEvent) => void,
): Chats {
  const botId = organisation.bot.id;
  const chats = new Map(bareChats(organisation).map(chat => [chat.id, chat]));
  const messages = new Map<string, Message[]>([...chats.keys()].map(id => [id, []]));
  const byId = new Map<string, Message>();
  restore();

  function restore(): void {
    for (const part of saved?.chats ?? []) {
      const chat = chats.get(part.id);
      if (chat === undefined) continue;
      chats.set(part.id, { ...chat, hasBot: chat.hasBot || part.hasBot, unread: part.unread });
      for (const message of part.messages) keep(message);
    }
  }
  function keep(message: Message): void {
    const list = messages.get(message.chatId) ?? [];
    list.push(message);
    for (const old of list.splice(0, Math.max(0, list.length - KEPT))) byId.delete(old.id);
    byId.set(message.id, message);
  }
  function setChat(chat: Chat): void {
    chats.set(chat.id, chat);
    emit({ type: 'chat', chat: withLast(chat) });
  }
  function withLast(chat: Chat): Chat {
    const lastMessage = messages.get(chat.id)?.at(-1);
    return lastMessage === undefined ? chat : { ...chat, lastMessage };
  }

  return {
    all: () => [...chats.values()].map(withLast),
    get: id => chats.get(id),
    withBot: person => chats.get(chatWithBot(person)),
    message: id => byId.get(id),
    messages: (chatId, limit) => (messages.get(chatId) ?? []).slice(-limit),
    add(draft) {
      const chat = chats.get(draft.chatId);
      if (chat === undefined) throw new Error('no such chat');
      const message = newMessage(draft, now());
      keep(message);
      emit({ type: 'message', message });
      setChat({ ...chat, unread: raised(chat, draft.sender) });
      return message;
    },
    change(id, part) {
      const old = byId.get(id);
      if (old === undefined) return undefined;
      const changed: Message = { ...old, ...part, updatedAt: now() };
      byId.set(id, changed);
      const list = messages.get(old.chatId) ?? [];
      list.splice(list.indexOf(old), 1, changed);
      emit({ type: 'message', message: changed });
      return changed;
    },
    markRead(chatId, person) {
      const chat = chats.get(chatId);
      if (chat === undefined || (chat.unread[person] ?? 0) === 0) return;
      setChat({ ...chat, unread: { ...chat.unread, [person]: 0 } });
    },
    addBot(chatId) {
      const chat = chats.get(chatId);
      if (chat !== undefined && !chat.hasBot) setChat({ ...chat, hasBot: true });
    },
    saved: () => ({
      chats: [...chats.values()].map(chat => ({
        id: chat.id,
        hasBot: chat.hasBot,
        unread: chat.unread,
        messages: messages.get(chat.id) ?? [],
      })),
    }),
  };

  function raised(chat: Chat, sender: string): Readonly<Record<string, number>> {
    const others = chat.members.filter(person => person !== sender && person !== botId);
    return { ...chat.unread, ...Object.fromEntries(others.map(id => [id, (chat.unread[id] ?? 0) + 1])) };
  }
}

/** The id of a person's chat with the bot. */
function chatWithBot(person: string): string {
  return `oc_p2p_${person.replace(/^ou_/, '')}`;
}

function bareChats(organisation: PlaygroundOrganisation): readonly Chat[] {
  const p2p = organisation.people.map(
    (person): Chat => ({
      id: chatWithBot(person.id),
      kind: 'p2p',
      name: organisation.bot.name,
      members: [person.id],
      hasBot: true,
      unread: {},
    }),
  );
  const groups = organisation.groups.map(
    (group): Chat => ({
      id: group.id,
      kind: 'group',
      name: { zh: group.name, en: group.enName },
      members: group.members,
      hasBot: group.bot,
      unread: {},
    }),
  );
  return [...p2p, ...groups];
}

function newMessage(draft: NewMessage, at: number): Message {
  const kind = draft.type === 'text' ? 'text' : draft.type === 'interactive' ? 'card' : 'other';
  const { parent } = draft;
  return {
    id: `om_${randomUUID().replaceAll('-', '')}`,
    chatId: draft.chatId,
    sender: draft.sender,
    kind,
    type: draft.type,
    content: draft.content,
    ...(draft.file !== undefined && { file: draft.file }),
    createdAt: at,
    ...(parent !== undefined && { parentId: parent.id, rootId: parent.rootId ?? parent.id }),
    ...(draft.inThread === true &&
      parent !== undefined && {
        threadId: parent.threadId ?? `omt_${parent.id.slice(3)}`,
      }),
  };
}
