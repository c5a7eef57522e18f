import { button, buttonRow } from './kit/button.ts';
import { card } from './kit/card.ts';
import type { Card, CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { sideBySide } from './kit/layout.ts';
import { bold, coloured, lines, markdown, plain, words } from './kit/markdown.ts';
import { clip, clipText } from './kit/paging.ts';
import { joinTexts, same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** One period in which another acts. */
export interface DelegationRow {
  readonly id: string;
  /** The agent, or for those given to the reader the principal. */
  readonly who: string;
  /** Names of the items; empty: all. */
  readonly items: readonly Text[];
  readonly from: number;
  readonly to: number;
  readonly mode: 'agentOnly' | 'both';
  readonly state: 'now' | 'ahead' | 'over';
}

export interface DelegationsCardProps {
  readonly mine: readonly DelegationRow[];
  /** In which the reader acts for others. */
  readonly forOthers: readonly DelegationRow[];
  readonly time: CardTime;
}

const MAX_ROWS = 10;

/** 代理: who acts for me, and for whom I act. */
export function delegationsCard(props: DelegationsCardProps, t: Texts): Card {
  const mine = props.mine.slice(0, MAX_ROWS).map(row => mineRow(row, props.time, t));
  const others = props.forOthers.slice(0, MAX_ROWS).map(row => markdown(rowLines(row, props.time, t)));
  return card({
    title: t('delegate.title'),
    template: 'blue',
    elements: [
      markdown(coloured(t('delegate.explained'), 'grey'), 'notation'),
      ...(mine.length === 0 ? [markdown(plain(t('delegate.none')))] : mine),
      ...(others.length === 0 ? [] : [markdown(bold(t('delegate.forOthers'))), ...others]),
      ...buttonRow([
        button(t('button.delegateNew'), { a: 'delegate.form' }, { type: 'primary_filled' }),
        button(t('button.hall'), { a: 'hall.open' }),
      ]),
    ],
  });
}

function mineRow(row: DelegationRow, time: CardTime, t: Texts): CardElement {
  if (row.state === 'over') return markdown(rowLines(row, time, t));
  const end = button(
    t('button.delegateEnd'),
    { a: 'delegate.end', delegation: row.id },
    { size: 'small', confirm: { title: t('delegate.endConfirm'), text: t('delegate.endText') } },
  );
  return sideBySide(markdown(rowLines(row, time, t)), end);
}

function rowLines(row: DelegationRow, time: CardTime, t: Texts) {
  const items = row.items.length === 0 ? t('delegate.allItems') : clipText(joinTexts(row.items), 120);
  // The last day is counted: the period ends with it.
  const until = formatInstant(row.to - 60_000, time);
  const range = t('date.range', { from: formatInstant(row.from, time), to: until });
  return lines(
    words(
      bold(same(clip(row.who, 60))),
      coloured(t(`delegate.state.${row.state}`), row.state === 'now' ? 'green' : 'grey'),
    ),
    plain(range),
    coloured(joinTexts([items, t(`delegate.mode.${row.mode}`)], { zh: ' · ', en: ' · ' }), 'grey'),
  );
}
