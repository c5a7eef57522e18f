import { StoreError } from '../errors.ts';
import { compareText, equal } from '../bson/compare.ts';
import { isDoc, typeName } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import type { Filter } from './filter-ast.ts';
import { topLevelFields } from './filter-fields.ts';
import { parseArrayFilters, concretePaths } from './update-positions.ts';
import type { ArrayFilters } from './update-positions.ts';
import { operationOf } from './update-operators.ts';
import type { Operation } from './update-operators.ts';
import { changeAt, valueAt, REMOVE } from './update-path.ts';
import { isIndex } from './paths.ts';

/** An update, ready to be applied to documents. */
export interface Update {
  /** The top-level fields that it looks at or changes; `undefined` for all of them. */
  fields(filter: Filter): ReadonlySet<string> | undefined;
  /** Changes a decoded document in place, or returns the one that takes its place. */
  apply(doc: Doc, context: UpdateContext): Doc;
}

export interface UpdateContext {
  /** True when the document is about to be inserted. */
  inserting: boolean;
  /** The filter that found the document, for the positional `$`. */
  filter: Filter;
}

interface Step {
  path: string;
  parts: readonly string[];
  operation: Operation;
  onInsertOnly: boolean;
  rename: readonly string[] | undefined;
}

/** An update of operators. Throws on unknown operators, wrong arguments and conflicting paths. */
export function parseOperators(update: Doc, arrayFilters: readonly Value[], now: Date): Update {
  const filters = parseArrayFilters(arrayFilters);
  const steps = [...update].flatMap(([name, fields]) => stepsOf(name, fields, now));
  refuseConflicts(
    steps.flatMap(step => (step.rename === undefined ? [step.path] : [step.path, step.rename.join('.')])),
  );
  refuseUnusedFilters(filters, steps);
  steps.sort((a, b) => comparePaths(a.parts, b.parts));
  return {
    fields: filter => fieldsOf(steps, filter),
    apply(doc, context) {
      const id = doc.get('_id');
      for (const step of steps)
        if (!step.onInsertOnly || context.inserting) applyStep(doc, step, filters, context);
      refuseNewId(id, doc, context);
      return doc;
    },
  };
}

function fieldsOf(steps: readonly Step[], filter: Filter): ReadonlySet<string> | undefined {
  const names = new Set(['_id']);
  for (const { parts, rename } of steps) {
    names.add(parts[0] ?? '');
    if (rename !== undefined) names.add(rename[0] ?? '');
    // the positional `$` asks the filter which element matched
    if (!parts.includes('$')) continue;
    const read = topLevelFields(filter);
    if (read === undefined) return undefined;
    for (const name of read) names.add(name);
  }
  return names;
}

function stepsOf(name: string, fields: Value, now: Date): Step[] {
  if (!isDoc(fields)) {
    throw new StoreError(
      'FailedToParse',
      `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}}`,
    );
  }
  return [...fields].map(([path, argument]) => {
    checkPath(path);
    const parts = path.split('.');
    if (name === '$rename') return renameStep(path, parts, argument);
    const operation = operationOf(name, path, argument, { now });
    return { path, parts, operation, onInsertOnly: name === '$setOnInsert', rename: undefined };
  });
}

function renameStep(path: string, parts: readonly string[], argument: Value): Step {
  if (typeof argument !== 'string')
    throw new StoreError('BadValue', `The 'to' field for $rename must be a string: ${path}`);
  checkPath(argument);
  if (argument === path)
    throw new StoreError('BadValue', `The source and target field for $rename must differ: ${path}`);
  if (path.includes('$') || argument.includes('$'))
    throw new StoreError('BadValue', 'The source field for $rename may not be dynamic');
  const operation: Operation = { create: false, change: () => REMOVE };
  return { path, parts, operation, onInsertOnly: false, rename: argument.split('.') };
}

function checkPath(path: string): void {
  if (path === '') throw new StoreError('EmptyFieldName', 'An empty update path is not valid.');
  if (path.split('.').includes('')) {
    throw new StoreError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  if (path.startsWith('$') && path !== '$') {
    throw new StoreError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${path}' in '${path}' is not allowed in the context of an update.`,
    );
  }
}

function refuseConflicts(paths: readonly string[]): void {
  const sorted = [...paths].sort(compareText);
  const seen = new Set<string>();
  for (const path of sorted) {
    const parts = path.split('.');
    for (let size = 1; size <= parts.length; size += 1) {
      const prefix = parts.slice(0, size).join('.');
      if (!seen.has(prefix)) continue;
      throw new StoreError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${prefix}'`,
      );
    }
    seen.add(path);
  }
}

function refuseUnusedFilters(filters: ArrayFilters, steps: readonly Step[]): void {
  for (const name of filters.keys()) {
    if (steps.some(step => step.parts.includes(`$[${name}]`))) continue;
    throw new StoreError(
      'FailedToParse',
      `The array filter for identifier '${name}' was not used in the update`,
    );
  }
}

/** Fields are changed in the order of their names, numbers by value (MongoDB 5.0 and later). */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const left = a[at] ?? '';
    const right = b[at] ?? '';
    if (left === right) continue;
    return isIndex(left) && isIndex(right) ? Number(left) - Number(right) : compareText(left, right);
  }
  return a.length - b.length;
}

function applyStep(doc: Doc, step: Step, filters: ArrayFilters, context: UpdateContext): void {
  const { create, change } = step.operation;
  if (step.rename !== undefined) {
    refuseArrays(doc, step.parts, step.path);
    const value = valueAt(doc, step.parts);
    if (value === undefined) return;
    refuseArrays(doc, step.rename, step.path);
    changeAt(doc, step.parts, false, () => REMOVE);
    changeAt(doc, step.rename, true, () => value);
    return;
  }
  for (const parts of concretePaths(doc, step.parts, filters, context.filter))
    changeAt(doc, parts, create, change);
}

/** `$rename` neither takes from an array nor puts into one. */
function refuseArrays(doc: Doc, parts: readonly string[], path: string): void {
  for (let size = 1; size < parts.length; size += 1) {
    if (!Array.isArray(valueAt(doc, parts.slice(0, size)))) continue;
    const next = parts[size] ?? '';
    if (!isIndex(next))
      throw new StoreError(
        'PathNotViable',
        `cannot use the part (${next} of ${path}) to traverse the element`,
      );
    throw new StoreError(
      'BadValue',
      `The source field cannot be an array element, '${path}' in doc has an array field`,
    );
  }
}

export function refuseNewId(before: Value | undefined, doc: Doc, { inserting }: UpdateContext): void {
  const after = doc.get('_id');
  if (inserting && before === undefined) return;
  if (after !== undefined && before !== undefined && equal(before, after)) return;
  throw new StoreError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}

/** An update that puts another document in the place, keeping `_id`. */
export function parseReplacement(replacement: Doc): Update {
  for (const name of replacement.keys()) {
    if (!name.startsWith('$')) continue;
    throw new StoreError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement ` +
        'document. Consider using an aggregation pipeline with $replaceWith.',
    );
  }
  return {
    fields: () => new Set(['_id']),
    apply(doc, context) {
      const id = doc.get('_id');
      const given = replacement.get('_id');
      const next: Doc = new Map();
      const kept = id ?? given;
      if (kept !== undefined) next.set('_id', kept);
      for (const [name, value] of replacement) if (name !== '_id') next.set(name, value);
      if (given !== undefined && id !== undefined && !equal(given, id))
        refuseNewId(id, new Map([['_id', given]]), context);
      return next;
    },
  };
}
