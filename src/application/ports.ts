import type { BookedChange, Bookings } from './ports-bookings.ts';
import type { ChainFault, ChainLink } from './chain.ts';
import type { ActUnderWay, AuditLog } from './ports-audit.ts';
import type { Effect } from '../core/effects.ts';
import type { Instant, ItemDefinition, Text } from '../core/definition.ts';
import type { Organisation } from '../core/organisation.ts';
import type { RequestState, TimelineEntry } from '../core/request.ts';
import type { MirrorStore } from './ports-mirror.ts';
import type { IntegrationStore, RequestFeed } from './ports-integrations.ts';
import type { DeliveryStore } from './ports-deliveries.ts';
import type { BehalfTold, DraftStore } from './ports-drafts.ts';
import type { LedgerAsked } from './ports-ledger.ts';
import type { DueRule, Page, Paged, RequestRow, TaskRow } from './ports-lists.ts';
import type { OutgoingFile } from './ports-files.ts';
import type { TemplateStore } from './ports-archive.ts';
import type {
  DelegationStore,
  FilesAsked,
  HandOverStore,
  PeopleTold,
  PersonalStore,
  SentFile,
} from './ports-personal.ts';
import type { SettingsStore } from './ports-settings.ts';
import type { WatchLists } from './ports-supervision.ts';
import type { RequestSearch } from './ports-running.ts';

export type { Delivery, DeliveryStore } from './ports-deliveries.ts';
export type { Draft, DraftStore, StagedRows } from './ports-drafts.ts';
export type { DueRule, Page, Paged, RequestRow, TaskRow } from './ports-lists.ts';
export type { Settings, SettingsChange, SettingsStore } from './ports-settings.ts';
export type { WatchedRow } from './ports-supervision.ts';

/** What the application needs of the world. Adapters implement these; tests run one contract suite over each. */

/** Milliseconds since the epoch. The playground's clock can be moved; nothing else reads the machine's clock. */
export interface Clock {
  now(): Instant;
}

// ---------------------------------------------------------------- requests: one document each (house.md, rule 2)

export interface StoredRequest {
  readonly state: RequestState;
  /** Raised by one with each saved command. */
  readonly version: number;
  readonly timeline: readonly TimelineEntry[];
  /** Effects not yet handed to `deliveries`. */
  readonly outbox: readonly OutboxEntry[];
  /** Keys of the commands that made this document. */
  readonly processed: readonly string[];
}

export interface OutboxEntry {
  /** `<requestId>-<version>-<n>`; Lark's `uuid`. */
  readonly id: string;
  readonly effect: Effect;
}

export interface RequestChange extends BookedChange {
  readonly state: RequestState;
  readonly entries: readonly TimelineEntry[];
  readonly outbox: readonly OutboxEntry[];
  readonly key: string;
  /** Parts of the words on its form, to be found by (`findParts`); absent: as they were. */
  readonly words?: readonly string[];
}

export interface RequestStore extends WatchLists, RequestSearch, Bookings {
  load(id: string): Promise<StoredRequest | undefined>;
  /** Those of these that are there, in any order. */
  loadAll(ids: readonly string[]): Promise<readonly StoredRequest[]>;
  loadByNumber(number: string): Promise<StoredRequest | undefined>;
  /** The id of the request that this submission key became, if it did. */
  idOfSubmission(submissionKey: string): Promise<string | undefined>;
  /** A request with this submission key is there already: its id comes back. Without one a claim of it was made first. */
  insert(
    submissionKey: string,
    change: RequestChange,
  ): Promise<{ readonly inserted: true } | { readonly inserted: false; readonly id?: string }>;
  /** One conditional update on `version`; false when somebody else was first, in this request or with a claim of its. */
  save(id: string, expectedVersion: number, change: RequestChange): Promise<boolean>;
  /** Drops outbox entries that have been copied to deliveries; does not touch `version`. */
  pullOutbox(id: string, effectIds: readonly string[]): Promise<void>;
  /** Ids of requests whose outbox is not empty, for the sweep. */
  withOutbox(limit: number): Promise<readonly string[]>;

  /** Tasks that wait for this person, most urgent (earliest due) first. */
  todo(person: string, page: Page): Promise<Paged<TaskRow>>;
  /** Requests of this applicant, newest first. */
  mine(person: string, page: Page): Promise<Paged<RequestRow>>;
  /** How many requests of this applicant are under way: running, or returned and not yet handed in again. */
  underWay(person: string): Promise<number>;
  /** Requests this person has acted on, latest changed first. */
  done(person: string, page: Page): Promise<Paged<RequestRow>>;
  /** Tasks whose `nextRuleAt`, and requests whose `nextWakeAt`, is not after `now`, earliest first. */
  dueRules(now: Instant, limit: number): Promise<readonly DueRule[]>;
  /** Ids of requests in which this person has a task that is open or waits, or which are under way in this person's hands. */
  partiesTo(person: string, limit: number): Promise<readonly string[]>;
  /** Ids of requests that wait for nobody and nothing although they run (`liveTaskMissing`): for the watchdog. */
  stalled(limit: number): Promise<readonly string[]>;
}

