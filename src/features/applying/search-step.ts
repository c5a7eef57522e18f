import { findName } from '../../../cards/kit/find-people.ts';
import { MAX_OPTIONS } from '../../../cards/kit/form-control.ts';
import type { ChoiceOption, FormField } from '../../../cards/kit/form-field.ts';
import type { Draft } from '../../application/ports.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { findPeople } from '../shared/find-people.ts';
import { halfWidth } from '../shared/read-form.ts';

type Typed = Readonly<Record<string, unknown>> | undefined;

/**
 * A select holds some dozens of choices; where there are more, a search stands beside it (lark.md 2). `typed`: the form's
 * values as they came with the tap, with the words to look for. What is chosen stays among the choices.
 */
export async function withSearch(
  deps: FeatureDeps,
  draft: Draft,
  field: FormField,
  typed: Typed,
): Promise<FormField> {
  const action = { a: 'form.search', draft: draft.id } as const;
  if (field.kind === 'person' || field.kind === 'people') {
    const found = await findPeople(deps, { person: draft.person, field: field.id, typed, action });
    const chosen = [field.value ?? []].flat().filter(id => id !== '');
    return { ...field, ...found, candidates: [...new Set([...chosen, ...found.candidates])] };
  }
  if (!('options' in field) || field.options.length <= MAX_OPTIONS) return field;
  const words = wordsOf(typed?.[findName(field.id)]);
  const fit = words === undefined ? field.options : field.options.filter(option => fits(option, words));
  const chosen = [field.value ?? []].flat();
  const kept = field.options.filter(({ id }) => chosen.includes(id));
  const options = [...kept, ...fit.filter(option => !kept.includes(option))].slice(0, MAX_OPTIONS);
  const find = {
    action,
    of: 'options' as const,
    found: Math.min(fit.length, MAX_OPTIONS),
    ...(words === undefined ? {} : { words }),
  };
  return { ...field, options, find };
}

function wordsOf(value: unknown): string | undefined {
  const words = typeof value === 'string' ? halfWidth(value).trim().toLowerCase() : '';
  return words === '' ? undefined : words;
}

function fits({ label }: ChoiceOption, words: string): boolean {
  return [label.zh, label.en].some(text => halfWidth(text).toLowerCase().includes(words));
}
