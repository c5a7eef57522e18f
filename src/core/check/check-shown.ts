import type { Condition, Field } from '../definition.ts';
import type { PlainFault } from './fault.ts';

/** Fields that are shown only by each other: none of them would ever be asked. */
export function shownFaults(fields: readonly Field[]): readonly PlainFault[] {
  const reads = new Map(
    fields.map(({ id, showIf }) => [id, showIf === undefined ? [] : fieldsIn(showIf)] as const),
  );
  const circular = (id: string): boolean => {
    const seen = new Set<string>();
    const open = [...(reads.get(id) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === id) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(reads.get(next) ?? []));
    }
    return false;
  };
  return fields.flatMap(({ id }, index): readonly PlainFault[] =>
    circular(id) ? [{ path: `fields[${index}].showIf`, problem: 'shownByItself', detail: id }] : [],
  );
}

function fieldsIn(condition: Condition): readonly string[] {
  if ('field' in condition) return [condition.field];
  return ('all' in condition ? condition.all : condition.any).flatMap(fieldsIn);
}
