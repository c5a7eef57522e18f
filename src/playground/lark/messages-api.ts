import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import type { Chats } from '../chats.ts';
import type { PlaygroundLog } from '../log.ts';
import { readJson } from '../read-json.ts';
import { jsonObject } from '../saved-state.ts';
import type { JsonObject, Message } from '../types.ts';
import { LarkRefusal, answer, queryOf } from './answer.ts';
import { cardFaults } from './card-validator.ts';
import { TENANT_KEY } from './envelope.ts';
import { fileKey, type PlaygroundFiles } from './files.ts';
import { createSendOnce } from './send-once.ts';
import type { UpdateTokens } from './update-tokens.ts';

/** A card can be replaced for 14 days. */
const PATCHABLE_MS = 14 * 86_400_000;

const body = z.object({
  content: z.string().max(150 * 1024),
  msg_type: z.string(),
  uuid: z.string().max(50).optional(),
  receive_id: z.string().optional(),
  reply_in_thread: z.boolean().optional(),
});
type Body = z.infer<typeof body>;

export interface MessagesOptions {
  readonly chats: Chats;
  readonly botId: string;
  readonly appId: string;
  readonly people: ReadonlySet<string>;
  readonly files: PlaygroundFiles;
  readonly tokens: UpdateTokens;
  readonly now: () => number;
  readonly log: PlaygroundLog;
}

