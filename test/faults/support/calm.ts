import { setTimeout as wait } from 'node:timers/promises';
import type { Fleet } from './fleet.ts';

/** Rules that fire while everything is read would change it under the reader's eyes. */
const SOON_MS = 600_000;

/** What is not done yet: empty when everything has come to rest. */
async function unfinished(fleet: Fleet): Promise<readonly string[]> {
  const { stores, connection } = fleet;
  const outboxes = (await stores.requests.withOutbox(1_000)).length;
  const { pending } = await stores.deliveries.counts();
  const events = await connection.collection('inbox').countDocuments({ status: 'open' });
  // A job's lock that nobody renews is taken over after 20 s.
  const since = { $lt: new Date(Date.now() - 60_000) };
  const locked = await connection.collection('jobs').countDocuments({ lockedAt: since });
  const soon = { $lt: Date.now() + SOON_MS };
  const rules = await connection.collection('requests').countDocuments({ nextRuleAt: soon });
  return [
    ...(rules === 0 ? [] : [`rules of ${rules} requests are to fire`]),
    ...(locked === 0 ? [] : [`${locked} jobs are locked`]),
    ...(outboxes === 0 ? [] : [`${outboxes} outboxes hold effects`]),
    ...(pending === 0 ? [] : [`${pending} deliveries wait`]),
    ...(events === 0 ? [] : [`${events} events are not worked through`]),
  ];
}

/** Waits until everything has come to rest; comes back with what has not in that time. */
export async function comesToRest(fleet: Fleet, longestMs: number): Promise<readonly string[]> {
  const until = Date.now() + longestMs;
  for (;;) {
    const left = await unfinished(fleet);
    if (left.length === 0 || Date.now() > until) return left;
    await wait(500);
  }
}
