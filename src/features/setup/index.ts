import { setupCard } from '../../../cards/setup.ts';
import type { FirstRun, SetupResult } from '../../application/ports-setup.ts';
import type { CardJson } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { show } from '../shared/answers.ts';
import { withRight } from '../shared/guard.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';

export interface SetupDeps extends FeatureDeps {
  readonly firstRun: Pick<FirstRun, 'check'>;
}

/** 接入检查: whether the app is set up in Lark's console as the bot needs it, looked at anew with each tap (issue 8, point 9). */
export function createSetup(deps: SetupDeps): Feature {
  return {
    name: 'setup',
    taps: {
      'setup.open': withRight(deps, 'health.see', async () =>
        show(setupCardOf(deps, await deps.firstRun.check())),
      ),
    },
  };
}

/** The card of a result, for the tap and for the message to the first administrators. */
export function setupCardOf(
  deps: Pick<FeatureDeps, 'texts'> & Parameters<typeof cardTime>[0],
  { findings, at }: SetupResult,
): CardJson {
  return setupCard(
    {
      findings: findings.map(({ part, state, names = [], link }) => ({ part, state, names, link })),
      at,
      time: cardTime(deps),
    },
    deps.texts,
  );
}
