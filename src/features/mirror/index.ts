import { mirrorCard } from '../../../cards/mirror.ts';
import type { MirrorStore } from '../../application/ports-mirror.ts';
import type { CardJson } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import { answer, show } from '../shared/answers.ts';
import { withRight } from '../shared/guard.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { cardTime } from '../shared/head.ts';
import { changeLine, recorded } from '../shared/record.ts';

/** The switch of the mirror in Lark's Approval app, for administrators. */
export function createMirrorSettings(deps: FeatureDeps & { readonly mirror: MirrorStore }): Feature {
  return {
    name: 'mirror',
    taps: {
      'mirror.open': withRight(deps, 'integrations.edit', async () => show(await page(deps))),
      'mirror.turn': withRight(deps, 'integrations.edit', async ({ on }, tap) => {
        const { on: before } = await deps.mirror.load();
        const word = (is: boolean) => deps.texts(is ? 'settings.on' : 'settings.off');
        const said = {
          kind: 'mirror' as const,
          subject: deps.texts('mirror.title'),
          summary: [changeLine(deps.texts('admin.label.state'), word(before), word(on))],
        };
        await recorded(
          deps,
          tap,
          said,
          () => deps.mirror.turn(on),
          () => before !== on,
        );
        deps.log.info({ on }, 'the mirror in the Approval app was switched');
        return answer('success', deps.texts(on ? 'mirror.turnedOn' : 'mirror.turnedOff'), await page(deps));
      }),
    },
  };
}

async function page(deps: FeatureDeps & { readonly mirror: MirrorStore }): Promise<CardJson> {
  const { on, position, failed } = await deps.mirror.load();
  return mirrorCard(
    {
      on,
      ...(position === undefined ? {} : { until: position.changedAt }),
      ...(failed === undefined ? {} : { failed }),
      time: cardTime(deps),
    },
    deps.texts,
  );
}
