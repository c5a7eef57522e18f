import { VChart } from '@visactor/vchart/esm/vchart-simple.js';

/** Draws a spec (JSON) into a place of the page; the function that comes back takes it away again. */
export function drawChart(place: HTMLElement, spec: string): () => void {
  const chart = new VChart(JSON.parse(spec), { dom: place, animation: false });
  chart.renderSync();
  return () => chart.release();
}
