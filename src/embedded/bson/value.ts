import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';

/** BSON's deprecated type 6; kept so that what was stored comes back. */
export class Undefined {
  readonly _bsontype = 'Undefined';
}

export const UNDEFINED = new Undefined();

/** A field of a document that is written again as it is stored: nobody looks into it. */
export class Stored {
  readonly type: number;
  readonly bytes: Buffer;

  constructor(type: number, bytes: Buffer) {
    this.type = type;
    this.bytes = bytes;
  }
}

/**
 * A BSON value in memory. `number` is an int32 when it is a whole number in that range, else a double; a whole
 * double in the int32 range is a `Double`, so that each value keeps its type. `bigint` is an int64. A document is a
 * Map, which keeps the order of its fields whatever their names. A missing value is `undefined`.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Double
  | Decimal128
  | ObjectId
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Code
  | Timestamp
  | MinKey
  | MaxKey
  | Undefined
  | Stored
  | Value[]
  | Doc;

export type Doc = Map<string, Value>;
export type Num = number | bigint | Double | Decimal128;

export function isDoc(value: Value | undefined): value is Doc {
  return value instanceof Map;
}

export function isNum(value: Value | undefined): value is Num {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Double ||
    value instanceof Decimal128
  );
}

/** True for null, BSON's undefined and a missing value. */
export function isNullish(value: Value | undefined): value is null | Undefined | undefined {
  return value === null || value === undefined || value instanceof Undefined;
}

/** MongoDB's order of the types, as one small number each (the comparison order of its manual). */
export const RANK = {
  minKey: 1,
  undefined: 2,
  null: 3,
  number: 4,
  string: 5,
  object: 6,
  array: 7,
  binary: 8,
  objectId: 9,
  boolean: 10,
  date: 11,
  timestamp: 12,
  regex: 13,
  code: 14,
  codeWithScope: 15,
  maxKey: 16,
} as const;

/** The rank of a value's type; a missing value ranks as null. */
export function rankOf(value: Value | undefined): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return RANK.number;
    case 'string':
      return RANK.string;
    case 'boolean':
      return RANK.boolean;
    case 'undefined':
      return RANK.null;
    default:
      return value === null ? RANK.null : rankOfObject(value);
  }
}

function rankOfObject(value: Exclude<Value, null | number | bigint | string | boolean>): number {
  if (value instanceof Map) return RANK.object;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof ObjectId) return RANK.objectId;
  if (value instanceof Date) return RANK.date;
  if (value instanceof Double || value instanceof Decimal128) return RANK.number;
  if (value instanceof Binary) return RANK.binary;
  if (value instanceof Timestamp) return RANK.timestamp;
  if (value instanceof BSONRegExp) return RANK.regex;
  if (value instanceof BSONSymbol) return RANK.string;
  if (value instanceof Code) return value.scope ? RANK.codeWithScope : RANK.code;
  if (value instanceof MinKey) return RANK.minKey;
  if (value instanceof MaxKey) return RANK.maxKey;
  return RANK.undefined;
}

/** The name that `$type` knows a value's type by. */
export function typeName(value: Value | undefined): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  if (value instanceof Double) return 'double';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof BSONSymbol) return 'symbol';
  return NAMES[rankOf(value)] ?? 'undefined';
}

const NAMES: Readonly<Record<number, string>> = {
  [RANK.minKey]: 'minKey',
  [RANK.undefined]: 'undefined',
  [RANK.null]: 'null',
  [RANK.string]: 'string',
  [RANK.object]: 'object',
  [RANK.array]: 'array',
  [RANK.binary]: 'binData',
  [RANK.objectId]: 'objectId',
  [RANK.boolean]: 'bool',
  [RANK.date]: 'date',
  [RANK.timestamp]: 'timestamp',
  [RANK.regex]: 'regex',
  [RANK.code]: 'javascript',
  [RANK.codeWithScope]: 'javascriptWithScope',
  [RANK.maxKey]: 'maxKey',
};

export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}
