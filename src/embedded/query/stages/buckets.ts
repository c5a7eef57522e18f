import { StoreError } from '../../errors.ts';
import { compare } from '../../bson/compare.ts';
import { toNumber } from '../../bson/numbers.ts';
import { isDoc, isNum, rankOf, typeName } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import { named } from '../expression/arguments.ts';
import { rootScope } from '../expression/types.ts';
import type { Expression } from '../expression/types.ts';
import { memoryGuard, sortStage } from './flow.ts';
import { compileFields, compilerFor, documentOf, groupStage } from './group.ts';
import type { StageCompiler, Stages } from './types.ts';

const COUNT: Doc = new Map([['count', new Map([['$sum', 1]])]]);

const bucket: StageCompiler = (argument, context, name) => {
  const given = named(name, argument, ['groupBy', 'boundaries'], ['default', 'output']);
  const compiler = compilerFor(context);
  const by = compiler.compile(given.groupBy);
  const boundaries = boundariesOf(given.boundaries);
  const other = given.default;
  if (other !== undefined) checkDefault(other, boundaries);
  const output = isDoc(given.output) ? given.output : COUNT;
  const idOf: Expression = scope => {
    const value = by(scope);
    const at = value === undefined ? -1 : boundaries.findLastIndex(boundary => compare(boundary, value) <= 0);
    const bound = at >= 0 && at < boundaries.length - 1 ? boundaries[at] : undefined;
    if (bound !== undefined && rankOf(bound) <= rankOf(value)) return bound;
    if (other !== undefined) return other;
    throw new StoreError(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  };
  const grouped = groupStage(idOf, compileFields(compiler, output));
  const sorted = sortStage(new Map([['_id', 1]]));
  return input => sorted(grouped(input));
};

function boundariesOf(value: Value): Value[] {
  if (!Array.isArray(value))
    throw new StoreError(
      40200,
      `The $bucket 'boundaries' field must be an array, but found type: ${typeName(value)}.`,
    );
  if (value.length < 2)
    throw new StoreError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${value.length} value(s).`,
    );
  for (const [index, boundary] of value.entries()) {
    const before = value[index - 1];
    if (before === undefined) continue;
    if (rankOf(before) !== rankOf(boundary))
      throw new StoreError(
        40193,
        `All values in the 'boundaries' option to $bucket must have the same type.`,
      );
    if (compare(before, boundary) >= 0)
      throw new StoreError(
        40194,
        `The 'boundaries' option to $bucket must be sorted, but elements ${index - 1} and ${index} are not in ascending order`,
      );
  }
  return value;
}

function checkDefault(value: Value, boundaries: readonly Value[]): void {
  const [lowest = null] = boundaries;
  const highest = boundaries.at(-1) ?? null;
  if (rankOf(value) !== rankOf(lowest)) return;
  if (compare(value, lowest) >= 0 && compare(value, highest) < 0) {
    throw new StoreError(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
  }
}

const bucketAuto: StageCompiler = (argument, context, name) => {
  const given = named(name, argument, ['groupBy', 'buckets'], ['output']);
  const compiler = compilerFor(context);
  const by = compiler.compile(given.groupBy);
  const wanted = isNum(given.buckets) ? toNumber(given.buckets) : NaN;
  if (!Number.isInteger(wanted) || wanted <= 0)
    throw new StoreError(40241, `The $bucketAuto 'buckets' field must be greater than 0`);
  const fields = compileFields(compiler, isDoc(given.output) ? given.output : COUNT);
  return function* stage(input) {
    const guard = memoryGuard(name);
    const items: { value: Value; doc: Doc }[] = [];
    for (const doc of input) {
      if (doc === undefined) yield undefined;
      else {
        guard(doc);
        items.push({ value: by(rootScope(doc)) ?? null, doc });
      }
    }
    items.sort((a, b) => compare(a.value, b.value));
    for (const part of evenly(items, wanted)) {
      const made = fields.map(([field, make]): [string, ReturnType<typeof make>] => [field, make()]);
      for (const { doc } of part.items) for (const [, accumulator] of made) accumulator.add(rootScope(doc));
      const id: Doc = new Map([
        ['min', part.min],
        ['max', part.max],
      ]);
      yield documentOf({ id, fields: made });
    }
  };
};

interface Part<T> {
  items: T[];
  min: Value;
  max: Value;
}

/** Cuts sorted items into parts of about the same size; equal values stay together. */
function evenly<T extends { value: Value }>(items: readonly T[], wanted: number): Part<T>[] {
  const size = Math.max(1, Math.round(items.length / wanted));
  const parts: Part<T>[] = [];
  for (let at = 0; at < items.length; ) {
    const isLast = parts.length === wanted - 1;
    let end = isLast ? items.length : Math.min(items.length, at + size);
    while (end < items.length && compare(items[end]?.value, items[end - 1]?.value) === 0) end += 1;
    const next = items[end] ?? items[end - 1];
    parts.push({ items: items.slice(at, end), min: items[at]?.value ?? null, max: next?.value ?? null });
    at = end;
  }
  return parts;
}

export const bucketStages: Stages = { $bucket: bucket, $bucketAuto: bucketAuto };
