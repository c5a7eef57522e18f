import type { CardTap, TapAnswer } from '../../application/ports.ts';
import { may, maySomewhere, type Right } from '../../application/rights.ts';
import { answer } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { liveItem } from './items.ts';

type Act<A> = (action: A, tap: CardTap) => Promise<TapAnswer>;

/** Only whoever has the right gets in; everybody else is told so, politely, and sees nothing. */
export function withRight<A>(deps: FeatureDeps, right: Right, act: Act<A>): Act<A> {
  return async (action, tap) =>
    may(await deps.stores.settings.current(), tap.person, right) ? act(action, tap) : refused(deps);
}

/** The same for a right that somebody may have for some items only: lists show what is theirs. */
export function withRightSomewhere<A>(deps: FeatureDeps, right: Right, act: Act<A>): Act<A> {
  return async (action, tap) =>
    maySomewhere(await deps.stores.settings.current(), tap.person, right) ? act(action, tap) : refused(deps);
}

/** The same for an act on one item. */
export function withRightTo<A extends { readonly item: string }>(
  deps: FeatureDeps,
  right: Right,
  act: Act<A>,
): Act<A> {
  return async (action, tap) =>
    (await mayWithItem(deps, tap.person, right, action.item)) ? act(action, tap) : refused(deps);
}

/** Whether this person has the right for the item as it is live. */
export async function mayWithItem(
  deps: FeatureDeps,
  person: string,
  right: Right,
  item: string,
): Promise<boolean> {
  const [settings, live] = await Promise.all([deps.stores.settings.current(), liveItem(deps, item)]);
  return may(settings, person, right, live === undefined ? {} : { item: live.definition });
}

export function refused(deps: FeatureDeps): TapAnswer {
  return answer('warning', deps.texts('refusal.notAdministrator'));
}
