import type { CardAction } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { bytesOf, clip, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import type { Text, Texts } from './kit/texts.ts';

interface HistoryRow {
  readonly version: number;
  readonly at: number;
  /** A name; left out when it came with the files. */
  readonly by?: string;
  readonly summary: readonly Text[];
  readonly live: boolean;
  /** Brings this version back; left out where it may not. */
  readonly restore?: CardAction;
}
export interface SettingsHistoryCardProps {
  readonly what: Text;
  /** All, newest first: the card cuts the pages. */
  readonly rows: readonly HistoryRow[];
  readonly page?: number;
  /** The same history at another page. */
  readonly turn: (page: number) => CardAction;
  readonly back: CardAction;
  readonly time: CardTime;
}
const LIMITS = { rows: 8, bytes: 18_000 };
const MAX_SUMMARY = 6;

/** The versions, who made them and when, with the way back. */
export function settingsHistoryCard(props: SettingsHistoryCardProps, t: Texts): Card {
  const pages = cutPages(props.rows, row => bytesOf(rowElement(row, props.time, t)), LIMITS);
  const at = pageOf(pages, props.page);
  return card({
    title: t('settings.history.title', { what: clipText(props.what, 60) }),
    template: 'blue',
    elements: [
      ...(props.rows.length === 0 ? [markdown(coloured(t('settings.history.empty'), 'grey'))] : []),
      ...at.rows.map(row => rowElement(row, props.time, t)),
      ...pageButtons(at, props.turn, t),
      ...buttonRow([button(t('button.back'), props.back)]),
    ],
  });
}

function rowElement(row: HistoryRow, time: CardTime, t: Texts): CardElement {
  const at = formatInstant(row.at, time);
  const by =
    row.by === undefined
      ? t('settings.fromFiles', { at })
      : t('settings.publishedBy', { who: clip(row.by, 60), at });
  const text = markdown(
    lines(
      words(
        bold(t('settings.version', { n: row.version })),
        ...(row.live ? [coloured(t('settings.live'), 'green')] : []),
        coloured(by, 'grey'),
      ),
      ...row.summary.slice(0, MAX_SUMMARY).map(one => plain(clipText(one, 200))),
    ),
  );
  return row.restore === undefined
    ? text
    : sideBySide(text, button(t('settings.rollback'), row.restore, { size: 'small' }));
}
