import { StoreError } from '../errors.ts';
import { isDoc, isNum, isNullish } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { toNumber } from '../bson/numbers.ts';
import type { Filter } from './filter-ast.ts';
import { testOf } from './filter.ts';
import { isOperators, parseFilter, parseOperators } from './parse-filter.ts';
import { matchedPosition } from './update-positions.ts';
import { compileExpression } from './expression/compile.ts';
import { OPERATORS } from './expression/registry.ts';
import { rootScope } from './expression/types.ts';
import type { Expression, Scope } from './expression/types.ts';
import type { Variables } from './parse-filter.ts';
import { sliceOf } from './slice.ts';

/** A part of a projection: keep or drop, something computed, or the parts of a field. */
type Part =
  | { kind: 'keep' }
  | { kind: 'drop' }
  | { kind: 'compute'; expression: Expression }
  /** A find-only operator: makes the value from what the field holds; a missing result leaves the field out. */
  | { kind: 'map'; map: (value: Value | undefined, doc: Doc) => Value | undefined }
  | { kind: 'tree'; parts: Map<string, Part> };

export interface Projection {
  /** True when only what is named stays; false when all but what is named stays. */
  inclusive: boolean;
  parts: Map<string, Part>;
  apply(doc: Doc): Doc;
}

export interface ProjectionOptions {
  /** True in `find`, which knows `$slice`, `$elemMatch` and the positional `$`. */
  find?: Filter | undefined;
  variables?: Variables;
}

/** Parses a projection of `find` or `$project`. Throws MongoDB's Location codes on mixtures and conflicts. */
export function parseProjection(spec: Doc, options: ProjectionOptions): Projection {
  const root: Map<string, Part> = new Map();
  const modes = new Set<'in' | 'out'>();
  for (const [path, value] of spec) addField(root, path, value, options, modes, path === '_id');
  const idPart = root.get('_id');
  if (modes.size === 2) throw mixture(spec);
  const inclusive = modes.size === 0 ? idPart !== undefined && idPart.kind !== 'drop' : modes.has('in');
  if (inclusive && idPart === undefined) root.set('_id', { kind: 'keep' });
  return {
    inclusive,
    parts: root,
    apply: doc => (inclusive ? include(doc, root, doc) : exclude(doc, root, doc)),
  };
}

function mixture(spec: Doc): StoreError {
  const last = [...spec.keys()].findLast(path => path !== '_id') ?? '';
  const excluded = isFalse(spec.get(last) ?? null);
  return excluded
    ? new StoreError(31254, `Cannot do exclusion on field ${last} in inclusion projection`)
    : new StoreError(31253, `Cannot do inclusion on field ${last} in exclusion projection`);
}

function isFalse(value: Value): boolean {
  return value === false || (isNum(value) && toNumber(value) === 0);
}

function isFlag(value: Value): boolean {
  return typeof value === 'boolean' || isNum(value);
}

