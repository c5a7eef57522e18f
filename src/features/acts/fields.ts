import { type ActionOf, FORM_ACTS } from '../../../cards/kit/action.ts';
import type { FormField } from '../../../cards/kit/form-field.ts';
import { textInput } from '../shared/answers.ts';
import { listOf } from '../shared/choose.ts';
import { findPeople } from '../shared/find-people.ts';
import type { ActCall } from './spec.ts';

/** Names of the controls of the act forms, in the form's values. */
export const FIELDS = {
  target: 'target',
  mode: 'mode',
  opinion: 'opinion',
  to: 'to',
  people: 'people',
  position: 'position',
  method: 'method',
  node: 'node',
  task: 'task',
  card: 'card',
} as const;

export const START = '$start';

/** A text over several lines; what was typed stands in it again. */
export function words(
  call: ActCall,
  label: string,
  required: boolean,
  name: string = FIELDS.opinion,
): FormField {
  const value = textInput(call.tap, name);
  return {
    kind: 'multiline',
    id: name,
    label: call.deps.texts(`act.field.${label}`),
    required,
    maxLength: 500,
    ...(value === undefined ? {} : { value }),
  };
}

/** A choice of few; the first is chosen unless another was. */
export function choice(
  call: ActCall,
  name: keyof typeof FIELDS,
  options: Extract<FormField, { kind: 'select' | 'department' }>['options'],
): FormField {
  const value = textInput(call.tap, FIELDS[name]) ?? options[0]?.id;
  return {
    kind: 'select',
    id: FIELDS[name],
    label: call.deps.texts(`act.field.${name}`),
    required: true,
    options,
    ...(value === undefined ? {} : { value }),
  };
}

/** One person of those who can be offered, without those who cannot take part; anybody else by searching. */
export async function person(call: ActCall, except: readonly string[]): Promise<FormField> {
  const value = textInput(call.tap, FIELDS.to);
  return {
    kind: 'person',
    id: FIELDS.to,
    label: call.deps.texts('act.field.to'),
    required: true,
    ...(await offered(call, FIELDS.to, except)),
    ...(value === undefined ? {} : { value }),
  };
}

export async function people(call: ActCall, except: readonly string[]): Promise<FormField> {
  return {
    kind: 'people',
    id: FIELDS.people,
    label: call.deps.texts('act.field.people'),
    required: true,
    ...(await offered(call, FIELDS.people, except)),
    value: listOf(call.tap.form?.[FIELDS.people]),
  };
}

function offered({ deps, tap, action }: ActCall, field: string, except: readonly string[]) {
  const { act, request, task } = action;
  const again = { request, ...(task === undefined ? {} : { task }) };
  return findPeople(deps, {
    person: tap.person,
    field,
    typed: tap.form,
    action: { a: 'act.form', act: formAct(act), ...again },
    except,
  });
}

/** Only acts with a form have pickers. */
function formAct(act: ActCall['action']['act']): ActionOf<'act.form'>['act'] {
  const known = FORM_ACTS.find(each => each === act);
  if (known === undefined) throw new Error(`${act} has no form`);
  return known;
}

export function typed(call: ActCall, name: keyof typeof FIELDS): string | undefined {
  return textInput(call.tap, FIELDS[name]);
}

export function typedPeople(call: ActCall): readonly string[] {
  return listOf(call.tap.form?.[FIELDS.people]);
}
