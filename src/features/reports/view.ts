import type { Text, Texts } from '../../../cards/kit/texts.ts';
import { joinTexts } from '../../../cards/kit/texts.ts';
import type { ReportCardProps, ReportFigure } from '../../../cards/report.ts';
import { writeDay } from '../../core/calendar/days.ts';
import { requestFigures } from '../../core/reports/figures.ts';
import { chartsOf } from './charts.ts';
import type { Report } from './gather.ts';
import type { ReportNames } from './names.ts';
import { periodText } from './period-text.ts';
import { type ReportTables, tablesOf } from './tables.ts';

/** What a report shows on a card, and what its file holds. */
export type ReportView = Omit<ReportCardProps, 'counting' | 'time' | 'scope'> & {
  readonly all: ReportTables;
};

/** The parts of each report, in the order of what is read first. */
const CARD_TABLES = {
  daily: ['late'],
  weekly: ['accounts', 'late'],
  monthly: ['items', 'departments', 'uncleared'],
  quarterly: ['items', 'steps', 'people', 'uses'],
} as const satisfies Record<string, readonly (keyof ReportTables)[]>;

export function viewOf(
  report: Report,
  names: ReportNames,
  asked: { readonly department?: string; readonly item?: string },
  say: (text: Text) => string,
  t: Texts,
): ReportView {
  const { kind, period } = report.asked;
  const all = tablesOf(report, names, t);
  return {
    report: kind,
    period: periodText(period, t),
    figures: figuresOf(report, t),
    charts: chartsOf(report, names, say, t),
    tables: CARD_TABLES[kind].map(name => all[name]),
    all,
    asOf: report.asOf,
    query: {
      report: kind,
      period: period.kind,
      from: writeDay(period.from),
      to: writeDay(period.to - 1),
      ...(asked.department === undefined ? {} : { department: asked.department }),
      ...(asked.item === undefined ? {} : { item: asked.item }),
    },
  };
}

/** The figures at the top: what came and went, and how it was kept; each beside the last period's. */
function figuresOf(report: Report, t: Texts): readonly ReportFigure[] {
  const { total, last } = report;
  const [now, then] = [requestFigures(total), requestFigures(last)];
  const figure = (
    name: 'ended' | 'promised' | 'actual' | 'ahead' | 'lateShare' | 'firstPassShare',
    as: ReportFigure['as'],
    good?: 'more' | 'less',
  ): ReportFigure => ({
    label: t(`report.column.${name}`),
    as,
    value: now[name],
    last: then[name],
    ...(good === undefined ? {} : { good }),
  });
  const kept = [
    figure('promised', 'days'),
    figure('actual', 'days', 'less'),
    figure('ahead', 'days', 'more'),
    figure('lateShare', 'share', 'less'),
    figure('firstPassShare', 'share', 'more'),
  ];
  const ended = figure('ended', 'count');
  return report.asked.kind === 'daily' || report.asked.kind === 'weekly'
    ? [...accountFigures(report, t, ended), ...kept.slice(3)]
    : [ended, ...kept];
}

function accountFigures(report: Report, t: Texts, ended: ReportFigure): readonly ReportFigure[] {
  const sum = (of: 'opening' | 'submitted' | 'closing') =>
    report.accounts.lines.reduce((all, line) => all + line[of], 0);
  const count = (name: 'opening' | 'submitted' | 'closing'): ReportFigure => ({
    label: t(`report.column.${name}`),
    as: 'count',
    value: sum(name),
  });
  return [
    count('opening'),
    count('submitted'),
    ended,
    { ...count('closing'), last: sum('opening') },
    {
      label: t('report.lateTasks'),
      as: 'count',
      value: report.late.total,
      last: report.lateBefore,
      good: 'less',
    },
  ];
}

/** Nothing came, went, or is under way: there is nothing to send to anybody. */
export function isEmpty(report: Report): boolean {
  return report.total.ended === 0 && report.accounts.lines.length === 0 && report.late.total === 0;
}

/** What a report is limited to, in words. */
export function scopeText(
  names: { readonly departments: readonly Text[]; readonly items: readonly Text[] },
  t: Texts,
): Text | undefined {
  const parts = [...names.departments, ...names.items];
  if (parts.length === 0) return undefined;
  const shown = joinTexts(parts.slice(0, MOST_NAMED));
  return parts.length <= MOST_NAMED ? shown : t('report.scopeMore', { names: shown, n: parts.length });
}

const MOST_NAMED = 3;
