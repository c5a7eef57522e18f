import type { ChoiceOption, FieldFault, FormField } from '../../../cards/kit/form-field.ts';
import { formatAmountInFull } from '../../../cards/kit/format.ts';
import type { FormFault } from '../../core/commands.ts';
import type {
  Column,
  Field,
  FileField,
  FormData,
  FormValue,
  TableField,
  Text,
} from '../../core/definition.ts';
import { mostFiles } from '../../core/form/files.ts';
import { filesOf, listOf, rangeOf } from '../../core/form/values.ts';
import { factValue } from './facts.ts';

export interface FieldChoices {
  /** Open ids to offer for person fields. */
  readonly candidates: readonly string[];
  readonly departments: readonly ChoiceOption[];
  /** Numbers of requests to offer for `connect`, with what they are. */
  readonly requests?: readonly ChoiceOption[];
}

/** Fields that have a control of their own on a card; detail tables and files have cards and messages. */
export type ControlField = Exclude<Field, TableField | FileField>;

export function hasControl(field: Field): field is ControlField {
  return field.type !== 'table' && field.type !== 'attachment' && field.type !== 'image';
}

/** One field as the form of a draft shows it: what was typed, what is wrong with it, what may be chosen. */
export function draftField(
  draft: string,
  field: Field,
  form: FormData,
  faults: readonly FormFault[],
  choices: FieldChoices,
  required: boolean,
): FormField {
  if (hasControl(field)) return formField(field, form, faults, choices, required);
  const base = baseOf(field, faults, required);
  if (field.type !== 'table') {
    const files = filesOf(form[field.id]) ?? [];
    return {
      ...base,
      kind: 'files',
      draft,
      files: files.map(({ key, name, size }) => ({ key, name, size })),
      max: mostFiles(field, form),
    };
  }
  const value = factValue(field, form[field.id], { people: {}, departments: {} });
  return {
    ...base,
    kind: 'table',
    draft,
    value: value.kind === 'table' ? value : { kind: 'table', rows: [], sums: [] },
    faults: faults.filter(fault => fault.field === field.id).map(fault => shownFault(fault, field.columns)),
  };
}

/** One field with a control, on any card. */
export function formField(
  field: ControlField,
  form: FormData,
  faults: readonly FormFault[],
  choices: FieldChoices,
  required: boolean,
): FormField {
  const base = baseOf(field, faults, required);
  const value = form[field.id];
  switch (field.type) {
    case 'text':
      return {
        ...base,
        kind: field.multiline === true ? 'multiline' : 'text',
        ...typed(value),
        ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
      };
    case 'phone':
    case 'amount':
      return { ...base, kind: field.type, ...typed(value) };
    case 'number':
      return {
        ...base,
        kind: 'number',
        ...typed(value),
        ...(field.unit === undefined ? {} : { unit: field.unit }),
      };
    case 'formula':
      return { ...base, kind: 'formula', ...shown(field.result, value) };
    case 'date':
    case 'time':
    case 'datetime':
      return { ...base, kind: field.type, ...typed(value) };
    case 'dateRange':
      return { ...base, kind: 'dateRange', ...range(value) };
    case 'select':
      return { ...base, kind: 'select', options: field.options, ...typed(value) };
    case 'multiselect':
      return { ...base, kind: 'multiselect', options: field.options, ...several(value) };
    case 'person':
      return { ...base, kind: 'person', candidates: withChosen(choices.candidates, value), ...typed(value) };
    case 'people':
      return {
        ...base,
        kind: 'people',
        candidates: withChosen(choices.candidates, value),
        ...several(value),
      };
    case 'department':
      return { ...base, kind: 'department', options: choices.departments, ...typed(value) };
    case 'departments':
      return { ...base, kind: 'departments', options: choices.departments, ...several(value) };
    case 'connect':
      return {
        ...base,
        kind: 'multiselect',
        options: (choices.requests ?? []).filter(({ id }) => isOf(field.items, id)),
        ...several(value),
      };
    case 'checkbox':
      return { ...base, kind: 'checkbox', ...(typeof value === 'boolean' ? { value } : {}) };
    default:
      return field satisfies never;
  }
}

/** Whether a number is of one of these items, whose codes begin it. */
function isOf(items: readonly string[] | undefined, number: string): boolean {
  return items === undefined || items.includes(number.split('-')[0] ?? '');
}

function baseOf(field: Field, faults: readonly FormFault[], required: boolean) {
  const fault = faults.find(each => each.field === field.id);
  return {
    id: field.id,
    label: field.label,
    required,
    ...(field.help === undefined ? {} : { help: field.help }),
    ...(fault === undefined ? {} : { fault: shownFault(fault, field.type === 'table' ? field.columns : []) }),
  };
}

/** A fault as a card shows it, its column by name. */
export function shownFault(fault: FormFault, columns: readonly Column[]): FieldFault {
  const column = columns.find(({ id }) => id === fault.column)?.label;
  return {
    problem: fault.problem,
    ...(fault.limit === undefined ? {} : { limit: fault.limit }),
    ...(fault.until === undefined ? {} : { until: fault.until.replace('T', ' ') }),
    ...(fault.by === undefined ? {} : { by: fault.by }),
    ...(fault.row === undefined ? {} : { row: fault.row }),
    ...(column === undefined ? {} : { column }),
  };
}

function typed(value: FormValue | undefined): { readonly value?: string } {
  return typeof value === 'string' || typeof value === 'number' ? { value: String(value) } : {};
}

function shown(result: 'number' | 'amount', value: FormValue | undefined): { readonly value?: Text } {
  const text = typed(value).value;
  if (text === undefined) return {};
  return { value: result === 'amount' ? formatAmountInFull(text) : { zh: text, en: text } };
}

function range(value: FormValue | undefined): {
  readonly value?: { readonly from?: string; readonly to?: string };
} {
  const found = rangeOf(value);
  if (found === undefined) return {};
  const from = found.from === '' ? {} : { from: found.from };
  const to = found.to === '' ? {} : { to: found.to };
  return { value: { ...from, ...to } };
}

function several(value: FormValue | undefined): { readonly value?: readonly string[] } {
  const list = listOf(value);
  return list === undefined ? {} : { value: list };
}

/** What was chosen stays choosable, also when the list of candidates was cut. */
function withChosen(candidates: readonly string[], value: FormValue | undefined): readonly string[] {
  const chosen = typeof value === 'string' ? [value] : (listOf(value) ?? []);
  return [...new Set([...chosen, ...candidates])];
}
