import { barChart, columnChart, type ChartRow, lineChart } from '../../../cards/kit/chart.ts';
import type { Text, Texts } from '../../../cards/kit/texts.ts';
import type { ReportChart } from '../../../cards/report.ts';
import { type RequestSums, requestFigures, taskFigures } from '../../core/reports/figures.ts';
import { periodKey } from '../../core/reports/period.ts';
import type { Report } from './gather.ts';
import type { ReportNames } from './names.ts';

const MOST_BARS = 8;

/** The charts of a report: those that have something to show. Names in charts are in the service's own language. */
export function chartsOf(
  report: Report,
  names: ReportNames,
  say: (text: Text) => string,
  t: Texts,
): readonly ReportChart[] {
  const series = (...keys: readonly string[]) => keys.map(key => bothLanguages(t(`report.series.${key}`)));
  const made = (
    name: string,
    rows: readonly ChartRow[],
    chart: () => ReportChart['chart'],
  ): readonly ReportChart[] =>
    rows.length === 0 ? [] : [{ title: t(`report.chart.${name}`), chart: chart() }];
  const kept = (name: 'items' | 'departments', lines: readonly RequestSums[]) => {
    const rows = keptRows(lines, key => say(names[name === 'items' ? 'item' : 'department'](key)));
    return made(name, rows, () => columnChart({ series: series('promised', 'actual'), rows }));
  };
  switch (report.asked.kind) {
    case 'daily': {
      const rows = report.held
        .slice(0, MOST_BARS)
        .map(({ key, open, late }) => ({ label: say(names.person(key)), values: [open - late, late] }));
      return made('held', rows, () => barChart({ series: series('inTime', 'late'), rows, bad: true }));
    }
    case 'weekly': {
      const { by, lines } = report.accounts;
      const rows = lines.slice(0, MOST_BARS).map(line => ({
        label: say(by === 'itemId' ? names.item(line.key) : names.department(line.key)),
        values: [line.submitted, line.ended, line.closing],
      }));
      return made('accounts', rows, () =>
        columnChart({ series: series('submitted', 'ended', 'closing'), rows }),
      );
    }
    case 'monthly':
      return [...kept('items', report.byItem), ...kept('departments', report.byDepartment)];
    case 'quarterly': {
      const months = report.months.map(({ period, submitted, sums }) => ({
        label: periodKey(period),
        values: [submitted, sums.ended, sums.late],
      }));
      const steps = report.steps
        .slice(0, MOST_BARS)
        .map(sums => ({ label: say(names.step(sums.key)), values: [taskFigures(sums).days ?? 0] }));
      return [
        ...made('months', months, () =>
          lineChart({ series: series('submitted', 'ended', 'late'), rows: months, bad: true }),
        ),
        ...kept('items', report.byItem),
        ...made('steps', steps, () => barChart({ series: series('days'), rows: steps })),
      ];
    }
    default:
      return report.asked.kind satisfies never;
  }
}

/** Promised and actual days of what had a limit. */
function keptRows(lines: readonly RequestSums[], nameOf: (key: string) => string): readonly ChartRow[] {
  return lines
    .filter(({ compared }) => compared > 0)
    .slice(0, MOST_BARS)
    .map(sums => {
      const { promised = 0, actual = 0 } = requestFigures(sums);
      return { label: nameOf(sums.key), values: [promised, actual] };
    });
}

function bothLanguages({ zh, en }: Text): string {
  return `${zh} ${en}`;
}
