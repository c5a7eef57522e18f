import { z } from 'zod';
import type { SentFile } from '../../../application/ports-personal.ts';
import type { Inbound } from '../../../application/ports.ts';
import { type EventReader, idSchema, instantOf, personSchema } from './envelope.ts';
import { postText } from './post.ts';

const mentionSchema = z.object({ key: z.string().min(1), mentioned_type: z.string().optional() });
const schema = z.object({
  sender: z.object({ sender_id: personSchema, sender_type: z.string() }),
  message: z.object({
    message_id: idSchema,
    create_time: z.union([z.string(), z.number()]).optional(),
    chat_id: idSchema,
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z.array(mentionSchema).optional(),
  }),
});
type LarkMessage = z.infer<typeof schema>['message'];
type Content = Extract<Inbound, { kind: 'message' }>['content'];

/**
 * im.message.receive_v1. The key is the message's id, not the event's: Lark may send one message as two events
 * (lark.md 3). Senders that are apps are ignored, and in groups whatever does not mention the bot.
 */
export const message: EventReader = (event, header) => {
  const parsed = schema.safeParse(event);
  if (!parsed.success || parsed.data.sender.sender_type !== 'user') return null;
  const { sender, message } = parsed.data;
  const chat = message.chat_type === 'p2p' ? 'p2p' : 'group';
  if (chat === 'group' && !mentionsBot(message)) return null;
  return {
    kind: 'message',
    key: message.message_id,
    person: sender.sender_id.open_id,
    messageId: message.message_id,
    chat,
    chatId: message.chat_id,
    content: contentOf(message),
    createdAt: instantOf(message.create_time ?? header.createTime),
  };
};

/** Older events do not say whom a mention names; then Lark's own rule holds: groups deliver only what mentions the bot. */
function mentionsBot(message: LarkMessage): boolean {
  const named = (message.mentions ?? []).filter(mention => mention.key !== '@_all');
  const typed = named.filter(mention => mention.mentioned_type !== undefined);
  return typed.length > 0 ? typed.some(mention => mention.mentioned_type === 'bot') : named.length > 0;
}

function contentOf(message: LarkMessage): Content {
  const other: Content = { type: 'other', messageType: message.message_type };
  const body = parseJson(message.content);
  if (message.message_type === 'image' || message.message_type === 'file') {
    const file = fileOf(message.message_type, body);
    return file === undefined ? other : { ...other, file };
  }
  if (message.message_type === 'text') {
    const text = z.object({ text: z.string() }).safeParse(body);
    return text.success ? { type: 'text', text: withoutMentions(text.data.text, message) } : other;
  }
  if (message.message_type === 'post') {
    const text = postText(body);
    return text === undefined ? other : { type: 'text', text: withoutMentions(text, message) };
  }
  return other;
}

function fileOf(kind: 'image' | 'file', body: unknown): SentFile | undefined {
  if (kind === 'image') {
    const image = z.object({ image_key: z.string().min(1) }).safeParse(body);
    return image.success ? { kind, key: image.data.image_key, name: '' } : undefined;
  }
  const file = z.object({ file_key: z.string().min(1), file_name: z.string().optional() }).safeParse(body);
  return file.success
    ? { kind, key: file.data.file_key, name: file.data.file_name ?? file.data.file_key }
    : undefined;
}

/** Keys are matched whole: `@_user_1` must not take its part of `@_user_10`. */
function withoutMentions(text: string, message: LarkMessage): string {
  const keys = new Set(['@_all', ...(message.mentions ?? []).map(mention => mention.key)]);
  return text.replace(/@_(?:all|user_\d+)/g, found => (keys.has(found) ? '' : found)).trim();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
