import type { FormField } from '../../../cards/kit/form-field.ts';
import type { PathStep } from '../../core/preview.ts';
import type { CardDeps } from './deps.ts';
import { findPeople } from './find-people.ts';

/** Before a step's id in the name of a picker, so that it meets no other name. */
const NEXT = 'next_';

/** The picker of a step's people, for whoever chooses them. */
export async function chooseField(
  deps: Pick<CardDeps, 'texts' | 'directory'>,
  step: PathStep,
  { person, typed, action }: Pick<Parameters<typeof findPeople>[1], 'person' | 'typed' | 'action'>,
  chosen: readonly string[],
): Promise<FormField> {
  const id = `${NEXT}${step.nodeId}`;
  const among = step.chooses?.from;
  const base = {
    id,
    label: deps.texts('task.nextPeople', { step: step.name }),
    required: true,
    ...(await findPeople(deps, {
      person,
      field: id,
      typed,
      action,
      ...(among === undefined ? {} : { among }),
    })),
  };
  if (step.chooses?.multiple === true)
    return { ...base, kind: 'people', ...(chosen.length === 0 ? {} : { value: chosen }) };
  return { ...base, kind: 'person', ...(chosen[0] === undefined ? {} : { value: chosen[0] }) };
}

/** Who was chosen, by step id; undefined when nobody was. */
export function chosenOf(
  typed: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, readonly string[]>> | undefined {
  const chosen = Object.entries(typed ?? {}).flatMap(([name, value]) => {
    const people = name.startsWith(NEXT) ? listOf(value) : [];
    return people.length === 0 ? [] : [[name.slice(NEXT.length), people] as const];
  });
  return chosen.length === 0 ? undefined : Object.fromEntries(chosen);
}

/** A value of one or several: ids as a list. */
export function listOf(value: unknown): readonly string[] {
  if (typeof value === 'string' && value !== '') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
