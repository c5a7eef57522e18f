import { StoreError } from '../../errors.ts';
import { isDoc, typeName } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import { compileExpression } from '../expression/compile.ts';
import { rootScope } from '../expression/types.ts';
import type { Expression } from '../expression/types.ts';
import { isOperators } from '../parse-filter.ts';
import { parseProjection } from '../projection.ts';
import type { StageCompiler, Stages } from './types.ts';
import { eachDocument } from './types.ts';

const project: StageCompiler = (argument, { variables }) => {
  if (!isDoc(argument)) throw new StoreError(15969, '$project specification must be an object');
  if (argument.size === 0)
    throw new StoreError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  const projection = parseProjection(argument, { variables });
  return eachDocument(doc => projection.apply(doc));
};

/** A tree of fields to add: an expression, or more fields below. */
type Addition = Expression | Additions;
type Additions = Map<string, Addition>;

const addFields: StageCompiler = (argument, { variables }, name) => {
  if (!isDoc(argument))
    throw new StoreError(40272, `${name} specification stage must be an object, got ${typeName(argument)}`);
  const additions: Additions = new Map();
  for (const [path, value] of argument) place(additions, path.split('.'), value, variables);
  return eachDocument(doc => added(doc, additions, doc));
};

function place(
  additions: Additions,
  parts: readonly string[],
  value: Value,
  variables: ReadonlyMap<string, Value>,
): void {
  const [part = '', ...rest] = parts;
  if (part === '') throw new StoreError(40352, 'FieldPath cannot be constructed with empty string');
  if (part.startsWith('$'))
    throw new StoreError(
      16410,
      `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    );
  const below = additions.get(part);
  const nested = rest.length > 0 || (isDoc(value) && value.size > 0 && !isOperators(value));
  if (!nested) {
    if (below !== undefined)
      throw new StoreError(40176, `Invalid $addFields :: specification contains two conflicting paths`);
    additions.set(part, compileExpression(value, variables));
    return;
  }
  if (typeof below === 'function')
    throw new StoreError(40176, `Invalid $addFields :: specification contains two conflicting paths`);
  const holder: Additions = below ?? new Map();
  additions.set(part, holder);
  if (rest.length > 0) place(holder, rest, value, variables);
  else if (isDoc(value)) for (const [inner, item] of value) place(holder, inner.split('.'), item, variables);
}

function added(doc: Doc, additions: Additions, root: Doc): Doc {
  const out: Doc = new Map(doc);
  for (const [name, addition] of additions) {
    if (typeof addition === 'function') {
      const value = addition(rootScope(root));
      if (value === undefined) out.delete(name);
      else out.set(name, value);
    } else out.set(name, addedBelow(doc.get(name), addition, root));
  }
  return out;
}

function addedBelow(value: Value | undefined, additions: Additions, root: Doc): Value {
  if (Array.isArray(value)) return value.map(item => addedBelow(item, additions, root));
  return added(isDoc(value) ? value : new Map(), additions, root);
}

const unset: StageCompiler = (argument, context, name) => {
  const paths = Array.isArray(argument) ? argument : [argument];
  if (paths.length === 0)
    throw new StoreError(31119, '$unset specification must be a string or an array with at least one field');
  const spec: Doc = new Map();
  for (const path of paths) {
    if (typeof path !== 'string')
      throw new StoreError(
        31120,
        '$unset specification must be a string or an array containing only string values',
      );
    spec.set(path, false);
  }
  return project(spec, context, name);
};

function replacing(pick: (argument: Value) => Value): StageCompiler {
  return (argument, { variables }, name) => {
    const expression = compileExpression(pick(argument), variables);
    return eachDocument(doc => {
      const value = expression(rootScope(doc));
      if (isDoc(value)) return value;
      throw new StoreError(
        40228,
        `'${name === '$replaceWith' ? 'replacement document' : 'newRoot'}' expression must evaluate to an object, but resulting value was of type: ${typeName(value)}`,
      );
    });
  };
}

function newRoot(argument: Value): Value {
  const root = isDoc(argument) ? argument.get('newRoot') : undefined;
  if (root === undefined) throw new StoreError(40231, 'no newRoot specified for the $replaceRoot stage');
  return root;
}

const redact: StageCompiler = (argument, { variables }) => {
  const verdicts = new Map<string, Value>([
    ...variables,
    ['KEEP', 'keep'],
    ['PRUNE', 'prune'],
    ['DESCEND', 'descend'],
  ]);
  const expression = compileExpression(argument, verdicts);
  const walk = (doc: Doc): Doc | undefined => {
    const verdict = expression(rootScope(doc));
    if (verdict === 'keep') return doc;
    if (verdict === 'prune') return undefined;
    if (verdict !== 'descend')
      throw new StoreError(17053, '$redact must evaluate to one of $$KEEP, $$PRUNE, or $$DESCEND');
    const out: Doc = new Map();
    for (const [name, value] of doc) {
      const kept = descend(value, walk);
      if (kept !== undefined) out.set(name, kept);
    }
    return out;
  };
  return eachDocument(walk);
};

function descend(value: Value, walk: (doc: Doc) => Doc | undefined): Value | undefined {
  if (isDoc(value)) return walk(value);
  return Array.isArray(value)
    ? value.map(item => descend(item, walk)).filter(item => item !== undefined)
    : value;
}

export const shapeStages: Stages = {
  $project: project,
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $replaceRoot: replacing(newRoot),
  $replaceWith: replacing(argument => argument),
  $redact: redact,
};
