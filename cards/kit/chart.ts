import type { Chart, ChartSpec } from './element.ts';
import { printable } from './escape.ts';
import { clip } from './paging.ts';

/** One place of a chart with its values, a series each in the order of `series`. */
export interface ChartRow {
  readonly label: string;
  readonly values: readonly number[];
}

export interface ChartData {
  /**
   * Names of the series. A chart has no place for a second language (lark.md 2), so they are short and say both:
   * 承诺 Promised.
   */
  readonly series: readonly string[];
  readonly rows: readonly ChartRow[];
  /** The last series is what went wrong: it is red. */
  readonly bad?: boolean;
}

const COLOURS = ['#3370ff', '#34c724', '#ff8800', '#7f3bf5'];
const RED = '#f54a45';

/** More would not be read on a phone. */
const MOST_ROWS = 12;
const LABEL = 12;

/** Bars beside each other, one for each series. */
export function columnChart(data: ChartData): Chart {
  return chart({ ...common(data), type: 'bar', xField: ['x', 's'], yField: 'y' }, '16:9');
}

/** Bars from left to right, the series on top of each other; room for long names. */
export function barChart(data: ChartData): Chart {
  const made = common(data);
  // Nothing has no length, and its 0 would stand on its neighbour.
  const values = made.data.values.filter(({ y }) => y !== 0);
  return chart(
    {
      ...made,
      data: { values },
      type: 'bar',
      direction: 'horizontal',
      xField: 'y',
      yField: 'x',
      stack: true,
    },
    data.rows.length > 6 ? '4:3' : '16:9',
  );
}

/** A line for each series over time. */
export function lineChart(data: ChartData): Chart {
  return chart({ ...common(data), type: 'line', xField: 'x', yField: 'y' }, '16:9');
}

function common({
  series,
  rows,
  bad = false,
}: ChartData): Pick<ChartSpec, 'data' | 'seriesField' | 'label' | 'legends' | 'color'> {
  const values = rows
    .slice(0, MOST_ROWS)
    .flatMap(row =>
      series.map((s, n) => ({ x: clip(printable(row.label), LABEL), y: round(row.values[n] ?? 0), s })),
    );
  return {
    data: { values },
    seriesField: 's',
    color: {
      type: 'ordinal',
      domain: series,
      range: series.map((_, n) => colourOf(n, bad && n === series.length - 1)),
    },
    label: { visible: true },
    legends: { visible: series.length > 1, orient: 'bottom' },
  };
}

function chart(spec: ChartSpec, ratio: NonNullable<Chart['aspect_ratio']>): Chart {
  return { tag: 'chart', chart_spec: spec, aspect_ratio: ratio, preview: true };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function colourOf(place: number, bad: boolean): string {
  return bad ? RED : (COLOURS[place] ?? RED);
}
