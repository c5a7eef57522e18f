import { ObjectId, Timestamp } from 'bson';
import { DateTime } from 'luxon';
import { StoreError } from '../../errors.ts';
import { toNumber } from '../../bson/numbers.ts';
import { isDoc, isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import { named, optional } from './arguments.ts';
import { formatDate, parseByFormat, parseDate, sundayWeek, zoneOf } from './date-format.ts';
import type { Operator, Operators } from './types.ts';

/** What the date operators take for a date. Throws 16006. */
export function dateOf(value: Value | undefined): Date | undefined {
  if (isNullish(value)) return undefined;
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  throw new StoreError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

/** An operator that takes a part of a date, given as it is or as `{ date, timezone }`. */
function part(read: (date: DateTime) => Value): Operator {
  return (compiler, argument, name) => {
    const only = Array.isArray(argument) && argument.length === 1 ? (argument[0] ?? null) : argument;
    const given =
      isDoc(only) && only.has('date') ? named(name, only, ['date'], ['timezone']) : { date: only };
    const date = compiler.compile(given.date);
    const timezone = optional(compiler, 'timezone' in given ? given.timezone : undefined);
    const zoned = 'timezone' in given && given.timezone !== undefined;
    return scope => {
      const value = dateOf(date(scope));
      const zone = zoneOf(zoned ? (timezone(scope) ?? null) : undefined);
      return value === undefined || zone === undefined ? null : read(DateTime.fromJSDate(value, { zone }));
    };
  };
}

const DEFAULT_FORMAT = '%Y-%m-%dT%H:%M:%S.%LZ';

const dateToString: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['date'], ['format', 'timezone', 'onNull']);
  const date = compiler.compile(given.date);
  const [format, timezone, onNull] = [given.format, given.timezone, given.onNull].map(one =>
    optional(compiler, one),
  );
  return scope => {
    const pattern = given.format === undefined ? undefined : format?.(scope);
    if (given.format !== undefined && isNullish(pattern)) return null;
    const zone = zoneOf(given.timezone === undefined ? undefined : (timezone?.(scope) ?? null));
    const value = dateOf(date(scope));
    if (value === undefined) return given.onNull === undefined ? null : onNull?.(scope);
    if (zone === undefined) return null;
    if (pattern !== undefined && typeof pattern !== 'string')
      throw new StoreError(18533, "$dateToString requires that 'format' be a string");
    const local = given.timezone === undefined ? DEFAULT_FORMAT : DEFAULT_FORMAT.slice(0, -1);
    return formatDate(DateTime.fromJSDate(value, { zone }), pattern ?? local);
  };
};

const dateFromString: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['dateString'], ['format', 'timezone', 'onError', 'onNull']);
  const text = compiler.compile(given.dateString);
  const [format, timezone] = [given.format, given.timezone].map(one => optional(compiler, one));
  const [onError, onNull] = [given.onError, given.onNull].map(one => optional(compiler, one));
  return scope => {
    const value = text(scope);
    const zone = zoneOf(given.timezone === undefined ? undefined : (timezone?.(scope) ?? null));
    const pattern = format?.(scope);
    if (isNullish(value)) return given.onNull === undefined ? null : onNull?.(scope);
    if (zone === undefined || (given.format !== undefined && isNullish(pattern))) return null;
    const date =
      typeof value !== 'string'
        ? undefined
        : typeof pattern === 'string'
          ? parseByFormat(value, pattern, zone)
          : parseDate(value, zone);
    if (date !== undefined) return date;
    if (given.onError !== undefined) return onError?.(scope);
    throw new StoreError(
      'ConversionFailure',
      `Error parsing date string '${typeof value === 'string' ? value : typeName(value)}'`,
    );
  };
};

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;
const ISO_PARTS = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'] as const;

