import { StoreError } from '../../errors.ts';
import { isDoc } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import { compilerOf } from '../expression/compile.ts';
import { ACCUMULATORS } from '../expression/accumulators.ts';
import { compileMany, overExpression } from '../expression/n-accumulators.ts';
import type { ScopedAccumulator } from '../expression/n-accumulators.ts';
import { rootScope } from '../expression/types.ts';
import type { Compiler, Expression } from '../expression/types.ts';
import { encodeKey } from '../../index/key-encoding.ts';
import { memoryGuard, sortStage } from './flow.ts';
import type { PipelineContext, Stage, StageCompiler, Stages } from './types.ts';

export function compilerFor({ variables }: PipelineContext): Compiler {
  return compilerOf(variables, new Set(['ROOT', 'CURRENT']));
}

/** The accumulators of `$group`, `$bucket` and `$bucketAuto`, by their fields. */
export function compileFields(
  compiler: Compiler,
  fields: Iterable<[string, Value]>,
): [string, () => ScopedAccumulator][] {
  return [...fields].map(([field, spec]) => {
    if (field.includes('.')) throw new StoreError(40235, `The field name '${field}' cannot contain '.'`);
    if (field.startsWith('$'))
      throw new StoreError(40236, `The field name '${field}' cannot be an operator name`);
    const [name, ...others] = isDoc(spec) ? spec.keys() : [];
    if (!isDoc(spec) || name === undefined)
      throw new StoreError(40234, `The field '${field}' must be an accumulator object`);
    if (others.length > 0) throw new StoreError(40238, `The field '${field}' must specify one accumulator`);
    return [field, compileAccumulator(compiler, name, spec.get(name) ?? null)];
  });
}

function compileAccumulator(compiler: Compiler, name: string, argument: Value): () => ScopedAccumulator {
  const many = compileMany(compiler, name, argument);
  if (many !== undefined) return many;
  const make = ACCUMULATORS[name];
  if (make === undefined) throw new StoreError(15952, `unknown group operator '${name}'`);
  if (Array.isArray(argument) && argument.length !== 1)
    throw new StoreError(40237, `The ${name} accumulator is a unary operator`);
  return overExpression(make, compiler.compile(Array.isArray(argument) ? (argument[0] ?? null) : argument));
}

interface Group {
  id: Value;
  fields: [string, ScopedAccumulator][];
}

/** Groups documents by an expression; a missing id is null. */
export function groupStage(idOf: Expression, fields: [string, () => ScopedAccumulator][]): Stage {
  return function* stage(input) {
    const groups = new Map<string, Group>();
    const guard = memoryGuard('$group');
    for (const doc of input) {
      if (doc === undefined) {
        yield undefined;
        continue;
      }
      const scope = rootScope(doc);
      const id = idOf(scope) ?? null;
      const key = encodeKey([id], [1], Infinity).bytes.toString('latin1');
      let group = groups.get(key);
      if (group === undefined) {
        group = { id, fields: fields.map(([field, make]) => [field, make()]) };
        groups.set(key, group);
        guard(new Map([['_id', id]]));
      }
      for (const [, accumulator] of group.fields) accumulator.add(scope);
    }
    for (const group of groups.values()) yield documentOf(group);
  };
}

export function documentOf({ id, fields }: Group): Doc {
  const doc: Doc = new Map([['_id', id]]);
  for (const [field, accumulator] of fields) {
    const value = accumulator.result();
    if (value !== undefined) doc.set(field, value);
  }
  return doc;
}

const group: StageCompiler = (argument, context) => {
  if (!isDoc(argument)) throw new StoreError(15947, "a group's fields must be specified in an object");
  const id = argument.get('_id');
  if (id === undefined) throw new StoreError(15955, 'a group specification must include an _id');
  const compiler = compilerFor(context);
  const fields = compileFields(
    compiler,
    [...argument].filter(([field]) => field !== '_id'),
  );
  return groupStage(compiler.compile(id), fields);
};

const sortByCount: StageCompiler = (argument, context) => {
  const isExpression = typeof argument === 'string' ? argument.startsWith('$') : isDoc(argument);
  if (!isExpression)
    throw new StoreError(
      40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  const compiler = compilerFor(context);
  const grouped = groupStage(
    compiler.compile(argument),
    compileFields(compiler, [['count', new Map([['$sum', 1]])]]),
  );
  const sorted = sortStage(new Map([['count', -1]]));
  return input => sorted(grouped(input));
};

export const groupStages: Stages = { $group: group, $sortByCount: sortByCount };
