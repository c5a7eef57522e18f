import { RULES, VALUES } from './card-rules.ts';

/** Something that Lark would refuse: where in the card, and why. */
export interface CardFault {
  readonly path: string;
  readonly problem: string;
}

/** What is gathered on the way through a card. */
export interface Walk {
  readonly faults: CardFault[];
  readonly names: Set<string>;
  readonly ids: Set<string>;
  readonly formNames: Set<string>;
  count: number;
  charts: number;
}

export type Part = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value as a text to compare and to show. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Checks properties and their closed values; false when there is nothing to look into. */
export function checkPart(kind: string, part: unknown, path: string, walk: Walk): part is Part {
  const rule = RULES.get(kind);
  if (rule === undefined || !isRecord(part)) {
    walk.faults.push({ path, problem: rule === undefined ? `unknown tag ${kind}` : 'not an object' });
    return false;
  }
  for (const [name, value] of Object.entries(part)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (!rule.allowed.has(name)) walk.faults.push({ path: at, problem: `unknown property of ${kind}` });
    const values = VALUES[`${kind}.${name}`];
    if (values !== undefined && !values.includes(textOf(value)))
      walk.faults.push({ path: at, problem: `must be one of ${values.join(', ')}` });
    if (name === 'content' && typeof value !== 'string')
      walk.faults.push({ path: at, problem: 'must be a text' });
    if (name === 'i18n_content') checkPart('i18n', value, at, walk);
  }
  for (const name of rule.required)
    if (part[name] === undefined) walk.faults.push({ path, problem: `${kind} needs ${name}` });
  return true;
}
