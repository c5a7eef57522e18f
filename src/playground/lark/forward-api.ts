import type { Router } from '@koa/router';
import { z } from 'zod';
import type { Chats } from '../chats.ts';
import { readJson } from '../read-json.ts';
import { LarkRefusal, answer, queryOf } from './answer.ts';
import { createSendOnce } from './send-once.ts';

const body = z.object({ receive_id: z.string() });

/** im/v1/messages/:id/forward: the message, as it is, in another chat with the bot; a repeated uuid is dropped for an hour. */
export function registerForward(
  router: Router,
  { chats, botId, now }: { readonly chats: Chats; readonly botId: string; readonly now: () => number },
): void {
  const once = createSendOnce(now);
  router.post('/open-apis/im/v1/messages/:id/forward', async ctx => {
    const given = body.safeParse(await readJson(ctx));
    const message = chats.message(ctx.params['id'] ?? '');
    if (!given.success || message === undefined) throw new LarkRefusal(230001, 'invalid message_id');
    if (message.recalled === true) throw new LarkRefusal(230011, 'The message has been recalled');
    const chat = queryOf(ctx, 'receive_id_type', '') === 'open_id' && chats.withBot(given.data.receive_id);
    if (!chat) throw new LarkRefusal(230034, 'The receive_id is invalid');
    const uuid = queryOf(ctx, 'uuid', '');
    const key = uuid === '' ? undefined : `${chat.id} ${uuid}`;
    const earlier = chats.message(once.find(key) ?? '');
    const { type, content, file } = message;
    const sent =
      earlier ?? chats.add({ chatId: chat.id, sender: botId, type, content, ...(file && { file }) });
    once.keep(key, sent.id);
    answer(ctx, { message_id: sent.id, chat_id: chat.id });
  });
}
