import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import type { ElementProps } from './elements.tsx';
import { objectOf, stringOf } from './text.ts';

const RATIOS: Readonly<Record<string, string>> = { '1:1': '1 / 1', '2:1': '2 / 1', '4:3': '4 / 3' };

/** A chart, drawn by VChart as Lark draws it. The library is large: it comes with the first chart, not with the page. */
export function Chart({ element }: ElementProps): JSX.Element {
  const { t } = usePage();
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const spec = JSON.stringify(objectOf(element['chart_spec']));
  useEffect(() => {
    let gone = false;
    let release = (): void => undefined;
    const draw = async (): Promise<void> => {
      const { drawChart } = await import('./draw-chart.ts');
      if (place.current !== null && !gone) release = drawChart(place.current, spec);
    };
    draw().catch(() => setFailed(true));
    return () => {
      gone = true;
      release();
    };
  }, [spec]);
  if (failed) return <p class="note">{t('noChart')}</p>;
  const ratio = RATIOS[stringOf(element['aspect_ratio'])] ?? '16 / 9';
  return <div ref={place} class="chart" role="img" aria-label={t('chart')} style={{ aspectRatio: ratio }} />;
}
