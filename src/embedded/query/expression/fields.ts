import { isDoc } from '../../bson/value.ts';
import type { Value } from '../../bson/value.ts';

/** The top-level fields that an expression reads; `undefined` when it may read any of the document. */
export function expressionFields(value: Value): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  return collect(value, names) ? names : undefined;
}

function collect(value: Value, names: Set<string>): boolean {
  if (typeof value === 'string') {
    if (/^\$\$(ROOT|CURRENT)/.test(value)) return false;
    if (value.startsWith('$') && !value.startsWith('$$')) names.add(value.slice(1).split('.', 1)[0] ?? '');
    return true;
  }
  if (Array.isArray(value)) return value.every(item => collect(item, names));
  if (!isDoc(value)) return true;
  if (value.has('$getField')) return false;
  return [...value.values()].every(item => collect(item, names));
}
