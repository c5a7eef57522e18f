import { Router } from '@koa/router';
import type Koa from 'koa';
import type { Context } from 'koa';
import type { z } from 'zod';
import type { Chats } from '../chats.ts';
import type { MovableClock } from '../clock.ts';
import type { PlaygroundFiles } from '../lark/files.ts';
import type { Tap } from '../lark/tap.ts';
import type { PlaygroundOrganisation } from '../organisation.ts';
import { readJson } from '../read-json.ts';
import type { Chat, TapResult, World } from '../types.ts';
import { registerFilePages } from './file-pages.ts';
import type { Live } from './live.ts';
import type { PeopleActs } from './people-acts.ts';
import { chatSchema, clockSchema, directorySchema, menuSchema, tapSchema, writeSchema } from './schemas.ts';

/** So many of a chat's latest messages are shown. */
const SHOWN = 200;

/** The page's API under /playground/api: what is there, what people do, and the clock. */
export function usePageApi(
  app: Koa,
  options: {
    readonly organisation: PlaygroundOrganisation;
    readonly chats: Chats;
    readonly files: PlaygroundFiles;
    readonly clock: MovableClock;
    readonly live: Live;
    readonly acts: PeopleActs;
    readonly tap: (tap: Tap) => Promise<TapResult>;
    /** When the next reminder or escalation is due, if any. */
    readonly nextDue: () => Promise<number | undefined>;
  },
): void {
  const { organisation, chats, clock, live, acts } = options;
  const router = new Router({ prefix: '/playground/api' });
  const people = new Set(organisation.people.map(person => person.id));

  router.get('/world', ctx => {
    ctx.body = world(organisation, chats.all(), clock.now());
  });
  router.get('/chats/:id/messages', ctx => {
    ctx.body = chats.messages(chatOf(ctx, ctx.params['id'] ?? '').id, SHOWN);
  });
  router.get('/events', ctx => {
    ctx.respond = false;
    live.attach(ctx.res);
  });

  registerFilePages(router, {
    files: options.files,
    message: id => chats.message(id),
    upload: (ctx, given, bytes) =>
      acts.upload(chatOf(ctx, given.chatId), known(ctx, given.person), given, bytes),
  });

  router.post('/messages', async ctx => {
    const given = await parse(ctx, writeSchema);
    ctx.body = acts.write(chatOf(ctx, given.chatId), known(ctx, given.person), given);
  });
  router.post('/tap', async ctx => {
    const { person, messageId, action, form } = await parse(ctx, tapSchema);
    const message = chats.message(messageId) ?? ctx.throw(404, 'no such message');
    // Not only members of the chat: Lark lets cards be forwarded, so a stranger may tap.
    ctx.body = await options.tap({ person: known(ctx, person), message, action, form });
  });
  router.post('/menu', async ctx => {
    const { person, eventKey } = await parse(ctx, menuSchema);
    acts.menu(known(ctx, person), eventKey);
    ctx.body = {};
  });
  router.post('/open', async ctx => {
    const { person, chatId } = await parse(ctx, chatSchema);
    acts.open(chatOf(ctx, chatId), known(ctx, person));
    ctx.body = {};
  });
  router.post('/read', async ctx => {
    const { person, chatId } = await parse(ctx, chatSchema);
    chats.markRead(chatOf(ctx, chatId).id, known(ctx, person));
    ctx.body = {};
  });
  router.post('/add-bot', async ctx => {
    const { person, chatId } = await parse(ctx, chatSchema);
    acts.addBot(chatOf(ctx, chatId), known(ctx, person));
    ctx.body = {};
  });
  router.post('/clock', async ctx => {
    clock.advance((await parse(ctx, clockSchema)).advanceMs);
    ctx.body = { now: clock.now() };
  });
  router.post('/clock/next', async ctx => {
    const due = await options.nextDue();
    if (due !== undefined) clock.advance(Math.max(1, due - clock.now()));
    ctx.body = { now: clock.now(), moved: due !== undefined };
  });
  router.post('/directory', async ctx => {
    const { person } = await parse(ctx, directorySchema);
    acts.directoryChanged(known(ctx, person));
    ctx.body = {};
  });
  app.use(router.routes());

  function known(ctx: Context, person: string): string {
    return people.has(person) ? person : ctx.throw(404, 'no such person');
  }
  function chatOf(ctx: Context, id: string): Chat {
    return chats.get(id) ?? ctx.throw(404, 'no such chat');
  }
}

function world(organisation: PlaygroundOrganisation, chats: readonly Chat[], now: number): World {
  return {
    name: { zh: organisation.name, en: organisation.enName },
    bot: organisation.bot,
    timeZone: organisation.timeZone,
    departments: organisation.departments.map(one => ({
      id: one.id,
      name: { zh: one.name, en: one.enName },
    })),
    people: organisation.people.map(person => ({
      id: person.id,
      name: { zh: person.name, en: person.enName },
      title: { zh: person.title, en: person.enTitle },
      departmentId: person.department,
    })),
    chats,
    now,
  };
}

async function parse<T>(ctx: Context, schema: z.ZodType<T>): Promise<T> {
  // A foreign page can post plain text without asking the browser; JSON it cannot.
  if (ctx.is('application/json') === false) ctx.throw(415, 'JSON only');
  const given = schema.safeParse(await readJson(ctx));
  if (given.success) return given.data;
  return ctx.throw(
    400,
    given.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; '),
  );
}
