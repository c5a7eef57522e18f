import { show } from '../../bson/show.ts';
import { DateTime } from 'luxon';
import { StoreError } from '../../errors.ts';
import { toNumber } from '../../bson/numbers.ts';
import { isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { named, optional } from './arguments.ts';
import { zoneOf } from './date-format.ts';
import { dateOf } from './dates.ts';
import type { Operator, Operators } from './types.ts';

const UNITS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;
type Unit = (typeof UNITS)[number];
const MILLISECONDS: Readonly<Partial<Record<Unit, number>>> = {
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};

function unitOf(value: Value | undefined, name: string): Unit {
  const unit = UNITS.find(one => one === value);
  if (unit === undefined)
    throw new StoreError('FailedToParse', `${name} requires 'unit' to be a time unit, found ${show(value)}`);
  return unit;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The weekday that a week starts on, Sunday being 0. */
function startOfWeekOf(value: Value | undefined): number {
  if (value === undefined) return 0;
  const index = typeof value === 'string' ? DAYS.indexOf(value.slice(0, 3).toLowerCase()) : -1;
  if (index < 0) throw new StoreError(5439015, `'startOfWeek' is not a day of the week: ${show(value)}`);
  return index;
}

function shifting(sign: 1 | -1): Operator {
  return (compiler, argument, name) => {
    const given = named(name, argument, ['startDate', 'unit', 'amount'], ['timezone']);
    const [start, unit, amount] = [given.startDate, given.unit, given.amount].map(one =>
      compiler.compile(one),
    );
    const timezone = optional(compiler, given.timezone);
    return scope => {
      const date = dateOf(start?.(scope));
      const by = amount?.(scope);
      const one = unit?.(scope);
      const zone = zoneOf(given.timezone === undefined ? undefined : (timezone(scope) ?? null));
      if (date === undefined || isNullish(by) || isNullish(one) || zone === undefined) return null;
      if (!isNum(by) || !Number.isInteger(toNumber(by)))
        throw new StoreError(5166405, `${name} expects integer amount of time units`);
      const local = DateTime.fromJSDate(date, { zone });
      return local.plus({ [unitOf(one, name)]: sign * toNumber(by) }).toJSDate();
    };
  };
}

const dateDiff: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek']);
  const [start, end, unit] = [given.startDate, given.endDate, given.unit].map(one => compiler.compile(one));
  const [timezone, week] = [given.timezone, given.startOfWeek].map(one => optional(compiler, one));
  return scope => {
    const from = dateOf(start?.(scope));
    const to = dateOf(end?.(scope));
    const one = unit?.(scope);
    const zone = zoneOf(given.timezone === undefined ? undefined : (timezone?.(scope) ?? null));
    if (from === undefined || to === undefined || isNullish(one) || zone === undefined) return null;
    const first = startOfWeekOf(week?.(scope));
    const [a, b] = [from, to].map(date =>
      boundaries(DateTime.fromJSDate(date, { zone }), unitOf(one, name), first),
    );
    return BigInt((b ?? 0) - (a ?? 0));
  };
};

/** How many boundaries of the unit lie before a local time. */
function boundaries(date: DateTime, unit: Unit, firstDay: number): number {
  if (unit === 'year') return date.year;
  if (unit === 'quarter') return date.year * 4 + date.quarter;
  if (unit === 'month') return date.year * 12 + date.month;
  const size = MILLISECONDS[unit];
  const local = date.toMillis() + date.offset * 60_000;
  if (size !== undefined) return Math.floor((unit === 'hour' ? local : date.toMillis()) / size);
  const days = Math.floor(local / 86_400_000);
  // 1970-01-01 was a Thursday
  return unit === 'day' ? days : Math.floor((days + 4 - firstDay) / 7);
}

const dateTrunc: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['date', 'unit'], ['binSize', 'timezone', 'startOfWeek']);
  const [input, unit] = [given.date, given.unit].map(one => compiler.compile(one));
  const [binSize, timezone, week] = [given.binSize, given.timezone, given.startOfWeek].map(one =>
    optional(compiler, one),
  );
  return scope => {
    const date = dateOf(input?.(scope));
    const one = unit?.(scope);
    const zone = zoneOf(given.timezone === undefined ? undefined : (timezone?.(scope) ?? null));
    const size = given.binSize === undefined ? 1 : binSize?.(scope);
    if (date === undefined || isNullish(one) || zone === undefined || isNullish(size)) return null;
    if (!isNum(size) || !(toNumber(size) > 0))
      throw new StoreError(
        5439018,
        `${name} requires 'binSize' to be greater than 0, but got ${typeName(size)}`,
      );
    const local = DateTime.fromJSDate(date, { zone });
    return truncated(local, unitOf(one, name), toNumber(size), startOfWeekOf(week?.(scope))).toJSDate();
  };
};

/** Bins are counted from 2000-01-01 in the zone, as MongoDB counts them. */
function truncated(date: DateTime, unit: Unit, size: number, firstDay: number): DateTime {
  const origin = DateTime.fromObject({ year: 2000 }, { zone: date.zone });
  const reference = unit === 'week' ? origin.plus({ days: (firstDay - 6 + 7) % 7 }) : origin;
  const step = MILLISECONDS[unit];
  if (step !== undefined) {
    const apart = date.toMillis() - reference.toMillis();
    return reference.plus({ milliseconds: Math.floor(apart / (step * size)) * step * size });
  }
  const apart = boundaries(date, unit, firstDay) - boundaries(reference, unit, firstDay);
  return reference.plus({ [unit]: Math.floor(apart / size) * size });
}

export const dateMathOperators: Operators = {
  $dateAdd: shifting(1),
  $dateSubtract: shifting(-1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
};
