import type { Delivery, StoredRequest } from '../../../src/application/ports.ts';
import type { TimelineEntry } from '../../../src/core/request.ts';
import type { Act, ActOutcome } from './acts.ts';
import { errorsIn } from './check-logs.ts';
import type { Fleet } from './fleet.ts';
import type { Hands } from './hands.ts';
import type { Kills } from './killer.ts';

export interface Run {
  readonly seed: number;
  /** When it began. */
  readonly since: number;
  readonly kills: Kills;
  readonly fleet: Fleet;
  readonly hands: Hands;
  readonly acts: readonly Act[];
  readonly requests: readonly StoredRequest[];
  readonly deliveries: readonly Delivery[];
}

/** What a run was, in a few lines. */
export function summaryOf(run: Run): string {
  const { seed, since, kills, fleet, hands, acts, requests, deliveries } = run;
  const endings = fleet.instances.flatMap(place => place.endings);
  const again = deliveries.filter(({ attempts }) => attempts > 1).length;
  const unknown = deliveries.filter(({ status }) => status === 'unknown').length;
  return [
    `seed ${seed}, ${Math.round((Date.now() - since) / 1000)} s`,
    `kills: ${kills.instance} of instances (${kills.starting} of them while starting), ${kills.store} of the database; ${endings.length} instances ended by themselves`,
    `acts: ${count(acts, 'done')} acknowledged, ${count(acts, 'refused')} refused, ${count(acts, 'unknown')} unanswered; ${requests.length} requests`,
    `timelines: ${told(requests, 'RuleFired')} rules fired, ${told(requests, 'Abstained')} abstained, ${requests.filter(({ state }) => state.itemId === 'VOTE').length} votes, ${told(requests, 'SubrequestEnded')} sub-requests ended`,
    `texts: ${hands.acknowledged.length} acknowledged, ${hands.redelivered} redeliveries`,
    `Lark: ${fleet.lark.calls.length} calls, faults ${JSON.stringify(fleet.faults.counts)}`,
    `effects: ${deliveries.length}, ${again} tried more than once, ${unknown} of unknown outcome`,
    `errors logged: ${JSON.stringify(errorsIn(fleet.log()))}`,
  ].join('\n');
}

function count(acts: readonly Act[], outcome: ActOutcome): number {
  return acts.filter(act => act.outcome === outcome).length;
}

function told(requests: readonly StoredRequest[], type: TimelineEntry['event']['type']): number {
  return requests.reduce(
    (sum, { timeline }) => sum + timeline.filter(({ event }) => event.type === type).length,
    0,
  );
}
