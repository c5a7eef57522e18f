import { MAX_INPUT } from '../../../cards/kit/form-control.ts';
import { rangeNames } from '../../../cards/kit/form-field.ts';
import { clip } from '../../../cards/kit/paging.ts';
import type { Field, FormData, FormValue, ItemDefinition } from '../../core/definition.ts';

/**
 * A card form's values (already in our date notation, empty ones absent) as the request keeps them. What cannot be read
 * as its field's type is kept as it was typed, so that the fault stands beside it and nothing is lost. Fields that are
 * not on the card (another part of a long form) keep what `before` says.
 */
export function readForm(
  definition: Pick<ItemDefinition, 'fields'>,
  values: Readonly<Record<string, unknown>>,
  before: FormData,
  /** Ids of the fields that stood on the card; those of them without a value were emptied. */
  shown: ReadonlySet<string>,
): FormData {
  const form: Record<string, FormValue> = {};
  for (const field of definition.fields) {
    if (field.type === 'formula') continue;
    const kept = before[field.id];
    const value = shown.has(field.id) && !isApart(field) ? readField(field, values, kept) : kept;
    if (value !== undefined) form[field.id] = value;
  }
  return form;
}

/** Detail tables and files have cards and messages of their own. */
function isApart(field: Field): boolean {
  return field.type === 'table' || field.type === 'attachment' || field.type === 'image';
}

function readField(
  field: Field,
  values: Readonly<Record<string, unknown>>,
  before: FormValue | undefined,
): FormValue | undefined {
  const value = values[field.id];
  switch (field.type) {
    case 'number':
      return typeof value === 'string' ? numberOf(value) : undefined;
    case 'amount':
      return typeof value === 'string' ? amountOf(value) : undefined;
    case 'dateRange':
      return rangeOf(values, field.id);
    case 'multiselect':
    case 'people':
    case 'departments':
    case 'connect':
      return listOf(value);
    case 'checkbox':
      return typeof value === 'boolean' ? value : undefined;
    case 'formula':
    case 'table':
    case 'attachment':
    case 'image':
      return undefined;
    case 'text':
    case 'phone':
      return typeof value === 'string' ? textOf(value, before) : undefined;
    case 'date':
    case 'time':
    case 'datetime':
    case 'select':
    case 'person':
    case 'department':
      return typeof value === 'string' ? value : undefined;
    default:
      return field satisfies never;
  }
}

/** An input holds so much of a text (lark.md 2): what comes back as it was cut for it is the whole text still. */
function textOf(typed: string, before: FormValue | undefined): string {
  return typeof before === 'string' && before.length > typed.length && clip(before, MAX_INPUT) === typed
    ? before
    : typed.trim();
}

/** `１２`, `1,200` and ` 12 ` are numbers; anything else stays as it was typed. */
export function numberOf(typed: string): number | string {
  const plain = halfWidth(typed).replaceAll(',', '').trim();
  const number = Number(plain);
  return /^[+-]?\d{1,15}(\.\d{1,9})?$/.test(plain) && Number.isFinite(number) ? number : typed;
}

/** Two decimals; more than two, or no amount at all, stays as it was typed. */
export function amountOf(typed: string): string {
  const plain = halfWidth(typed)
    .replaceAll(/[,，\s¥￥元]/g, '')
    .trim();
  const match = /^(-?\d{1,15})(?:\.(\d{1,2}))?$/.exec(plain);
  return match?.[1] === undefined ? typed : `${match[1]}.${(match[2] ?? '').padEnd(2, '0')}`;
}

function rangeOf(values: Readonly<Record<string, unknown>>, id: string): FormValue | undefined {
  const names = rangeNames(id);
  const from = values[names.from];
  const to = values[names.to];
  if (from === undefined && to === undefined) return undefined;
  return { from: typeof from === 'string' ? from : '', to: typeof to === 'string' ? to : '' };
}

function listOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return undefined;
  const list = value.filter((each): each is string => typeof each === 'string');
  return list.length === 0 ? undefined : list;
}

export function halfWidth(text: string): string {
  return text
    .replaceAll(/[！-～]/g, character => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replaceAll('　', ' ');
}
