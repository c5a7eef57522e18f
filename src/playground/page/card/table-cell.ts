import type { Json, JsonObject } from '../../types.ts';
import { objectOf, stringOf } from './text.ts';

/** The words of a text, number or date cell. Dates come as milliseconds, and stand in `timeZone`. */
export function cellText(column: JsonObject, value: Json | undefined, timeZone: string): string {
  if (typeof value !== 'number') return stringOf(value);
  if (column['data_type'] === 'date') return dateText(value, stringOf(column['date_format']), timeZone);
  if (column['data_type'] !== 'number') return String(value);
  const format = objectOf(column['format']);
  const digits = typeof format['precision'] === 'number' ? format['precision'] : undefined;
  const number = new Intl.NumberFormat('en-US', {
    useGrouping: format['separator'] === true,
    ...(digits !== undefined && { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  }).format(value);
  return `${stringOf(format['symbol'])}${number}`;
}

/** Lark's date_format: YYYY, MM, DD, HH, mm, ss; `YYYY/MM/DD` unless it says otherwise. */
function dateText(at: number, format: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string): string => parts.find(one => one.type === type)?.value ?? '';
  return (format === '' ? 'YYYY/MM/DD' : format)
    .replace('YYYY', part('year'))
    .replace('MM', part('month'))
    .replace('DD', part('day'))
    .replace('HH', part('hour'))
    .replace('mm', part('minute'))
    .replace('ss', part('second'));
}
