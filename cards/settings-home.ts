import type { CardAction } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card, headerTag } from './kit/card.ts';
import type { Button, Card, CardElement } from './kit/element.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import { joinTexts } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface SettingsPageRow {
  readonly title: Text;
  /** What is set there. */
  readonly about: Text;
  readonly open: CardAction;
}

/** 设置: the rooms of the settings menu that this person may enter. */
export function settingsHomeCard(pages: readonly SettingsPageRow[], t: Texts): Card {
  return card({
    title: t('settings.title'),
    subtitle: t('settings.subtitle'),
    template: 'blue',
    tags: [headerTag(t('settings.tag'), 'blue')],
    elements: pages.map(({ title, about, open }) =>
      room(title, about, button(t('button.open'), open, { size: 'small' })),
    ),
  });
}

function room(name: Text, what: Text, open: Button): CardElement {
  return sideBySide(markdown(lines(bold(name), coloured(what, 'grey'))), open);
}

export interface SettingsItemRow {
  readonly id: string;
  readonly name: Text;
  readonly category: Text;
  readonly enabled: boolean;
  readonly version: number;
  /** Whether this person may change it, and not only look at it. */
  readonly mayEdit: boolean;
}
export interface SettingsItemsCardProps {
  /** All items: the card cuts the pages. */
  readonly items: readonly SettingsItemRow[];
  readonly page?: number;
  /** Whether this person may make new ones. */
  readonly mayMake: boolean;
  /** Whether this person may say in what order the hall shows them. */
  readonly mayOrder: boolean;
}

const ITEMS_PER_PAGE = 8;

/** The items, each with its switch. */
export function settingsItemsCard(props: SettingsItemsCardProps, t: Texts): Card {
  const at = pageOf(
    cutPages(props.items, () => 0, { rows: ITEMS_PER_PAGE, bytes: Infinity }),
    props.page,
  );
  return card({
    title: t('settings.items.title'),
    template: 'blue',
    elements: [
      ...(props.items.length === 0 ? [markdown(coloured(t('settings.items.empty'), 'grey'))] : []),
      ...at.rows.flatMap(item => itemRow(item, t)),
      ...pageButtons(at, page => ({ a: 'settings.items', page }), t),
      ...buttonRow([
        ...(props.mayMake ? [button(t('editor.newItem'), { a: 'edit.new' }, { size: 'small' })] : []),
        ...(props.mayOrder
          ? [button(t('hallOrder.button'), { a: 'settings.order' }, { size: 'small' })]
          : []),
        button(t('button.settings'), { a: 'settings.open' }, { size: 'small' }),
      ]),
    ],
  });
}

function itemRow(item: SettingsItemRow, t: Texts): readonly CardElement[] {
  const state = item.enabled ? coloured(t('settings.on'), 'green') : coloured(t('settings.off'), 'grey');
  return [
    sideBySide(
      markdown(
        lines(
          words(bold(clipText(item.name, 50)), state),
          plain(joinTexts([clipText(item.category, 40), t('settings.version', { n: item.version })], DOT)),
        ),
      ),
      button(
        t(item.mayEdit ? 'settings.edit' : 'button.open'),
        { a: 'settings.item', item: item.id },
        { size: 'small' },
      ),
      ...(item.mayEdit ? [switchButton(item, t)] : []),
    ),
  ];
}

const DOT: Text = { zh: ' · ', en: ' · ' };

/** 停用 or 启用: shows the difference first. */
export function switchButton(item: Pick<SettingsItemRow, 'id' | 'enabled'>, t: Texts): Button {
  const action = { a: 'settings.itemSwitch', item: item.id, on: !item.enabled } as const;
  return button(t(item.enabled ? 'settings.switchOff.button' : 'settings.switchOn.button'), action, {
    size: 'small',
  });
}
