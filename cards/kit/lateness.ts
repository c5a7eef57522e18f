import { coloured } from './markdown.ts';
import type { Markdown } from './markdown.ts';
import type { Text, Texts } from './texts.ts';

/** How far a due time is away, in working time: whole working days, and the working minutes of less than one. */
export interface Lateness {
  readonly late: boolean;
  readonly days: number;
  readonly minutes: number;
}

/** `逾期 3 个工作日`, `还有 2 小时`. */
export function latenessText({ late, days, minutes }: Lateness, t: Texts): Text {
  if (days === 0 && minutes === 0) return t(late ? 'lateness.justNow' : 'lateness.soon');
  const hours = Math.floor(minutes / 60);
  const span =
    days > 0
      ? t('lateness.days', { n: days })
      : hours > 0
        ? t('lateness.hours', { n: hours })
        : t('lateness.minutes', { n: minutes });
  return t(late ? 'lateness.late' : 'lateness.left', { span });
}

/** The same in red where it is late, in orange on the last day. */
export function latenessMark(lateness: Lateness, t: Texts): Markdown {
  const text = latenessText(lateness, t);
  return coloured(text, lateness.late ? 'red' : lateness.days === 0 ? 'orange' : 'grey');
}
