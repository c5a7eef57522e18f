import type { Json, JsonObject } from '../../types.ts';
import type { FieldValue, FormValues } from '../api.ts';
import { listOf, objectOf, stringOf, stringsOf } from './text.ts';

/** The fields inside a form, however deep. */
export function fieldsOf(form: JsonObject): readonly JsonObject[] {
  return Object.values(form).flatMap(inside);
}

function inside(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(inside);
  const element = objectOf(value);
  const isField =
    typeof element['name'] === 'string' && element['tag'] !== 'button' && element['tag'] !== 'form';
  return [...(isField ? [element] : []), ...Object.values(element).flatMap(inside)];
}

/** What stands in a field before anybody typed. */
export function initialValue(field: JsonObject): FieldValue {
  const tag = stringOf(field['tag']);
  if (tag === 'checker') return field['checked'] === true;
  if (tag.startsWith('multi_')) return stringsOf(field['selected_values']);
  if (tag === 'input') return stringOf(field['default_value']);
  if (tag === 'date_picker') return stringOf(field['initial_date']);
  if (tag === 'picker_time') return stringOf(field['initial_time']);
  if (tag === 'picker_datetime') return stringOf(field['initial_datetime']).replace(' ', 'T');
  const index = field['initial_index'];
  const byIndex = typeof index === 'number' ? listOf(field['options'])[index - 1]?.['value'] : undefined;
  return stringOf(field['initial_option'] ?? byIndex);
}

export function initialValues(fields: readonly JsonObject[]): FormValues {
  return Object.fromEntries(fields.map(field => [stringOf(field['name']), initialValue(field)]));
}

/** Names of required fields in which nothing stands. */
export function missingOf(fields: readonly JsonObject[], values: FormValues): readonly string[] {
  return fields
    .filter(field => field['required'] === true && isEmpty(values[stringOf(field['name'])]))
    .map(field => stringOf(field['name']));
}

function isEmpty(value: FieldValue | undefined): boolean {
  return typeof value === 'string'
    ? value.trim() === ''
    : value === undefined || (Array.isArray(value) && value.length === 0);
}
