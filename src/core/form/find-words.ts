import type { Field, FormData, FormValue, ItemDefinition } from '../definition.ts';

/**
 * How words are found without reading every request: a text is cut into what an index can hold. Chinese has no spaces, so it
 * is cut into pairs of characters; everything else into whole words. Full and half width and the case of letters are one.
 */
const MOST = 400;
const RUNS = /\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu;
const LONGEST = 40;

/** The parts of a text, each once, at most `MOST`. A single character gives none: it would find nearly everything. */
export function findParts(texts: readonly string[]): readonly string[] {
  const parts = new Set<string>();
  for (const text of texts) {
    for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(RUNS)) {
      for (const part of partsOf(run)) parts.add(part);
      if (parts.size >= MOST) return [...parts].slice(0, MOST);
    }
  }
  return [...parts];
}

function partsOf(run: string): readonly string[] {
  const characters = Array.from(run);
  if (!/^\p{Script=Han}/u.test(run)) return characters.length < 2 ? [] : [run.slice(0, LONGEST)];
  return characters.slice(1).map((character, n) => `${characters[n] ?? ''}${character}`);
}

/** What people read on a form, as texts to find: words typed, labels chosen, figures, names of files; no ids of people. */
export function wordsOnForm(
  { fields }: Pick<ItemDefinition, 'fields'>,
  form: FormData,
  hidden: ReadonlySet<string> = new Set(),
): readonly string[] {
  return fields.filter(({ id }) => !hidden.has(id)).flatMap(field => wordsIn(field, form[field.id]));
}

function wordsIn(field: Field, value: FormValue | undefined): readonly string[] {
  if (value === undefined || typeof value === 'boolean') return [];
  switch (field.type) {
    case 'select':
    case 'multiselect':
      return field.options
        .filter(({ id }) => id === value || (Array.isArray(value) && value.some(each => each === id)))
        .flatMap(({ label }) => (label.zh === label.en ? [label.zh] : [label.zh, label.en]));
    case 'person':
    case 'people':
    case 'department':
    case 'departments':
    case 'checkbox':
      return [];
    case 'table':
      return Array.isArray(value)
        ? value.flatMap(row => field.columns.flatMap(column => wordsIn(column, cellOf(row, column.id))))
        : [];
    case 'attachment':
    case 'image':
      return Array.isArray(value) ? value.flatMap(file => nameIn(file)) : [];
    default:
      return plainWords(value);
  }
}

function plainWords(value: FormValue): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value).replace(/\.00$/, '')];
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

function cellOf(row: unknown, id: string): string | number | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const cell: unknown = Object.entries(row).find(([name]) => name === id)?.[1];
  return typeof cell === 'string' || typeof cell === 'number' ? cell : undefined;
}

function nameIn(file: unknown): readonly string[] {
  const name: unknown = typeof file === 'object' && file !== null && 'name' in file ? file.name : undefined;
  return typeof name === 'string' ? [name] : [];
}
