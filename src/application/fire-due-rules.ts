import PQueue from 'p-queue';
import { stepIn } from '../core/flow-walk.ts';
import { firingsOf } from '../core/time-limits.ts';
import {
  type CalendarOf,
  definitionOf,
  type ExecuteCommand,
  type RequestCommand,
} from './execute-command.ts';
import type { Clock, DueRule, ItemStore, Log, RequestStore, StoredRequest } from './ports.ts';
import type { RecentRequests } from './recent-requests.ts';

export interface DueDeps {
  readonly requests: Pick<RequestStore, 'dueRules' | 'loadAll'>;
  readonly items: Pick<ItemStore, 'version'>;
  readonly execute: ExecuteCommand;
  /** Told of what was just read, so that the commands need not read it again. */
  readonly recent?: Pick<RecentRequests, 'remember'>;
  readonly calendarOf: CalendarOf;
  readonly clock: Clock;
  readonly log: Log;
}

/** Fires every time rule that is due now; returns how many fired. `heartbeat` is called as it goes on. */
export type FireDueRules = (heartbeat?: () => Promise<void>) => Promise<number>;

const BATCH = 200;
const CONCURRENCY = 16;

/**
 * The due-scan: an indexed query finds tasks, the core says which of their rules are to fire, and each firing is a command
 * like any other (house.md, rule 4). Its key is (task, rule, occurrence), so that it happens once however many instances
 * scan (semantics C13). What is due of one request is done one after the other.
 */
export function createFireDueRules(deps: DueDeps): FireDueRules {
  return async (heartbeat = async () => undefined) => {
    let fired = 0;
    const stuck = new Set<string>();
    for (;;) {
      const due = await deps.requests.dueRules(deps.clock.now(), BATCH + stuck.size);
      const fresh = due.filter(rule => !stuck.has(rule.requestId));
      if (fresh.length === 0) return fired;
      const ids = [...new Set(fresh.map(({ requestId }) => requestId))];
      const queue = new PQueue({ concurrency: CONCURRENCY });
      const loaded = await deps.requests.loadAll(ids);
      const counts = await Promise.all(
        loaded.map(stored => queue.add(() => fireRequest(deps, stored, fresh, stuck))),
      );
      fired += counts.reduce((sum, count) => sum + count, 0);
      await heartbeat();
    }
  };
}

/** Fires one request's due rules. One of which nothing fired is left for the next scan: no endless round. */
async function fireRequest(
  deps: DueDeps,
  stored: StoredRequest,
  due: readonly DueRule[],
  stuck: Set<string>,
): Promise<number> {
  const requestId = stored.state.id;
  let fired = 0;
  try {
    deps.recent?.remember(stored);
    const own = due.filter(rule => rule.requestId === requestId);
    for (const command of await commandsOf(deps, stored, own)) {
      const outcome = await deps.execute(requestId, command);
      if (outcome.kind === 'done') fired += 1;
    }
  } catch (error) {
    deps.log.warn({ requestId, error }, 'a time rule was put off to the next scan');
  }
  if (fired === 0) stuck.add(requestId);
  return fired;
}

/** The commands for what is due. Their keys name what they stand for, so that two scans at once do it once. */
async function commandsOf(
  deps: DueDeps,
  { state }: StoredRequest,
  due: readonly DueRule[],
): Promise<readonly RequestCommand[]> {
  const now = deps.clock.now();
  const meta = { at: now, by: 'system', channel: 'timer' } as const;
  const definition = await definitionOf(deps.items, state.itemId, state.itemVersion);
  const calendar = deps.calendarOf(definition);
  return due.flatMap(({ taskId }): readonly RequestCommand[] => {
    if (taskId === undefined) {
      const { nextWakeAt } = state;
      if (nextWakeAt === undefined || nextWakeAt > now) return [];
      return [{ ...meta, type: 'Wake', key: `wake/${nextWakeAt}` }];
    }
    const task = state.tasks.find(({ id }) => id === taskId);
    const step = task?.status === 'PENDING' ? stepIn(definition.flow, task.nodeId) : undefined;
    if (task === undefined || step === undefined) return [];
    return firingsOf(calendar, step, task, now).map(firing => {
      const key = `rule/${taskId}/${firing.ruleId}/${firing.occurrence}`;
      return { ...meta, type: 'FireRule', key, taskId, ...firing };
    });
  });
}
