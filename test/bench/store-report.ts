import type { Cost } from './store-loads.ts';

/** One kind of operation on each engine, the embedded store first. */
export interface Load {
  name: string;
  costs: Cost[];
}

export interface Measured {
  size: number;
  engines: string[];
  loads: Load[];
  /** Milliseconds of a find alone, the median, on each engine. */
  alone: number[];
  /** The same in a collection of a thousand documents in the embedded store, measured in turn with it. */
  aloneSmall: number | undefined;
  /** Private memory of the embedded store in MB. */
  memory: number | undefined;
}

const FIND_GROWTH = 1.5;
const MEMORY_MB = 400;
const MILLION = 1_000_000;

function rate({ count, seconds }: Cost): number {
  return count / seconds;
}

function processorText({ processor, count }: Cost): string {
  return processor === undefined ? '-' : ((processor * 1000) / count).toFixed(3);
}

/** What one size showed, a line for each kind of operation and engine. */
export function printSize({ size, engines, loads, alone, memory }: Measured): void {
  console.log(`\n${size.toLocaleString('en')} documents`);
  console.log('  load           engine       per second   processor ms each');
  for (const { name, costs } of loads) {
    for (const [index, cost] of costs.entries()) {
      const engine = engines[index] ?? '';
      console.log(
        `  ${name.padEnd(13)}  ${engine.padEnd(11)} ${rate(cost).toFixed(0).padStart(11)} ${processorText(cost).padStart(19)}`,
      );
    }
  }
  for (const [index, time] of alone.entries())
    console.log(`  find alone     ${(engines[index] ?? '').padEnd(11)} ${time.toFixed(2).padStart(8)} ms`);
  if (memory !== undefined) console.log(`  RssAnon        embedded    ${memory.toFixed(0).padStart(8)} MB`);
}

/** The goals of the store, met or not. */
export function printGoals(measured: readonly Measured[]): void {
  console.log('\ngoals');
  for (const { size, engines, loads } of measured) {
    for (const { name, costs } of loads) {
      const [own, other] = costs;
      if (own === undefined || other === undefined) continue;
      const ratio = rate(own) / rate(other);
      line(
        `${name} at ${size.toLocaleString('en')}`,
        `${ratio.toFixed(2)} × ${engines[1]}`,
        '≥ 1',
        ratio >= 1,
      );
    }
  }
  const most = measured.at(-1);
  if (most === undefined) return;
  const growth = (most.alone[0] ?? Number.NaN) / (most.aloneSmall ?? Number.NaN);
  line(
    `a find at ${most.size.toLocaleString('en')} against 1,000`,
    growth.toFixed(2),
    `≤ ${FIND_GROWTH}`,
    growth <= FIND_GROWTH,
  );
  if (most.memory === undefined) return;
  line(
    `RssAnon at ${most.size.toLocaleString('en')}`,
    `${most.memory.toFixed(0)} MB`,
    `< ${MEMORY_MB} MB`,
    most.memory < MEMORY_MB,
  );
  if (most.size < MILLION)
    console.log('  (the goals of growth and memory are meant for a million documents)');
}

function line(what: string, value: string, goal: string, met: boolean): void {
  console.log(
    `  ${what.padEnd(36)} ${value.padStart(18)}   goal ${goal.padEnd(9)} ${met ? 'met' : 'NOT MET'}`,
  );
}