// ---------------------------------------------------------------- service items and settings

export interface ItemVersionRow {
  readonly definition: ItemDefinition;
  /** Whether the hall offers it: an item is switched on and off by a version, like any other change. */
  readonly enabled: boolean;
  readonly publishedAt: Instant;
  /** A person's id, or `catalogue` for what came with the files. */
  readonly publishedBy: string;
  /** What changed, as the administrator confirmed it. */
  readonly summary: readonly Text[];
}
export type LiveItem = Pick<ItemVersionRow, 'definition' | 'enabled'>;
export interface ItemStore {
  /** The live version of every item, switched off or not, in the hall's order. */
  live(): Promise<readonly LiveItem[]>;
  version(itemId: string, version: number): Promise<ItemDefinition | undefined>;
  history(itemId: string): Promise<readonly ItemVersionRow[]>;
  /** False when `basedOn` is no longer the live version: somebody else published first. */
  publish(row: ItemVersionRow, basedOn: number): Promise<boolean>;
  /** What is wrong with the chains of all versions. */
  verify(): Promise<readonly ChainFault[]>;
  /** Every link of the chains, of all items. */
  links(): Promise<readonly ChainLink[]>;
}

export interface Counters {
  /** The next number of a series, from 1; atomic, never given twice (semantics C18). */
  next(series: string): Promise<number>;
  /** The number of a series that belongs to `owner`: the next one at the first call, the same ever after; no gaps. */
  numberOf(series: string, owner: string): Promise<number>;
}

// ---------------------------------------------------------------- people

export interface Directory {
  /** What a decision needs around these people and departments: their managers up to the top, departments and heads. */
  around(seeds: {
    readonly people: readonly string[];
    readonly departments: readonly string[];
  }): Promise<DirectoryPart>;
  /** People to offer in a select, at most `limit`; `words` match names. */
  candidates(
    person: string,
    words: string,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly name: string }[]>;
  departments(limit: number): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Everybody who is there, and every department with its head, as last listed. */
  everybody(): Promise<DirectoryPart>;
  /** Forgets what was cached; without ids everything. */
  invalidate(what?: { readonly people?: readonly string[]; readonly departments?: readonly string[] }): void;
}
export type DirectoryPart = Pick<Organisation, 'people' | 'departments'>;

// ---------------------------------------------------------------- messages out

/** Card JSON 2.0, made by `cards/`. */
export type CardJson = Readonly<Record<string, unknown>>;

export type SendTarget =
  | { readonly kind: 'person'; readonly openId: string }
  /** A group that the bot was added to. */
  | { readonly kind: 'chat'; readonly chatId: string }
  | { readonly kind: 'reply'; readonly messageId: string; readonly inThread: boolean };
export type SendContent =
  | { readonly kind: 'card'; readonly card: CardJson }
  | { readonly kind: 'text'; readonly text: string };

export interface Messenger {
  /** `uuid` (at most 50 characters) makes Lark drop a repetition for an hour. Fails with `AppError`. */
  send(target: SendTarget, content: SendContent, uuid: string): Promise<{ readonly messageId: string }>;
  /** Uploads a file and sends it; at most 30 MB, else `file.tooLarge`. The message comes once, as with `send`. */
  sendFile(target: SendTarget, file: OutgoingFile, uuid: string): Promise<{ readonly messageId: string }>;
  /** Sends a message that is there already to a person as well, e.g. a file; `uuid` as for `send`. */
  forward(messageId: string, openId: string, uuid: string): Promise<void>;
  /** Replaces a card that was sent before; at most 14 days old. */
  update(messageId: string, card: CardJson): Promise<void>;
  /** 加急: the message buzzes with this person until it is read. Fails with `AppError`, e.g. when too many are unread. */
  urgent(messageId: string, openId: string): Promise<void>;
  /** Updates the card behind a tap after its answer was sent, by the callback's token (30 min, twice). */
  updateByToken(token: string, card: CardJson): Promise<void>;
}

// ---------------------------------------------------------------- cards sent

/** Cards that people have in their chats, so that they can be shown the new state. */
export interface SentCard {
  readonly messageId: string;
  readonly person: string;
  readonly requestId: string;
  readonly kind: 'task' | 'receipt' | 'detail' | 'notice';
  readonly taskId?: string;
  readonly sentAt: Instant;
  /** The version of the request that it shows. */
  readonly shows: number;
  /** A fresh message took its place: it leads there. */
  readonly superseded?: true;
}
export interface SentCardStore {
  /** Adds a card, or says anew what this message is: a receipt may stand where a preview stood. */
  add(card: SentCard): Promise<void>;
  /** Notes what the message shows now; false when it shows something newer already (the patch came too late). */
  shown(messageId: string, version: number): Promise<boolean>;
  find(requestId: string, kind: SentCard['kind'], taskId?: string): Promise<readonly SentCard[]>;
}

// ---------------------------------------------------------------- messages in

