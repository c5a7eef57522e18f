import { capitalAmount } from './capital-amount.ts';
import { fileName } from './file-name.ts';
import type { CardTime, DurationView, FactValue, TableValue } from './facts.ts';
import { joinTexts, same } from './texts.ts';
import type { Text, Texts } from './texts.ts';

/** More names than this are never shown in full. */
const MAX_TEXTS = 200;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant (milliseconds) as `2026年11月22日 16:30` and `22 Nov 2026, 16:30` in the card's zone. */
export function formatInstant(instant: number, time: Pick<CardTime, 'timeZone'>): Text {
  return formatDatetime(localIso(instant, time.timeZone));
}

/** `2026-11-22` as `2026年11月22日` and `22 Nov 2026`; what is no date stays as it is. */
export function formatDate(date: string): Text {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const month = MONTHS[Number(match?.[2]) - 1];
  if (match === null || month === undefined) return same(date);
  const [year, day] = [Number(match[1]), Number(match[3])];
  return { zh: `${year}年${Number(match[2])}月${day}日`, en: `${day} ${month} ${year}` };
}

/** `2026-11-22T09:30` as a date with a time of day; what is none stays as it is. */
export function formatDatetime(datetime: string): Text {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})/.exec(datetime);
  if (match === null) return same(datetime);
  const date = formatDate(match[1] ?? '');
  return { zh: `${date.zh} ${match[2]}`, en: `${date.en}, ${match[2]}` };
}

/** A decimal string such as `80000.00` as `80,000.00 元` and `CNY 80,000.00`; what is none stays as it is. */
export function formatAmount(amount: string): Text {
  if (!/^-?\d+(\.\d+)?$/.test(amount)) return same(amount);
  const grouped = group(amount);
  return { zh: `${grouped} 元`, en: `CNY ${grouped}` };
}

/** The same with the capitals that Chinese forms want (大写): `80,000.00 元（大写：捌万元整）`. */
export function formatAmountInFull(amount: string): Text {
  const { zh, en } = formatAmount(amount);
  const capitals = capitalAmount(amount);
  return capitals === undefined ? { zh, en } : { zh: `${zh}（大写：${capitals}）`, en };
}

/** A file's size: `512 KB`, `1.5 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} KB` : `${Math.round((kilo / 1024) * 10) / 10} MB`;
}

/** `1d` as 1 天, `2wd` as 2 个工作日. */
export function formatDuration(duration: DurationView, t: Texts): Text {
  return t(`duration.${duration.unit}`, { n: duration.amount });
}

/** Names, at most `max` of them, the rest as a number. */
export function formatNames(names: readonly string[], t: Texts, max = 6): Text {
  const shown = joinTexts(names.slice(0, max).map(same));
  return names.length <= max ? shown : t('names.more', { names: shown, n: names.length });
}

/** A value of a form in words. */
export function formatValue(value: FactValue, t: Texts): Text {
  switch (value.kind) {
    case 'none':
      return same('—');
    case 'text':
      return same(value.text === '' ? '—' : value.text);
    case 'texts':
      return value.texts.length === 0
        ? same('—')
        : joinTexts(
            value.texts.slice(0, MAX_TEXTS).map(text => (typeof text === 'string' ? same(text) : text)),
          );
    case 'number':
      return formatNumber(value.number, value.unit);
    case 'amount':
      return formatAmount(value.amount);
    case 'date':
      return formatDate(value.value);
    case 'time':
      return same(value.value);
    case 'datetime':
      return formatDatetime(value.value);
    case 'dateRange':
      return t('date.range', { from: formatDate(value.from), to: formatDate(value.to) });
    case 'flag':
      return t(value.on ? 'flag.on' : 'flag.off');
    case 'table':
      return formatTable(value, t);
    case 'files':
      return joinTexts(value.files.map(({ name }, index) => fileName(name, index, t)));
    default:
      return value satisfies never;
  }
}

/** How many rows, and the sums: `3 行，金额合计 80,000.00 元`. */
export function formatTable(value: TableValue, t: Texts): Text {
  const sums = value.sums.map(({ label, value: sum }) => t('table.sum', { label, sum: formatValue(sum, t) }));
  return joinTexts([t('table.count', { n: value.rows.length }), ...sums], { zh: '，', en: ', ' });
}

/** The cells of a row on one line. */
export function formatRow(cells: readonly FactValue[], t: Texts): Text {
  return joinTexts(
    cells.map(cell => formatValue(cell, t)),
    { zh: ' · ', en: ' · ' },
  );
}

function formatNumber(number: number, unit: Text | undefined): Text {
  const shown = Number.isFinite(number) && Math.abs(number) < 1e15 ? group(String(number)) : String(number);
  return unit === undefined ? same(shown) : { zh: `${shown} ${unit.zh}`, en: `${shown} ${unit.en}` };
}

function group(number: string): string {
  const [whole = '', fraction] = number.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function localIso(instant: number, timeZone: string): string {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    // Swedish writes dates as ISO 8601 does; making a formatter is slow, so one is kept for each zone.
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    clocks.set(timeZone, clock);
  }
  return clock.format(instant);
}
