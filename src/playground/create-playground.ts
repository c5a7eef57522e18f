import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Koa from 'koa';
import { projectRoot } from '../../config/project-root.ts';
import { callerLeft } from '../shared/caller-left.ts';
import { createAssets } from './api/assets.ts';
import { loopbackOnly, securityHeaders } from './api/guard.ts';
import { createLive } from './api/live.ts';
import { usePageApi } from './api/page-api.ts';
import { createPeopleActs } from './api/people-acts.ts';
import { createChats } from './chats.ts';
import { createMovableClock } from './clock.ts';
import { createDeliverer } from './lark/deliver.ts';
import { createFiles } from './lark/files.ts';
import { useOpenApi } from './lark/open-api.ts';
import { createTapper } from './lark/tap.ts';
import { createUpdateTokens } from './lark/update-tokens.ts';
import type { PlaygroundLog } from './log.ts';
import type { PlaygroundOrganisation } from './organisation.ts';
import { parseSavedState } from './saved-state.ts';
import { createStateFile, readStateFile } from './state-file.ts';

export interface Playground {
  /** To be mounted on the bot's own Koa app: `/`, `/playground/*` and `/open-apis/*`; the rest passes through. */
  readonly middleware: Koa.Middleware;
  /** What the bot is configured with; made anew at each start. */
  readonly credentials: {
    readonly appId: string;
    readonly appSecret: string;
    readonly encryptKey: string;
    readonly verificationToken: string;
  };
  readonly clock: { now(): number };
  /** Where the bot hears; until it is set, events wait. */
  setCallback(url: string): void;
  onClockMoved(listener: () => void): void;
  /** How the clock's lever to the next due time finds it: an instant, or nothing that waits for one. */
  setNextDue(find: () => Promise<number | undefined>): void;
  /** Waits until every event that people made has been handed to the bot. */
  idle(): Promise<void>;
  /** Writes the state and ends the pages' streams. */
  close(): Promise<void>;
}

export interface PlaygroundOptions {
  readonly organisation: PlaygroundOrganisation;
  /** The time before anybody moved it; the machine's by default. */
  readonly clock?: { now(): number };
  /** Where `playground.json` is kept: chats, messages, cards, and how far the clock was moved. */
  readonly dataDir: string;
  readonly log: PlaygroundLog;
}

/** A stand-in for Lark with a messenger page, for this machine only. */
export function createPlayground(options: PlaygroundOptions): Playground {
  const { organisation, log } = options;
  const credentials = newCredentials();
  const file = join(options.dataDir, 'playground.json');
  const saved = parseSavedState(readStateFile(file));
  const clock = createMovableClock(() => options.clock?.now() ?? Date.now(), saved?.clockOffset);
  const live = createLive();
  let nextDue = noneDue;
  const people = new Set(organisation.people.map(person => person.id));
  const chats = createChats(organisation, saved?.chats, clock.now, event => {
    live.emit(event);
    state.touch();
  });
  const state = createStateFile(file, save, error =>
    log.error({ err: error }, 'the playground could not write its state'),
  );
  const deliverer = createDeliverer({
    ...credentials,
    now: clock.now,
    pending: saved?.pending ?? [],
    changed: () => state.touch(),
    log,
  });
  clock.onMoved(() => {
    live.emit({ type: 'clock', now: clock.now() });
    state.touch();
    deliverer.pump();
  });

  const app = createApp();
  const handle = app.callback();
  return {
    middleware: async (ctx, next) => {
      if (!isOurs(ctx.path)) {
        await next();
        return;
      }
      // The playground answers by itself; the bot's app leaves the response alone.
      ctx.respond = false;
      await handle(ctx.req, ctx.res);
    },
    credentials,
    clock,
    setCallback: url => deliverer.setCallback(url),
    onClockMoved: listener => clock.onMoved(listener),
    setNextDue: find => {
      nextDue = find;
    },
    idle: () => deliverer.idle(),
    async close() {
      live.close();
      await deliverer.close();
      state.close();
    },
  };

  function save(): unknown {
    const offset = clock.offset();
    return { format: 1, clockOffset: offset, chats: chats.saved(), pending: deliverer.pending() };
  }

  function createApp(): Koa {
    const { appId, appSecret } = credentials;
    const tokens = createUpdateTokens(clock.now);
    const files = createFiles(join(options.dataDir, 'playground-files'));
    const common = { chats, now: clock.now, tokens, people, log, organisation, files };
    const app = new Koa();
    app.on('error', (error: unknown, ctx: Koa.Context) => {
      if (callerLeft(error, ctx)) return;
      // What a caller did wrong is told to the caller (`expose`); nobody else need look.
      if (error instanceof Error && 'expose' in error && error.expose === true) return;
      log.error({ err: error }, 'the playground failed on a call');
    });
    app.use(loopbackOnly);
    useOpenApi(app, { ...common, appId, appSecret });
    app.use(securityHeaders);
    app.use(createAssets(join(projectRoot, 'dist', 'playground')));
    const acts = createPeopleActs({ ...common, app: credentials, deliverer });
    const tap = createTapper({ ...common, app: credentials, deliverer, timeZone: organisation.timeZone });
    usePageApi(app, { organisation, chats, files, clock, live, acts, tap, nextDue: () => nextDue() });
    return app;
  }
}

function noneDue(): Promise<number | undefined> {
  return Promise.resolve(undefined);
}

function isOurs(path: string): boolean {
  return path === '/' || /^\/(?:playground|open-apis)\//.test(path);
}

function newCredentials(): Playground['credentials'] {
  return {
    appId: `cli_${randomBytes(8).toString('hex')}`,
    appSecret: randomBytes(16).toString('hex'),
    encryptKey: randomBytes(16).toString('hex'),
    verificationToken: randomBytes(16).toString('hex'),
  };
}
