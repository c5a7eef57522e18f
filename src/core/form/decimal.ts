/** A decimal number held exactly: `digits / 10^scale`. Amounts never pass through binary fractions. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const PATTERN = /^(-?)(\d{1,30})(?:\.(\d{1,12}))?$/;

/** Reads `80000.00`, `-3`, or a finite number; undefined for anything else (exponents included). */
export function decimalOf(value: unknown): Decimal | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const match = PATTERN.exec(String(value));
  if (!match) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = match;
  return { digits: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale), scale];
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x + y, scale };
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x - y, scale };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** Below zero, zero or above, as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Two places, half away from zero: `80000.00`. */
export function amountText(value: Decimal): string {
  const negative = value.digits < 0n;
  const digits = negative ? -value.digits : value.digits;
  const cents =
    value.scale <= 2
      ? digits * 10n ** BigInt(2 - value.scale)
      : (digits + 5n * 10n ** BigInt(value.scale - 3)) / 10n ** BigInt(value.scale - 2);
  const text = cents.toString().padStart(3, '0');
  return `${negative && cents > 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

export function decimalToNumber(value: Decimal): number {
  const negative = value.digits < 0n;
  const text = (negative ? -value.digits : value.digits).toString().padStart(value.scale + 1, '0');
  const whole = text.slice(0, text.length - value.scale);
  return Number(`${negative ? '-' : ''}${whole}.${text.slice(text.length - value.scale) || '0'}`);
}
