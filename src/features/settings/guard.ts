import { may, type Right } from '../../application/rights.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { type Act, refused } from '../shared/guard.ts';
import { liveItem } from './items.ts';

/** Only whoever has the right for the item that the action names gets in. */
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
