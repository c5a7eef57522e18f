import { formOf, hasForm, type SeenButton } from '../../support/card-reader.ts';
import type { Random } from './random.ts';

export interface Seen {
  readonly id: string;
  readonly content: unknown;
}

/** What a person types and chooses in the form that this button submits: the text where it is empty, and anybody offered. */
export function fillIn(
  content: unknown,
  { submits }: SeenButton,
  text: string,
  random: Random,
): Readonly<Record<string, unknown>> | undefined {
  if (submits === undefined || !hasForm(content)) return undefined;
  const values: Record<string, unknown> = {};
  for (const { name, tag, value, options } of formOf(content, submits).controls) {
    const chosen = options.length === 0 ? undefined : random.pick(options).value;
    if (tag === 'input') values[name] = text;
    else if (value !== undefined) values[name] = value;
    else if (chosen !== undefined) values[name] = tag.startsWith('multi_') ? [chosen] : chosen;
  }
  return values;
}
