import { percentile } from './load.ts';

/** A line of progress. */
export function say(text: string): void {
  console.log(`… ${text}`);
}

/** The median of some measurements with the lowest and the highest of them, the figures to so many digits. */
export function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [sorted.at(0), sorted.at(-1)];
  return `${median(values).toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

export function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** A row of a Markdown table. */
export function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function head(...cells: readonly string[]): readonly string[] {
  return ['', row(...cells), row(...cells.map(() => '---'))];
}

export function verdict(met: boolean): string {
  return met ? 'met' : '**not met**';
}
