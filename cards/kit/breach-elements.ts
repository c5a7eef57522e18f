import type { CardElement } from './element.ts';
import type { CardTime } from './facts.ts';
import { formatInstant } from './format.ts';
import { latenessText } from './lateness.ts';
import type { Lateness } from './lateness.ts';
import { panel } from './layout.ts';
import { coloured, lines, markdown, plain, words } from './markdown.ts';
import { clip, clipText } from './paging.ts';
import { same } from './texts.ts';
import type { Text, Texts } from './texts.ts';

/** A limit that was passed. Without `who`: the request's own. */
export interface BreachView {
  readonly who?: string;
  readonly step?: Text;
  readonly dueAt: number;
  readonly doneAt?: number;
  readonly by: Lateness;
}

const MOST = 12;

/** 超时记录: whose limits were passed, and by how much; nothing where none was (features 1.24). */
export function breachElements(
  breaches: readonly BreachView[],
  time: CardTime,
  t: Texts,
): readonly CardElement[] {
  const shown = breaches
    .slice(0, MOST)
    .map(breach =>
      words(
        plain(breach.step === undefined ? t('breach.whole') : clipText(breach.step, 40)),
        ...(breach.who === undefined ? [] : [plain(same(clip(breach.who, 40)))]),
        coloured(t('breach.due', { time: formatInstant(breach.dueAt, time) }), 'grey'),
        breach.doneAt === undefined
          ? coloured(t('breach.open'), 'red')
          : coloured(t('breach.done', { time: formatInstant(breach.doneAt, time) }), 'grey'),
        coloured(latenessText(breach.by, t), 'red'),
      ),
    );
  if (shown.length === 0) return [];
  return panel(t('breach.title', { n: breaches.length }), [markdown(lines(...shown))]);
}
