import { Decimal128 } from 'bson';
import { StoreError } from '../../errors.ts';
import { addDecimals, parseDecimal, toDecimal128 } from '../../bson/decimal.ts';
import {
  arithmetic,
  asDouble,
  asInteger,
  divide,
  fitsLong,
  numberType,
  toNumber,
} from '../../bson/numbers.ts';
import { isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Num, Value } from '../../bson/value.ts';
import { binary, unary, variadic } from './arguments.ts';
import type { Operator, Operators } from './types.ts';

function fail(name: string, value: Value | undefined, what = 'numeric types'): StoreError {
  return new StoreError('TypeMismatch', `${name} only supports ${what}, not ${typeName(value)}`);
}

/** Sum or product; an int64 that overflows becomes a double. */
export function widening(operation: 'add' | 'multiply', left: Num, right: Num): Num {
  const result = arithmetic(operation, left, right);
  if (result !== undefined) return result;
  const [a, b] = [toNumber(left), toNumber(right)];
  return asDouble(operation === 'add' ? a + b : a * b);
}

function add(values: (Value | undefined)[], name: string): Value {
  let sum: Num = 0;
  let date: Date | undefined;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (value instanceof Date) {
      if (date !== undefined) throw new StoreError(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNum(value)) sum = widening('add', sum, value);
    else throw fail(name, value, 'numeric or date types');
  }
  return date === undefined ? sum : new Date(date.getTime() + Math.round(toNumber(sum)));
}

function subtract(left: Value | undefined, right: Value | undefined, name: string): Value {
  if (isNullish(left) || isNullish(right)) return null;
  if (left instanceof Date && right instanceof Date) return BigInt(left.getTime() - right.getTime());
  if (left instanceof Date && isNum(right)) return new Date(left.getTime() - Math.round(toNumber(right)));
  if (isNum(left) && isNum(right)) return widening('add', left, negate(right));
  throw new StoreError('TypeMismatch', `can't ${name} ${typeName(right)} from ${typeName(left)}`);
}

function negate(value: Num): Num {
  return arithmetic('multiply', value, -1) ?? asDouble(-toNumber(value));
}

function multiply(values: (Value | undefined)[], name: string): Value {
  let product: Num = 1;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!isNum(value)) throw fail(name, value);
    product = widening('multiply', product, value);
  }
  return product;
}

function quotient(left: Value | undefined, right: Value | undefined, name: string): Value {
  if (isNullish(left) || isNullish(right)) return null;
  if (!isNum(left) || !isNum(right)) {
    throw new StoreError(
      'TypeMismatch',
      `${name} only supports numeric types, not ${typeName(left)} and ${typeName(right)}`,
    );
  }
  if (toNumber(right) === 0) throw new StoreError('BadValue', "can't $divide by zero");
  return divide(left, right);
}

function modulo(left: Value | undefined, right: Value | undefined, name: string): Value {
  if (isNullish(left) || isNullish(right)) return null;
  if (!isNum(left) || !isNum(right)) {
    throw new StoreError(
      16611,
      `${name} only supports numeric types, not ${typeName(left)} and ${typeName(right)}`,
    );
  }
  if (toNumber(right) === 0) throw new StoreError(16610, "can't $mod by zero");
  return arithmetic('remainder', left, right) ?? null;
}

/** An operator on one number that keeps whole numbers as they are. */
function rounding(onDouble: (value: number) => number): Operator {
  return unary((value, name) => {
    if (isNullish(value)) return null;
    if (!isNum(value))
      throw new StoreError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    const type = numberType(value);
    if (type === 'int' || type === 'long') return value;
    return type === 'double'
      ? asDouble(onDouble(toNumber(value)))
      : Decimal128.fromString(String(onDouble(toNumber(value))));
  });
}

function abs(value: Value | undefined, name: string): Value {
  if (isNullish(value)) return null;
  if (!isNum(value))
    throw new StoreError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
  if (value === -(2n ** 63n)) throw new StoreError(28680, "can't take $abs of long long min");
  return toNumber(value) < 0 ? negate(value) : value;
}

/** `$round` and `$trunc`: at a decimal place, halves to even. */
function toPlace(mode: 'round' | 'trunc'): Operator {
  return variadic(
    ([value, place], name) => {
      if (isNullish(value) || place === null) return null;
      if (!isNum(value))
        throw new StoreError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
      const digits = place === undefined ? 0 : isNum(place) ? toNumber(place) : NaN;
      if (!Number.isInteger(digits))
        throw new StoreError(51082, 'precision argument to  is not a integral value');
      if (digits < -20 || digits > 100)
        throw new StoreError(
          51083,
          `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`,
        );
      return atPlace(value, digits, mode);
    },
    1,
    2,
  );
}

