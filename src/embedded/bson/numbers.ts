import { Decimal128, Double } from 'bson';
import {
  addDecimals,
  divideDecimals,
  multiplyDecimals,
  parseDecimal,
  remainderOfDecimals,
  toDecimal128,
} from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { isInt32, isNum } from './value.ts';
import type { Num, Value } from './value.ts';

export type NumberType = 'int' | 'long' | 'double' | 'decimal';

export function numberType(value: Num): NumberType {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  return value instanceof Double ? 'double' : 'decimal';
}

/** As a JavaScript number, rounded when it must be. */
export function toNumber(value: Num): number {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  return typeof value === 'bigint' ? Number(value) : Number(value.toString());
}

/** True for NaN of any type, which is neither above nor below another number. */
export function isNaNValue(value: Value | undefined): boolean {
  return isNum(value) && Number.isNaN(toNumber(value));
}

/** A double that stays one, also when it is whole. */
export function asDouble(value: number): Num {
  return isInt32(value) ? new Double(value) : value;
}

const LONG_MAX = 2n ** 63n - 1n;

export function fitsLong(value: bigint): boolean {
  return value <= LONG_MAX && value >= -LONG_MAX - 1n;
}

/** A whole number as an int32 where it fits and `wide` is false, else as an int64. */
export function asInteger(value: bigint, wide = false): Num {
  return !wide && value >= -2147483648n && value <= 2147483647n ? Number(value) : value;
}

type Special = 'NaN' | 'Infinity' | '-Infinity';

/** The exact value as a decimal, or its special name. */
export function exact(value: Num): Decimal | Special {
  if (value instanceof Decimal128) return parseDecimal(value);
  if (typeof value === 'bigint') return { digits: value, exponent: 0 };
  const plain = typeof value === 'number' ? value : value.value;
  if (Number.isNaN(plain)) return 'NaN';
  if (plain === Infinity) return 'Infinity';
  if (plain === -Infinity) return '-Infinity';
  if (Number.isInteger(plain)) return { digits: BigInt(plain), exponent: 0 };
  let power = 0;
  let scaled = plain;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    power += 1;
  }
  return { digits: BigInt(scaled) * 5n ** BigInt(power), exponent: -power };
}

function isNaN(value: number | bigint): boolean {
  return typeof value === 'number' && Number.isNaN(value);
}

/** MongoDB's order of numbers: by exact value across the four types, NaN first. */
export function compareNumbers(a: Num, b: Num): number {
  const left = a instanceof Double ? a.value : a;
  const right = b instanceof Double ? b.value : b;
  if (left instanceof Decimal128 || right instanceof Decimal128)
    return compareExact(exact(left), exact(right));
  if (left < right) return -1;
  if (left > right) return 1;
  return Number(isNaN(right)) - Number(isNaN(left));
}

const SPECIAL = { NaN: -2, '-Infinity': -1, Infinity: 1 } as const;

function sign(value: bigint): number {
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}

function compareExact(a: Decimal | Special, b: Decimal | Special): number {
  if (typeof a === 'string' || typeof b === 'string') {
    return Math.sign((typeof a === 'string' ? SPECIAL[a] : 0) - (typeof b === 'string' ? SPECIAL[b] : 0));
  }
  if (sign(a.digits) !== sign(b.digits)) return sign(a.digits) - sign(b.digits) > 0 ? 1 : -1;
  return sign(addDecimals(a, { digits: -b.digits, exponent: b.exponent }).digits);
}

function wider(a: NumberType, b: NumberType): NumberType {
  const order: NumberType[] = ['int', 'long', 'double', 'decimal'];
  return order[Math.max(order.indexOf(a), order.indexOf(b))] ?? 'decimal';
}

type Operation = 'add' | 'multiply' | 'remainder';

/**
 * Sum, product or truncated remainder in the wider of the two types. An int32 that overflows becomes an int64;
 * an int64 that overflows is `undefined`, for the caller to refuse or to widen.
 */
export function arithmetic(operation: Operation, a: Num, b: Num): Num | undefined {
  const type = wider(numberType(a), numberType(b));
  if (type === 'double') return asDouble(onDoubles(operation, toNumber(a), toNumber(b)));
  if (type === 'decimal') return onDecimals(operation, a, b);
  const result = onIntegers(operation, BigInt(toInteger(a)), BigInt(toInteger(b)));
  return fitsLong(result) ? asInteger(result, type === 'long') : undefined;
}

function toInteger(value: Num): number | bigint {
  return typeof value === 'bigint' ? value : toNumber(value);
}

function onDoubles(operation: Operation, a: number, b: number): number {
  if (operation === 'add') return a + b;
  return operation === 'multiply' ? a * b : a % b;
}

function onIntegers(operation: Operation, a: bigint, b: bigint): bigint {
  if (operation === 'add') return a + b;
  return operation === 'multiply' ? a * b : a % b;
}

function onDecimals(operation: Operation, a: Num, b: Num): Decimal128 {
  const left = decimalOf(a);
  const right = decimalOf(b);
  if (typeof left === 'string' || typeof right === 'string') {
    const result = onDoubles(operation, toNumber(a), toNumber(b));
    return Decimal128.fromString(String(result));
  }
  if (operation === 'add') return toDecimal128(addDecimals(left, right));
  if (operation === 'multiply') return toDecimal128(multiplyDecimals(left, right));
  return right.digits === 0n ? Decimal128.fromString('NaN') : toDecimal128(remainderOfDecimals(left, right));
}

/** A number as a decimal of the digits that it prints with: 15 for a double, as MongoDB converts it. */
export function decimalOf(value: Num): Decimal | Special {
  if (value instanceof Decimal128) return parseDecimal(value);
  if (typeof value === 'bigint') return { digits: value, exponent: 0 };
  const plain = toNumber(value);
  if (numberType(value) === 'int') return { digits: BigInt(plain), exponent: 0 };
  return parseDecimal(Decimal128.fromString(Number.isFinite(plain) ? plain.toPrecision(15) : String(plain)));
}

/** The quotient: a double, or a decimal when one of the two is; the caller has refused a zero divisor. */
export function divide(a: Num, b: Num): Num {
  if (wider(numberType(a), numberType(b)) !== 'decimal') return asDouble(toNumber(a) / toNumber(b));
  const left = decimalOf(a);
  const right = decimalOf(b);
  if (typeof left === 'string' || typeof right === 'string')
    return Decimal128.fromString(String(toNumber(a) / toNumber(b)));
  return toDecimal128(divideDecimals(left, right));
}
