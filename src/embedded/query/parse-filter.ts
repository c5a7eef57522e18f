import { show } from '../bson/show.ts';
import { Binary, BSONRegExp } from 'bson';
import { StoreError, notSupported } from '../errors.ts';
import { isDoc, isNullish, isNum } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { toNumber } from '../bson/numbers.ts';
import { and } from './filter-ast.ts';
import type { BitTest, Comparison, Filter } from './filter-ast.ts';
import { toRegExp } from './regex.ts';
import { typeSet } from './types.ts';
import { wholeNumber } from './whole.ts';
import { parseExpr } from './parse-expr.ts';

/** Values of `let` and `$$NOW`, for `$expr`. */
export type Variables = ReadonlyMap<string, Value>;
const NO_VARIABLES: Variables = new Map();

const bad = (message: string): StoreError => new StoreError('BadValue', message);

/** A filter document as a tree. Throws MongoDB's BadValue, FailedToParse and their like. */
export function parseFilter(doc: Doc, variables: Variables = NO_VARIABLES): Filter {
  const parts: Filter[] = [];
  for (const [name, value] of doc) {
    if (name.startsWith('$')) parts.push(...topLevel(name, value, variables));
    else parts.push(parseField(name, value, variables));
  }
  return and(parts);
}

function topLevel(name: string, value: Value, variables: Variables): Filter[] {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor': {
      const of = clauses(name, value).map(clause => parseFilter(clause, variables));
      if (name === '$and') return [and(of)];
      const [only] = of;
      if (name === '$or') return of.length === 1 && only !== undefined ? [only] : [{ op: 'or', of }];
      return [{ op: 'nor', of }];
    }
    case '$expr':
      return [parseExpr(value, variables)];
    case '$comment':
      return [];
    case '$alwaysTrue':
      return [{ op: 'always', value: true }];
    case '$alwaysFalse':
      return [{ op: 'always', value: false }];
    case '$where':
    case '$text':
    case '$jsonSchema':
    case '$sampleRate':
      throw notSupported(name);
    default:
      throw bad(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, ` +
          'consider using $getField or $setField.',
      );
  }
}

function clauses(name: string, value: Value): Doc[] {
  if (!Array.isArray(value)) throw bad(`${name} must be an array`);
  if (value.length === 0) throw bad('$and/$or/$nor must be a nonempty array');
  return value.map(clause => {
    if (!isDoc(clause)) throw bad('$or/$and/$nor entries need to be full objects');
    return clause;
  });
}

/** True when a document is a set of operators rather than a value to be equal to. */
export function isOperators(value: Value): boolean {
  const [first] = isDoc(value) ? value.keys() : [];
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}

function parseField(path: string, value: Value, variables: Variables): Filter {
  if (isDoc(value) && isOperators(value)) return parseOperators(path, value, variables);
  if (value instanceof BSONRegExp) return regex(path, value.pattern, value.options);
  return { op: 'compare', path, comparison: 'eq', value };
}

/** The operators on one path. */
export function parseOperators(path: string, doc: Doc, variables: Variables): Filter {
  const parts: Filter[] = [];
  for (const [name, value] of doc) {
    if (name === '$options') {
      if (!doc.has('$regex')) throw bad('$options needs a $regex');
    } else if (name === '$regex') parts.push(parseRegex(path, value, doc.get('$options')));
    else parts.push(parseOperator(path, name, value, variables));
  }
  return and(parts);
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  $eq: 'eq',
  $gt: 'gt',
  $gte: 'gte',
  $lt: 'lt',
  $lte: 'lte',
};
const BITS: Readonly<Record<string, BitTest>> = {
  $bitsAllSet: 'allSet',
  $bitsAnySet: 'anySet',
  $bitsAllClear: 'allClear',
  $bitsAnyClear: 'anyClear',
};

function parseOperator(path: string, name: string, value: Value, variables: Variables): Filter {
  const comparison = COMPARISONS[name];
  if (comparison !== undefined) return compareWith(path, name, comparison, value);
  const bits = BITS[name];
  if (bits !== undefined) return { op: 'bits', path, test: bits, mask: bitMask(name, value) };
  switch (name) {
    case '$ne':
      if (value instanceof BSONRegExp) throw bad("Can't have regex as arg to $ne.");
      return { op: 'not', of: { op: 'compare', path, comparison: 'eq', value } };
    case '$in':
      return parseIn(path, '$in', value);
    case '$nin':
      return { op: 'not', of: parseIn(path, '$nin', value) };
    case '$exists':
      return isTruthy(value) ? { op: 'exists', path } : { op: 'not', of: { op: 'exists', path } };
    case '$type':
      return { op: 'type', path, types: typeSet(value) };
    case '$not':
      return { op: 'not', of: parseNot(path, value, variables) };
    case '$mod':
      return parseMod(path, value);
    case '$size':
      return { op: 'size', path, size: sizeOf(value) };
    case '$all':
      return parseAll(path, value, variables);
    case '$elemMatch':
      return parseElemMatch(path, value, variables);
    case '$comment':
      return { op: 'and', of: [] };
    case '$near':
    case '$nearSphere':
    case '$geoWithin':
    case '$within':
    case '$geoIntersects':
      throw notSupported(name);
    default:
      throw bad(`unknown operator: ${name}`);
  }
}

function sizeOf(value: Value): number {
  try {
    return wholeNumber(value, 'Failed to parse $size. ', true);
  } catch (error) {
    throw error instanceof StoreError ? bad(error.message) : error;
  }
}

function compareWith(path: string, name: string, comparison: Comparison, value: Value): Filter {
  if (value instanceof BSONRegExp && comparison !== 'eq')
    throw bad(`Can't have RegEx as arg to predicate over field '${path}'.`);
  if (value instanceof BSONRegExp && name !== '$eq') throw bad(`Can't have regex as arg to ${name}`);
  return { op: 'compare', path, comparison, value };
}

