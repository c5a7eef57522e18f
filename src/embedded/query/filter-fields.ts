import type { Filter } from './filter-ast.ts';

/** The top-level fields that a filter reads; `undefined` when it may read any. */
export function topLevelFields(filter: Filter): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  return collect(filter, names) ? names : undefined;
}

function collect(filter: Filter, names: Set<string>): boolean {
  switch (filter.op) {
    case 'and':
    case 'or':
    case 'nor':
      return filter.of.every(one => collect(one, names));
    case 'not':
      return collect(filter.of, names);
    case 'always':
      return true;
    case 'expr':
      for (const name of filter.fields ?? []) names.add(name);
      return filter.fields !== undefined;
    default:
      names.add(filter.path.split('.', 1)[0] ?? '');
      return true;
  }
}
