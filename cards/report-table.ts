import type { CardElement } from './kit/element.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { bold, coloured, lines, markdown } from './kit/markdown.ts';
import type { Markdown } from './kit/markdown.ts';
import { clipText } from './kit/paging.ts';
import { joinTexts, same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

/** Days are working days, shares go from 0 to 1; undefined: there is nothing to say it of. */
export type ReportCell =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'number'; readonly as: 'count' | 'days' | 'share'; readonly value: number | undefined }
  | { readonly kind: 'instant'; readonly at: number };

export interface ReportTable {
  readonly title: Text;
  readonly head: readonly Text[];
  readonly rows: readonly (readonly ReportCell[])[];
  /** How many rows there are in all; `rows` may be the first of them. */
  readonly total: number;
}

/** A cell in words. */
export function cellText(cell: ReportCell, time: Pick<CardTime, 'timeZone'>): Text {
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'instant') return formatInstant(cell.at, time);
  return same(numberText(cell.value, cell.as));
}

/** `9.2`, `4 %`, `12`; a dash where there is nothing. */
export function numberText(value: number | undefined, as: 'count' | 'days' | 'share'): string {
  if (value === undefined) return '—';
  if (as === 'count') return String(value);
  // Rounding must not show a minus before nothing.
  const rounded =
    as === 'days' ? value.toFixed(1) : `${(value * 100).toFixed(value > 0 && value < 0.1 ? 1 : 0)}%`;
  return /^-0(\.0)?%?$/.test(rounded) ? rounded.slice(1) : rounded;
}

/** The first rows of a table: the first cell is the name, the others follow it in grey with their columns' names. */
export function tableLines(
  table: ReportTable,
  most: number,
  time: CardTime,
  t: Texts,
): readonly CardElement[] {
  if (table.rows.length === 0)
    return [markdown(lines(bold(table.title), coloured(t('report.nothing'), 'grey')))];
  const rows = table.rows.slice(0, most).map(row => rowLines(table, row, time));
  const more = table.total - rows.length;
  return [
    markdown(bold(table.title)),
    markdown(lines(...rows, ...(more > 0 ? [coloured(t('report.more', { n: more }), 'grey')] : []))),
  ];
}

function rowLines(table: ReportTable, row: readonly ReportCell[], time: CardTime): Markdown {
  const [name, ...others] = row;
  if (name === undefined) return coloured(same(''), 'grey');
  const figures = others.flatMap((cell, n): readonly Text[] => {
    const value = clipText(cellText(cell, time), 60);
    if (value.zh === '' || (cell.kind === 'number' && cell.value === undefined)) return [];
    const column = table.head[n + 1];
    if (cell.kind === 'text' || column === undefined) return [value];
    return [{ zh: `${column.zh} ${value.zh}`, en: `${column.en} ${value.en}` }];
  });
  return lines(bold(clipText(cellText(name, time), 40)), coloured(joinTexts(figures, DOT), 'grey'));
}

const DOT: Text = { zh: ' · ', en: ' · ' };
