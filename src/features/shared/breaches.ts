import type { BreachView } from '../../../cards/kit/breach-elements.ts';
import { breachesOf } from '../../core/breaches.ts';
import { isOfficer } from '../../core/people/organisation-lookup.ts';
import { mayWatch } from '../../core/rights/watch.ts';
import type { FeatureDeps } from './deps.ts';
import { nodeName } from './flow-nodes.ts';
import { latenessBetween } from './lateness.ts';
import { nameOf } from './people.ts';
import type { RequestView } from './request-view.ts';

/** The limits that were passed, for those who watch over it; nobody else is shown who was late. */
export function breachViews(
  deps: Pick<FeatureDeps, 'calendar' | 'clock'>,
  view: RequestView,
  person: string,
): readonly BreachView[] {
  const { state, organisation, definition } = view;
  if (!mayWatch(organisation, state, person) && !isOfficer(organisation, person, 'see')) return [];
  const now = deps.clock.now();
  return breachesOf(state, now).map(({ actor, nodeId, dueAt, doneAt }) => ({
    ...(actor === undefined ? {} : { who: nameOf(organisation, actor) }),
    ...(nodeId === undefined ? {} : { step: nodeName(definition, nodeId) }),
    dueAt,
    ...(doneAt === undefined ? {} : { doneAt }),
    by: latenessBetween(deps, dueAt, doneAt ?? now),
  }));
}
