import { StoreError } from '../../errors.ts';
import { asInteger, numberType } from '../../bson/numbers.ts';
import { isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { unary, variadic } from './arguments.ts';
import type { Operator, Operators } from './types.ts';

function wholeOf(value: Value | undefined, name: string): number | bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && numberType(value) === 'int') return value;
  throw new StoreError(
    'TypeMismatch',
    `${name} only supports int and long operands, not ${isNum(value) ? numberType(value) : typeName(value)}`,
  );
}

function fold(start: bigint, apply: (a: bigint, b: bigint) => bigint): Operator {
  return variadic((values, name) => {
    if (values.some(isNullish)) return null;
    const whole = values.map(value => wholeOf(value, name));
    const result = whole.reduce<bigint>((all, value) => apply(all, BigInt(value)), start);
    return asInteger(
      BigInt.asIntN(64, result),
      whole.some(value => typeof value === 'bigint'),
    );
  });
}

export const bitOperators: Operators = {
  $bitAnd: fold(-1n, (a, b) => a & b),
  $bitOr: fold(0n, (a, b) => a | b),
  $bitXor: fold(0n, (a, b) => a ^ b),
  $bitNot: unary((value, name) => {
    if (isNullish(value)) return null;
    const whole = wholeOf(value, name);
    return typeof whole === 'bigint' ? ~whole : ~whole;
  }),
};
