import { randomUUID } from 'node:crypto';
import type { Env } from '../config/env.ts';
import { readCatalogue } from '../config/catalogue.ts';
import { createFileWriters } from './adapters/files/writers.ts';
import { createApiRoutes } from './adapters/http/api/index.ts';
import { createLinkPages } from './adapters/http/link-pages.ts';
import { createBoardRoutes } from './adapters/http/board/routes.ts';
import { createHttpApp } from './adapters/http/app.ts';
import { createJobs, type Jobs } from './adapters/jobs/jobs.ts';
import { approvalSecrets, createApprovalCallback } from './adapters/lark/approval-callback.ts';
import { createDoor, createHandle, type Handling } from './adapters/lark/door.ts';
import { createLongConnection, type LongConnection } from './adapters/lark/long-connection.ts';
import { reach } from './adapters/mongo/failures.ts';
import { botLink, createLinks } from './application/links.ts';
import type { Clock } from './application/ports.ts';
import { atMost, countWork, createRunning } from './shared/running.ts';
import { createLogger, createMetrics, type Logger } from './shared/telemetry.ts';
import { type Bot, createBot } from './wiring/bot.ts';
import { checkItemCalendars, openCalendars } from './wiring/calendars.ts';
import { accessOf, createLarkSide, type LarkAccess, secretsOf } from './wiring/lark.ts';
import { type OpenPlayground, openPlayground } from './wiring/playground.ts';
import { nextRuleAt } from './wiring/next-rule.ts';
import type { ReadinessProbes } from './adapters/http/readiness.ts';
import type { Backups } from './application/ports-health.ts';
import { createBackups } from './wiring/backups.ts';
import { createDrain } from './wiring/drain.ts';
import { createHealthProbes } from './wiring/health.ts';
import { jobsReadiness } from './wiring/readiness.ts';
import { readRoleNames } from './wiring/roles.ts';
import { seedCatalogue } from './wiring/seed-catalogue.ts';
import { seedHallOrder } from './wiring/seed-hall-order.ts';
import { seedSettings } from './wiring/seed-settings.ts';
import { createSetupSide, hearing, lookSoon } from './wiring/setup.ts';
import { listen, type Listening } from './wiring/server.ts';
import { type OpenStore, openStore } from './wiring/store.ts';

export interface Overrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Milliseconds between runs of the recurring work; tests shorten them. */
  readonly every?: Parameters<typeof createJobs>[0]['every'];
  /** How long a tap may take before 处理中; tests give more, for a busy machine. */
  readonly tapBudgetMs?: number;
  /** Whether the app's set-up is looked at by itself; tests of other things leave it. */
  readonly firstRun?: boolean;
  /** Told what is being done, where it may take longer than a second. */
  readonly progress?: (step: string) => void;
}

export interface App {
  /** Opens everything, in order; fails with the first thing that cannot be had, and leaves nothing open behind it. */
  start(): Promise<{ readonly port: number; readonly address: string }>;
  /** Stop order (house.md): no more calls in, jobs, leases, database. Nothing that was acknowledged is lost. */
  stop(): Promise<void>;
  /** Waits until nothing is under way: every event of the playground handed over, every event answered, every effect delivered or put off. */
  idle(): Promise<void>;
  /** Looks for due time rules now, as after the playground's clock was moved. */
  fireDueRules(): Promise<void>;
  /** Sends the reports that are due now, as the recurring job does. */
  sendReports(): Promise<void>;
  /** Looks whether the app is set up in Lark's console; true when administrators were told. */
  checkSetup(): Promise<boolean>;
}

// With the drain's 3.25 s together under the 20 s that a stop may take; what does not end in time is found again by the next
// start.
const HTTP_STOP_MS = 3_000;
const PAGE_STOP_MS = 1_000;
/** A tap that was answered with 处理中 goes on: its change and its card are waited for. */
const TAPS_STOP_MS = 4_000;
const JOBS_STOP_MS = 3_000;
const WORK_STOP_MS = 2_000;
/** For the database to hear what is left. */
const GIVE_BACK_MS = 1_000;

