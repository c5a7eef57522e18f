import { digestDay } from '../../application/digest-time.ts';
import { digestsOf, pressingTasks } from '../../application/gather-digests.ts';
import type { Feature } from '../../application/router.ts';
import { answer, show } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { digestCardOf } from './view.ts';

/** The morning digest (issue 6, item 4): a page of it is counted anew when it is turned. */
export function createDigest(deps: FeatureDeps): Feature {
  return {
    name: 'digest',
    taps: {
      'digest.open': async ({ page = 1 }, { person }) => {
        const now = deps.clock.now();
        // On a day off only what is overdue.
        const end = digestDay({ digest: { on: true } }, deps, now)?.end ?? now;
        const staff = await deps.directory.everybody();
        const digests = digestsOf(await pressingTasks(deps.stores.requests, end), staff);
        const own = digests.find(each => each.person === person);
        if (own === undefined) return answer('success', deps.texts('digest.nothing'));
        return show(await digestCardOf(deps, own, page));
      },
    },
  };
}
