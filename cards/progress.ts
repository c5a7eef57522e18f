import { card } from './kit/card.ts';
import type { Card } from './kit/element.ts';
import { coloured, lines, markdown, plain } from './kit/markdown.ts';
import { same } from './kit/texts.ts';
import type { Text, Texts } from './kit/texts.ts';

export interface ProgressCardProps {
  readonly title: Text;
  readonly total: number;
  /** How many are done, or how it ended. */
  readonly at: number | 'done' | 'failed' | 'tooLarge';
}

const BLOCKS = 20;

/** Long work on its way; the same card is patched until the end. */
export function progressCard({ title, total, at }: ProgressCardProps, t: Texts): Card {
  const failed = at === 'failed' || at === 'tooLarge';
  const share = typeof at === 'number' ? Math.min(1, at / Math.max(1, total)) : 1;
  const filled = Math.round(share * BLOCKS);
  const bar = same('█'.repeat(filled) + '░'.repeat(BLOCKS - filled));
  return card({
    title,
    template: failed ? 'red' : at === 'done' ? 'green' : 'blue',
    elements: failed
      ? [markdown(coloured(t(`progress.${at}`), 'red'))]
      : [
          markdown(
            lines(
              coloured(bar, at === 'done' ? 'green' : 'blue'),
              plain(
                at === 'done'
                  ? t('progress.done', { total })
                  : t('progress.at', { done: at, total, percent: Math.floor(share * 100) }),
              ),
            ),
          ),
        ],
  });
}
