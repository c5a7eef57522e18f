import type { Instant, Text } from '../core/definition.ts';
import type { Delegation } from '../core/organisation.ts';

/** What belongs to people rather than to requests: phrases, signature, files sent, delegations, hand-overs. */

/** A picture or file that a person sent to the bot, by its key at Lark; the bytes stay there. */
export interface SentFile {
  readonly key: string;
  readonly kind: 'image' | 'file';
  /** As it was called; pictures have no name. */
  readonly name: string;
}

export interface PersonalFile extends SentFile {
  readonly messageId: string;
  readonly at: Instant;
}

export interface Personal {
  /** 常用意见, in the order in which they were added. */
  readonly opinions: readonly string[];
  /** The picture with which this person signs. */
  readonly signature?: { readonly key: string; readonly messageId: string; readonly at: Instant };
  /** 收藏: ids of items, latest first. */
  readonly favourites: readonly string[];
  /** The latest files, newest last. */
  readonly files: readonly PersonalFile[];
}

/** Somebody asked for files again: the bot forwards the messages that brought them. Ours, not Lark's. */
export interface FilesAsked {
  readonly kind: 'filesAsked';
  readonly key: string;
  readonly person: string;
  readonly messageIds: readonly string[];
}

/** An administrator did something that these people are told of; kept, so that it reaches them after a crash too. */
export interface PeopleTold {
  readonly kind: 'peopleTold';
  readonly key: string;
  readonly to: readonly string[];
  readonly text: Text;
}

export interface PersonalStore {
  load(person: string): Promise<Personal>;
  setFavourites(person: string, items: readonly string[]): Promise<void>;
  setOpinions(person: string, opinions: readonly string[]): Promise<void>;
  setSignature(person: string, signature: NonNullable<Personal['signature']>): Promise<void>;
  /** Keeps the latest `KEPT_FILES`; one with the same key is not kept twice. */
  addFile(person: string, file: PersonalFile): Promise<void>;
}

export const KEPT_FILES = 20;

export interface DelegationStore {
  /** Those that are not over at `now`, and those still to come. */
  standing(now: Instant): Promise<readonly Delegation[]>;
  /** Of one principal, those over included, latest first, at most `limit`. */
  of(principal: string, limit: number): Promise<readonly Delegation[]>;
  /** Those that ended after `since`, up to `now`, whether their time was over or somebody ended them. */
  ended(since: Instant, now: Instant): Promise<readonly Delegation[]>;
  save(delegation: Delegation): Promise<void>;
  /** Ends it at `at`, if it would last longer. */
  end(id: string, at: Instant): Promise<void>;
}

/** Kinds of what a leaver can hold; worded as `handOver.what.<part>`. */
export type HandOverPart =
  | 'request'
  | 'role'
  | 'delegation'
  | 'administrator'
  | 'itemAdministrators'
  | 'supervisors'
  | 'auditors'
  | 'clerks'
  | 'item';

/** One thing that a leaver held, and what became of it. */
export interface HandOverLine {
  readonly what: HandOverPart;
  /** The request's id, the role's id, the delegation's id. */
  readonly id: string;
  /** The request's number or the role's name. */
  readonly label: string;
  readonly status: 'open' | 'done' | 'failed';
  /** Why it failed: a refusal's code, or `error`. */
  readonly why?: string;
}

/** 离职交接 of one person: to whom, what, and how it went. */
export interface HandOver {
  readonly person: string;
  /** Named by an administrator, beforehand or afterwards. */
  readonly successor?: string;
  readonly status: 'planned' | 'done' | 'failed';
  readonly lines: readonly HandOverLine[];
  readonly by: string;
  readonly at: Instant;
}

export interface HandOverStore {
  load(person: string): Promise<HandOver | undefined>;
  save(handOver: HandOver): Promise<void>;
  /** Latest first. */
  latest(limit: number): Promise<readonly HandOver[]>;
}
