import type { CardAction } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Button, Card, CardElement } from './kit/element.ts';
import { beside } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { bytesOf, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface HallOrderCardProps {
  readonly categories: readonly {
    /** Its Chinese name. */
    readonly id: string;
    readonly name: Text;
    readonly items: readonly { readonly id: string; readonly name: Text }[];
  }[];
  /** Whether something was moved and not confirmed yet. */
  readonly changed: boolean;
  readonly page?: number;
}
const ROWS = { rows: 16, bytes: 18_000 };

/** 大厅里的顺序: categories and the items in them, each up and down. */
export function hallOrderCard(props: HallOrderCardProps, t: Texts): Card {
  const rows = props.categories.flatMap((category, at) => [
    {
      text: bold(clipText(category.name, 40)),
      what: { category: category.id } as const,
      first: at === 0,
      last: at === props.categories.length - 1,
    },
    ...category.items.map((item, place) => ({
      text: words(plain(same('　')), plain(clipText(item.name, 50)), coloured(same(item.id), 'grey')),
      what: { item: item.id } as const,
      first: place === 0,
      last: place === category.items.length - 1,
    })),
  ]);
  const row = ({ text, what, first, last }: (typeof rows)[number], page: number): CardElement =>
    first && last
      ? markdown(text)
      : beside(
          markdown(text),
          ...(first ? [] : [mover('up', what, page, t)]),
          ...(last ? [] : [mover('down', what, page, t)]),
        );
  const at = pageOf(
    cutPages(rows, each => bytesOf(row(each, 1)), ROWS),
    props.page,
  );
  return card({
    title: t('hallOrder.title'),
    template: props.changed ? 'orange' : 'blue',
    elements: [
      markdown(
        lines(coloured(t(props.changed ? 'hallOrder.changed' : 'hallOrder.hint'), 'grey')),
        'notation',
      ),
      ...at.rows.map(each => row(each, at.page)),
      ...pageButtons(at, page => ({ a: 'settings.order', page }), t),
      ...buttonRow([
        ...(props.changed
          ? [
              button(
                t('settings.step.check'),
                { a: 'settings.orderPreview' },
                { size: 'small', type: 'primary_filled' },
              ),
            ]
          : []),
        button(t('editor.export'), { a: 'settings.orderExport' }, { size: 'small' }),
        button(t('settings.items.title'), { a: 'settings.items' }, { size: 'small' }),
      ]),
    ],
  });
}

function mover(
  by: 'up' | 'down',
  what: { readonly item: string } | { readonly category: string },
  page: number,
  t: Texts,
): Button {
  const action: CardAction = { a: 'settings.orderMove', ...what, by, page };
  return button(t(`editor.act.${by}`), action, { size: 'tiny' });
}
