import { button, buttonRow, submitButton } from './kit/button.ts';
import type { ButtonOptions } from './kit/button.ts';
import { card, plainText } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import { hr, sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown } from './kit/markdown.ts';
import { clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface HallItem {
  readonly id: string;
  readonly name: Text;
  /** One line. */
  readonly summary: Text;
  /** How satisfied people were, of 5; given to those who may see it. */
  readonly rating?: { readonly score: number; readonly n: number };
}
/** A category, or an owning department (归口). */
export interface HallCategory {
  /** At most 60 characters; comes back in `hall.open`. */
  readonly id: string;
  readonly name: Text;
  readonly items: readonly HallItem[];
}
export interface HallCardProps {
  /** What this person may see, in the hall's order; all of it, the card cuts the pages. */
  readonly categories: readonly HallCategory[];
  /** Favourites and what the reader applied for lately; at most a handful. */
  readonly own?: readonly HallItem[];
  /** What the items are grouped by; categories unless told. */
  readonly by?: 'department';
  /** Only this category; all when left out or unknown. */
  readonly category?: string;
  /** From 1; brought into range. */
  readonly page?: number;
  /** How many tasks wait for this person, and how many requests of theirs run: on the shortcuts. */
  readonly todo: number;
  readonly running: number;
}

/** The name of the search input in the form's values. */
export const SEARCH_WORDS = 'words';

const ITEMS_PER_PAGE = 8;
const MAX_CATEGORIES = 12;

/** The service hall (办事大厅): categories, items, search, and the way to one's own things. */
export function hallCard(props: HallCardProps, t: Texts): Card {
  const chosen = props.categories.find(category => category.id === props.category);
  const shown = chosen === undefined ? props.categories : [chosen];
  const rows = shown.flatMap(category => category.items.map(item => ({ item, category })));
  const at = pageOf(
    cutPages(rows, () => 0, { rows: ITEMS_PER_PAGE, bytes: Infinity }),
    props.page,
  );
  const here = { ...byOf(props), ...(chosen === undefined ? {} : { category: chosen.id }) };
  return card({
    title: t('hall.title'),
    subtitle: t('hall.subtitle'),
    template: 'blue',
    elements: [
      ...shortcuts(props, t),
      ...(chosen === undefined && at.page === 1 ? ownButtons(props, t) : []),
      ...(props.categories.length > 0 ? groupButtons(props, chosen, t) : []),
      hr,
      ...(rows.length === 0 ? [markdown(coloured(t('hall.empty'), 'grey'))] : []),
      ...at.rows.flatMap(({ item, category: of }, index) => [
        ...(chosen === undefined && of !== at.rows[index - 1]?.category
          ? [markdown(coloured(clipText(of.name, 60), 'blue'))]
          : []),
        itemRow(item, t),
      ]),
      ...pageButtons(at, page => ({ a: 'hall.open', ...here, page }), t),
      searchForm(t),
      ...buttonRow([button(t('hall.catalogue'), { a: 'guide.catalogue' }, { size: 'small', type: 'text' })]),
    ],
  });
}

/** An item with its one line and the button that opens its guide. */
export function itemRow(item: HallItem, t: Texts): CardElement {
  const { rating } = item;
  return sideBySide(
    markdown(
      lines(
        bold(clipText(item.name, 60)),
        coloured(clipText(item.summary, 120), 'grey'),
        ...(rating === undefined
          ? []
          : [coloured(t('hall.rating', { score: rating.score.toFixed(1), n: rating.n }), 'orange')]),
      ),
    ),
    button(t('button.apply'), { a: 'item.guide', item: item.id }, { size: 'small' }),
  );
}

function shortcuts(props: HallCardProps, t: Texts): readonly CardElement[] {
  return buttonRow([
    button(t('hall.todo', { n: props.todo }), { a: 'todo.open' }, { size: 'small' }),
    button(t('hall.my', { n: props.running }), { a: 'my.open' }, { size: 'small' }),
    button(t('button.done'), { a: 'done.open' }, { size: 'small' }),
  ]);
}

/** One tap from the hall to what one uses. */
function ownButtons({ own = [] }: HallCardProps, t: Texts): readonly CardElement[] {
  if (own.length === 0) return [];
  return [
    markdown(coloured(t('hall.own'), 'grey'), 'notation'),
    ...buttonRow(
      own.map(item =>
        button(
          clipText(item.name, 20),
          { a: 'item.guide', item: item.id },
          { size: 'small', type: 'primary_text' },
        ),
      ),
    ),
  ];
}

/** One tap to each group, and one to group by department or by category instead. */
function groupButtons(
  props: HallCardProps,
  chosen: HallCategory | undefined,
  t: Texts,
): readonly CardElement[] {
  const other =
    props.by === undefined
      ? button(t('hall.byDepartment'), { a: 'hall.open', by: 'department' }, OTHER)
      : button(t('hall.byCategory'), { a: 'hall.open' }, OTHER);
  if (props.categories.length === 1) return buttonRow([other]);
  return buttonRow([
    button(t('hall.all'), { a: 'hall.open', ...byOf(props) }, look(chosen === undefined)),
    ...props.categories
      .slice(0, MAX_CATEGORIES)
      .map(group =>
        button(
          clipText(group.name, 20),
          { a: 'hall.open', ...byOf(props), category: group.id },
          look(group === chosen),
        ),
      ),
    other,
  ]);
}

const OTHER = { size: 'small', type: 'primary_text' } as const;

function byOf({ by }: HallCardProps) {
  return by === undefined ? {} : { by };
}

function look(on: boolean): ButtonOptions {
  return { size: 'small', type: on ? 'primary' : 'default' };
}

function searchForm(t: Texts): CardElement {
  return {
    tag: 'form',
    name: 'search',
    elements: [
      sideBySide(
        {
          tag: 'input',
          name: SEARCH_WORDS,
          width: 'fill',
          max_length: 60,
          placeholder: plainText(t('hall.searchHint')),
        },
        submitButton(t('button.search'), { a: 'hall.search' }, { size: 'small' }),
      ),
    ],
  };
}
