import { Decimal128 } from 'bson';

/** A finite decimal: `digits` times ten to the power of `exponent`. */
export interface Decimal {
  digits: bigint;
  exponent: number;
}

/** A decimal's parts, or its special value. */
export function parseDecimal(value: Decimal128): Decimal | 'NaN' | 'Infinity' | '-Infinity' {
  const text = value.toString();
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return text;
  const [mantissa = '0', power = '0'] = text.split('E');
  const [whole = '0', part = ''] = mantissa.split('.');
  return { digits: BigInt(whole + part), exponent: Number(power) - part.length };
}

const DIGITS = 34;

function roundTo(value: Decimal, digits: number): Decimal {
  const negative = value.digits < 0n;
  const size = negative ? -value.digits : value.digits;
  const excess = size.toString().length - digits;
  if (excess <= 0) return value;
  const unit = 10n ** BigInt(excess);
  const rest = size % unit;
  let kept = size / unit;
  const twice = rest * 2n;
  if (twice > unit || (twice === unit && kept % 2n === 1n)) kept += 1n;
  return { digits: negative ? -kept : kept, exponent: value.exponent + excess };
}

/** As BSON's Decimal128, rounded half to even at 34 digits. */
export function toDecimal128(value: Decimal): Decimal128 {
  const rounded = roundTo(value, DIGITS);
  if (rounded.exponent > 6111 + DIGITS)
    return Decimal128.fromString(rounded.digits < 0n ? '-Infinity' : 'Infinity');
  return Decimal128.fromString(`${rounded.digits}E${rounded.exponent}`);
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  const shift = (value: Decimal): bigint => value.digits * 10n ** BigInt(value.exponent - exponent);
  return { digits: shift(a) + shift(b), exponent };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

/** `a / b` to 34 digits; `b` is not zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  const shift = Math.max(0, DIGITS + 2 + b.digits.toString().length - a.digits.toString().length);
  let digits = (a.digits * 10n ** BigInt(shift)) / b.digits;
  let exponent = a.exponent - b.exponent - shift;
  while (exponent < a.exponent - b.exponent && digits % 10n === 0n && digits !== 0n) {
    digits /= 10n;
    exponent += 1;
  }
  return { digits, exponent };
}

/** The remainder of a truncating division; `b` is not zero. */
export function remainderOfDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  const shift = (value: Decimal): bigint => value.digits * 10n ** BigInt(value.exponent - exponent);
  return { digits: shift(a) % shift(b), exponent };
}
