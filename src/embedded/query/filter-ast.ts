import type { Doc, Value } from '../bson/value.ts';

export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';
export type BitTest = 'allSet' | 'anySet' | 'allClear' | 'anyClear';

/** A test of the values at one path. */
export type Leaf =
  | { op: 'compare'; path: string; comparison: Comparison; value: Value }
  | { op: 'in'; path: string; values: Value[]; patterns: RegExp[] }
  | { op: 'exists'; path: string }
  | { op: 'type'; path: string; types: ReadonlySet<string> }
  | { op: 'regex'; path: string; pattern: RegExp; source: Value }
  | { op: 'mod'; path: string; divisor: bigint; remainder: bigint }
  | { op: 'size'; path: string; size: number }
  | { op: 'bits'; path: string; test: BitTest; mask: bigint }
  /** An element of the array is a document that matches. */
  | { op: 'elemMatch'; path: string; filter: Filter }
  /** An element of the array, as a value, passes all the tests (their path is empty). */
  | { op: 'elemValue'; path: string; filter: Filter };

/** A filter in its parsed form; `parseFilter` builds it, `compileFilter` runs it, the planner reads it. */
export type Filter =
  | { op: 'and' | 'or' | 'nor'; of: Filter[] }
  | { op: 'not'; of: Filter }
  | { op: 'always'; value: boolean }
  | { op: 'expr'; test: (doc: Doc) => boolean; fields: ReadonlySet<string> | undefined }
  | Leaf;

export function and(of: Filter[]): Filter {
  const flat = of.flatMap(filter => (filter.op === 'and' ? filter.of : [filter]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { op: 'and', of: flat };
}