function atPlace(value: Num, digits: number, mode: 'round' | 'trunc'): Value {
  const type = numberType(value);
  if ((type === 'int' || type === 'long') && digits >= 0) return value;
  const plain = toNumber(value);
  if (!Number.isFinite(plain)) return value;
  const decimal = parseDecimal(
    type === 'decimal' && value instanceof Decimal128 ? value : Decimal128.fromString(exactText(value)),
  );
  if (typeof decimal === 'string') return value;
  const shift = -digits - decimal.exponent;
  if (shift <= 0) return value;
  const unit = 10n ** BigInt(shift);
  const rounded = { digits: divideRounded(decimal.digits, unit, mode), exponent: -digits };
  if (type === 'decimal') return toDecimal128(addDecimals(rounded, { digits: 0n, exponent: -digits }));
  if (type === 'double') return asDouble(Number(`${rounded.digits}e${rounded.exponent}`));
  const whole = rounded.digits * 10n ** BigInt(-digits);
  return fitsLong(whole) ? asInteger(whole, type === 'long') : asDouble(Number(whole));
}

function exactText(value: Num): string {
  return typeof value === 'bigint' ? value.toString() : String(toNumber(value));
}

function divideRounded(value: bigint, unit: bigint, mode: 'round' | 'trunc'): bigint {
  const whole = value / unit;
  if (mode === 'trunc') return whole;
  const rest = value % unit;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = twice > unit || (twice === unit && whole % 2n !== 0n);
  return up ? whole + (value < 0n ? -1n : 1n) : whole;
}

/** An operator on one number whose result is a double. */
function onDouble(
  run: (value: number) => number,
  isAllowed: (value: number) => boolean = () => true,
  code = 28765,
): Operator {
  return unary((value, name) => {
    if (isNullish(value)) return null;
    if (!isNum(value))
      throw new StoreError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    const plain = toNumber(value);
    if (!isAllowed(plain)) throw new StoreError(code, `${name}'s argument is out of its domain, is ${plain}`);
    const result = run(plain);
    return value instanceof Decimal128 ? Decimal128.fromString(String(result)) : asDouble(result);
  });
}

function bigOf(value: Num): bigint {
  return typeof value === 'bigint' ? value : BigInt(toNumber(value));
}

function pow(base: Value | undefined, exponent: Value | undefined, name: string): Value {
  if (isNullish(base) || isNullish(exponent)) return null;
  if (!isNum(base)) throw new StoreError(28762, `${name}'s base must be numeric, not ${typeName(base)}`);
  if (!isNum(exponent))
    throw new StoreError(28763, `${name}'s exponent must be numeric, not ${typeName(exponent)}`);
  if (toNumber(base) === 0 && toNumber(exponent) < 0)
    throw new StoreError(28764, '$pow cannot take a base of 0 and a negative exponent');
  const whole = [base, exponent].every(value => ['int', 'long'].includes(numberType(value)));
  if (!whole || toNumber(exponent) < 0) return asDouble(toNumber(base) ** toNumber(exponent));
  const result = bigOf(base) ** bigOf(exponent);
  if (!fitsLong(result)) return asDouble(toNumber(base) ** toNumber(exponent));
  return asInteger(result, typeof base === 'bigint' || typeof exponent === 'bigint');
}

function log(value: Value | undefined, base: Value | undefined, name: string): Value {
  if (isNullish(value) || isNullish(base)) return null;
  if (!isNum(value) || toNumber(value) <= 0)
    throw new StoreError(28758, `${name}'s argument must be a positive number`);
  if (!isNum(base) || toNumber(base) <= 0 || toNumber(base) === 1)
    throw new StoreError(28759, `${name}'s base must be a positive number not equal to 1`);
  return asDouble(Math.log(toNumber(value)) / Math.log(toNumber(base)));
}

const within =
  (low: number, high: number) =>
  (value: number): boolean =>
    !(value < low || value > high);

export const arithmeticOperators: Operators = {
  $add: variadic(add),
  $subtract: binary(subtract),
  $multiply: variadic(multiply),
  $divide: binary(quotient),
  $mod: binary(modulo),
  $abs: unary(abs),
  $ceil: rounding(Math.ceil),
  $floor: rounding(Math.floor),
  $round: toPlace('round'),
  $trunc: toPlace('trunc'),
  $sqrt: onDouble(Math.sqrt, value => !(value < 0), 28714),
  $exp: onDouble(Math.exp),
  $ln: onDouble(Math.log, value => !(value <= 0), 28766),
  $log10: onDouble(Math.log10, value => !(value <= 0), 28761),
  $log: binary(log),
  $pow: binary(pow),
  $sin: onDouble(Math.sin, Number.isFinite, 50989),
  $cos: onDouble(Math.cos, Number.isFinite, 50989),
  $tan: onDouble(Math.tan, Number.isFinite, 50989),
  $asin: onDouble(Math.asin, within(-1, 1), 50989),
  $acos: onDouble(Math.acos, within(-1, 1), 50989),
  $atan: onDouble(Math.atan),
  $atan2: binary((y, x) => (isNum(y) && isNum(x) ? asDouble(Math.atan2(toNumber(y), toNumber(x))) : null)),
  $sinh: onDouble(Math.sinh),
  $cosh: onDouble(Math.cosh),
  $tanh: onDouble(Math.tanh),
  $asinh: onDouble(Math.asinh),
  $acosh: onDouble(Math.acosh, within(1, Infinity), 50989),
  $atanh: onDouble(Math.atanh, within(-1, 1), 50989),
  $degreesToRadians: onDouble(value => (value * Math.PI) / 180),
  $radiansToDegrees: onDouble(value => (value * 180) / Math.PI),
};