function isTruthy(value: Value): boolean {
  if (isNum(value)) return toNumber(value) !== 0;
  return !isNullish(value) && value !== false;
}

function parseIn(path: string, name: string, value: Value): Filter {
  if (!Array.isArray(value)) throw bad(`${name} needs an array`);
  const patterns: RegExp[] = [];
  const values: Value[] = [];
  for (const item of value) {
    if (isOperators(item)) throw bad(`cannot nest $ under ${name}`);
    if (item instanceof BSONRegExp) patterns.push(toRegExp(item.pattern, item.options));
    else values.push(item);
  }
  return { op: 'in', path, values, patterns };
}

function parseNot(path: string, value: Value, variables: Variables): Filter {
  if (value instanceof BSONRegExp) return regex(path, value.pattern, value.options);
  if (!isDoc(value)) throw bad('$not needs a regex or a document');
  if (value.size === 0) throw bad('$not cannot be empty');
  if (!isOperators(value)) throw bad(`unknown operator: ${[...value.keys()][0] ?? ''}`);
  return parseOperators(path, value, variables);
}

function regex(path: string, pattern: string, options: string): Filter {
  return { op: 'regex', path, pattern: toRegExp(pattern, options), source: new BSONRegExp(pattern, options) };
}

function parseRegex(path: string, value: Value, options: Value | undefined): Filter {
  if (options !== undefined && typeof options !== 'string') throw bad('$options has to be a string');
  if (typeof value === 'string') return regex(path, value, options ?? '');
  if (!(value instanceof BSONRegExp)) throw bad('$regex has to be a string');
  if (options !== undefined && value.options !== '')
    throw new StoreError(51075, 'options set in both $regex and $options');
  return regex(path, value.pattern, options ?? value.options);
}

function parseMod(path: string, value: Value): Filter {
  if (!Array.isArray(value)) throw bad('malformed mod, needs to be an array');
  if (value.length < 2) throw bad('malformed mod, not enough elements');
  if (value.length > 2) throw bad('malformed mod, too many elements');
  const [divisor, remainder] = value.map((item, index) => {
    if (!isNum(item)) throw bad(`malformed mod, ${index === 0 ? 'divisor' : 'remainder'} not a number`);
    const plain = Math.trunc(toNumber(item));
    if (!Number.isFinite(plain))
      throw bad(`malformed mod, ${index === 0 ? 'divisor' : 'remainder'} value is invalid`);
    return typeof item === 'bigint' ? item : BigInt(plain);
  });
  if (divisor === undefined || divisor === 0n) throw bad('divisor cannot be 0');
  return { op: 'mod', path, divisor, remainder: remainder ?? 0n };
}

function parseAll(path: string, value: Value, variables: Variables): Filter {
  if (!Array.isArray(value)) throw bad('$all needs an array');
  if (value.length === 0) return { op: 'always', value: false };
  return and(
    value.map(item => {
      if (isDoc(item) && item.has('$elemMatch'))
        return parseElemMatch(path, item.get('$elemMatch') ?? null, variables);
      if (isOperators(item)) throw bad('no $ expressions in $all');
      return parseField(path, item, variables);
    }),
  );
}

const LOGICAL = new Set(['$and', '$or', '$nor', '$where', '$expr']);

function parseElemMatch(path: string, value: Value, variables: Variables): Filter {
  if (!isDoc(value)) throw bad('$elemMatch needs an Object');
  const [first] = value.keys();
  if (first?.startsWith('$') === true && !LOGICAL.has(first)) {
    return { op: 'elemValue', path, filter: parseOperators('', value, variables) };
  }
  return { op: 'elemMatch', path, filter: parseFilter(value, variables) };
}

function bitMask(name: string, value: Value): bigint {
  if (Array.isArray(value)) {
    return value.reduce<bigint>(
      (mask, item) => mask | (1n << BigInt(wholeNumber(item, `${name}: `, true))),
      0n,
    );
  }
  if (value instanceof Binary) {
    let mask = 0n;
    for (let at = value.position - 1; at >= 0; at -= 1) mask = (mask << 8n) | BigInt(value.buffer[at] ?? 0);
    return mask;
  }
  if (!isNum(value)) throw bad(`${name} takes an Array, a number, or a BinData but received: ${show(value)}`);
  return BigInt(wholeNumber(value, `${name}: `, true));
}
