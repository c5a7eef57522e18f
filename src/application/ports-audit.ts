import type { Instant, Text } from '../core/definition.ts';
import type { ChainFault, ChainLink } from './chain.ts';

/** What an administrator did that is no version of settings or items: those are chained by themselves. */
export const AUDIT_KINDS = [
  'request',
  'delegation',
  'handOver',
  'client',
  'webhook',
  'mirror',
  'calendar',
  'template',
  'export',
  'anchor',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export interface AuditEntry {
  /** Names the act: the same act is recorded once, however often it is told. */
  readonly key: string;
  readonly at: Instant;
  /** A person's id, or `system`. */
  readonly by: string;
  readonly kind: AuditKind;
  /** What it was done to, as people call it. */
  readonly subject: Text;
  /** What changed, before and after; never a secret. */
  readonly summary: readonly Text[];
  readonly reason?: string;
  /** Of an `anchor`: the last link of each chain of settings and items at that moment. */
  readonly heads?: readonly ChainLink[];
}

/** An act that has begun: recorded as uncertain where nobody comes back to say what became of it. Ours, not Lark's. */
export interface ActUnderWay {
  readonly kind: 'actUnderWay';
  readonly key: string;
  readonly entry: AuditEntry;
}

export interface AuditRecord extends AuditEntry {
  /** Its place in the chain, from 1. */
  readonly n: number;
}

export interface AuditFilter {
  readonly by?: string;
  readonly kind?: AuditKind;
  /** Instants, `to` left out. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** Parts of words that must all occur (`findParts`). */
  readonly words?: readonly string[];
}

/** The record of acts, chained by hash: nothing in it is ever changed or taken out. */
export interface AuditLog {
  /** Appends it, unless an entry with its key is there already. */
  add(entry: AuditEntry): Promise<void>;
  /** Newest first. `until`: only those not later than this. */
  find(filter: AuditFilter, until: Instant | undefined, limit: number): Promise<readonly AuditRecord[]>;
  /** What is wrong with the chain. */
  verify(): Promise<readonly ChainFault[]>;
  /** The last link; undefined while there is none. */
  head(): Promise<ChainLink | undefined>;
  /** The newest anchor. */
  anchor(): Promise<AuditRecord | undefined>;
}
