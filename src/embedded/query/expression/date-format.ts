import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';
import type { Zone } from 'luxon';
import { StoreError } from '../../errors.ts';
import { isNullish, typeName } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';

/** As MongoDB prints a date when none says how: UTC with milliseconds. */
export function isoOf(date: Date): string {
  return DateTime.fromJSDate(date, { zone: 'utc' }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
}

/** An Olson name or an offset as a zone; UTC for none. Throws 40485 on an unknown one. */
export function zoneOf(value: Value | undefined): Zone | undefined {
  if (value === undefined) return FixedOffsetZone.utcInstance;
  if (isNullish(value)) return undefined;
  if (typeof value !== 'string')
    throw new StoreError(40517, `timezone must evaluate to a string, found ${typeName(value)}`);
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(value);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return FixedOffsetZone.instance(offset[1] === '-' ? -minutes : minutes);
  }
  if (value === 'UTC' || value === 'GMT' || value === 'Z') return FixedOffsetZone.utcInstance;
  const zone = IANAZone.create(value);
  if (!zone.isValid) throw new StoreError(40485, `unrecognized time zone identifier: "${value}"`);
  return zone;
}

const two = (value: number): string => String(value).padStart(2, '0');

function offsetOf(date: DateTime): string {
  const minutes = Math.abs(date.offset);
  return `${date.offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

/** The week of the year that starts on Sunday; days before the first Sunday are in week 0. */
export function sundayWeek(date: DateTime): number {
  return Math.floor((date.ordinal + 6 - (date.weekday % 7)) / 7);
}

const FIELDS: Readonly<Record<string, (date: DateTime) => string>> = {
  Y: date => String(date.year).padStart(4, '0'),
  m: date => two(date.month),
  d: date => two(date.day),
  H: date => two(date.hour),
  M: date => two(date.minute),
  S: date => two(date.second),
  L: date => String(date.millisecond).padStart(3, '0'),
  j: date => String(date.ordinal).padStart(3, '0'),
  w: date => String((date.weekday % 7) + 1),
  u: date => String(date.weekday),
  U: date => two(sundayWeek(date)),
  V: date => two(date.weekNumber),
  G: date => String(date.weekYear).padStart(4, '0'),
  z: offsetOf,
  Z: date => String(date.offset),
  b: date => date.setLocale('en').toFormat('LLL'),
  B: date => date.setLocale('en').toFormat('LLLL'),
  '%': () => '%',
};

/** Prints a date by a `$dateToString` format. Throws 18536 on an unknown field. */
export function formatDate(date: DateTime, format: string): string {
  return format.replace(/%(.?)/gs, (_all, letter: string) => {
    const print = FIELDS[letter];
    if (print === undefined)
      throw new StoreError(18536, `Invalid format character '%${letter}' in format string`);
    return print(date);
  });
}

const PATTERNS: Readonly<Record<string, string>> = {
  Y: '(?<year>\\d{4})',
  m: '(?<month>\\d{1,2})',
  d: '(?<day>\\d{1,2})',
  H: '(?<hour>\\d{1,2})',
  M: '(?<minute>\\d{1,2})',
  S: '(?<second>\\d{1,2})',
  L: '(?<millisecond>\\d{1,3})',
  j: '(?<ordinal>\\d{1,3})',
  G: '(?<weekYear>\\d{4})',
  V: '(?<weekNumber>\\d{1,2})',
  u: '(?<weekday>\\d)',
  z: '(?<offset>[+-]\\d{2}:?\\d{0,2}|Z)',
  '%': '%',
};

/** Reads a date by a format; `undefined` when the text does not fit it. */
export function parseByFormat(text: string, format: string, zone: Zone): Date | undefined {
  const source = format.replace(/%(.)|[.*+?^${}()|[\]\\]/gs, (all, letter: string | undefined) => {
    if (letter === undefined) return `\\${all}`;
    const pattern = PATTERNS[letter];
    if (pattern === undefined)
      throw new StoreError(18536, `Invalid format character '%${letter}' in format string`);
    return pattern;
  });
  const groups = new RegExp(`^${source}$`).exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { offset, ...fields } = groups;
  const numbers = Object.fromEntries(Object.entries(fields).map(([name, digits]) => [name, Number(digits)]));
  const date = DateTime.fromObject(numbers, { zone: offset === undefined ? zone : (zoneOf(offset) ?? zone) });
  return date.isValid ? date.toJSDate() : undefined;
}

/** Reads an ISO 8601 date, or what else is unmistakable; `undefined` when it cannot be read. */
export function parseDate(text: string, zone: Zone): Date | undefined {
  const trimmed = text
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T')
    .replace(/\s+(?=[+-]\d|Z$)/, '');
  const date = DateTime.fromISO(trimmed, { zone });
  return /^\d{4}-/.test(trimmed) && date.isValid ? date.toJSDate() : undefined;
}
