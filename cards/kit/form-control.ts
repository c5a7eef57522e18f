import { capitalAmount } from './capital-amount.ts';
import { plainText } from './card.ts';
import type { CardElement, FormControl, Input, PersonOption, PlainText, SelectOption } from './element.ts';
import { findElements } from './find-people.ts';
import { rangeNames } from './form-field.ts';
import { wordFault } from './form-fault.ts';
import { partElements } from './form-part.ts';
import type { ChoiceOption, FormField } from './form-field.ts';
import { twoColumns } from './layout.ts';
import { coloured, lines, markdown, plain, words } from './markdown.ts';
import type { Markdown } from './markdown.ts';
import { clip, clipText } from './paging.ts';
import { same } from './texts.ts';
import type { Text, Texts } from './texts.ts';

/** Lark's own limits (lark.md 2), and how many choices of one select leave room for the rest of a form. */
export const MAX_INPUT = 1000;
const MAX_PLACEHOLDER = 100;
export const MAX_OPTIONS = 60;

/**
 * The elements of one field: its label, its control, help, and what is wrong with it right beside it. Required fields are
 * starred but not marked `required`: the client would then refuse 保存草稿 and show one fault at a time, where the server
 * shows all.
 */
export function fieldElements(field: FormField, t: Texts): readonly CardElement[] {
  const label = clipText(field.label, 100);
  const notes = fieldNotes(field, t);
  if (field.kind === 'table' || field.kind === 'files')
    return [markdown(heading(field, label)), ...partElements(field, t), ...noteElements(notes)];
  if (field.kind === 'formula')
    return [markdown(lines(plain(label), coloured(field.value ?? t('form.computed'), 'grey')))];
  if (isPeopleField(field) && peopleOf(field).length === 0)
    return [
      markdown(lines(heading(field, label), coloured(t('form.nobody'), 'grey'))),
      ...findElements(field.id, field.find, t),
    ];
  const control = controlOf(field, t);
  const head =
    field.kind === 'checkbox' || control.some(hasOwnLabel) ? [] : [markdown(heading(field, label))];
  const find = 'find' in field ? findElements(field.id, field.find, t) : [];
  return [...head, ...control, ...find, ...noteElements(notes)];
}

function noteElements(notes: readonly Markdown[]): readonly CardElement[] {
  return notes.length === 0 ? [] : [markdown(lines(...notes), 'notation')];
}

/** What is wrong, in words, e.g. for a summary at the top. */
export function faultText(field: FormField, t: Texts): Text | undefined {
  return field.fault === undefined ? undefined : wordFault(field.fault, t);
}

function fieldNotes(field: FormField, t: Texts): readonly Markdown[] {
  const fault = field.kind === 'table' && field.faults.length > 0 ? undefined : faultText(field, t);
  const capitals = field.kind === 'amount' ? capitalAmount(field.value ?? '') : undefined;
  const choices = 'options' in field ? field.options : 'candidates' in field ? field.candidates : [];
  const cut = choices.length > MAX_OPTIONS;
  return [
    ...(fault === undefined ? [] : [coloured(fault, 'red')]),
    ...(capitals === undefined ? [] : [coloured(t('form.capitals', { capitals }), 'grey')]),
    ...(field.help === undefined ? [] : [coloured(clipText(field.help, 200), 'grey')]),
    ...(cut ? [coloured(t('form.optionsCut', { n: MAX_OPTIONS }), 'grey')] : []),
  ];
}

function heading(field: FormField, label: Text): Markdown {
  return field.required ? words(plain(label), coloured(same('*'), 'red')) : plain(label);
}

function hasOwnLabel(element: CardElement): boolean {
  return element.tag === 'input';
}

type Control = Exclude<FormField, { kind: 'formula' | 'table' | 'files' }>;

function controlOf(field: Control, t: Texts): readonly CardElement[] {
  if (field.kind !== 'dateRange') return [single(field, t)];
  const names = rangeNames(field.id);
  return twoColumns([
    dayOf(names.from, t('form.from'), field.value?.from),
    dayOf(names.to, t('form.to'), field.value?.to),
  ]);
}

function dayOf(name: string, hint: Text, value: string | undefined): FormControl {
  return {
    tag: 'date_picker',
    name,
    placeholder: hintText(hint),
    ...(isDate(value) ? { initial_date: value } : {}),
  };
}

