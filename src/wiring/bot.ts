import { messageCard } from '../../cards/message.ts';
import { loadTexts } from '../../config/texts.ts';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.ts';
import type { Env } from '../../config/env.ts';
import { createAnchorAudit } from '../application/anchor-audit.ts';
import { createApplyDelegations, createEndDelegations } from '../application/apply-delegations.ts';
import { createCachedDelegations } from '../application/cached-delegations.ts';
import { createCachedSettings } from '../application/cached-settings.ts';
import type { HealthProbes } from '../application/ports-health.ts';
import { createRouter, type Router } from '../application/create-router.ts';
import { createDeliverer, type Deliverer } from '../application/deliver-effects.ts';
import { createEffectCommands } from '../application/effect-commands.ts';
import { createExecuteCommand, type CommandDeps } from '../application/execute-command.ts';
import { createFirstRun, type FirstRunDeps } from '../application/first-run.ts';
import type { FirstRun } from '../application/ports-setup.ts';
import { createFireDueRules, type FireDueRules } from '../application/fire-due-rules.ts';
import { orderedItems } from '../application/hall-order.ts';
import { createHandOvers } from '../application/hand-over.ts';
import { createOrganisationFor } from '../application/organisation.ts';
import { createItemFigures } from '../application/item-figures.ts';
import type { Links } from '../application/links.ts';
import type { FileWriters, SentFileReader } from '../application/ports-files.ts';
import type { Clock, Directory, Inbound, Log, Messenger, Stores } from '../application/ports.ts';
import { keepGroupsClean } from '../application/group-taps.ts';
import { type Board, type BoardStore, createBoard } from '../application/board.ts';
import type { RatingStore } from '../application/ports-ratings.ts';
import type { LedgerStore } from '../application/ports-ledger.ts';
import type { ReportStore } from '../application/ports-reports.ts';
import { createInboxWorker, type InboxWorker } from '../application/process-inbox.ts';
import type { ApprovalApp, DecideQuickly } from '../application/ports-mirror.ts';
import { createPublicApi, type PublicApi } from '../application/public-api.ts';
import { createRecorded } from '../application/record-act.ts';
import { createRecentRequests } from '../application/recent-requests.ts';
import { createRecomputeDueTimes } from '../application/recompute-due-times.ts';
import { createNumbers } from '../application/request-number.ts';
import { createSubmitRequest } from '../application/submit-request.ts';
import { createWarnMissingYear } from '../application/warn-missing-year.ts';
import { createSendDigests, type SendDigests } from '../application/send-digests.ts';
import { createTapAnswers, type TapAnswers } from '../application/tap-answers.ts';
import { createWatchdog } from '../application/watchdog.ts';
import { createTellWebhook, createWebhooksFor } from '../application/webhooks.ts';
import { callWebhook } from '../adapters/webhooks/call.ts';
import { decide } from '../core/decide.ts';
import type { Text } from '../core/definition.ts';
import { evolve } from '../core/evolve.ts';
import { createActs } from '../features/acts/index.ts';
import { createApplying } from '../features/applying/index.ts';
import { createApprovals } from '../features/approvals/index.ts';
import { createArchive } from '../features/archive/index.ts';
import { renderForm } from '../features/archive/render.ts';
import { createAudit } from '../features/audit/index.ts';
import { createBatch } from '../features/batch/index.ts';
import { createChatFeature } from '../features/chat/index.ts';
import { createDelegation } from '../features/delegation/index.ts';
import { createHall } from '../features/hall/index.ts';
import { loadingTogether } from '../adapters/mongo/load-together.ts';
import { readCalendar } from '../adapters/calendar/read-calendar.ts';
import { createCalendars } from '../features/calendars/index.ts';
import { createHealth } from '../features/health/index.ts';
import { createHandOver } from '../features/hand-over/index.ts';
import { createCardRenderer } from '../features/notices/index.ts';
import { stalledCardOf } from '../features/notices/stalled.ts';
import { createIntegrations } from '../features/integrations/index.ts';
import { createDecideQuickly } from '../features/mirror/decide.ts';
import { createBoardFeature } from '../features/board/index.ts';
import { createRunningRequests } from '../features/running/index.ts';
import { createSatisfaction } from '../features/satisfaction/index.ts';
import { createGuides } from '../features/guides/index.ts';
import { createLedger } from '../features/ledger/index.ts';
import { createMirrorSettings } from '../features/mirror/index.ts';
import { createMirror, type Mirror } from '../features/mirror/run.ts';
import { createPersonal } from '../features/personal/index.ts';
import { createSettings } from '../features/settings/index.ts';
import { createSetup, setupCardOf } from '../features/setup/index.ts';
import type { FeatureDeps } from '../features/shared/deps.ts';
import { createSupervision } from '../features/supervision/index.ts';
import { createDigest } from '../features/digest/index.ts';
import { digestCardOf } from '../features/digest/view.ts';
import type { Running } from '../shared/running.ts';
import { createTaskFiles } from '../features/task-files/index.ts';
import { createTypedActs } from '../features/typed-acts/index.ts';
import { createTracking } from '../features/tracking/index.ts';