function addField(
  root: Map<string, Part>,
  path: string,
  value: Value,
  options: ProjectionOptions,
  modes: Set<'in' | 'out'>,
  isId: boolean,
): void {
  if (path === '' || path.split('.').includes(''))
    throw new StoreError(40352, 'FieldPath cannot be constructed with empty string');
  const inFind = options.find !== undefined;
  if (inFind && path.endsWith('.$')) {
    modes.add('in');
    return place(root, path.slice(0, -2), positional(path.slice(0, -2), options.find));
  }
  if (path.startsWith('$'))
    throw new StoreError(
      16410,
      `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    );
  if (isFlag(value)) {
    if (!isId) modes.add(isFalse(value) ? 'out' : 'in');
    return place(root, path, isFalse(value) ? { kind: 'drop' } : { kind: 'keep' });
  }
  if (isDoc(value) && value.size === 0)
    throw new StoreError(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
  if (isDoc(value) && !isOperators(value)) {
    for (const [name, inner] of value) addField(root, `${path}.${name}`, inner, options, modes, false);
    return;
  }
  const special = inFind && isDoc(value) ? findOperator(path, value, options.find, modes) : undefined;
  if (special === undefined) modes.add('in');
  place(root, path, special ?? { kind: 'compute', expression: compileField(value, options.variables) });
}

/** In a projection an operator that does not exist has a code of its own. */
function compileField(value: Value, variables: Variables | undefined): Expression {
  const [name = ''] = isDoc(value) ? value.keys() : [];
  if (name.startsWith('$') && !OPERATORS.has(name)) throw new StoreError(31325, `Unknown expression ${name}`);
  return compileExpression(value, variables);
}

function findOperator(
  path: string,
  value: Doc,
  filter: Filter | undefined,
  modes: Set<'in' | 'out'>,
): Part | undefined {
  const [name] = value.keys();
  const argument = value.get(name ?? '') ?? null;
  if (name === '$elemMatch') {
    modes.add('in');
    return { kind: 'map', map: elemMatch(argument) };
  }
  const isSlice =
    name === '$slice' && (isNum(argument) || (Array.isArray(argument) && argument.every(isNum)));
  // $slice alone neither includes nor excludes: the other fields stay unless something is included
  return isSlice && filter !== undefined ? { kind: 'map', map: sliceOf(path, argument) } : undefined;
}

function elemMatch(argument: Value): (value: Value | undefined) => Value | undefined {
  if (!isDoc(argument)) throw new StoreError(31274, 'elemMatch: Invalid argument, object required');
  const filter: Filter = isOperators(argument)
    ? { op: 'elemValue', path: '', filter: parseOperators('', argument, new Map()) }
    : { op: 'elemMatch', path: '', filter: parseFilter(argument) };
  const test = testOf(filter);
  return value => {
    const found = Array.isArray(value) ? value.find(item => test([item])) : undefined;
    return found === undefined ? undefined : [found];
  };
}

function positional(path: string, filter: Filter | undefined): Part {
  return {
    kind: 'map',
    map: (value, doc) => {
      if (!Array.isArray(value)) return value;
      const position = filter === undefined ? undefined : matchedPosition(doc, path.split('.'), filter);
      if (position === undefined) {
        throw new StoreError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      }
      return [value[position] ?? null];
    },
  };
}

function place(root: Map<string, Part>, path: string, part: Part): void {
  const parts = path.split('.');
  let holder = root;
  for (const name of parts.slice(0, -1)) {
    const next = holder.get(name) ?? { kind: 'tree', parts: new Map<string, Part>() };
    if (next.kind !== 'tree')
      throw new StoreError(31249, `Path collision at ${path} remaining portion ${parts.at(-1) ?? ''}`);
    holder.set(name, next);
    holder = next.parts;
  }
  const last = parts.at(-1) ?? '';
  if (holder.has(last)) throw collision(path);
  holder.set(last, part);
}

function collision(path: string): StoreError {
  return new StoreError(31250, `Path collision at ${path}`);
}

function include(doc: Doc, parts: ReadonlyMap<string, Part>, root: Doc): Doc {
  const out: Doc = new Map();
  for (const [name, value] of doc) {
    const part = parts.get(name);
    if (part === undefined || part.kind === 'drop' || part.kind === 'compute') continue;
    const kept = includeValue(value, part, root);
    if (kept !== undefined) out.set(name, kept);
  }
  computeInto(out, doc, parts, root);
  return out;
}

function includeValue(value: Value, part: Part, root: Doc): Value | undefined {
  if (part.kind === 'map') return part.map(value, root);
  if (part.kind !== 'tree') return value;
  if (isDoc(value)) return include(value, part.parts, root);
  if (Array.isArray(value)) {
    return value.map(item => includeValue(item, part, root)).filter(item => item !== undefined);
  }
  return hasComputed(part.parts) ? includeValue(new Map(), part, root) : undefined;
}

function hasComputed(parts: ReadonlyMap<string, Part>): boolean {
  return [...parts.values()].some(
    part => part.kind === 'compute' || (part.kind === 'tree' && hasComputed(part.parts)),
  );
}

/** Computed fields come after the kept ones, in the order of the projection. */
function computeInto(out: Doc, doc: Doc, parts: ReadonlyMap<string, Part>, root: Doc): void {
  const scope: Scope = rootScope(root);
  for (const [name, part] of parts) {
    if (part.kind === 'compute') {
      const value = part.expression(scope);
      if (value !== undefined) out.set(name, value);
    } else if (part.kind === 'tree' && !doc.has(name) && hasComputed(part.parts)) {
      out.set(name, include(new Map(), part.parts, root));
    }
  }
}

function exclude(doc: Doc, parts: ReadonlyMap<string, Part>, root: Doc): Doc {
  const out: Doc = new Map();
  for (const [name, value] of doc) {
    const part = parts.get(name);
    const kept = part === undefined ? value : excludeValue(value, part, root);
    if (kept !== undefined) out.set(name, kept);
  }
  return out;
}

function excludeValue(value: Value, part: Part, root: Doc): Value | undefined {
  if (part.kind === 'drop') return undefined;
  if (part.kind === 'map') return part.map(value, root);
  if (part.kind !== 'tree') return value;
  if (isDoc(value)) return exclude(value, part.parts, root);
  return Array.isArray(value)
    ? value.map(item => (isNullish(item) ? item : (excludeValue(item, part, root) ?? null)))
    : value;
}
