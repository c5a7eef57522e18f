import { StoreError, notSupported } from '../errors.ts';
import { toNumber } from '../bson/numbers.ts';
import { isDoc, isNullish, isNum, typeName } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import type { Call } from './context.ts';

/** A document of arguments, with the name that messages give it. */
export type Named = Pick<Call, 'command' | 'name'>;

function mismatch(call: Named, field: string, value: Value, expected: string): StoreError {
  return new StoreError(
    'TypeMismatch',
    `BSON field '${call.name}.${field}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}

/** The collection that a command names in its own field. Throws InvalidNamespace. */
export function collectionName(call: Call): string {
  const name = call.command.get(call.name);
  if (typeof name !== 'string') {
    throw new StoreError('InvalidNamespace', `collection name has invalid type ${typeName(name)}`);
  }
  return checkName(call.db, name);
}

export function checkName(db: string, name: string): string {
  if (
    name === '' ||
    name.startsWith('.') ||
    name.endsWith('.') ||
    name.includes('$') ||
    name.includes('\0')
  ) {
    throw new StoreError('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
  }
  if (Buffer.byteLength(db) + Buffer.byteLength(name) + 1 > 255) {
    throw new StoreError('InvalidNamespace', `Fully qualified namespace is too long: ${db}.${name}`);
  }
  return name;
}

export function nsOf(call: Call): string {
  return `${call.db}.${collectionName(call)}`;
}

export function docArg(call: Named, field: string): Doc | undefined {
  const value = call.command.get(field);
  if (isNullish(value)) return undefined;
  if (!isDoc(value)) throw mismatch(call, field, value, 'object');
  return value;
}

export function textArg(call: Named, field: string): string | undefined {
  const value = call.command.get(field);
  if (isNullish(value)) return undefined;
  if (typeof value !== 'string') throw mismatch(call, field, value, 'string');
  return value;
}

export function boolArg(call: Named, field: string): boolean {
  const value = call.command.get(field);
  if (isNullish(value)) return false;
  if (typeof value === 'boolean') return value;
  if (isNum(value)) return toNumber(value) !== 0;
  throw mismatch(call, field, value, 'bool');
}

/** A whole number of at least `least`. */
export function intArg(call: Named, field: string, least = 0): number | undefined {
  const value = call.command.get(field);
  if (isNullish(value)) return undefined;
  if (!isNum(value)) throw mismatch(call, field, value, 'long');
  const plain = Math.trunc(toNumber(value));
  if (plain < least) {
    throw new StoreError(51024, `BSON field '${field}' value must be >= ${least}, actual value '${plain}'`);
  }
  return plain;
}

export function arrayArg(call: Named, field: string): Value[] | undefined {
  const value = call.command.get(field);
  if (isNullish(value)) return undefined;
  if (!Array.isArray(value)) throw mismatch(call, field, value, 'array');
  return value;
}

/** The documents of a write command, whether they came as a sequence or as an array in the body. */
export function statements(call: Named, field: string): Doc[] {
  const items = arrayArg(call, field);
  if (items === undefined) throw missing(call, field);
  return items.map(item => {
    if (!isDoc(item)) throw mismatch(call, field, item, 'object');
    return item;
  });
}

export function missing(call: Named, field: string): StoreError {
  return new StoreError(40414, `BSON field '${call.name}.${field}' is missing but a required field`);
}

/** Collation other than the simple one is refused, for it would change what matches. */
export function refuseCollation(doc: Doc): void {
  const collation = doc.get('collation');
  if (isDoc(collation) && collation.size > 0 && collation.get('locale') !== 'simple')
    throw notSupported('collation');
}

/** True when the write is to be on the disk before it is acknowledged. */
export function wantsJournal(call: Call): boolean {
  const concern = call.command.get('writeConcern');
  return isDoc(concern) && (concern.get('j') === true || concern.get('fsync') === true);
}
