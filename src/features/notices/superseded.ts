import { supersededCard } from '../../../cards/superseded.ts';
import type { CardJson, SentCard } from '../../application/ports.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { headOf } from '../shared/head.ts';
import type { RequestView } from '../shared/request-view.ts';

/** What stands in the place of a card that was sent afresh: that it was, and the way to what is asked now. */
export function supersededCardOf(
  deps: Pick<FeatureDeps, 'texts'>,
  view: RequestView,
  { taskId }: Pick<SentCard, 'taskId'>,
): CardJson {
  return supersededCard({ request: headOf(view), ...(taskId === undefined ? {} : { taskId }) }, deps.texts);
}
