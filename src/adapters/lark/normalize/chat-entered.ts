import { z } from 'zod';
import { type EventReader, personSchema } from './envelope.ts';

const schema = z.object({ operator_id: personSchema, last_message_id: z.string().optional() });

/** im.chat.access_event.bot_p2p_chat_entered_v1: fires each time the chat is opened; first = no message yet. */
export const chatEntered: EventReader = (event, header) => {
  const parsed = schema.safeParse(event);
  if (!parsed.success) return null;
  const { operator_id, last_message_id } = parsed.data;
  return {
    kind: 'chatEntered',
    key: header.key,
    person: operator_id.open_id,
    first: last_message_id === undefined || last_message_id === '',
  };
};
