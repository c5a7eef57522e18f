import { StoreError } from '../errors.ts';
import { isDoc, typeName } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import type { Filter, Leaf } from './filter-ast.ts';
import { compileFilter, testOf } from './filter.ts';
import { parseFilter } from './parse-filter.ts';
import { valueAt } from './update-path.ts';

export type ArrayFilters = ReadonlyMap<string, (item: Value) => boolean>;

/** `arrayFilters` by their identifiers. Throws FailedToParse and BadValue. */
export function parseArrayFilters(filters: readonly Value[]): ArrayFilters {
  const parsed = new Map<string, (item: Value) => boolean>();
  for (const filter of filters) {
    if (!isDoc(filter)) throw new StoreError('TypeMismatch', 'an array filter must be an object');
    const names = new Set(identifiers(filter));
    const [name] = names;
    if (name === undefined)
      throw new StoreError(
        'FailedToParse',
        'Cannot use an expression without a top-level field name in arrayFilters',
      );
    if (names.size > 1) {
      throw new StoreError(
        'FailedToParse',
        `Error parsing array filter: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
      );
    }
    if (parsed.has(name)) {
      throw new StoreError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    }
    const matches = compileFilter(parseFilter(filter));
    parsed.set(name, item => matches(new Map([[name, item]])));
  }
  return parsed;
}

function identifiers(filter: Doc): string[] {
  return [...filter].flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.', 1)[0] ?? ''];
    return Array.isArray(value) ? value.filter(isDoc).flatMap(identifiers) : [];
  });
}

/** The paths that a path with `$`, `$[]` or `$[name]` stands for in a document. */
export function concretePaths(
  doc: Doc,
  parts: readonly string[],
  filters: ArrayFilters,
  filter: Filter,
): (readonly string[])[] {
  const at = parts.findIndex(part => part.startsWith('$'));
  if (at < 0) return [parts];
  const before = parts.slice(0, at);
  const after = parts.slice(at + 1);
  return positions(doc, before, parts[at] ?? '', filters, filter).flatMap(index =>
    concretePaths(doc, [...before, String(index), ...after], filters, filter),
  );
}

function positions(
  doc: Doc,
  before: readonly string[],
  part: string,
  filters: ArrayFilters,
  filter: Filter,
): number[] {
  const path = before.join('.');
  if (part === '$') {
    const position = matchedPosition(doc, before, filter);
    if (position === undefined) {
      throw new StoreError(
        'BadValue',
        'The positional operator did not find the match needed from the query.',
      );
    }
    return [position];
  }
  const array = valueAt(doc, before);
  if (!Array.isArray(array)) {
    if (array === undefined) {
      throw new StoreError(
        'BadValue',
        `The path '${path}' must exist in the document in order to apply array updates.`,
      );
    }
    throw new StoreError(
      'BadValue',
      `Cannot apply array updates to non-array element ${path}: ${typeName(array)}`,
    );
  }
  const all = [...array.keys()];
  if (part === '$[]') return all;
  const matches = filters.get(part.slice(2, -1));
  if (!part.startsWith('$[') || matches === undefined) {
    throw new StoreError(
      'BadValue',
      `No array filter found for identifier '${part.slice(2, -1)}' in path '${path}.${part}'`,
    );
  }
  return all.filter(index => matches(array[index] ?? null));
}

/** The first element of the array at `path` that made the document match. */
export function matchedPosition(doc: Doc, parts: readonly string[], filter: Filter): number | undefined {
  const array = valueAt(doc, parts);
  if (!Array.isArray(array)) return undefined;
  const path = parts.join('.');
  for (const leaf of leavesOf(filter)) {
    const test = elementTest(leaf, path);
    const index = test === undefined ? -1 : array.findIndex(test);
    if (index >= 0) return index;
  }
  return undefined;
}

function leavesOf(filter: Filter): Leaf[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.of.flatMap(leavesOf);
    case 'nor':
    case 'not':
    case 'always':
    case 'expr':
      return [];
    default:
      return [filter];
  }
}

function elementTest(leaf: Leaf, path: string): ((item: Value) => boolean) | undefined {
  if (leaf.path === path) {
    const test = testOf(leaf);
    const whole = leaf.op === 'elemMatch' || leaf.op === 'elemValue';
    return whole ? item => test([item]) : test;
  }
  if (!leaf.path.startsWith(`${path}.`)) return undefined;
  const matches = compileFilter({ ...leaf, path: leaf.path.slice(path.length + 1) });
  return item => isDoc(item) && matches(item);
}