import type { OpenCalendars } from './calendars.ts';
import { createReporting } from './reporting.ts';

export interface BotParts {
  readonly health: HealthProbes;
  /** What Lark tells of the app, and what came from it. */
  readonly setup: Pick<FirstRunDeps, 'setup' | 'heard' | 'eventsLink'>;
  readonly env: Env;
  readonly stores: Stores;
  readonly calendars: OpenCalendars;
  readonly reports: ReportStore;
  readonly ledger: LedgerStore;
  readonly ratings: RatingStore;
  readonly boardStore: BoardStore;
  /** The lobby's board with its token. */
  readonly boardLink: string | undefined;
  readonly directory: Directory;
  readonly messenger: Messenger;
  readonly approvals: ApprovalApp;
  readonly sentFiles: SentFileReader;
  readonly files: FileWriters;
  readonly links: Links;
  readonly clock: Clock;
  readonly log: Log;
  /** Taps that wait for their answers. */
  readonly taps: Pick<Running, 'none'>;
}

/** How long a message lets taps go first, on a day when there is always one. */
const LONGEST_TURN_MS = 1_000;

/** Everything between the door and the database. */
export interface Bot {
  readonly router: Router;
  /** For other systems. */
  readonly api: PublicApi;
  /** Follows requests into Lark's own Approval app. */
  readonly mirror: Mirror;
  readonly decideQuickly: DecideQuickly;
  /** A text in the service's language, where only one can be said. */
  readonly say: (text: Text) => string;
  readonly inbox: InboxWorker;
  readonly deliverer: Deliverer;
  readonly answers: TapAnswers;
  readonly fireDueRules: FireDueRules;
  /** What is looked at each minute: requests that stand still, delegations that begin. */
  readonly watch: () => Promise<void>;
  /** Brings what reports are counted from up to date, and sends those that are due. */
  /** What goes on after an answer: long files. */
  readonly board: Board;
  readonly reports: (heartbeat: () => Promise<void>) => Promise<void>;
  /** The morning digests that are due. */
  readonly sendDigests: SendDigests;
  /** Puts the ends of the chains of changes where they cannot be taken back, once a day. */
  anchorAudit(): Promise<void>;
  /** Whether the app is set up in Lark's console as the bot needs it. */
  readonly firstRun: FirstRun;
  /** Tells administrators while a year's calendar is missing; returns how many were told. */
  warnMissingYear(): Promise<number>;
}

