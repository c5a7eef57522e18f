import { button, buttonRow } from './kit/button.ts';
import { card, plainText } from './kit/card.ts';
import type { Button, Card } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface BoardRowView {
  readonly number: string;
  readonly item: Text;
  readonly category: Text;
  readonly state: Text;
  readonly changedAt: number;
}
export interface BoardCardProps {
  readonly rows: readonly BoardRowView[];
  /** Where the screen's page is; given to those who may put it up. */
  readonly link?: string;
  readonly page?: number;
  readonly time: CardTime;
}

const ROWS = 12;

/** 办件公示: the lobby's board as a card. */
export function boardCard(props: BoardCardProps, t: Texts): Card {
  const at = pageOf(
    cutPages(props.rows, () => 0, { rows: ROWS, bytes: Infinity }),
    props.page,
  );
  return card({
    title: t('board.title'),
    subtitle: t('board.note'),
    elements: [
      ...(props.rows.length === 0 ? [markdown(coloured(t('board.empty'), 'grey'))] : []),
      ...at.rows.flatMap((row, index) => [
        ...(row.category.zh === at.rows[index - 1]?.category.zh
          ? []
          : [markdown(coloured(clipText(row.category, 60), 'blue'))]),
        markdown(
          lines(
            words(bold(clipText(row.item, 60)), plain(same('·')), plain(clipText(row.state, 60))),
            words(
              coloured(same(clip(row.number, 60)), 'grey'),
              coloured(formatInstant(row.changedAt, props.time), 'grey'),
            ),
          ),
        ),
      ]),
      ...pageButtons(at, page => ({ a: 'board.open', page }), t),
      ...buttonRow([
        button(t('board.again'), { a: 'board.open' }, { size: 'small' }),
        ...(props.link === undefined ? [] : [screenButton(props.link, t)]),
      ]),
    ],
  });
}

function screenButton(link: string, t: Texts): Button {
  return {
    tag: 'button',
    name: 'screen',
    text: plainText(t('board.screen')),
    type: 'default',
    size: 'small',
    behaviors: [{ type: 'open_url', default_url: link }],
  };
}
