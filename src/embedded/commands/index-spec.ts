import { show } from '../bson/show.ts';
import { StoreError, notSupported } from '../errors.ts';
import { equal } from '../bson/compare.ts';
import { toNumber } from '../bson/numbers.ts';
import { isDoc, isNum, typeName } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { parseKey } from '../storage/catalogue.ts';
import type { IndexOptions } from '../storage/catalogue.ts';
import type { Collection, Index } from '../storage/collection.ts';

const KNOWN = new Set([
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'v',
  'ns',
  'hidden',
  'collation',
]);
const REFUSED = [
  'weights',
  'default_language',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'wildcardProjection',
  'hidden',
];

/** An entry of `createIndexes`. Throws MongoDB's codes on what is wrong, and refuses what the store has not. */
export function parseIndexSpec(spec: Value): IndexOptions {
  if (!isDoc(spec)) throw new StoreError('TypeMismatch', 'The elements of the indexes array must be objects');
  const key = spec.get('key');
  if (!isDoc(key))
    throw new StoreError('FailedToParse', "The 'key' field is a required property of an index specification");
  for (const name of spec.keys())
    if (REFUSED.includes(name) && isOn(spec.get(name))) throw notSupported(`an index with ${name}`);
  for (const name of spec.keys()) {
    if (!KNOWN.has(name) && !REFUSED.includes(name)) {
      throw new StoreError(
        'InvalidIndexSpecificationOption',
        `The field '${name}' is not valid for an index specification.`,
      );
    }
  }
  const collation = spec.get('collation');
  if (isDoc(collation) && collation.get('locale') !== 'simple') throw notSupported('collation');
  checkKey(key);
  const name = spec.get('name');
  const partial = spec.get('partialFilterExpression');
  if (partial !== undefined && !isDoc(partial))
    throw new StoreError('TypeMismatch', 'partialFilterExpression must be an object');
  if (partial !== undefined && isOn(spec.get('sparse'))) {
    throw new StoreError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  return {
    name:
      typeof name === 'string'
        ? name
        : [...key]
            .map(([path, value]) => `${path}_${isNum(value) ? toNumber(value) : show(value)}`)
            .join('_'),
    fields: parseKey(key),
    unique: isOn(spec.get('unique')),
    sparse: isOn(spec.get('sparse')),
    partial,
    expireAfterSeconds: expiry(spec, key),
  };
}

function isOn(value: Value | undefined): boolean {
  return value === true || (isNum(value) && toNumber(value) !== 0);
}

const KINDS = new Set(['text', '2d', '2dsphere', 'hashed', 'geoHaystack', 'columnstore']);

function unknownKind(kind: string): StoreError {
  if (KINDS.has(kind)) return notSupported(`an index of the type '${kind}'`);
  return new StoreError('CannotCreateIndex', `Unknown index plugin '${kind}'`);
}

function checkKey(key: Doc): void {
  if (key.size === 0) throw new StoreError('CannotCreateIndex', 'Index keys cannot be an empty object');
  for (const [path, value] of key) {
    if (typeof value === 'string') throw unknownKind(value);
    if (!isNum(value)) {
      throw new StoreError(
        'CannotCreateIndex',
        `Values in v:2 index key pattern cannot be of type ${typeName(value)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    }
    if (toNumber(value) === 0)
      throw new StoreError('CannotCreateIndex', 'Values in the index key pattern cannot be 0.');
    if (path === '' || path.split('.').includes(''))
      throw new StoreError('CannotCreateIndex', 'Index keys cannot contain an empty field.');
    if (path.includes('$**')) throw notSupported('a wildcard index');
    if (path.startsWith('$'))
      throw new StoreError(
        'CannotCreateIndex',
        `Index key contains an illegal field name: field name starts with '$'.`,
      );
  }
}

function expiry(spec: Doc, key: Doc): number | undefined {
  const value = spec.get('expireAfterSeconds');
  if (value === undefined) return undefined;
  if (!isNum(value)) throw new StoreError('TypeMismatch', 'expireAfterSeconds must be numeric');
  const seconds = toNumber(value);
  if (seconds < 0 || seconds > 2147483647)
    throw new StoreError('CannotCreateIndex', 'TTL index expireAfterSeconds must be within 0 and 2147483647');
  if (key.size > 1)
    throw new StoreError(
      'CannotCreateIndex',
      'TTL indexes are single-field indexes, compound indexes do not support TTL.',
    );
  if (key.has('_id'))
    throw new StoreError(
      'CannotCreateIndex',
      'The field expireAfterSeconds cannot be specified on the _id index',
    );
  return seconds;
}

/** True when the collection has this index already. Throws when it has another of the name, or the same key otherwise. */
export function sameIndex(collection: Collection, options: IndexOptions): boolean {
  const pattern = patternOf(options);
  const named = collection.indexes.find(index => index.name === options.name);
  const keyed = collection.indexes.find(
    index =>
      patternOf(index) === pattern &&
      samePartial(index, options) &&
      index.sparse === (options.sparse ?? false),
  );
  if (pattern === '_id:1') return true;
  if (named !== undefined && patternOf(named) !== pattern) {
    throw new StoreError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${options.name}`,
    );
  }
  const existing = named ?? keyed;
  if (existing === undefined) return false;
  const same =
    existing.unique === (options.unique ?? false) &&
    existing.sparse === (options.sparse ?? false) &&
    existing.expireAfterSeconds === options.expireAfterSeconds &&
    samePartial(existing, options);
  if (same && existing.name === options.name) return true;
  if (same) {
    throw new StoreError(
      'IndexOptionsConflict',
      `Index already exists with a different name: ${existing.name}`,
    );
  }
  throw new StoreError(
    named === undefined ? 'IndexOptionsConflict' : 'IndexKeySpecsConflict',
    `An equivalent index already exists with the same name but different options. Requested index: ${options.name}`,
  );
}

function patternOf(index: Pick<Index, 'fields'>): string {
  return index.fields.map(({ path, direction }) => `${path}:${direction}`).join(',');
}

function samePartial(index: Index, options: IndexOptions): boolean {
  return index.partial === undefined
    ? options.partial === undefined
    : equal(index.partial.filter, options.partial);
}