export function createBot(parts: BotParts): Bot {
  const { env, directory, messenger, clock, log } = parts;
  const delegations = createCachedDelegations(parts.stores.delegations, clock);
  const settings = createCachedSettings(parts.stores.settings);
  const stores = {
    ...parts.stores,
    settings,
    items: orderedItems(parts.stores.items, settings),
    delegations: delegations.store,
  };
  const { working } = parts.calendars;
  const calendarOf = working.of;
  const texts = loadTexts(join(projectRoot, 'config', 'locales'));
  const organisationFor = createOrganisationFor({
    directory,
    settings: stores.settings,
    delegations: delegations.standing,
  });
  const recent = createRecentRequests();
  const commands: CommandDeps = {
    core: { decide, evolve },
    requests: stores.requests,
    items: stores.items,
    organisationFor,
    calendarOf,
    recent,
    afterCommit: (stored, options) => deliverer.kick(stored, options),
  };
  const execute = createExecuteCommand(commands);
  const submit = createSubmitRequest({
    ...commands,
    numberFor: createNumbers(stores.counters, env.timeZone),
  });
  const forDelegations = { ...stores, standing: delegations.standing, execute, clock, log };
  const applyDelegations = createApplyDelegations(forDelegations);
  const endDelegations = createEndDelegations(forDelegations);
  const keep = async (event: Inbound): Promise<void> => {
    if (await stores.inbox.put(event, clock.now())) inbox.wake(event.key);
  };
  const deps: FeatureDeps = {
    stores,
    directory,
    messenger,
    files: parts.files,
    links: parts.links,
    itemFigures: createItemFigures(parts.reports, parts.ratings, clock),
    language: env.defaultLocale === 'en-US' ? 'en' : 'zh',
    sentFiles: parts.sentFiles,
    execute,
    submit,
    organisationFor,
    delegations: delegations.standing,
    applyDelegations,
    endDelegations,
    keep,
    recorded: createRecorded({ ...stores, clock, uncertain: texts('audit.uncertain') }),
    handOvers: createHandOvers({ ...stores, directory, execute, clock, log }),
    calendar: working.calendar,
    calendarOf,
    calendarNames: async () =>
      (await parts.calendars.store.current()).calendars.map(({ id, name }) => ({ id, label: name })),
    clock,
    texts,
    timeZone: env.timeZone,
    log,
  };
  const answers = createTapAnswers();
  const deliverer = createDeliverer({
    answers,
    ...stores,
    requests: { ...stores.requests, load: loadingTogether(stores.requests) },
    renderer: createCardRenderer(deps, (view, format) => renderForm(deps, view, format)),
    webhooksFor: createWebhooksFor(stores.integrations, clock),
    commands: createEffectCommands({
      ...stores,
      directory,
      execute,
      submit,
      tellWebhook: createTellWebhook(stores.integrations, callWebhook, clock),
      timeZone: env.timeZone,
      clock,
      log,
    }),
    messenger,
    clock,
    log,
    turn: () => parts.taps.none(LONGEST_TURN_MS),
  });
  const say = (text: Text): string => (env.defaultLocale === 'en-US' ? text.en : text.zh);
  const watchdog = createWatchdog({
    ...stores,
    messenger,
    card: stored => stalledCardOf(deps, stored),
    clock,
    log,
  });
  const board = createBoard({ board: parts.boardStore, items: stores.items, clock, texts });
  const reporting = createReporting(deps, parts.reports, working, say);
  const firstRun = createFirstRun({
    ...parts.setup,
    ...stores,
    messenger,
    clock,
    log,
    card: result => setupCardOf(deps, result),
  });
  const features = [
    reporting.feature,
    createHall(deps),
    createApplying(deps),
    createArchive(deps),
    createGuides(deps),
    createSatisfaction({ ...deps, ratings: parts.ratings }),
    createBoardFeature({ ...deps, board, boardLink: parts.boardLink }),
    createLedger({ ...deps, ledger: parts.ledger, inbox: stores.inbox, marks: stores.marks }),
    createApprovals(deps),
    createActs(deps),
    createBatch(deps),
    createTracking(deps),
    createRunningRequests(deps),
    createSupervision(deps),
    createDigest(deps),
    createChatFeature(deps),
    createDelegation(deps),
    createPersonal(deps),
    createTaskFiles(deps),
    createTypedActs(deps),
    createHandOver(deps),
    createCalendars({
      ...deps,
      calendars: parts.calendars.store,
      refreshCalendars: () => working.refresh(),
      readCalendar,
    }),
    createSettings(deps),
    createAudit(deps),
    createHealth({ ...deps, health: parts.health, wake: async () => void (await deliverer.sweep()) }),
    createSetup({ ...deps, firstRun }),
    createIntegrations(deps),
    createMirrorSettings({ ...deps, mirror: stores.mirror }),
  ];
  const plainRouter = createRouter(features, {
    messenger,
    words: {
      staleCard: texts('chat.staleCard'),
      failed: texts('chat.failed'),
      sentPrivately: texts('chat.sentPrivately'),
      notUnderstood: texts('chat.notUnderstood'),
    },
    say,
    answers,
    log,
  });
  const router = keepGroupsClean(plainRouter, {
    answers,
    marks: stores.marks,
    messenger,
    clock,
    keep,
    say,
    sentPrivately: texts('chat.sentPrivately'),
    waitingCard: messageCard({ kind: 'processing' }, texts),
  });
  const inbox = createInboxWorker({ inbox: stores.inbox, router, clock, log });
  const fireDueRules = createFireDueRules({ ...stores, execute, recent, calendarOf, clock, log });
  const recomputeDueTimes = createRecomputeDueTimes({
    calendars: parts.calendars.store,
    working,
    execute,
    marks: stores.marks,
    clock,
    log,
  });
  return {
    api: createPublicApi({ ...stores, submit, execute, clock }),
    mirror: createMirror({ ...deps, mirror: stores.mirror, feed: stores.feed, approvals: parts.approvals }),
    decideQuickly: createDecideQuickly({ ...deps, approvals: parts.approvals }),
    say,
    router,
    answers,
    deliverer,
    inbox,
    watch: async () => {
      await applyDelegations();
      await endDelegations();
      await watchdog();
    },
    board,
    reports: reporting.run,
    sendDigests: createSendDigests({ ...deps, ...stores, card: digest => digestCardOf(deps, digest) }),
    fireDueRules: async heartbeat => {
      await recomputeDueTimes(heartbeat);
      return fireDueRules(heartbeat);
    },
    anchorAudit: createAnchorAudit({ ...stores, clock, log, timeZone: env.timeZone }),
    firstRun,
    warnMissingYear: createWarnMissingYear({
      working,
      settings: stores.settings,
      marks: stores.marks,
      messenger,
      clock,
      log,
      words: year => texts('calendar.missing', { year: String(year) }),
      say,
    }),
  };
}
