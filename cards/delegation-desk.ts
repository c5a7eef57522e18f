import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { bytesOf, clip, clipText, cutPages, pageButtons, pageOf } from './kit/paging.ts';
import { joinTexts, same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface DeskRow {
  readonly id: string;
  readonly principal: string;
  readonly agent: string;
  /** Names of the items; empty: all. */
  readonly items: readonly Text[];
  readonly from: number;
  readonly to: number;
  readonly mode: 'agentOnly' | 'both';
  readonly state: 'now' | 'ahead';
}

export interface DelegationDeskCardProps {
  readonly rows: readonly DeskRow[];
  readonly page?: number;
  readonly mayEdit: boolean;
  readonly time: CardTime;
}

const PAGE = { rows: 8, bytes: 14_000 };

/** 代理 of everybody: who acts for whom now and later; administrators make and end them (issue 8, item 3). */
export function delegationDeskCard(props: DelegationDeskCardProps, t: Texts): Card {
  const at = pageOf(
    cutPages(props.rows, row => bytesOf(rowElement(row, props, t)), PAGE),
    props.page,
  );
  return card({
    title: t('delegations.title'),
    elements: [
      ...(props.rows.length === 0 ? [markdown(plain(t('delegate.none')))] : []),
      ...at.rows.map(row => rowElement(row, props, t)),
      ...pageButtons(at, page => ({ a: 'delegations.open', page }), t),
      ...buttonRow([
        ...(props.mayEdit
          ? [button(t('button.delegateNew'), { a: 'delegations.form' }, { type: 'primary_filled' })]
          : []),
        button(t('button.settings'), { a: 'settings.open' }),
      ]),
    ],
  });
}

function rowElement(row: DeskRow, { mayEdit, time }: DelegationDeskCardProps, t: Texts): CardElement {
  const items = row.items.length === 0 ? t('delegate.allItems') : clipText(joinTexts(row.items), 120);
  const range = { from: formatInstant(row.from, time), to: formatInstant(row.to - 60_000, time) };
  const text = markdown(
    lines(
      words(
        bold(same(`${clip(row.principal, 40)} → ${clip(row.agent, 40)}`)),
        coloured(t(`delegate.state.${row.state}`), row.state === 'now' ? 'green' : 'grey'),
      ),
      plain(t('date.range', range)),
      coloured(joinTexts([items, t(`delegate.mode.${row.mode}`)], { zh: ' · ', en: ' · ' }), 'grey'),
    ),
  );
  if (!mayEdit) return text;
  const end = { a: 'delegations.endForm', delegation: row.id } as const;
  return sideBySide(text, button(t('button.delegateEnd'), end, { size: 'small' }));
}