/** im/v1/messages: create, reply, get, patch, delete, urgent_app; and the card update by a callback's token. */
export function registerMessages(router: Router, options: MessagesOptions): void {
  const { chats, botId, people, now } = options;
  const once = createSendOnce(now);

  router.post('/open-apis/im/v1/messages', async ctx => {
    const draft = await parse(ctx, body);
    const chatId = receiver(queryOf(ctx, 'receive_id_type', ''), draft.receive_id ?? '');
    send(ctx, draft, chatId);
  });

  router.post('/open-apis/im/v1/messages/:id/reply', async ctx => {
    const draft = await parse(ctx, body);
    const parent = found(ctx);
    if (parent.recalled === true) throw new LarkRefusal(230011, 'The message has been recalled');
    send(ctx, draft, parent.chatId, parent);
  });

  router.get('/open-apis/im/v1/messages/:id', ctx => {
    answer(ctx, { items: [view(found(ctx))] });
  });

  router.patch('/open-apis/im/v1/messages/:id', async ctx => {
    const { content } = await parse(ctx, z.object({ content: z.string() }));
    const message = own(ctx);
    if (message.kind !== 'card') throw new LarkRefusal(230001, 'Only a card can be patched');
    if (message.recalled === true) throw new LarkRefusal(230011, 'The message has been recalled');
    if (now() - message.createdAt > PATCHABLE_MS)
      throw new LarkRefusal(230031, 'The message has been sent for more than 14 days');
    chats.change(message.id, { content: card(content) });
    answer(ctx, {});
  });

  router.delete('/open-apis/im/v1/messages/:id', ctx => {
    chats.change(own(ctx).id, { recalled: true });
    answer(ctx, {});
  });

  router.patch('/open-apis/im/v1/messages/:id/urgent_app', async ctx => {
    const { user_id_list: ids } = await parse(ctx, z.object({ user_id_list: z.array(z.string()).min(1) }));
    const message = own(ctx);
    const members = chats.get(message.chatId)?.members ?? [];
    const valid = ids.filter(id => members.includes(id));
    chats.change(message.id, { urgent: [...new Set([...(message.urgent ?? []), ...valid])] });
    answer(ctx, { invalid_user_id_list: ids.filter(id => !valid.includes(id)) });
  });

  router.post('/open-apis/interactive/v1/card/update', async ctx => {
    const update = await parse(ctx, z.object({ token: z.string(), card: jsonObject }));
    const use = options.tokens.use(update.token);
    if (use === 'unknown') throw new LarkRefusal(200310, 'invalid token');
    if (use === 'expired') throw new LarkRefusal(300030, 'token expired');
    if (use === 'overused') throw new LarkRefusal(300040, 'token used too often');
    checked(update.card);
    chats.change(use.messageId, { content: update.card });
    ctx.body = { code: 0, msg: 'ok' };
  });

  function receiver(kind: string, id: string): string {
    if (kind === 'chat_id') {
      const chat = chats.get(id);
      if (chat === undefined) throw new LarkRefusal(230001, 'invalid receive_id');
      if (!chat.hasBot) throw new LarkRefusal(230002, 'Bot/User can NOT be out of the chat.');
      return chat.id;
    }
    const chat = kind === 'open_id' ? chats.withBot(id) : undefined;
    if (chat === undefined) throw new LarkRefusal(230034, 'The receive_id is invalid');
    return chat.id;
  }

  function send(ctx: Context, draft: Body, chatId: string, parent?: Message): void {
    const key = draft.uuid === undefined ? undefined : `${chatId} ${draft.uuid}`;
    const earlier = chats.message(once.find(key) ?? '');
    if (earlier !== undefined) return answer(ctx, view(earlier));
    const content = draft.msg_type === 'interactive' ? card(draft.content) : parsed(draft.content);
    const file = uploaded(draft.msg_type, content);
    const message = chats.add({
      chatId,
      sender: botId,
      type: draft.msg_type,
      content,
      ...(file && { file }),
      inThread: draft.reply_in_thread === true,
      ...(parent && { parent }),
    });
    once.keep(key, message.id);
    answer(ctx, view(message));
  }

  /** Files and pictures are uploaded first; a message of one that is not there is refused. */
  function uploaded(type: string, content: JsonObject): Message['file'] {
    if (type !== 'file' && type !== 'image') return undefined;
    const file = options.files.get(fileKey(content));
    if (file === undefined) throw new LarkRefusal(230001, `invalid ${type}_key`);
    return { name: file.name, size: file.bytes.length };
  }

  function found(ctx: Context & { params: Record<string, string> }): Message {
    const message = chats.message(ctx.params['id'] ?? '');
    if (message === undefined) throw new LarkRefusal(230001, 'invalid message_id');
    return message;
  }

  function own(ctx: Context & { params: Record<string, string> }): Message {
    const message = found(ctx);
    if (message.sender !== botId) throw new LarkRefusal(230012, 'Bot is NOT the sender of the message.');
    return message;
  }

  function card(content: string): JsonObject {
    const value = parsed(content);
    checked(value);
    return value;
  }

  function checked(value: JsonObject): void {
    const faults = cardFaults(value, people);
    if (faults.length === 0) return;
    const words = faults.slice(0, 5).map(fault => `${fault.path}: ${fault.reason}`);
    options.log.error({ faults: words }, 'the bot sent a card that Lark would refuse');
    throw new LarkRefusal(
      230099,
      `Failed to create card content, ext=ErrCode: 200621; ErrMsg: ${words.join('; ')}`,
    );
  }

  function view(message: Message): JsonObject {
    const byBot = message.sender === botId;
    return {
      message_id: message.id,
      ...(message.rootId !== undefined && { root_id: message.rootId }),
      ...(message.parentId !== undefined && { parent_id: message.parentId }),
      ...(message.threadId !== undefined && { thread_id: message.threadId }),
      msg_type: message.type,
      create_time: String(message.createdAt),
      update_time: String(message.updatedAt ?? message.createdAt),
      deleted: message.recalled ?? false,
      updated: message.updatedAt !== undefined,
      chat_id: message.chatId,
      sender: {
        id: byBot ? options.appId : message.sender,
        id_type: byBot ? 'app_id' : 'open_id',
        sender_type: byBot ? 'app' : 'user',
        tenant_key: TENANT_KEY,
      },
      body: { content: JSON.stringify(message.content) },
    };
  }
}

function parsed(content: string): JsonObject {
  try {
    return jsonObject.parse(JSON.parse(content));
  } catch {
    throw new LarkRefusal(230001, 'content is not a JSON object');
  }
}

async function parse<T>(ctx: Context, schema: z.ZodType<T>): Promise<T> {
  const given = schema.safeParse(await readJson(ctx));
  if (!given.success) {
    const where = given.error.issues.map(issue => issue.path.join('.')).join(', ');
    throw new LarkRefusal(99992402, `field validation failed: ${where}`);
  }
  return given.data;
}
