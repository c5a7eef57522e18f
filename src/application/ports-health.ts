import type { PartState } from '../shared/callback.ts';
import type { Instant } from '../core/definition.ts';

/** What an administrator is shown of the service itself. */

export interface Backup {
  /** The file's name in the folder of backups. */
  readonly name: string;
  readonly at: Instant;
  readonly bytes: number;
}

export interface Backups {
  /** `elsewhere`: the data is in a database of its own, which has its own means of backup. */
  readonly kind: 'here' | 'elsewhere';
  /** Good ones, newest first. */
  list(): Promise<readonly Backup[]>;
  /** Makes one now. Fails with `AppError('file.failed')`; a file that is not whole never gets its name. */
  make(): Promise<Backup>;
  /** Makes one when the newest is a day old, and removes those that are older than they are kept. True when it made one. */
  daily(): Promise<boolean>;
}

/** Rights at Lark that the app was refused for, since this instance started. */
export interface MissingScopes {
  readonly scopes: readonly string[];
  /** Where an administrator of the tenant grants them. */
  readonly link?: string;
  /** Where Lark's own refusals lead, a few of them. */
  readonly helps?: readonly string[];
}

export const COUNTED = ['requests', 'deliveries', 'inbox', 'drafts', 'audit_log'] as const;
/** How many documents each of the collections that grow has. */
export type StoreCounts = Readonly<Record<(typeof COUNTED)[number], number>>;

export interface HealthProbes {
  /** The parts that `/readyz` asks. */
  parts(): Promise<Readonly<Record<string, PartState>>>;
  missingScopes(): MissingScopes;
  /** Bytes that the data takes. */
  storeBytes(): Promise<number>;
  /** About how many of each there are. */
  storeCounts(): Promise<StoreCounts>;
  /** The first year, this or the next, whose calendar is missing. */
  missingYear(): Promise<number | undefined>;
  readonly backups: Backups;
}
