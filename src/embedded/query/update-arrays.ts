import { BSONRegExp } from 'bson';
import { StoreError } from '../errors.ts';
import { compare, equal } from '../bson/compare.ts';
import { isDoc, isNum, typeName } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { toNumber } from '../bson/numbers.ts';
import { compileFilter } from './filter.ts';
import { isOperators, parseFilter } from './parse-filter.ts';
import { parseSort, sortKey } from './sort.ts';
import { KEEP } from './update-path.ts';
import type { Change } from './update-path.ts';
import { wholeNumber } from './whole.ts';

const bad = (message: string): StoreError => new StoreError('BadValue', message);

function asArray(name: string, path: string, value: Value | undefined): Value[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw bad(
    `The field '${path}' must be an array but is of type ${typeName(value)} in document, for ${name}`,
  );
}

function eachOf(name: string, argument: Value): { items: Value[]; modifiers: Doc } {
  if (!isDoc(argument) || !argument.has('$each')) return { items: [argument], modifiers: new Map() };
  const items = argument.get('$each');
  if (!Array.isArray(items))
    throw bad(`The argument to $each in ${name} must be an array but it was of type: ${typeName(items)}`);
  return { items, modifiers: argument };
}

const PUSH_MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

/** `$push` with its modifiers, applied in MongoDB's order: position, sort, slice. */
export function push(path: string, argument: Value): Change {
  const { items, modifiers } = eachOf('$push', argument);
  for (const name of modifiers.keys()) {
    if (!PUSH_MODIFIERS.has(name)) throw bad(`Unrecognized clause in $push: ${name}`);
  }
  const sort = modifiers.get('$sort');
  const order = sort === undefined ? undefined : elementOrder(sort);
  const position = modifiers.has('$position')
    ? wholeNumber(modifiers.get('$position'), '$position: ')
    : undefined;
  const slice = modifiers.has('$slice') ? wholeNumber(modifiers.get('$slice'), '$slice: ') : undefined;
  return value => {
    const array = asArray('$push', path, value);
    const at =
      position === undefined ? array.length : position < 0 ? Math.max(0, array.length + position) : position;
    const pushed = [...array.slice(0, at), ...items, ...array.slice(at)];
    if (order !== undefined) pushed.sort(order);
    if (slice === undefined) return pushed;
    return slice < 0 ? pushed.slice(slice) : pushed.slice(0, slice);
  };
}

function elementOrder(sort: Value): (a: Value, b: Value) => number {
  if (isNum(sort)) {
    const direction = toNumber(sort);
    if (direction !== 1 && direction !== -1) throw bad('The $sort element value must be either 1 or -1');
    return (a, b) => direction * compare(a, b);
  }
  if (!isDoc(sort))
    throw bad(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  const fields = parseSort(sort);
  const key = (value: Value): Buffer => sortKey(fields, isDoc(value) ? value : new Map());
  return (a, b) => Buffer.compare(key(a), key(b));
}

export function addToSet(path: string, argument: Value): Change {
  const { items, modifiers } = eachOf('$addToSet', argument);
  for (const name of modifiers.keys()) {
    if (name !== '$each') throw bad(`Found unexpected fields after $each in $addToSet: ${name}`);
  }
  return value => {
    const array = asArray('$addToSet', path, value);
    const added = [...array];
    for (const item of items) if (!added.some(other => equal(other, item))) added.push(item);
    return added.length === array.length && value !== undefined ? KEEP : added;
  };
}

export function pop(path: string, argument: Value): Change {
  const end = wholeNumber(argument, '$pop: ');
  if (end !== 1 && end !== -1) throw new StoreError('FailedToParse', `$pop expects 1 or -1, found: ${end}`);
  return value => {
    if (value === undefined) return KEEP;
    if (!Array.isArray(value)) {
      throw new StoreError(
        'TypeMismatch',
        `Path '${path}' contains an element of non-array type '${typeName(value)}'`,
      );
    }
    return end === 1 ? value.slice(0, -1) : value.slice(1);
  };
}

/** `$pull`: what equals the argument, or matches it when it is a condition. */
export function pull(argument: Value): Change {
  const matches = pullTest(argument);
  return value => {
    if (value === undefined) return KEEP;
    if (!Array.isArray(value)) throw bad('Cannot apply $pull to a non-array value');
    const kept = value.filter(item => !matches(item));
    return kept.length === value.length ? KEEP : kept;
  };
}

function pullTest(argument: Value): (item: Value) => boolean {
  if (isOperators(argument) || argument instanceof BSONRegExp) {
    const matches = compileFilter(parseFilter(new Map([['item', argument]])));
    return item => matches(new Map([['item', item]]));
  }
  if (!isDoc(argument)) return item => equal(item, argument);
  const matches = compileFilter(parseFilter(argument));
  return item => isDoc(item) && matches(item);
}

export function pullAll(path: string, argument: Value): Change {
  if (!Array.isArray(argument))
    throw bad(`$pullAll requires an array argument but was given a ${typeName(argument)}`);
  return value => {
    if (value === undefined) return KEEP;
    if (!Array.isArray(value)) throw bad(`Cannot apply $pullAll to the non-array field '${path}'`);
    const kept = value.filter(item => !argument.some(other => equal(other, item)));
    return kept.length === value.length ? KEEP : kept;
  };
}
