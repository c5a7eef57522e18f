import { show } from '../bson/show.ts';
import { StoreError } from '../errors.ts';
import { compare } from '../bson/compare.ts';
import { arithmetic, asInteger, fitsLong, numberType } from '../bson/numbers.ts';
import { isDoc, isNum, typeName } from '../bson/value.ts';
import type { Num, Value } from '../bson/value.ts';
import { Timestamp } from 'bson';
import { KEEP, REMOVE } from './update-path.ts';
import type { Change } from './update-path.ts';
import { addToSet, pull, pullAll, pop, push } from './update-arrays.ts';

/** What an operator does, from its argument. `create`: whether it makes a path that is missing. */
export interface Operation {
  create: boolean;
  change: Change;
}

export interface Moment {
  now: Date;
}

/** The operation of `name` with its argument at `path`. Throws MongoDB's codes on a wrong argument. */
export function operationOf(name: string, path: string, argument: Value, { now }: Moment): Operation {
  switch (name) {
    case '$set':
    case '$setOnInsert':
      return { create: true, change: () => argument };
    case '$unset':
      return { create: false, change: () => REMOVE };
    case '$inc':
      return { create: true, change: increment(path, argument) };
    case '$mul':
      return { create: true, change: multiply(path, argument) };
    case '$min':
      return {
        create: true,
        change: value => (value === undefined || compare(argument, value) < 0 ? argument : KEEP),
      };
    case '$max':
      return {
        create: true,
        change: value => (value === undefined || compare(argument, value) > 0 ? argument : KEEP),
      };
    case '$currentDate':
      return { create: true, change: currentDate(argument, now) };
    case '$bit':
      return { create: true, change: bit(path, argument) };
    case '$push':
      return { create: true, change: push(path, argument) };
    case '$addToSet':
      return { create: true, change: addToSet(path, argument) };
    case '$pop':
      return { create: false, change: pop(path, argument) };
    case '$pull':
      return { create: false, change: pull(argument) };
    case '$pullAll':
      return { create: false, change: pullAll(path, argument) };
    default:
      throw new StoreError(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
  }
}

function increment(path: string, by: Value): Change {
  if (!isNum(by)) {
    throw new StoreError(
      'TypeMismatch',
      `Cannot increment with non-numeric argument: {${path}: ${show(by)}}`,
    );
  }
  return value => {
    if (value === undefined) return by;
    if (!isNum(value)) throw notNumeric('$inc', path, value);
    return sumOrFail('add', path, value, by);
  };
}

function multiply(path: string, by: Value): Change {
  if (!isNum(by)) {
    throw new StoreError('TypeMismatch', `Cannot multiply with non-numeric argument: {${path}: ${show(by)}}`);
  }
  return value => {
    if (value === undefined) return sumOrFail('multiply', path, 0, by);
    if (!isNum(value)) throw notNumeric('$mul', path, value);
    return sumOrFail('multiply', path, value, by);
  };
}

function notNumeric(name: string, path: string, value: Value): StoreError {
  return new StoreError(
    'TypeMismatch',
    `Cannot apply ${name} to a value of non-numeric type. {_id: ?} has the field '${path.split('.').at(-1) ?? path}' of ` +
      `non-numeric type ${typeName(value)}`,
  );
}

function sumOrFail(operation: 'add' | 'multiply', path: string, a: Num, b: Num): Num {
  const result = arithmetic(operation, a, b);
  if (result === undefined) {
    throw new StoreError(
      'BadValue',
      `Failed to apply the operation to '${path}': the result does not fit an int64`,
    );
  }
  return result;
}

function currentDate(argument: Value, now: Date): Change {
  const wanted = isDoc(argument) ? argument.get('$type') : argument;
  if (wanted === true || wanted === 'date') return () => now;
  if (wanted !== 'timestamp') {
    throw new StoreError(
      'BadValue',
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    );
  }
  return () => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
}

const BITWISE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

function bit(path: string, argument: Value): Change {
  if (!isDoc(argument)) {
    throw new StoreError('BadValue', `The $bit modifier is not compatible with a ${typeName(argument)}.`);
  }
  const steps = [...argument].map(([name, operand]) => {
    const apply = BITWISE[name];
    if (apply === undefined) {
      throw new StoreError(
        'BadValue',
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`,
      );
    }
    if (!isInteger(operand)) {
      throw new StoreError(
        'BadValue',
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(operand)}' is not supported here`,
      );
    }
    return { apply, operand };
  });
  return value => {
    let current = value ?? 0;
    for (const { apply, operand } of steps) {
      if (!isInteger(current)) {
        throw new StoreError(
          'BadValue',
          `Cannot apply $bit to a value of non-integral type. ${path} has type ${typeName(current)}`,
        );
      }
      const wide = typeof current === 'bigint' || typeof operand === 'bigint';
      const result = apply(BigInt(current), BigInt(operand));
      current = asInteger(fitsLong(result) ? result : 0n, wide);
    }
    return current;
  };
}

function isInteger(value: Value): value is number | bigint {
  return typeof value === 'bigint' || (isNum(value) && numberType(value) === 'int');
}
