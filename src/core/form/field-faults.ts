import type { FormFault } from '../commands.ts';
import type { ConnectField, Field, FileField, FormValue, TableField } from '../definition.ts';
import type { Organisation } from '../organisation.ts';
import { activePerson } from '../people/organisation-lookup.ts';
import { compareDecimals, decimalOf } from './decimal.ts';
import { isDate, isDateTime, isTime, listOf, rangeOf } from './values.ts';

type Fault = Omit<FormFault, 'field'>;

const PHONE = /^\+?[0-9][0-9 ()-]{4,24}$/;

/** What a text may hold where its field does not say: what an input of Lark's holds. */
const MAX_TEXT = 1000;
const MAX_CONNECTED = 20;

/** What is wrong with a filled-in value of this field; undefined when nothing is. */
export function valueFault(
  field: Exclude<Field, TableField | FileField>,
  value: FormValue,
  organisation?: Organisation,
): Fault | undefined {
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string') return { problem: 'wrongType' };
      return textFault(value, field.maxLength ?? MAX_TEXT);
    case 'phone':
      return typeof value === 'string' && PHONE.test(value) ? undefined : { problem: 'notPhone' };
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return { problem: 'notNumber' };
      if (field.integer === true && !Number.isInteger(value)) return { problem: 'notInteger' };
      return outOfRange(field, value);
    case 'amount':
      if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,2})?$/.test(value))
        return { problem: 'notNumber' };
      return outOfRange(field, value);
    case 'formula':
      return undefined;
    case 'date':
      return isText(value, isDate) ? undefined : { problem: 'notDate' };
    case 'time':
      return isText(value, isTime) ? undefined : { problem: 'notDate' };
    case 'datetime':
      return isText(value, isDateTime) ? undefined : { problem: 'notDate' };
    case 'dateRange':
      return rangeFault(value);
    case 'select':
      return field.options.some(option => option.id === value) ? undefined : { problem: 'notOption' };
    case 'multiselect': {
      const options = field.options.map(option => option.id);
      return everyOf(value, id => options.includes(id)) ? undefined : { problem: 'notOption' };
    }
    case 'person':
    case 'people':
    case 'department':
    case 'departments':
      return referenceFault(field.type, value, organisation);
    case 'checkbox':
      return typeof value === 'boolean' ? undefined : { problem: 'wrongType' };
    case 'connect':
      return connectFault(field, value);
    default:
      return field satisfies never;
  }
}

function textFault(value: string, limit: number): Fault | undefined {
  return Array.from(value).length > limit ? { problem: 'tooLong', limit } : undefined;
}

/** Numbers of requests; whether the submitter may see them is for the application to look up. */
function connectFault(field: ConnectField, value: FormValue): Fault | undefined {
  const numbers = listOf(value);
  if (!numbers || numbers.length > MAX_CONNECTED) return { problem: 'wrongType' };
  const allowed = numbers.every(number => field.items?.includes(number.split('-')[0] ?? '') ?? true);
  return allowed ? undefined : { problem: 'notOption' };
}

function isText(value: FormValue, test: (text: string) => boolean): boolean {
  return typeof value === 'string' && test(value);
}

function everyOf(value: FormValue, test: (id: string) => boolean): boolean {
  return listOf(value)?.every(test) ?? false;
}

function outOfRange(
  field: { readonly min?: number; readonly max?: number },
  value: string | number,
): Fault | undefined {
  const number = decimalOf(value);
  if (number === undefined) return { problem: 'notNumber' };
  const [min, max] = [decimalOf(field.min), decimalOf(field.max)];
  if (field.min !== undefined && min && compareDecimals(number, min) < 0) {
    return { problem: 'tooSmall', limit: field.min };
  }
  if (field.max !== undefined && max && compareDecimals(number, max) > 0) {
    return { problem: 'tooLarge', limit: field.max };
  }
  return undefined;
}

function rangeFault(value: FormValue): Fault | undefined {
  const range = rangeOf(value);
  if (!range) return { problem: 'wrongType' };
  if (!isDate(range.from) || !isDate(range.to)) return { problem: 'notDate' };
  return range.from > range.to ? { problem: 'fromAfterTo' } : undefined;
}

function referenceFault(
  type: 'person' | 'people' | 'department' | 'departments',
  value: FormValue,
  organisation: Organisation | undefined,
): Fault | undefined {
  const many = type === 'people' || type === 'departments';
  const ids = many ? listOf(value) : typeof value === 'string' ? [value] : undefined;
  if (!ids) return { problem: 'wrongType' };
  if (organisation === undefined) return undefined;
  if (type === 'person' || type === 'people') {
    return ids.every(id => activePerson(organisation, id)) ? undefined : { problem: 'unknownPerson' };
  }
  const known = ids.every(id => Object.hasOwn(organisation.departments, id));
  return known ? undefined : { problem: 'unknownDepartment' };
}
