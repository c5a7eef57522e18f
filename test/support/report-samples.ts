import { columnChart, barChart, lineChart } from '../../cards/kit/chart.ts';
import type { Card } from '../../cards/kit/element.ts';
import type { Texts } from '../../cards/kit/texts.ts';
import { reportChoiceCard } from '../../cards/report-choice.ts';
import { reportAudienceCard, reportRecipientsCard } from '../../cards/report-recipients.ts';
import { noReportCard, reportCard, type ReportCardProps } from '../../cards/report.ts';
import type { ReportTable } from '../../cards/report-table.ts';
import { both, type Filling, NOW, TIME, times } from './card-samples.ts';

/** Reports of each kind, filled with what a person or an administrator may have typed as a name. */
export function sampleReports(fill: Filling, t: Texts): Readonly<Record<string, Card>> {
  const name = both(fill);
  const table: ReportTable = {
    title: t('report.table.items'),
    head: ['itemId', 'ended', 'promised', 'lateShare', 'dueAt', 'firstPassShare'].map(key =>
      t(`report.column.${key}`),
    ),
    rows: times(fill.rows, n => [
      { kind: 'text', text: name },
      { kind: 'number', as: 'count', value: n },
      { kind: 'number', as: 'days', value: 9.2 },
      { kind: 'number', as: 'share', value: 0.043 },
      { kind: 'instant', at: NOW },
      { kind: 'number', as: 'share', value: undefined },
    ]),
    total: fill.rows,
  };
  const data = {
    series: ['承诺 Promised', '实际 Actual'],
    rows: times(fill.rows, n => ({ label: fill.text, values: [n, 3.7] })),
  };
  const props = (report: ReportCardProps['report']): ReportCardProps => ({
    report,
    period: t('report.period.quarter', { year: '2026', n: 3 }),
    scope: name,
    figures: [
      { label: t('report.column.ended'), as: 'count', value: 12, last: 10 },
      { label: t('report.column.actual'), as: 'days', value: 3.7, last: 4.2, good: 'less' },
      { label: t('report.column.lateShare'), as: 'share', value: 0.04, last: 0.02, good: 'less' },
      { label: t('report.column.ahead'), as: 'days', value: 5.5, last: 5.5, good: 'more' },
      { label: t('report.column.firstPassShare'), as: 'share', value: undefined, last: 0.9, good: 'more' },
    ],
    charts: [columnChart(data), barChart(data), lineChart(data)].map(chart => ({
      title: t('report.chart.items'),
      chart,
    })),
    tables: [table, table, { ...table, total: fill.rows + 100 }],
    asOf: NOW,
    counting: report === 'daily',
    query: {
      report,
      period: 'quarter',
      from: '2026-07-01',
      to: '2026-09-30',
      department: 'od_safety',
      item: 'SBZL',
    },
    time: TIME,
  });
  const options = times(fill.rows, n => ({ id: `o${n}`, label: name }));
  return {
    ...Object.fromEntries(
      (['daily', 'weekly', 'monthly', 'quarterly'] as const).map(kind => [
        `report ${kind}`,
        reportCard(props(kind), t),
      ]),
    ),
    'report without anything': reportCard(
      { ...props('weekly'), charts: [], tables: [{ ...table, rows: [], total: 0 }] },
      t,
    ),
    'report of a period not begun': noReportCard('notBegun', '', t),
    'report of no period': noReportCard('unknownPeriod', fill.text, t),
    'report choice': reportChoiceCard({ departments: options, items: options, typed: {} }, t),
    'report recipients': reportRecipientsCard(
      [
        { report: 'daily', to: name },
        { report: 'weekly', to: name },
      ],
      t,
    ),
    'report audience': reportAudienceCard(
      {
        report: 'daily',
        basedOn: 1,
        supervisors: true,
        heads: false,
        people: fill.rows === 0 ? [] : ['ou_a'],
        candidates: times(fill.rows, n => `ou_${n}`),
      },
      t,
    ),
    'report choice refused': reportChoiceCard(
      {
        departments: options,
        items: [],
        typed: { period: fill.text, report: 'weekly' },
        fault: t('report.noText.unknownPeriod', { typed: fill.text }),
      },
      t,
    ),
  };
}