/** An event of Lark's, turned at the edge (adapters/lark/normalize) into one of ours. */
export type Inbound =
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly person: string;
      readonly messageId: string;
      readonly chat: 'p2p' | 'group';
      readonly chatId: string;
      /** `text`: mentions of the bot are cut out. Others: Lark's message type. */
      readonly content:
        | { readonly type: 'text'; readonly text: string }
        | {
            readonly type: 'other';
            readonly messageType: string;
            /** A picture or a file, by its key at Lark. */
            readonly file?: SentFile;
          };
      readonly createdAt: Instant;
    }
  | {
      readonly kind: 'menu';
      readonly key: string;
      readonly person: string;
      readonly eventKey: string;
      readonly at: Instant;
    }
  | { readonly kind: 'chatEntered'; readonly key: string; readonly person: string; readonly first: boolean }
  | { readonly kind: 'botAdded'; readonly key: string; readonly chatId: string; readonly by: string }
  | FilesAsked
  | BehalfTold
  | LedgerAsked
  | PeopleTold
  /** A tap in a group, to be carried out in the tapper's private chat; ours, not Lark's. */
  | { readonly kind: 'groupTap'; readonly key: string; readonly tap: CardTap }
  | ActUnderWay
  | {
      readonly kind: 'directoryChanged';
      readonly key: string;
      readonly people: readonly string[];
      readonly departments: readonly string[];
      readonly gone: readonly string[];
    };

/** A tap on a card. Answered within 2.5 s; never repeated by Lark. */
export interface CardTap {
  /** The callback's event id. */
  readonly key: string;
  readonly person: string;
  readonly messageId: string;
  readonly chatId: string;
  /** The update token `c-…`. */
  readonly token: string;
  /** The button's value, not yet checked. */
  readonly value: unknown;
  readonly name?: string;
  readonly option?: string;
  readonly form?: Readonly<Record<string, unknown>>;
  readonly input?: string;
  readonly timezone?: string;
}
export interface TapAnswer {
  readonly toast?: { readonly type: 'info' | 'success' | 'warning' | 'error'; readonly text: Text };
  readonly card?: CardJson;
}

export interface Inbox {
  /** Stores an event before it is acknowledged; false when it was there already. */
  put(event: Inbound, at: Instant): Promise<boolean>;
  /** Takes an unfinished event, by its key or the oldest whose lease ran out. */
  lease(now: Instant, leaseUntil: Instant, key?: string): Promise<LeasedEvent | undefined>;
  finish(key: string, outcome: 'done' | 'failed', error?: string): Promise<void>;
  /** Who works on an event for long says so, or others take it up when the lease runs out. */
  prolong(key: string, leaseUntil: Instant): Promise<void>;
  /** Gives an event back, to be tried again from `nextAt` on. */
  giveBack(key: string, nextAt: Instant, error: string): Promise<void>;
}
export interface LeasedEvent {
  readonly event: Inbound;
  /** How often it has been leased, this time included. */
  readonly tries: number;
}

/** Small marks that must be set once, across instances: a welcome that was sent, a digest of a day. */
export interface Marks {
  /** True for the one who set it first. */
  setOnce(key: string, at: Instant): Promise<boolean>;
  isSet(key: string): Promise<boolean>;
}

// ---------------------------------------------------------------- cards from effects

/** An effect that ends in one message to one person; the notice to all administrators has been divided before. */
export type PersonalEffect = Extract<Effect, { readonly to: string }>;

/**
 * Turns effects into cards, from the state at the time of sending (house.md, rule 3). Features implement it.
 */
export interface CardRenderer {
  /**
   * What `effect.to` gets. `remember` keeps the message as a card that later refreshes patch; the card of a task is
   * remembered as `task`. Undefined: there is nothing to say any more. `mayBeThere`: an earlier try may have brought it;
   * a card is then drawn even if there is nothing to ask any more, so that what stands there is found and changed.
   */
  message(
    effect: PersonalEffect,
    stored: StoredRequest,
    mayBeThere?: boolean,
  ): Promise<
    | {
        readonly content: SendContent | ({ readonly kind: 'file' } & OutgoingFile);
        readonly remember?: Pick<SentCard, 'kind' | 'taskId'>;
      }
    | undefined
  >;
  /** How a card that was sent before looks now; undefined: leave it as it is. */
  update(card: SentCard, stored: StoredRequest): Promise<CardJson | undefined>;
}

/** Everything that is stored, as one adapter gives it. */
export interface Stores {
  readonly requests: RequestStore;
  readonly drafts: DraftStore;
  readonly items: ItemStore;
  readonly settings: SettingsStore;
  readonly counters: Counters;
  readonly deliveries: DeliveryStore;
  readonly sentCards: SentCardStore;
  readonly inbox: Inbox;
  readonly marks: Marks;
  readonly personal: PersonalStore;
  readonly delegations: DelegationStore;
  readonly handOvers: HandOverStore;
  readonly integrations: IntegrationStore;
  readonly feed: RequestFeed;
  readonly mirror: MirrorStore;
  readonly templates: TemplateStore;
  readonly audit: AuditLog;
}

/** Where the application says what happened: pino in the service, silent in tests. Ids and codes only, never content. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  /** Only where a person must act. */
  error(details: object, message: string): void;
}