function single(field: Exclude<Control, { kind: 'dateRange' }>, t: Texts): FormControl {
  const base = { name: field.id, width: 'fill' as const };
  const choose = { ...base, placeholder: hintText(t('form.choose', { label: clipText(field.label, 60) })) };
  switch (field.kind) {
    case 'text':
    case 'multiline':
    case 'phone':
    case 'number':
    case 'amount':
      return inputOf(field, t);
    case 'select':
    case 'department':
      return {
        tag: 'select_static',
        ...choose,
        options: options(field.options, field.value === undefined ? [] : [field.value]),
        ...(knows(field.options, field.value) ? { initial_option: field.value } : {}),
      };
    case 'multiselect':
    case 'departments':
      return {
        tag: 'multi_select_static',
        ...choose,
        options: options(field.options, field.value ?? []),
        selected_values: (field.value ?? []).filter(id => knows(field.options, id)),
      };
    case 'person':
      return {
        tag: 'select_person',
        ...choose,
        options: peopleOf(field),
        ...(field.value === undefined || field.value === '' ? {} : { initial_option: field.value }),
      };
    case 'people':
      return {
        tag: 'multi_select_person',
        ...choose,
        options: peopleOf(field),
        selected_values: field.value ?? [],
      };
    case 'date':
      return {
        tag: 'date_picker',
        ...choose,
        ...(isDate(field.value) ? { initial_date: field.value } : {}),
      };
    case 'time':
      return {
        tag: 'picker_time',
        ...choose,
        ...(/^\d{2}:\d{2}$/.test(field.value ?? '') ? { initial_time: field.value ?? '' } : {}),
      };
    case 'datetime':
      return {
        tag: 'picker_datetime',
        ...choose,
        ...(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(field.value ?? '')
          ? { initial_datetime: (field.value ?? '').slice(0, 16).replace('T', ' ') }
          : {}),
      };
    case 'checkbox':
      return {
        tag: 'checker',
        name: field.id,
        checked: field.value ?? false,
        text: plainText(labelWithUnit(field)),
      };
    default:
      return field satisfies never;
  }
}

function inputOf(
  field: Extract<FormField, { kind: 'text' | 'multiline' | 'phone' | 'number' | 'amount' }>,
  t: Texts,
): Input {
  const typed = clip(field.value ?? '', MAX_INPUT);
  const wanted = 'maxLength' in field ? field.maxLength : undefined;
  return {
    tag: 'input',
    name: field.id,
    width: 'fill',
    label: plainText(labelWithUnit(field)),
    placeholder: hintText(t(`form.hint.${field.kind}`)),
    ...(typed === '' ? {} : { default_value: typed }),
    ...(field.kind === 'multiline' ? { input_type: 'multiline_text' as const, rows: 3 } : {}),
    // What was typed must fit, too long or not: the fault beside it says so.
    max_length: Math.min(
      MAX_INPUT,
      Math.max(1, typed.length, wanted ?? (field.kind === 'text' ? 200 : MAX_INPUT)),
    ),
  };
}

function labelWithUnit(field: FormField): Text {
  const label = clipText(field.label, 80);
  const unit = field.kind === 'number' && field.unit !== undefined ? clipText(field.unit, 10) : undefined;
  const star = field.required ? ' *' : '';
  return {
    zh: `${label.zh}${unit === undefined ? '' : `（${unit.zh}）`}${star}`,
    en: `${label.en}${unit === undefined ? '' : ` (${unit.en})`}${star}`,
  };
}

function hintText(text: Text): PlainText {
  return plainText(clipText(text, MAX_PLACEHOLDER));
}

/** At most so many choices; what is chosen is always among them. */
function options(all: readonly ChoiceOption[], chosen: readonly string[]): readonly SelectOption[] {
  return firstWithChosen([...new Map(all.map(option => [option.id, option])).values()], option =>
    chosen.includes(option.id),
  ).map(option => ({ text: plainText(clipText(option.label, 60)), value: option.id }));
}

type PeopleField = Extract<FormField, { kind: 'person' | 'people' }>;

function isPeopleField(field: FormField): field is PeopleField {
  return field.kind === 'person' || field.kind === 'people';
}

/**
 * Who can be chosen, those chosen already first. Never an empty select: Lark would fill it with the members of the chat
 * (lark.md 2).
 */
function peopleOf(field: PeopleField): readonly PersonOption[] {
  const chosen = [field.value ?? []].flat().filter(id => id !== '');
  const all = [...new Set([...chosen, ...field.candidates])];
  return all.slice(0, Math.max(MAX_OPTIONS, chosen.length)).map(value => ({ value }));
}

function firstWithChosen<T>(all: readonly T[], isChosen: (one: T) => boolean): readonly T[] {
  if (all.length <= MAX_OPTIONS) return all;
  const chosen = all.filter(isChosen);
  const others = all.filter(one => !isChosen(one)).slice(0, Math.max(0, MAX_OPTIONS - chosen.length));
  return [...chosen, ...others];
}

function knows(all: readonly ChoiceOption[], id: string | undefined): id is string {
  return id !== undefined && all.some(option => option.id === id);
}

function isDate(value: string | undefined): value is string {
  return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value);
}
