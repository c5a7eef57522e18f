import { button, buttonRow } from './kit/button.ts';
import { card, headerTag } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { coloured, markdown, plain } from './kit/markdown.ts';
import type { Texts } from './kit/texts.ts';

export interface MirrorCardProps {
  readonly on: boolean;
  /** Everything that changed until then is there. */
  readonly until?: number;
  readonly failed?: { readonly at: number; readonly code: string };
  readonly time: CardTime;
}

/** The switch of the mirror, and how it does. */
export function mirrorCard({ on, until, failed, time }: MirrorCardProps, t: Texts): Card {
  return card({
    title: t('mirror.title'),
    template: on ? 'green' : 'default',
    tags: [headerTag(t(on ? 'mirror.on' : 'mirror.off'), on ? 'green' : 'neutral')],
    elements: [
      markdown(plain(t('mirror.explained'))),
      markdown(coloured(t('mirror.scopes'), 'grey'), 'notation'),
      ...(on && until !== undefined
        ? [markdown(plain(t('mirror.until', { time: formatInstant(until, time) })))]
        : []),
      ...(failed === undefined
        ? []
        : [
            markdown(
              coloured(
                t('mirror.failed', { time: formatInstant(failed.at, time), code: failed.code }),
                'red',
              ),
            ),
          ]),
      ...buttonRow([
        button(
          t(on ? 'mirror.turnOff' : 'mirror.turnOn'),
          { a: 'mirror.turn', on: !on },
          {
            type: 'primary_filled',
            confirm: {
              title: t(on ? 'mirror.turnOff' : 'mirror.turnOn'),
              text: t(on ? 'mirror.offText' : 'mirror.onText'),
            },
          },
        ),
        button(t('button.settings'), { a: 'settings.open' }),
      ]),
    ],
  });
}
