import type { Clock, RequestStore } from '../application/ports.ts';

const YEAR_MS = 366 * 86_400_000;

/** When the next reminder, escalation or other time rule is due, at most a year ahead; the playground's clock goes there. */
export async function nextRuleAt(
  requests: Pick<RequestStore, 'dueRules' | 'load'>,
  clock: Clock,
): Promise<number | undefined> {
  const [first] = await requests.dueRules(clock.now() + YEAR_MS, 1);
  const stored = first === undefined ? undefined : await requests.load(first.requestId);
  if (stored === undefined) return undefined;
  const { tasks, nextWakeAt } = stored.state;
  const waits = [nextWakeAt, ...tasks.map(task => task.nextRuleAt)].filter(at => at !== undefined);
  return waits.length === 0 ? undefined : Math.min(...waits);
}
