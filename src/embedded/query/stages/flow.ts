import { show } from '../../bson/show.ts';
import { StoreError } from '../../errors.ts';
import { encode } from '../../bson/encode.ts';
import { toNumber } from '../../bson/numbers.ts';
import { isDoc, isNullish, isNum, typeName } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import { compileFilter } from '../filter.ts';
import { parseFilter } from '../parse-filter.ts';
import { parseSort, sortKey } from '../sort.ts';
import { changeAt, REMOVE, valueAt } from '../update-path.ts';
import { eachDocument } from './types.ts';
import type { Stage, StageCompiler, Stages } from './types.ts';

const match: StageCompiler = (argument, { variables }) => {
  if (!isDoc(argument)) throw new StoreError(15959, 'the match filter must be an expression in an object');
  const matches = compileFilter(parseFilter(argument, variables));
  return eachDocument(doc => (matches(doc) ? doc : undefined));
};

/** The whole number of `$limit` and `$skip`. */
export function countOf(argument: Value, name: string, least: number): number {
  const plain = isNum(argument) ? toNumber(argument) : NaN;
  if (!Number.isInteger(plain))
    throw new StoreError(
      5107201,
      `invalid argument to ${name} stage: Expected a number in: ${name}: ${show(argument)}`,
    );
  if (plain < least) {
    if (name === '$limit' && plain === 0) throw new StoreError(15958, 'the limit must be positive');
    throw new StoreError(
      5107200,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${plain}`,
    );
  }
  return plain;
}

const limit: StageCompiler = (argument, _context, name) => {
  const most = countOf(argument, name, 1);
  return function* stage(input) {
    let seen = 0;
    for (const doc of input) {
      yield doc;
      if (doc !== undefined) seen += 1;
      if (seen >= most) return;
    }
  };
};

const skip: StageCompiler = (argument, _context, name) => {
  const least = countOf(argument, name, 0);
  return function* stage(input) {
    let seen = 0;
    for (const doc of input) {
      if (doc !== undefined) seen += 1;
      yield seen > least ? doc : undefined;
    }
  };
};

/** Memory that a stage which holds documents may use, as MongoDB limits it. */
const STAGE_BYTES = 100 * 1024 * 1024;

/** Counts what a stage holds. Throws code 292 when it is too much. */
export function memoryGuard(name: string): (doc: Doc) => void {
  let documents = 0;
  let bytes = 0;
  return doc => {
    documents += 1;
    // the size of every sixteenth document is taken for all
    if (documents % 16 === 1) bytes += encode(doc).length * 16;
    if (bytes > STAGE_BYTES) {
      throw new StoreError(
        292,
        `Exceeded memory limit for ${name}; the embedded store does not use the disk for it`,
      );
    }
  };
}

/** Sorts all that comes in; with `most` it keeps only the first so many. */
export function sortStage(sort: Doc, most = Infinity): Stage {
  const fields = parseSort(sort);
  if (fields.length === 0) throw new StoreError(15976, '$sort stage must have at least one sort key');
  return function* stage(input) {
    const guard = memoryGuard('$sort');
    let kept: { key: Buffer; doc: Doc; at: number }[] = [];
    let at = 0;
    for (const doc of input) {
      if (doc === undefined) {
        yield undefined;
        continue;
      }
      guard(doc);
      kept.push({ key: sortKey(fields, doc), doc, at: (at += 1) });
      if (kept.length > 2 * most + 1000) kept = kept.sort(byKey).slice(0, most);
    }
    for (const { doc } of kept.sort(byKey).slice(0, most)) yield doc;
  };
}

function byKey(a: { key: Buffer; at: number }, b: { key: Buffer; at: number }): number {
  return Buffer.compare(a.key, b.key) || a.at - b.at;
}

const sort: StageCompiler = argument => {
  if (!isDoc(argument)) throw new StoreError(15973, 'the $sort key specification must be an object');
  return sortStage(argument);
};

const count: StageCompiler = argument => {
  if (typeof argument !== 'string' || argument === '')
    throw new StoreError(40156, 'the count field must be a non-empty string');
  if (argument.startsWith('$')) throw new StoreError(40158, 'the count field cannot be a $-prefixed path');
  if (argument.includes('.')) throw new StoreError(40160, "the count field cannot contain '.'");
  return function* stage(input) {
    let seen = 0;
    for (const doc of input) {
      if (doc === undefined) yield undefined;
      else seen += 1;
    }
    if (seen > 0) yield new Map([[argument, seen]]);
  };
};

const unwind: StageCompiler = argument => {
  const given = isDoc(argument) ? argument : new Map<string, Value>([['path', argument]]);
  const path = given.get('path');
  if (typeof path !== 'string')
    throw new StoreError(28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`);
  if (!path.startsWith('$'))
    throw new StoreError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = path.slice(1).split('.');
  const keepEmpty = given.get('preserveNullAndEmptyArrays') === true;
  const index = given.get('includeArrayIndex');
  if (index !== undefined && (typeof index !== 'string' || index === ''))
    throw new StoreError(28810, 'expected a non-empty string for the includeArrayIndex option');
  const indexParts = typeof index === 'string' ? index.split('.') : undefined;
  return function* stage(input) {
    for (const doc of input) {
      if (doc === undefined) yield undefined;
      else yield* unwound(doc, parts, keepEmpty, indexParts);
    }
  };
};

function* unwound(
  doc: Doc,
  parts: readonly string[],
  keepEmpty: boolean,
  indexParts: readonly string[] | undefined,
): Generator<Doc> {
  const value = plainValueAt(doc, parts);
  const numbered = (copy: Doc, at: Value): Doc => {
    if (indexParts !== undefined) changeAt(copy, indexParts, true, () => at);
    return copy;
  };
  if (!Array.isArray(value)) {
    if (keepEmpty || !isNullish(value)) yield numbered(copyAlong(doc, parts), null);
    return;
  }
  if (value.length === 0 && keepEmpty) {
    const copy = copyAlong(doc, parts);
    changeAt(copy, parts, false, () => REMOVE);
    yield numbered(copy, null);
  }
  for (const [at, item] of value.entries()) {
    const copy = copyAlong(doc, parts);
    changeAt(copy, parts, true, () => item);
    yield numbered(copy, BigInt(at));
  }
}

/** `$unwind` goes through documents only: an array on the way ends the path. */
function plainValueAt(doc: Doc, parts: readonly string[]): Value | undefined {
  for (let size = 1; size < parts.length; size += 1)
    if (!isDoc(valueAt(doc, parts.slice(0, size)))) return undefined;
  return valueAt(doc, parts);
}

/** A copy of the document, and of those within it that lie on the path. */
function copyAlong(doc: Doc, parts: readonly string[]): Doc {
  const copy: Doc = new Map(doc);
  const [part = '', ...rest] = parts;
  const inner = copy.get(part);
  if (rest.length > 0 && isDoc(inner)) copy.set(part, copyAlong(inner, rest));
  return copy;
}

const sample: StageCompiler = argument => {
  const size = isDoc(argument) ? argument.get('size') : undefined;
  const most = isNum(size) ? toNumber(size) : NaN;
  if (!(most >= 0)) throw new StoreError(28746, 'size argument to $sample must be a number');
  return function* stage(input) {
    const kept: Doc[] = [];
    let seen = 0;
    for (const doc of input) {
      if (doc === undefined) {
        yield undefined;
        continue;
      }
      seen += 1;
      if (kept.length < most) kept.push(doc);
      else {
        const at = Math.floor(Math.random() * seen);
        if (at < most) kept[at] = doc;
      }
    }
    yield* kept;
  };
};

export const flowStages: Stages = {
  $match: match,
  $limit: limit,
  $skip: skip,
  $sort: sort,
  $count: count,
  $unwind: unwind,
  $sample: sample,
};
