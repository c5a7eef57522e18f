import { BSONRegExp } from 'bson';
import { StoreError } from '../../errors.ts';
import { isNullish, typeName } from '../../bson/value.ts';
import type { Doc, Value } from '../../bson/value.ts';
import { toRegExp } from '../regex.ts';
import { named, optional } from './arguments.ts';
import type { Operator, Operators } from './types.ts';

type Run = (text: string, pattern: RegExp) => Value;

/** An operator with `input`, `regex` and `options`; `whenNull` is its answer without input or pattern. */
function matching(run: Run, whenNull: Value): Operator {
  return (compiler, argument, name) => {
    const { input, regex, options } = named(name, argument, ['input', 'regex'], ['options']);
    const text = compiler.compile(input);
    const pattern = compiler.compile(regex);
    const flags = optional(compiler, options);
    return scope => {
      const value = text(scope);
      const given = pattern(scope);
      if (isNullish(value) || isNullish(given)) return whenNull;
      if (typeof value !== 'string')
        throw new StoreError(51104, `${name} needs 'input' to be of type string`);
      return run(value, patternOf(given, flags(scope), name));
    };
  };
}

function patternOf(given: Value, options: Value | undefined, name: string): RegExp {
  if (!isNullish(options) && typeof options !== 'string')
    throw new StoreError(51106, `${name} needs 'options' to be of type string`);
  const flags = typeof options === 'string' ? options : '';
  if (typeof given === 'string') return toRegExp(given, flags);
  if (!(given instanceof BSONRegExp))
    throw new StoreError(
      51105,
      `${name} needs 'regex' to be of type string or regex, not ${typeName(given)}`,
    );
  if (given.options !== '' && flags !== '')
    throw new StoreError(
      51107,
      `${name}: found regex option(s) specified in both 'regex' and 'option' fields`,
    );
  return toRegExp(given.pattern, given.options === '' ? flags : given.options);
}

function described(text: string, match: RegExpExecArray): Doc {
  const captures = match.slice(1).map((capture: string | undefined) => capture ?? null);
  return new Map<string, Value>([
    ['match', match[0]],
    ['idx', Array.from(text.slice(0, match.index)).length],
    ['captures', captures],
  ]);
}

function findAll(text: string, pattern: RegExp): Value {
  return Array.from(text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`)), match =>
    described(text, match),
  );
}

export const regexOperators: Operators = {
  $regexMatch: matching((text, pattern) => pattern.test(text), false),
  $regexFind: matching((text, pattern) => {
    const match = pattern.exec(text);
    return match === null ? null : described(text, match);
  }, null),
  $regexFindAll: matching(findAll, []),
};
