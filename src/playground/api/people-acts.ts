import type { z } from 'zod';
import type { Chats } from '../chats.ts';
import type { Deliverer } from '../lark/deliver.ts';
import {
  type Application,
  botAddedEvent,
  chatEnteredEvent,
  envelope,
  idsOf,
  menuEvent,
  messageEvent,
} from '../lark/envelope.ts';
import type { PlaygroundFiles } from '../lark/files.ts';
import type { PlaygroundOrganisation } from '../organisation.ts';
import { samplePicture } from '../sample-files.ts';
import type { Chat, JsonObject, Message } from '../types.ts';
import type { uploadSchema, writeSchema } from './schemas.ts';

/** What people do in the messenger apart from taps on cards; each becomes an event for the bot. */
export interface PeopleActs {
  write(chat: Chat, person: string, message: z.infer<typeof writeSchema>): Message;
  /** Sends a picture or file of the person's own. */
  upload(chat: Chat, person: string, file: z.infer<typeof uploadSchema>, bytes: Uint8Array): Message;
  menu(person: string, eventKey: string): void;
  open(chat: Chat, person: string): void;
  addBot(chat: Chat, person: string): void;
  directoryChanged(person: string): void;
}

export function createPeopleActs(options: {
  readonly app: Application;
  readonly organisation: PlaygroundOrganisation;
  readonly chats: Chats;
  readonly files: PlaygroundFiles;
  readonly deliverer: Deliverer;
  readonly now: () => number;
}): PeopleActs {
  const { app, organisation, chats, files, deliverer, now } = options;
  const bot = { id: organisation.bot.id, name: organisation.bot.name.zh };
  const send = (type: string, event: JsonObject): void => deliverer.event(envelope(app, type, now(), event));

  const addFile = (chat: Chat, person: string, type: 'image' | 'file', name: string, bytes: Uint8Array) => {
    const key = files.put(type, name, bytes);
    const content: JsonObject = type === 'image' ? { image_key: key } : { file_key: key, file_name: name };
    const file = { name, size: bytes.byteLength };
    const message = chats.add({ chatId: chat.id, sender: person, type, content, file });
    if (chat.kind === 'p2p') send('im.message.receive_v1', messageEvent(message, chat, undefined));
    return message;
  };

  return {
    upload: (chat, person, { type, name }, bytes) =>
      addFile(chat, person, type, type === 'image' ? '' : name, bytes),
    write(chat, person, draft) {
      // Without bytes of their own: a sample, so that what is sent can be fetched.
      if (draft.type === 'image') return addFile(chat, person, 'image', '', samplePicture());
      if (draft.type === 'file')
        return addFile(chat, person, 'file', draft.text || '施工方案.txt', Buffer.from('施工方案\n'));
      const parent = chats.message(draft.parentId ?? '');
      // Only a text can mention somebody; a file or picture in a group is not heard.
      const mentions = chat.kind === 'group' && draft.mentionsBot && draft.type === 'text';
      const message = chats.add({
        chatId: chat.id,
        sender: person,
        type: draft.type,
        content: contentOf(draft.type, mentions ? `@_user_1 ${draft.text}` : draft.text),
        ...(parent && { parent }),
      });
      const heard = chat.kind === 'p2p' || (chat.hasBot && mentions);
      if (heard) send('im.message.receive_v1', messageEvent(message, chat, mentions ? bot : undefined));
      return message;
    },
    menu(person, eventKey) {
      const name = organisation.people.find(one => one.id === person)?.name ?? '';
      send('application.bot.menu_v6', menuEvent(person, name, eventKey, now()));
    },
    open(chat, person) {
      const last = chats.messages(chat.id, 1)[0];
      chats.markRead(chat.id, person);
      if (chat.kind === 'p2p')
        send('im.chat.access_event.bot_p2p_chat_entered_v1', chatEnteredEvent(chat.id, person, last));
    },
    addBot(chat, person) {
      if (chat.kind === 'p2p' || chat.hasBot) return;
      chats.addBot(chat.id);
      send('im.chat.member.bot.added_v1', botAddedEvent(chat, person));
    },
    directoryChanged(person) {
      const object = {
        ...idsOf(person),
        name: organisation.people.find(one => one.id === person)?.name ?? '',
      };
      send('contact.user.updated_v3', { object, old_object: {} });
    },
  };
}

function contentOf(type: string, text: string): JsonObject {
  return type === 'text' ? { text } : { file_key: `${type}_v3_playground` };
}
