import { button, buttonRow } from './kit/button.ts';
import { card, plainText } from './kit/card.ts';
import type { Button, Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip } from './kit/paging.ts';
import type { Texts } from './kit/texts.ts';

export interface SetupCardProps {
  readonly findings: readonly {
    readonly part: 'credentials' | 'bot' | 'scopes' | 'events' | 'callbacks' | 'menu' | 'arriving';
    readonly state: 'good' | 'missing' | 'unknown';
    /** The platform's own names. */
    readonly names: readonly string[];
    readonly link: string;
  }[];
  readonly at: number;
  readonly time: CardTime;
}
const COLOURS = { good: 'green', missing: 'red', unknown: 'orange' } as const;

/** 接入检查: what the developer console lacks, each with its page. */
export function setupCard(props: SetupCardProps, t: Texts): Card {
  const missing = props.findings.filter(({ state }) => state === 'missing').length;
  const unknown = props.findings.some(({ state }) => state === 'unknown');
  const empty = props.findings.length === 0;
  return card({
    title: t('setup.title'),
    subtitle: empty
      ? t('setup.playground')
      : missing > 0
        ? t('setup.look', { n: missing })
        : t(unknown ? 'setup.byHand' : 'setup.fine'),
    template: missing > 0 ? 'red' : unknown ? 'orange' : 'green',
    elements: [
      ...[...props.findings].sort((a, b) => rank(a) - rank(b)).map(finding => row(finding, t)),
      ...(empty
        ? []
        : [
            markdown(
              coloured(t('setup.at', { at: formatInstant(props.at, props.time) }), 'grey'),
              'notation',
            ),
          ]),
      ...buttonRow([
        button(t('setup.again'), { a: 'setup.open' }, { size: 'small', type: 'primary' }),
        button(t('button.settings'), { a: 'settings.open' }, { size: 'small' }),
      ]),
    ],
  });
}

/** What is missing comes first. */
function rank({ state }: SetupCardProps['findings'][number]): number {
  return ['missing', 'unknown', 'good'].indexOf(state);
}

function row({ part, state, names, link }: SetupCardProps['findings'][number], t: Texts): CardElement {
  const head = words(bold(t(`setup.part.${part}`)), coloured(t(`setup.state.${state}`), COLOURS[state]));
  if (state === 'good') return markdown(head);
  const said = t(`setup.${state}.${part}`, { names: clip(names.join('、'), 600) });
  return sideBySide(markdown(lines(head, plain(said))), linkButton(part, link, t));
}

function linkButton(part: string, link: string, t: Texts): Button {
  return {
    tag: 'button',
    name: `open_${part}`,
    text: plainText(t('setup.open')),
    type: 'default',
    size: 'small',
    behaviors: [{ type: 'open_url', default_url: link }],
  };
}
