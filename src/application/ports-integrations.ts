import type { Instant } from '../core/definition.ts';
import type { RequestRow } from './ports-lists.ts';

/** What other systems may do: each right is one line of the API's description. */
export const API_RIGHTS = ['read', 'create', 'cancel'] as const;
export type ApiRight = (typeof API_RIGHTS)[number];

/** A system that may call the public API, with a token that an administrator gave it. */
export interface ApiClient {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the token's secret part, in hex: the token itself is shown once and never kept. */
  readonly secretHash: string;
  readonly rights: readonly ApiRight[];
  /** Ids of the items that it may see and apply for; empty: all. */
  readonly items: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Instant;
}

/** An address that is told of every change of a request's status. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Signs what is sent; the receiver has the same. */
  readonly secret: string;
  /** Ids of the items whose requests it is told of; empty: all. */
  readonly items: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Instant;
}

/** Clients of the API and webhooks: few, and read often. */
export interface IntegrationStore {
  clients(): Promise<readonly ApiClient[]>;
  addClient(client: ApiClient): Promise<void>;
  /** False when there was none. */
  removeClient(id: string): Promise<boolean>;
  webhooks(): Promise<readonly Webhook[]>;
  addWebhook(webhook: Webhook): Promise<void>;
  removeWebhook(id: string): Promise<boolean>;
}

/** Where a reader of changes stands: everything up to and with this one has been read. */
export interface FeedPosition {
  readonly changedAt: Instant;
  readonly id: string;
}
export interface FeedRow extends RequestRow {
  readonly changedAt: Instant;
}

/** Requests in the order in which they last changed, for systems that follow them. */
export interface RequestFeed {
  /** `items`: ids of items; empty: all. `after`: absent to begin with the oldest. At most `limit`. */
  changes(
    filter: { readonly items: readonly string[]; readonly after?: FeedPosition },
    limit: number,
  ): Promise<readonly FeedRow[]>;
}

/** What a webhook is sent; ids, times and states, nothing that a person typed: the rest is read by the API. */
export interface WebhookCall {
  readonly url: string;
  readonly secret: string;
  /** The delivery's id: the same at each repetition, so that the receiver can tell. */
  readonly id: string;
  readonly at: Instant;
  readonly body: string;
}

/** Calls an address; fails with `AppError` `webhook.failed` (retryable) unless it answers with 2xx in time. */
export type CallWebhook = (call: WebhookCall) => Promise<void>;
