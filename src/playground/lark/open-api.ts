import { Router } from '@koa/router';
import type Koa from 'koa';
import type { Chats } from '../chats.ts';
import type { PlaygroundOrganisation } from '../organisation.ts';
import { LarkRefusal, answer, paged } from './answer.ts';
import { createAuth } from './auth-api.ts';
import { registerContact } from './contact-api.ts';
import { idsOf } from './envelope.ts';
import { registerFiles } from './files-api.ts';
import { registerForward } from './forward-api.ts';
import { type MessagesOptions, registerMessages } from './messages-api.ts';

/** The stand-in for Lark's OpenAPI under /open-apis, for the SDK's unmodified client. */
export function useOpenApi(
  app: Koa,
  options: Omit<MessagesOptions, 'botId' | 'people'> & {
    readonly appSecret: string;
    readonly organisation: PlaygroundOrganisation;
    readonly people: ReadonlySet<string>;
  },
): void {
  const { organisation, chats } = options;
  const auth = createAuth(options.appId, options.appSecret);
  const open = new Router();
  auth.register(open);

  const router = new Router();
  router.use(auth.guard);
  registerMessages(router, { ...options, botId: organisation.bot.id });
  registerFiles(router, options.files, chats);
  registerForward(router, { chats, botId: organisation.bot.id, now: options.now });
  registerContact(router, organisation);
  registerChats(router, organisation, chats);
  router.get('/open-apis/bot/v3/info', ctx => {
    const { id, name } = organisation.bot;
    ctx.body = { code: 0, msg: 'ok', bot: { open_id: id, app_name: name.zh, activate_status: 2 } };
  });
  open.use(router.routes());

  app.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/open-apis/')) {
      await next();
      return;
    }
    try {
      await next();
      if (ctx.status === 404) throw new LarkRefusal(99991672, 'The playground has no such API', 404);
    } catch (error) {
      if (!(error instanceof LarkRefusal)) throw error;
      ctx.status = error.status;
      ctx.body = { code: error.code, msg: error.message };
    }
  });
  app.use(open.routes());
  app.use(router.routes());
}

function registerChats(router: Router, organisation: PlaygroundOrganisation, chats: Chats): void {
  const botsChat = (id: string | undefined) => {
    const chat = chats.get(id ?? '');
    if (chat === undefined)
      throw new LarkRefusal(232006, 'Your request specifies a chat_id which is invalid.');
    if (!chat.hasBot) throw new LarkRefusal(230002, 'Bot/User can NOT be out of the chat.');
    return chat;
  };
  router.get('/open-apis/im/v1/chats/:id', ctx => {
    const chat = botsChat(ctx.params['id']);
    answer(ctx, {
      name: chat.name.zh,
      i18n_names: { zh_cn: chat.name.zh, en_us: chat.name.en },
      chat_mode: chat.kind,
      user_count: String(chat.members.length),
      bot_count: '1',
      external: false,
    });
  });
  router.get('/open-apis/im/v1/chats/:id/members', ctx => {
    const { members } = botsChat(ctx.params['id']);
    const items = members.map(id => ({
      member_id_type: 'open_id',
      member_id: idsOf(id)['open_id'] ?? id,
      name: organisation.people.find(person => person.id === id)?.name ?? id,
    }));
    answer(ctx, { ...paged(ctx, items), member_total: members.length });
  });
}
