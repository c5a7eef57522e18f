/** One thing that Lark would refuse in a card: where, and why. */
export interface CardFault {
  readonly path: string;
  readonly reason: string;
}

export type Unknown = Readonly<Record<string, unknown>>;

/** An element of a card with its place; `depth` 1 stands in the body itself. */
export interface FoundElement {
  readonly tag: string;
  readonly element: Unknown;
  readonly path: string;
  readonly depth: number;
}

export function isObject(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every object inside a value that has a `tag`, the value itself included. */
export function tagged(value: unknown): readonly Unknown[] {
  if (Array.isArray(value)) return value.flatMap(tagged);
  if (!isObject(value)) return [];
  const inside = Object.values(value).flatMap(tagged);
  return typeof value['tag'] === 'string' ? [value, ...inside] : inside;
}
