import type { Placeholder } from '../../application/ports-files.ts';
import type { ItemDefinition } from '../../core/definition.ts';

/** What a template may ask for, by the repeating part that holds it; '' is the whole form. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  '': ['title', 'subtitle', 'number', 'watermark', 'link', 'qr', 'head', 'fields', 'tables', 'opinions'],
  head: ['label', 'value'],
  fields: ['label', 'value'],
  tables: ['title', 'lines'],
  lines: ['text'],
  opinions: ['step', 'who', 'opinion', 'signature', 'time'],
};
const WORDS = ['content', 'opinions', 'step', 'who', 'opinion', 'signature', 'time', 'qr'];

/** Every name that a template of this item may hold, for whoever writes one. */
export function knownNames(definition: Pick<ItemDefinition, 'fields'>): readonly string[] {
  return [
    ...(NAMES[''] ?? []),
    ...WORDS.map(word => `words.${word}`),
    ...definition.fields.map(field => `form.${field.id}`),
    ...definition.fields.flatMap(field => (field.type === 'table' ? [`rows.${field.id}`] : [])),
  ];
}

/** The names that nothing could fill in, each once. A repeating part knows its own names and those around it. */
export function unknownNames(
  asked: readonly Placeholder[],
  definition: Pick<ItemDefinition, 'fields'>,
): readonly string[] {
  const root = new Set(knownNames(definition));
  const columns = definition.fields.flatMap(field =>
    field.type === 'table' ? [[`rows.${field.id}`, field.columns.map(({ id }) => id)] as const] : [],
  );
  const parts = new Map([...Object.entries(NAMES), ...columns]);
  const unknown = asked.filter(
    ({ name, inside }) => !root.has(name) && !inside.some(part => parts.get(part)?.includes(name)),
  );
  return [...new Set(unknown.map(({ name }) => name))];
}