/** The composition root: the only place that knows every part. Nothing happens before `start`. */
export function createApp(env: Env, overrides: Overrides = {}): App {
  const log = overrides.log ?? createLogger({ level: env.logLevel, secrets: secretsOf(env) });
  const metrics = createMetrics({ processMetrics: overrides.log === undefined });
  const progress = overrides.progress ?? (() => undefined);
  const opened: { name: string; close: () => Promise<void> }[] = [];
  const onStop = (name: string, close: () => Promise<void>): void => {
    opened.unshift({ name, close });
  };
  let running:
    | {
        readonly bot: Bot;
        readonly jobs: Jobs;
        readonly arrived: () => Promise<void>;
        readonly connection?: LongConnection;
      }
    | undefined;

  const stop = async (): Promise<void> => {
    for (const part of opened.splice(0)) {
      const since = performance.now();
      try {
        await part.close();
        log.debug({ part: part.name, ms: Math.round(performance.now() - since) }, 'stopped');
      } catch (error) {
        log.warn({ error, part: part.name }, 'a part did not stop cleanly');
      }
    }
  };

  const open = async () => {
    const catalogue = await readCatalogue(env.catalogueDir);
    progress(env.mongodbUri === undefined ? 'starting the embedded store' : 'connecting to the database');
    const store = await openStore(env, log);
    onStop('store', () => store.close());
    const playing =
      env.lark.kind === 'playground' ? await openPlayground(env, log, overrides.clock) : undefined;
    const clock: Clock = playing?.playground.clock ?? overrides.clock ?? { now: Date.now };
    if (playing !== undefined) onStop('playground', () => playing.playground.close());

    progress('publishing the service items');
    const calendars = await openCalendars(store.calendars, env, clock, log);
    checkItemCalendars(catalogue, calendars.working);
    await seedCatalogue({ catalogue, items: store.stores.items, clock, log });
    await seedSettings({
      settings: store.stores.settings,
      clock,
      catalogue,
      ...playing?.roles,
      administrators: env.adminOpenIds.length > 0 ? env.adminOpenIds : (playing?.roles.administrators ?? []),
      roles: { ...readRoleNames(), ...playing?.roles.roles },
    });
    await seedHallOrder({ ...store.stores, folder: env.catalogueDir, clock, log });

    // The playground trusts whoever reaches it: it is never shown beyond this machine.
    const server = await listen(playing === undefined ? env.host : '127.0.0.1', env.port);
    const access = playing === undefined ? larkAccess(env) : playgroundAccess(playing, server);
    const lark = createLarkSide(access, log, metrics, env.publicUrl);
    const taps = createRunning();
    const base = env.publicUrl ?? (playing === undefined ? undefined : `http://127.0.0.1:${server.port}`);
    const links = createLinks({ ...access, ...(base === undefined ? {} : { base }) });
    const boardToken = env.boardToken ?? (playing === undefined ? undefined : randomUUID());
    const files = createFileWriters();
    onStop('files', () => files.close());
    const probes: ReadinessProbes = {
      store: () => store.readiness(),
      lark: () => lark.client.checkCredentials(),
      jobs: () => (running === undefined ? { ok: true } : jobsReadiness(running.jobs)),
      ...(access.transport === 'long-connection'
        ? { longConnection: () => running?.connection?.state() ?? { ok: false } }
        : {}),
    };
    const backups = createBackups(env, store, clock, log);
    const health = createHealthProbes({
      probes,
      store,
      working: calendars.working,
      backups,
      scopes: lark.scopes,
    });
    const real = playing === undefined;
    const setup = createSetupSide(access, { ...lark, ...store.stores, clock, log }, real);
    const bot = createBot({
      health,
      setup,
      taps,
      env,
      stores: store.stores,
      reports: store.reports,
      ledger: store.ledger,
      ratings: store.ratings,
      boardStore: store.board,
      boardLink:
        base === undefined || boardToken === undefined ? undefined : `${base}/board?token=${boardToken}`,
      calendars,
      clock,
      log,
      files,
      links,
      ...lark,
    });
    const jobs = createJobs({
      uri: store.uri,
      log,
      work: workOf(bot, store, backups, log, overrides.firstRun !== false),
      ...every(overrides),
    });
    onStop('deliveries', () => atMost(WORK_STOP_MS + GIVE_BACK_MS, bot.deliverer.close(WORK_STOP_MS)));
    onStop('inbox', () => atMost(WORK_STOP_MS + GIVE_BACK_MS, bot.inbox.close(WORK_STOP_MS)));
    onStop('jobs', () => jobs.stop(JOBS_STOP_MS));
    onStop('late taps', async () => void (await taps.none(TAPS_STOP_MS)));
    // An open playground page never ends its stream of updates by itself.
    onStop('http', () => server.close(playing === undefined ? HTTP_STOP_MS : PAGE_STOP_MS));
    const drain = createDrain(() => performance.now());
    onStop('drain', () => drain.run());

    const handling: Handling = {
      inbox: hearing(store.stores.inbox, setup.heard),
      onEvent: key => bot.inbox.wake(key),
      onTap: tap => {
        setup.heard.tap();
        return countWork(taps, bot.router.tap(tap));
      },
      lateTap: (tap, answer) => countWork(taps, bot.router.lateTap(tap, answer)),
      answered: (tap, withCard) => bot.answers.answered(tap.key, withCard),
      clock,
      log,
      metrics,
      timeZone: env.timeZone,
      ...(overrides.tapBudgetMs === undefined ? {} : { tapBudgetMs: overrides.tapBudgetMs }),
    };
    // People move the playground's clock; its callbacks are of any age.
    const machineClock = playing === undefined ? { machineNow: Date.now } : {};
    const connection = longConnection(access, handling);
    if (connection !== undefined) onStop('long connection', () => Promise.resolve(connection.stop()));
    const board = createBoardRoutes({ board: bot.board, token: boardToken, timeZone: env.timeZone, log });
    onStop('board', async () => board.close());
    const koa = createHttpApp({
      ...(connection === undefined ? { door: createDoor({ ...access, ...handling, ...machineClock }) } : {}),
      readiness: { ...probes, serving: () => drain.probe() },
      metrics,
      log,
      approvalCallback: createApprovalCallback(approvalSecrets(access.appSecret), bot.decideQuickly, bot.say),
      api: createApiRoutes({ api: bot.api, clients: store.stores.integrations, clock, log }),
      before: [
        ...(playing === undefined ? [] : [playing.playground.middleware]),
        createLinkPages(botLink(access)),
        board.middleware,
      ],
    });
    const handler = koa.callback();
    server.serve((request, response) => {
      if (drain.going()) response.setHeader('Connection', 'close');
      void handler(request, response);
    });
    progress('starting the recurring work');
    await reach(() => jobs.start());
    running = {
      bot,
      jobs,
      arrived: async () => playing?.playground.idle(),
      ...(connection === undefined ? {} : { connection }),
    };
    connection?.start();
    playing?.playground.setCallback(`http://127.0.0.1:${server.port}/lark/callback`);
    playing?.playground.setNextDue(() => nextRuleAt(store.stores.requests, clock));
    playing?.playground.onClockMoved(() => void afterMove(bot, jobs, log, true));
    if (real && overrides.firstRun !== false) {
      const forget = lookSoon(bot.firstRun, log);
      onStop('the look at the set-up', () => Promise.resolve(forget()));
    }
    void lark.directory
      .warm()
      .catch(error => log.warn({ error }, 'the directory will be read when it is needed'));
    const host = playing === undefined ? env.host : '127.0.0.1';
    return { port: server.port, address: `http://${host}:${server.port}` };
  };

  return {
    start: async () => {
      try {
        return await open();
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    idle: async () => {
      await running?.arrived();
      await running?.bot.inbox.idle();
      await running?.bot.deliverer.idle();
    },
    fireDueRules: async () => {
      if (running !== undefined) await afterMove(running.bot, running.jobs, log);
    },
    sendReports: async () => running?.bot.reports(async () => undefined),
    checkSetup: async () => (await running?.bot.firstRun.tell()) ?? false,
  };

  function longConnection(access: LarkAccess, handling: Handling): LongConnection | undefined {
    if (access.transport !== 'long-connection') return undefined;
    const { appId, appSecret, domain } = access;
    return createLongConnection({ appId, appSecret, domain, handle: createHandle(handling), log, metrics });
  }
}

function larkAccess(env: Env): LarkAccess {
  if (env.lark.kind === 'playground') throw new Error('no credentials');
  return accessOf(env.lark);
}

function playgroundAccess({ playground }: OpenPlayground, server: Listening): LarkAccess {
  return { ...playground.credentials, domain: `http://127.0.0.1:${server.port}`, transport: 'webhook' };
}

function every(overrides: Overrides) {
  return overrides.every === undefined ? {} : { every: overrides.every };
}

function workOf(bot: Bot, store: OpenStore, backups: Backups, log: Logger, firstRun: boolean) {
  return {
    'due-scan': (heartbeat: () => Promise<void>) => bot.fireDueRules(heartbeat),
    'outbox-sweep': (heartbeat: () => Promise<void>) => bot.deliverer.sweep(heartbeat),
    'inbox-sweep': (heartbeat: () => Promise<void>) => bot.inbox.sweep(heartbeat),
    watchdog: () => bot.watch(),
    digests: (heartbeat: () => Promise<void>) => bot.sendDigests(heartbeat),
    reports: (heartbeat: () => Promise<void>) => bot.reports(heartbeat),
    mirror: (heartbeat: () => Promise<void>) => bot.mirror.follow(heartbeat),
    housekeeping: async () => {
      await bot.mirror.reconcile();
      await bot.warnMissingYear();
      await bot.anchorAudit();
      if (firstRun) await bot.firstRun.tell();
      await backups.daily();
      const { unknown, dead } = await store.stores.deliveries.counts();
      if (unknown + dead > 0) log.warn({ unknown, dead }, 'messages that did not reach their people');
    },
  };
}

/** The clock was moved: what became due is done now, and put-off work is tried. */
async function afterMove(bot: Bot, jobs: Jobs, log: Logger, reports = false): Promise<void> {
  try {
    await bot.sendDigests();
    await jobs.runDueScanNow();
    await bot.deliverer.idle();
    await bot.deliverer.sweep();
    if (reports) await bot.reports(async () => undefined);
  } catch (error) {
    log.warn({ error }, 'the due-scan after the clock was moved failed; the next one comes by itself');
  }
}
