import { randomUUID } from 'node:crypto';
import type { Chat, JsonObject, Message } from '../types.ts';

/** The bodies of Lark's events and callbacks (schema 2.0; lark.md 2.1 and 3), before the token and encryption. */

export const TENANT_KEY = 'playground_tenant';

export interface Application {
  readonly appId: string;
}

export interface Envelope {
  readonly eventId: string;
  readonly body: JsonObject;
}

export function envelope(app: Application, eventType: string, at: number, event: JsonObject): Envelope {
  const eventId = randomUUID().replaceAll('-', '');
  const header = {
    event_id: eventId,
    event_type: eventType,
    app_id: app.appId,
    tenant_key: TENANT_KEY,
    // Card callbacks carry microseconds, events milliseconds.
    create_time: String(eventType === 'card.action.trigger' ? at * 1000 : at),
  };
  return { eventId, body: { schema: '2.0', header, event } };
}

/** The ids of a person as Lark lists them. */
export function idsOf(openId: string): JsonObject {
  const name = openId.replace(/^ou_/, '');
  return { open_id: openId, union_id: `on_${name}`, user_id: name };
}

/** im.message.receive_v1. `mentionsBot`: the text begins with the bot's mention, as `@_user_1`. */
export function messageEvent(
  message: Message,
  chat: Chat,
  bot: { id: string; name: string } | undefined,
): JsonObject {
  const mentions = bot && [
    { key: '@_user_1', id: idsOf(bot.id), name: bot.name, mentioned_type: 'bot', tenant_key: TENANT_KEY },
  ];
  return {
    sender: { sender_id: idsOf(message.sender), sender_type: 'user', tenant_key: TENANT_KEY },
    message: {
      message_id: message.id,
      ...(message.rootId !== undefined && { root_id: message.rootId }),
      ...(message.parentId !== undefined && { parent_id: message.parentId }),
      ...(message.threadId !== undefined && { thread_id: message.threadId }),
      create_time: String(message.createdAt),
      update_time: String(message.createdAt),
      chat_id: chat.id,
      chat_type: chat.kind,
      message_type: message.type,
      content: JSON.stringify(message.content),
      ...(mentions && { mentions }),
    },
  };
}

/** application.bot.menu_v6; the timestamp is in seconds. */
export function menuEvent(person: string, name: string, eventKey: string, at: number): JsonObject {
  return {
    operator: { operator_name: name, operator_id: idsOf(person) },
    event_key: eventKey,
    timestamp: Math.floor(at / 1000),
  };
}

/** im.chat.access_event.bot_p2p_chat_entered_v1; without `last` the chat is entered for the first time. */
export function chatEnteredEvent(chatId: string, person: string, last: Message | undefined): JsonObject {
  return {
    chat_id: chatId,
    operator_id: idsOf(person),
    ...(last !== undefined && {
      last_message_id: last.id,
      last_message_create_time: String(last.createdAt),
    }),
  };
}

/** im.chat.member.bot.added_v1. */
export function botAddedEvent(chat: Chat, person: string): JsonObject {
  return {
    chat_id: chat.id,
    operator_id: idsOf(person),
    operator_tenant_key: TENANT_KEY,
    external: false,
    name: chat.name.zh,
    i18n_names: { zh_cn: chat.name.zh, en_us: chat.name.en },
  };
}