const dateFromParts: Operator = (compiler, argument, name) => {
  const given = named(name, argument, [], [...PARTS, ...ISO_PARTS, 'timezone']);
  if (given.year === undefined && given.isoWeekYear === undefined) {
    throw new StoreError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  }
  const fields = [...PARTS, ...ISO_PARTS].map(field => [field, optional(compiler, given[field])] as const);
  const timezone = optional(compiler, given.timezone);
  return scope => {
    const zone = zoneOf(given.timezone === undefined ? undefined : (timezone(scope) ?? null));
    const numbers = new Map<string, number>();
    for (const [field, expression] of fields) {
      if (given[field] === undefined) continue;
      const value = expression(scope);
      if (isNullish(value)) return null;
      if (!isNum(value) || !Number.isInteger(toNumber(value)))
        throw new StoreError(40515, `'${field}' must evaluate to an integer, found ${typeName(value)}`);
      numbers.set(field, toNumber(value));
    }
    if (zone === undefined) return null;
    return fromParts(numbers, given.year === undefined, name)
      .setZone(zone, { keepLocalTime: true })
      .toJSDate();
  };
};

/** The date with these parts in UTC; parts beyond their range carry over. */
function fromParts(numbers: ReadonlyMap<string, number>, iso: boolean, name: string): DateTime {
  const year = numbers.get(iso ? 'isoWeekYear' : 'year') ?? 0;
  if (year < 1 || year > 9999)
    throw new StoreError(40523, `${name}: 'year' must evaluate to an integer in the range 1 to 9999`);
  const start = iso
    ? DateTime.fromObject({ weekYear: year, weekNumber: 1, weekday: 1 }, { zone: 'utc' }).plus({
        weeks: (numbers.get('isoWeek') ?? 1) - 1,
        days: (numbers.get('isoDayOfWeek') ?? 1) - 1,
      })
    : DateTime.fromObject({ year }, { zone: 'utc' })
        .plus({ months: (numbers.get('month') ?? 1) - 1 })
        .plus({ days: (numbers.get('day') ?? 1) - 1 });
  return start.plus({
    hours: numbers.get('hour') ?? 0,
    minutes: numbers.get('minute') ?? 0,
    seconds: numbers.get('second') ?? 0,
    milliseconds: numbers.get('millisecond') ?? 0,
  });
}

const dateToParts: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['date'], ['timezone', 'iso8601']);
  const date = compiler.compile(given.date);
  const timezone = optional(compiler, given.timezone);
  const iso = optional(compiler, given.iso8601);
  return scope => {
    const value = dateOf(date(scope));
    const zone = zoneOf(given.timezone === undefined ? undefined : (timezone(scope) ?? null));
    if (value === undefined || zone === undefined) return null;
    const local = DateTime.fromJSDate(value, { zone });
    const day: [string, Value][] =
      iso(scope) === true
        ? [
            ['isoWeekYear', local.weekYear],
            ['isoWeek', local.weekNumber],
            ['isoDayOfWeek', local.weekday],
          ]
        : [
            ['year', local.year],
            ['month', local.month],
            ['day', local.day],
          ];
    const time: [string, Value][] = [
      ['hour', local.hour],
      ['minute', local.minute],
      ['second', local.second],
      ['millisecond', local.millisecond],
    ];
    return new Map([...day, ...time]) satisfies Doc;
  };
};

export const dateOperators: Operators = {
  $year: part(date => date.year),
  $month: part(date => date.month),
  $dayOfMonth: part(date => date.day),
  $dayOfYear: part(date => date.ordinal),
  $dayOfWeek: part(date => (date.weekday % 7) + 1),
  $hour: part(date => date.hour),
  $minute: part(date => date.minute),
  $second: part(date => date.second),
  $millisecond: part(date => date.millisecond),
  $week: part(sundayWeek),
  $isoWeek: part(date => date.weekNumber),
  $isoWeekYear: part(date => BigInt(date.weekYear)),
  $isoDayOfWeek: part(date => date.weekday),
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateFromParts: dateFromParts,
  $dateToParts: dateToParts,
};
