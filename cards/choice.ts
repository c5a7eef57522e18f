import { itemRow } from './hall.ts';
import type { HallItem } from './hall.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { coloured, markdown, plain } from './kit/markdown.ts';
import { clip } from './kit/paging.ts';
import type { Texts } from './kit/texts.ts';

export interface ChoiceCardProps {
  /** What was typed. */
  readonly words: string;
  /** Best first; at most ten are shown. */
  readonly items: readonly HallItem[];
  /**
   * search: several items match. unknown: the words were no command; these are the nearest items. instead: nothing is like the
   * words; these are the reader's own items, or the first of the hall.
   */
  readonly why: 'search' | 'unknown' | 'instead';
}

const MAX_ITEMS = 10;

/** Several items may be meant, or none: the nearest ones, and the help line. */
export function choiceCard(props: ChoiceCardProps, t: Texts): Card {
  const typed = clip(props.words, 60);
  const found = props.items.length > 0;
  return card({
    title: t(found && props.why !== 'instead' ? 'choice.title' : 'choice.nothing'),
    template: 'blue',
    elements: [
      markdown(plain(t(found ? `choice.${props.why}` : 'choice.none', { words: typed }))),
      ...props.items.slice(0, MAX_ITEMS).map(item => itemRow(item, t)),
      markdown(coloured(t('choice.help'), 'grey'), 'notation'),
      ...buttonRow([
        button(t('button.hall'), { a: 'hall.open' }, { size: 'small' }),
        button(t('button.help'), { a: 'help.open' }, { size: 'small' }),
      ]),
    ],
  });
}
