import { BSONSymbol } from 'bson';
import { StoreError } from '../../errors.ts';
import { compareText } from '../../bson/compare.ts';
import { toNumber } from '../../bson/numbers.ts';
import { isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';
import { binary, named, optional, unary, variadic } from './arguments.ts';
import { isoOf } from './date-format.ts';
import type { Operator, Operators } from './types.ts';

/** As the string operators read their input: null is the empty string, numbers and dates print. */
function asText(value: Value | undefined, name: string): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (value instanceof BSONSymbol) return value.value;
  if (isNum(value))
    return typeof value === 'bigint'
      ? value.toString()
      : typeof value === 'number'
        ? String(value)
        : value.toString();
  if (value instanceof Date) return isoOf(value);
  throw new StoreError(16007, `can't convert from BSON type ${typeName(value)} to String, in ${name}`);
}

function textOrFail(value: Value | undefined, name: string, code: number): string {
  if (typeof value === 'string') return value;
  throw new StoreError(code, `${name} requires string arguments, found: ${typeName(value)}`);
}

function wholeOrFail(value: Value | undefined, name: string, code: number): number {
  const plain = isNum(value) ? toNumber(value) : NaN;
  if (!Number.isInteger(plain))
    throw new StoreError(code, `${name} requires an integral argument, found: ${typeName(value)}`);
  return plain;
}

function concat(values: (Value | undefined)[]): Value {
  if (values.some(isNullish)) return null;
  return values
    .map(value => {
      if (typeof value === 'string') return value;
      throw new StoreError(16702, `$concat only supports strings, not ${typeName(value)}`);
    })
    .join('');
}

function split(value: Value | undefined, by: Value | undefined, name: string): Value {
  if (isNullish(value) || isNullish(by)) return null;
  const separator = textOrFail(by, name, 40086);
  if (separator === '') throw new StoreError(40087, '$split requires a non-empty separator');
  return textOrFail(value, name, 40085).split(separator);
}

function substrPoints([value, start, length]: (Value | undefined)[], name: string): Value {
  const points = Array.from(asText(value, name));
  const from = wholeOrFail(start, name, 34451);
  const count = wholeOrFail(length, name, 34453);
  if (from < 0) throw new StoreError(34455, `${name}: the starting index must be a non-negative integer`);
  if (count < 0) throw new StoreError(34454, `${name}: the length must be a non-negative integer`);
  return points.slice(from, from + count).join('');
}

function substrBytes([value, start, length]: (Value | undefined)[], name: string): Value {
  const bytes = Buffer.from(asText(value, name));
  const from = wholeOrFail(start, name, 16034);
  const count = wholeOrFail(length, name, 16035);
  if (from < 0) throw new StoreError(50752, `${name}: starting index must be non-negative`);
  const end = count < 0 ? bytes.length : Math.min(bytes.length, from + count);
  const isInside = (at: number): boolean => at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80;
  if (isInside(from))
    throw new StoreError(28656, `${name}: Invalid range, starting index is a UTF-8 continuation byte.`);
  if (isInside(end))
    throw new StoreError(
      28657,
      `${name}: Invalid range, ending index is in the middle of a UTF-8 character.`,
    );
  return bytes.toString('utf8', from, Math.max(from, end));
}

/** `$indexOfBytes` and `$indexOfCP`: the place of a string in another, counted in units. */
function indexOf(unitsOf: (text: string) => readonly (string | number)[]): Operator {
  return variadic(
    ([text, wanted, start, end], name) => {
      if (isNullish(text)) return null;
      const units = unitsOf(textOrFail(text, name, 40091));
      const piece = unitsOf(textOrFail(wanted, name, 40092));
      const from = start === undefined ? 0 : wholeOrFail(start, name, 40096);
      const to = end === undefined ? units.length : Math.min(units.length, wholeOrFail(end, name, 40096));
      if (from < 0 || to < 0) throw new StoreError(40097, `${name} requires a nonnegative index`);
      for (let at = from; at + piece.length <= to; at += 1) {
        if (piece.every((unit, index) => units[at + index] === unit)) return at;
      }
      return -1;
    },
    2,
    4,
  );
}

const WHITE = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trim(left: boolean, right: boolean): Operator {
  return (compiler, argument, name) => {
    const { input, chars } = named(name, argument, ['input'], ['chars']);
    const text = compiler.compile(input);
    const set = optional(compiler, chars);
    return scope => {
      const value = text(scope);
      const given = set(scope);
      if (isNullish(value) || (chars !== undefined && isNullish(given))) return null;
      const out = new Set(chars === undefined ? WHITE : textOrFail(given, name, 50700));
      const points = Array.from(textOrFail(value, name, 50699));
      let start = 0;
      let end = points.length;
      if (left) while (start < end && out.has(points[start] ?? '')) start += 1;
      if (right) while (end > start && out.has(points[end - 1] ?? '')) end -= 1;
      return points.slice(start, end).join('');
    };
  };
}

function replace(all: boolean): Operator {
  return (compiler, argument, name) => {
    const given = named(name, argument, ['input', 'find', 'replacement']);
    const parts = [given.input, given.find, given.replacement].map(part => compiler.compile(part));
    return scope => {
      const [input, find, replacement] = parts.map(part => part(scope));
      if (isNullish(input) || isNullish(find) || isNullish(replacement)) return null;
      const text = textOrFail(input, name, 51746);
      const [wanted, by] = [textOrFail(find, name, 51745), textOrFail(replacement, name, 51744)];
      return all ? text.replaceAll(wanted, () => by) : text.replace(wanted, () => by);
    };
  };
}

const isAscii =
  (from: string, to: string, map: (text: string) => string) => (value: Value | undefined, name: string) =>
    asText(value, name).replace(new RegExp(`[${from}-${to}]`, 'g'), map);

export const stringOperators: Operators = {
  $concat: variadic(concat),
  $split: binary(split),
  $toLower: unary(isAscii('A', 'Z', text => text.toLowerCase())),
  $toUpper: unary(isAscii('a', 'z', text => text.toUpperCase())),
  $substr: variadic(substrBytes, 3, 3),
  $substrBytes: variadic(substrBytes, 3, 3),
  $substrCP: variadic(substrPoints, 3, 3),
  $strLenBytes: unary((value, name) => Buffer.byteLength(textOrFail(value, name, 34473))),
  $strLenCP: unary((value, name) => Array.from(textOrFail(value, name, 34471)).length),
  $strcasecmp: binary((a, b, name) =>
    Math.sign(compareText(asText(a, name).toUpperCase(), asText(b, name).toUpperCase())),
  ),
  $indexOfBytes: indexOf(text => [...Buffer.from(text)]),
  $indexOfCP: indexOf(text => Array.from(text)),
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
};
