import type { ActionOf } from './kit/action.ts';
import { button, buttonRow } from './kit/button.ts';
import { card, headerTag } from './kit/card.ts';
import type { Card, CardElement, Chart } from './kit/element.ts';
import { factCell } from './kit/fact-elements.ts';
import type { CardTime } from './kit/facts.ts';
import { formatInstant } from './kit/format.ts';
import { twoColumns } from './kit/layout.ts';
import { bold, coloured, markdown, plain, words } from './kit/markdown.ts';
import type { Text, Texts } from './kit/texts.ts';
import { numberText, type ReportTable, tableLines } from './report-table.ts';

export type ReportName = 'daily' | 'weekly' | 'monthly' | 'quarterly';

/** One figure with what it was in the same part of the last period; `good`: whether more of it is better. */
export interface ReportFigure {
  readonly label: Text;
  readonly as: 'count' | 'days' | 'share';
  readonly value: number | undefined;
  readonly last?: number | undefined;
  readonly good?: 'more' | 'less';
}

export interface ReportChart {
  readonly title: Text;
  readonly chart: Chart;
}

/** What a report card asks for again: its period, and what of the service it is about. */
export type ReportQuery = Omit<ActionOf<'report.file'>, 'a' | 'as'>;

export interface ReportCardProps {
  readonly report: ReportName;
  readonly period: Text;
  /** Departments or items that it is limited to; absent: everything. */
  readonly scope?: Text;
  readonly figures: readonly ReportFigure[];
  readonly charts: readonly ReportChart[];
  readonly tables: readonly ReportTable[];
  /** The instant that it speaks of. */
  readonly asOf: number;
  /** Older requests are still being counted: figures will grow. */
  readonly counting: boolean;
  readonly query: ReportQuery;
  readonly time: CardTime;
}

/** Lark recommends at most five (lark.md 2); three are as many as are read. */
const MOST_CHARTS = 3;
const ROWS = 6;

/** A report: figures with what changed, charts, the first lines of its tables, and the whole as a file. */
export function reportCard(props: ReportCardProps, t: Texts): Card {
  const { report, period, scope, time } = props;
  return card({
    title: t(`report.title.${report}`),
    subtitle:
      scope === undefined ? period : { zh: `${period.zh} · ${scope.zh}`, en: `${period.en} · ${scope.en}` },
    template: 'blue',
    tags: [headerTag(t('report.tag'), 'blue')],
    elements: [
      ...(props.counting ? [markdown(coloured(t('report.counting'), 'orange'))] : []),
      ...twoColumns(props.figures.map(figure => figureCell(figure, t))),
      ...props.charts
        .slice(0, MOST_CHARTS)
        .flatMap(({ title, chart }): CardElement[] => [markdown(bold(title)), chart]),
      ...props.tables.flatMap(table => tableLines(table, ROWS, time, t)),
      markdown(coloured(t('report.asOf', { at: formatInstant(props.asOf, time) }), 'grey'), 'notation'),
      ...buttonRow([
        button(t('report.xlsx'), { a: 'report.file', as: 'xlsx', ...props.query }, { size: 'small' }),
        button(t('report.pdf'), { a: 'report.file', as: 'pdf', ...props.query }, { size: 'small' }),
        button(t('report.other'), { a: 'report.open' }, { size: 'small' }),
      ]),
    ],
  });
}

function figureCell({ label, as, value, last, good }: ReportFigure, t: Texts): CardElement {
  const shown = bold({ zh: numberText(value, as), en: numberText(value, as) });
  if (value === undefined || last === undefined) return factCell(label, shown);
  const difference = numberText(value - last, as);
  if (Number.parseFloat(difference) === 0)
    return factCell(label, words(shown, coloured(t('report.same'), 'grey')));
  const signed = value > last ? `+${difference}` : difference;
  const better = good === undefined ? undefined : good === 'more' ? value > last : value < last;
  // A share that goes from 4 % to 8 % has risen by 4 points, not by 4 %.
  const text = t(as === 'share' ? 'report.points' : 'report.change', { difference: signed.replace('%', '') });
  const change = better === undefined ? coloured(text, 'grey') : coloured(text, better ? 'green' : 'red');
  return factCell(label, words(shown, change));
}

/** Words only, where there is nothing to count. */
export function noReportCard(kind: 'refused' | 'notBegun' | 'unknownPeriod', typed: string, t: Texts): Card {
  return card({
    title: t(`report.no.${kind}`),
    template: 'grey',
    elements: [
      markdown(plain(t(`report.noText.${kind}`, { typed }))),
      ...buttonRow([
        button(t('report.choose'), { a: 'report.open' }, { size: 'small' }),
        button(t('button.hall'), { a: 'hall.open' }, { size: 'small' }),
      ]),
    ],
  });
}
