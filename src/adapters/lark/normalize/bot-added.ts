import { z } from 'zod';
import { type EventReader, idSchema, personSchema } from './envelope.ts';

const schema = z.object({ chat_id: idSchema, operator_id: personSchema });

/** im.chat.member.bot.added_v1: somebody added the bot to a group. */
export const botAdded: EventReader = (event, header) => {
  const parsed = schema.safeParse(event);
  if (!parsed.success) return null;
  return {
    kind: 'botAdded',
    key: header.key,
    chatId: parsed.data.chat_id,
    by: parsed.data.operator_id.open_id,
  };
};
