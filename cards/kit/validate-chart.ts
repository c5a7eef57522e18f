import { isRecord } from './validate-part.ts';
import type { Part, Walk } from './validate-part.ts';

/** A chart is a VChart spec: data that survives JSON, so no function anywhere in it (lark.md 2). */
export function checkChart(chart: Part, path: string, walk: Walk): void {
  walk.charts += 1;
  const spec = chart['chart_spec'];
  const fault = (problem: string) => walk.faults.push({ path: `${path}.chart_spec`, problem });
  if (!isRecord(spec) || typeof spec['type'] !== 'string') {
    fault('must be a VChart spec with a type');
    return;
  }
  if (holdsFunction(spec)) fault('holds a function');
  const { data } = spec;
  if (!isRecord(data) && !Array.isArray(data)) fault('needs data');
}

function holdsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsFunction);
}
