import { DateTime } from 'luxon';

export interface Period {
  readonly from: number;
  /** Does not belong to it. */
  readonly to: number;
  /** As it is written: `2026-11`, `2026-11-01_2026-11-15`. */
  readonly name: string;
}

type Unit = 'month' | 'year' | 'quarter' | 'week';
/** How far back, and how long. */
const WORDS: Readonly<Record<string, readonly [Unit, number]>> = {
  本周: ['week', 0],
  上周: ['week', 1],
  本月: ['month', 0],
  上月: ['month', 1],
  本季度: ['quarter', 0],
  上季度: ['quarter', 1],
  今年: ['year', 0],
  本年: ['year', 0],
  去年: ['year', 1],
  'this week': ['week', 0],
  'last week': ['week', 1],
  'this month': ['month', 0],
  'last month': ['month', 1],
  'this year': ['year', 0],
  'last year': ['year', 1],
};
const WRITTEN =
  /(\d{4}-\d{1,2}-\d{1,2})\s*(?:至|到|to|~|—|-|\s)\s*(\d{4}-\d{1,2}-\d{1,2})$|(\d{4}-\d{1,2})$|(\d{4})年?$/;

/**
 * Splits `设备租赁 上月` into the item's words and the period; without one, this month. `2026`, `2026-11` and
 * `2026-11-01 2026-11-15` (both days counted) are periods too. Undefined: a date that does not exist.
 */
export function splitPeriod(
  argument: string,
  now: number,
  zone: string,
): { readonly words: string; readonly period: Period } | undefined {
  const text = argument.trim();
  const named = Object.keys(WORDS).find(word => text.toLowerCase().endsWith(word));
  const [unit, back] = WORDS[named ?? '本月'] ?? ['month', 0];
  const written = named === undefined ? WRITTEN.exec(text) : null;
  if (written === null) {
    const from = DateTime.fromMillis(now, { zone })
      .startOf(unit)
      .minus({ [`${unit}s`]: back });
    return {
      words: named === undefined ? text : text.slice(0, -named.length).trim(),
      period: stretch(from, from.plus({ [`${unit}s`]: 1 })),
    };
  }
  const words = text.slice(0, written.index).trim();
  const [, first, last, month, year] = written;
  const begin = DateTime.fromFormat(
    first ?? month ?? year ?? '',
    first ? 'yyyy-M-d' : month ? 'yyyy-M' : 'yyyy',
    { zone },
  );
  const end =
    last === undefined
      ? begin.plus(month === undefined ? { years: 1 } : { months: 1 })
      : DateTime.fromFormat(last, 'yyyy-M-d', { zone }).plus({ days: 1 });
  return begin.isValid && end.isValid && begin < end ? { words, period: stretch(begin, end) } : undefined;
}

function stretch(from: DateTime, to: DateTime): Period {
  const last = to.minus({ days: 1 });
  const whole = from.day === 1 && to.day === 1;
  const name =
    whole && to.diff(from, 'months').months === 1
      ? from.toFormat('yyyy-MM')
      : whole && from.month === 1 && to.diff(from, 'years').years === 1
        ? from.toFormat('yyyy')
        : `${from.toFormat('yyyy-MM-dd')}_${last.toFormat('yyyy-MM-dd')}`;
  return { from: from.toMillis(), to: to.toMillis(), name };
}
