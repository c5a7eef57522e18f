import type { ActionOf } from '../../../cards/kit/action.ts';
import type { CardTap, TapAnswer } from '../../application/ports.ts';
import { may } from '../../application/rights.ts';
import { answer } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { keptChange } from './changes.ts';
import { mayWithItem } from './guard.ts';
import { refused } from '../shared/guard.ts';
import { publishItem } from './item-publish.ts';
import { publishSettings } from './settings-publish.ts';

/** 确认: the kept change goes live, if whoever made it still may and nobody else published in between. */
export async function publishChange(
  deps: FeatureDeps,
  action: ActionOf<'settings.publish'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const change = await keptChange(deps, tap.person, action.change);
  if (change === undefined) return answer('info', deps.texts('admin.changeGone'));
  const allowed =
    change.of === 'item'
      ? await mayWithItem(deps, tap.person, 'items.edit', change.target.item)
      : may(await deps.stores.settings.current(), tap.person, 'people.edit');
  if (!allowed) return refused(deps);
  const done =
    change.of === 'item'
      ? await publishItem(deps, tap, change, change.target)
      : await publishSettings(deps, tap, change);
  if (done.toast?.type === 'success') await deps.stores.drafts.remove(change.id);
  return done;
}
