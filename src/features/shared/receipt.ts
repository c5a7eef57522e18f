import { receiptCard } from '../../../cards/receipt.ts';
import type { CardJson } from '../../application/ports.ts';
import { actsOf } from './acts.ts';
import type { FeatureDeps } from './deps.ts';
import { cardTime, headOf } from './head.ts';
import { nextOf } from './next.ts';
import { pathOf } from './path.ts';
import { nameOf } from './people.ts';
import type { RequestView } from './request-view.ts';

/** The applicant's living card. */
export function receiptOf(deps: FeatureDeps, view: RequestView): CardJson {
  const outcome = outcomeOf(view);
  const next = nextOf(view, view.state.applicant);
  return receiptCard(
    {
      request: headOf(view),
      path: pathOf(deps, view),
      ...(outcome === undefined ? {} : { outcome }),
      ...(next === undefined ? {} : { next }),
      acts: actsOf(view, view.state.heldBy ?? view.state.applicant),
      time: cardTime(deps),
    },
    deps.texts,
  );
}

/** For a returned, rejected or withdrawn request: who did it and why. */
export function outcomeOf(view: RequestView): { readonly by: string; readonly reason?: string } | undefined {
  const { state, organisation } = view;
  if (state.status === 'RETURNED')
    return { by: nameOf(organisation, state.returned.by), reason: state.returned.reason };
  if (state.status === 'REJECTED') {
    const task = state.tasks.findLast(each => each.status === 'REJECTED');
    if (task === undefined) return undefined;
    const by = nameOf(organisation, task.endedBy ?? task.actor);
    return { by, ...(task.opinion === undefined ? {} : { reason: task.opinion }) };
  }
  if (state.status === 'CANCELED' || state.status === 'TERMINATED') {
    const last = view.stored.timeline.findLast(
      entry => entry.event.type === 'StatusChanged' && entry.event.to === state.status,
    );
    if (last === undefined || last.by === 'system' || last.event.type !== 'StatusChanged') return undefined;
    const reason = last.event.reason;
    return { by: nameOf(organisation, last.by), ...(reason === undefined ? {} : { reason }) };
  }
  return undefined;
}
