import { show } from '../../bson/show.ts';
import { Decimal128, ObjectId, Timestamp } from 'bson';
import { StoreError } from '../../errors.ts';
import { asDouble, asInteger, decimalOf, toNumber } from '../../bson/numbers.ts';
import { toDecimal128 } from '../../bson/decimal.ts';
import { isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { named, optional, unary } from './arguments.ts';
import { isoOf, parseDate } from './date-format.ts';
import { FixedOffsetZone } from 'luxon';
import type { Operator, Operators } from './types.ts';

class ConversionFailure extends StoreError {
  constructor(value: Value, to: string) {
    const shown = typeof value === 'string' ? `'${value}'` : typeName(value);
    super('ConversionFailure', `Failed to convert ${shown} to ${to} in $convert with no onError value`);
  }
}

type Conversion = (value: Value) => Value;

function toText(value: Value): Value {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (isNum(value))
    return typeof value === 'bigint' || typeof value === 'number' ? String(value) : value.toString();
  if (value instanceof Date) return isoOf(value);
  if (value instanceof ObjectId) return value.toHexString();
  throw new ConversionFailure(value, 'string');
}

function toWhole(to: 'int' | 'long'): Conversion {
  const low = to === 'int' ? -(2n ** 31n) : -(2n ** 63n);
  return value => {
    const whole = wholeOf(value, to);
    if (whole === undefined || whole < low || whole > -low - 1n) throw new ConversionFailure(value, to);
    return asInteger(whole, to === 'long');
  };
}

function wholeOf(value: Value, to: string): bigint | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string')
    return /^[+-]?\d+$/.test(value) ? BigInt(value.replace(/^\+/, '')) : undefined;
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (value instanceof Decimal128)
    return BigInt(
      value.toString().includes('E') || !Number.isFinite(Number(value.toString()))
        ? Math.trunc(toNumber(value))
        : (value.toString().split('.')[0] ?? '0'),
    );
  if (!isNum(value)) return undefined;
  const plain = Math.trunc(toNumber(value));
  return Number.isFinite(plain) ? BigInt(plain) : undefined;
}

function toDouble(value: Value): Value {
  if (isNum(value)) return asDouble(toNumber(value));
  if (typeof value === 'boolean') return asDouble(value ? 1 : 0);
  if (value instanceof Date) return asDouble(value.getTime());
  if (typeof value !== 'string' || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
    throw new ConversionFailure(value, 'double');
  return asDouble(Number(value));
}

function toDecimal(value: Value): Value {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (isNum(value)) {
    const parts = decimalOf(value);
    return typeof parts === 'string' ? Decimal128.fromString(parts) : toDecimal128(parts);
  }
  try {
    if (typeof value === 'string') return Decimal128.fromString(value);
  } catch {
    throw new ConversionFailure(value, 'decimal');
  }
  throw new ConversionFailure(value, 'decimal');
}

function toDate(value: Value): Value {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  if (isNum(value) && typeof value !== 'number') return new Date(Math.trunc(toNumber(value)));
  if (typeof value === 'number' && typeName(value) === 'double') return new Date(Math.trunc(value));
  const parsed = typeof value === 'string' ? parseDate(value, FixedOffsetZone.utcInstance) : undefined;
  if (parsed === undefined) throw new ConversionFailure(value, 'date');
  return parsed;
}

function toObjectId(value: Value): Value {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string' || !/^[0-9a-f]{24}$/i.test(value))
    throw new ConversionFailure(value, 'objectId');
  return new ObjectId(value);
}

function toBool(value: Value): Value {
  if (typeof value === 'boolean') return value;
  return isNum(value) ? toNumber(value) !== 0 : true;
}

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  string: toText,
  int: toWhole('int'),
  long: toWhole('long'),
  double: toDouble,
  decimal: toDecimal,
  date: toDate,
  objectId: toObjectId,
  bool: toBool,
};
const CODES: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
};

const to = (type: string): Operator => unary(value => (isNullish(value) ? null : CONVERSIONS[type]?.(value)));

const convert: Operator = (compiler, argument, name) => {
  const given = named(name, argument, ['input', 'to'], ['onError', 'onNull']);
  const [input, target] = [given.input, given.to].map(one => compiler.compile(one));
  const [onError, onNull] = [given.onError, given.onNull].map(one => optional(compiler, one));
  return scope => {
    const value = input?.(scope);
    const wanted = target?.(scope);
    if (isNullish(wanted)) return null;
    const type = isNum(wanted) ? CODES[toNumber(wanted)] : typeof wanted === 'string' ? wanted : undefined;
    const conversion = CONVERSIONS[type ?? ''];
    if (conversion === undefined) throw new StoreError('BadValue', `Unknown type name: ${show(wanted)}`);
    if (isNullish(value)) return given.onNull === undefined ? null : onNull?.(scope);
    try {
      return conversion(value);
    } catch (error) {
      if (!(error instanceof ConversionFailure) || given.onError === undefined) throw error;
      return onError?.(scope);
    }
  };
};

export const convertOperators: Operators = {
  $convert: convert,
  $toString: to('string'),
  $toInt: to('int'),
  $toLong: to('long'),
  $toDouble: to('double'),
  $toDecimal: to('decimal'),
  $toDate: to('date'),
  $toObjectId: to('objectId'),
  $toBool: to('bool'),
  $type: unary(value => typeName(value)),
  $isNumber: unary(value => isNum(value)),
  $tsSecond: unary(value => (value instanceof Timestamp ? BigInt(value.getHighBitsUnsigned()) : null)),
  $tsIncrement: unary(value => (value instanceof Timestamp ? BigInt(value.getLowBitsUnsigned()) : null)),
};
