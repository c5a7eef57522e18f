import type { Effect } from '../core/effects.ts';
import type { Instant } from '../core/definition.ts';

/** What became of each effect. */
export interface Delivery {
  /** The effect's id. */
  readonly id: string;
  readonly requestId: string;
  readonly effect: Effect;
  /** `unknown`: the outcome of a send is not known and is too old to repeat; an administrator is shown it. */
  readonly status: 'pending' | 'sent' | 'unknown' | 'dead';
  readonly attempts: number;
  readonly createdAt: Instant;
  /** When it may next be tried, or until when another instance holds it. */
  readonly nextAt: Instant;
  readonly firstTriedAt?: Instant;
  /** A try was begun and nothing is known of its end: the process died, or Lark did not answer. */
  readonly uncertain?: boolean;
  readonly messageId?: string;
  /** The code of the last error. */
  readonly error?: string;
}
export interface DeliveryStore {
  /** Copies effects; those already there are left alone. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  /**
   * Copies effects and takes them at once, until `leaseUntil`. Comes back with those that were not there before, as `lease`
   * would have given them; the others are left alone.
   */
  take(deliveries: readonly Delivery[], now: Instant, leaseUntil: Instant): Promise<readonly Delivery[]>;
  /**
   * Takes one by its id, or the pending one that has been due longest, until `leaseUntil`; undefined when there is none.
   * Comes back as it was before, with this try counted. It becomes `uncertain` when an earlier lease was never settled.
   */
  lease(now: Instant, leaseUntil: Instant, id?: string): Promise<Delivery | undefined>;
  /** Ends a lease. */
  settle(
    id: string,
    outcome: Partial<Pick<Delivery, 'status' | 'nextAt' | 'messageId' | 'error' | 'uncertain'>>,
  ): Promise<void>;
  /** Calls of this webhook, newest first: its log. */
  ofWebhook(webhook: string, limit: number): Promise<readonly Delivery[]>;
  /** Those whose outcome nobody knows, and those given up, newest first: for an administrator. */
  unsent(limit: number): Promise<readonly Delivery[]>;
  /** Makes one that was given up, or whose outcome is not known, due now, as if it had never been tried; false when it is neither. */
  revive(id: string, now: Instant): Promise<boolean>;
  counts(): Promise<Readonly<Record<Delivery['status'], number>>>;
}
