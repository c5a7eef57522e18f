import type { Connection } from 'mongoose';
import { reach } from './failures.ts';

interface Index {
  readonly collection: string;
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly options?: {
    readonly unique?: boolean;
    readonly sparse?: boolean;
    readonly expireAfterSeconds?: number;
  };
}

/** Removes a document once its own `expireAt` has passed. */
const EXPIRES = { keys: { expireAt: 1 }, options: { expireAfterSeconds: 0 } } as const;

/** Every index the bot's queries use. A new query needs one here and a line in the explain test. */
export const INDEXES: readonly Index[] = [
  { collection: 'requests', keys: { number: 1 }, options: { unique: true } },
  { collection: 'requests', keys: { submissionKey: 1 }, options: { unique: true } },
  { collection: 'requests', keys: { 'live.actor': 1 } },
  { collection: 'requests', keys: { applicant: 1, submittedAt: -1, _id: -1 } },
  { collection: 'requests', keys: { applicant: 1, status: 1 } },
  { collection: 'requests', keys: { actedBy: 1, changedAt: -1, _id: -1 } },
  { collection: 'requests', keys: { nextRuleAt: 1 } },
  { collection: 'requests', keys: { 'sla.state': 1, 'sla.dueAt': 1 } },
  { collection: 'requests', keys: { parties: 1 } },
  { collection: 'requests', keys: { urgentAt: 1, _id: 1 } },
  { collection: 'requests', keys: { inHands: 1, urgentAt: 1, _id: 1 } },
  { collection: 'requests', keys: { 'state.itemId': 1, submittedAt: 1, _id: 1 } },
  { collection: 'requests', keys: { stalled: 1 } },
  { collection: 'requests', keys: { 'outbox.id': 1 } },
  { collection: 'requests', keys: { status: 1, _id: 1 } },
  { collection: 'requests', keys: { changedAt: 1, _id: 1 } },
  { collection: 'requests', keys: { submittedAt: -1, _id: -1 } },
  { collection: 'requests', keys: { status: 1, submittedAt: -1, _id: -1 } },
  { collection: 'requests', keys: { people: 1, submittedAt: -1, _id: -1 } },
  { collection: 'requests', keys: { words: 1, submittedAt: -1, _id: -1 } },
  { collection: 'requests', keys: { bookedRules: 1, bookedUntil: 1 } },
  { collection: 'requests', keys: { claims: 1 }, options: { unique: true, sparse: true } },
  { collection: 'drafts', keys: { person: 1, itemId: 1, updatedAt: -1 } },
  { collection: 'drafts', keys: { person: 1, updatedAt: -1 } },
  { collection: 'drafts', ...EXPIRES },
  { collection: 'ratings', keys: { itemId: 1, stars: 1 } },
  { collection: 'item_versions', keys: { itemId: 1, version: -1 } },
  { collection: 'given_numbers', keys: { series: 1, owner: 1 }, options: { unique: true } },
  { collection: 'given_numbers', keys: { series: 1, value: -1 } },
  { collection: 'deliveries', keys: { status: 1, nextAt: 1 } },
  { collection: 'deliveries', keys: { 'effect.webhook': 1 }, options: { sparse: true } },
  { collection: 'deliveries', ...EXPIRES },
  { collection: 'sent_cards', keys: { requestId: 1, kind: 1, taskId: 1 } },
  { collection: 'sent_cards', ...EXPIRES },
  { collection: 'inbox', keys: { status: 1, nextAt: 1 } },
  { collection: 'inbox', ...EXPIRES },
  { collection: 'marks', ...EXPIRES },
  { collection: 'delegations', keys: { to: 1 } },
  { collection: 'delegations', keys: { principal: 1, from: -1 } },
  { collection: 'audit_log', keys: { key: 1 }, options: { unique: true } },
  { collection: 'audit_log', keys: { at: -1, _id: -1 } },
  { collection: 'audit_log', keys: { by: 1, at: -1, _id: -1 } },
  { collection: 'audit_log', keys: { kind: 1, at: -1, _id: -1 } },
  { collection: 'audit_log', keys: { words: 1, at: -1, _id: -1 } },
  { collection: 'hand_overs', keys: { at: -1 } },
  { collection: 'report_requests', keys: { closedAt: 1 } },
  { collection: 'report_requests', keys: { submittedAt: 1 } },
  { collection: 'report_requests', keys: { departmentId: 1, closedAt: 1 } },
  { collection: 'report_requests', keys: { departmentId: 1, submittedAt: 1 } },
  { collection: 'report_tasks', keys: { closedAt: 1, dueAt: 1 } },
  { collection: 'report_tasks', keys: { departmentId: 1, closedAt: 1 } },
];

/**
 * Makes the indexes that are missing; run once at start, before the first query. Harmless when repeated. One command a
 * collection: a server then reads a collection once for all its indexes, and some queue each command that meets documents.
 */
export async function ensureIndexes(connection: Connection): Promise<void> {
  const byCollection = new Map<string, Index[]>();
  for (const index of INDEXES)
    byCollection.set(index.collection, [...(byCollection.get(index.collection) ?? []), index]);
  for (const [collection, indexes] of byCollection)
    await reach(() =>
      connection
        .collection(collection)
        .createIndexes(indexes.map(({ keys, options }) => ({ key: { ...keys }, ...options }))),
    );
}
