import type { Field, FieldType, FileField, ItemDefinition } from '../definition.ts';
import { conditionFaults } from './check-condition.ts';
import { formulaFaults } from './check-formula.ts';
import { tableFaults } from './check-table.ts';
import { duplicates } from './fault.ts';
import type { PlainFault } from './fault.ts';

/** Faults of the form: ids, options, formulas, conditions of single fields. */
export function fieldFaults(definition: ItemDefinition): readonly PlainFault[] {
  const { fields } = definition;
  const twice = duplicates(fields.map(field => field.id)).map(
    (index): PlainFault => ({
      path: `fields[${index}].id`,
      problem: 'duplicateId',
      detail: fields[index]?.id ?? '',
    }),
  );
  return [...twice, ...fields.flatMap((field, index) => oneField(fields, field, `fields[${index}]`))];
}

function oneField(fields: readonly Field[], field: Field, path: string): readonly PlainFault[] {
  const faults: PlainFault[] = [];
  if (field.id === 'applicant') faults.push({ path: `${path}.id`, problem: 'reservedId', detail: field.id });
  if (field.type === 'select' || field.type === 'multiselect') {
    if (field.options.length === 0) faults.push({ path: `${path}.options`, problem: 'noOptions' });
    for (const index of duplicates(field.options.map(option => option.id))) {
      faults.push({ path: `${path}.options[${index}].id`, problem: 'duplicateId' });
    }
  }
  if (field.type === 'formula') faults.push(...formulaFaults(fields, field, path));
  if (field.type === 'table') faults.push(...tableFaults(field, path));
  if (field.type === 'attachment' || field.type === 'image') faults.push(...fileFaults(fields, field, path));
  if (field.default !== undefined) faults.push(...defaultFaults(field, path));
  if (field.showIf) faults.push(...conditionFaults(fields, field.showIf, `${path}.showIf`));
  if (field.requireIf) faults.push(...conditionFaults(fields, field.requireIf, `${path}.requireIf`));
  return faults;
}

/** `oneForEachRowOf` names a detail table. */
function fileFaults(fields: readonly Field[], field: FileField, path: string): readonly PlainFault[] {
  const { oneForEachRowOf: id } = field;
  if (id === undefined || fields.some(each => each.id === id && each.type === 'table')) return [];
  return [{ path: `${path}.oneForEachRowOf`, problem: 'unknownField', detail: id }];
}

/** Where a default may come from, by the type of its field. */
const DEFAULTS: Readonly<Record<'today' | 'name' | 'department' | 'phone', readonly FieldType[]>> = {
  today: ['date'],
  name: ['text', 'person'],
  department: ['text', 'department'],
  phone: ['phone'],
};
const NEVER: readonly FieldType[] = ['formula', 'attachment', 'image', 'connect'];
const WRITTEN: readonly FieldType[] = [
  'text',
  'phone',
  'number',
  'amount',
  'date',
  'time',
  'select',
  'checkbox',
];

function defaultFaults(field: Field, path: string): readonly PlainFault[] {
  const from = field.default;
  if (from === undefined) return [];
  const wrong: PlainFault = { path: `${path}.default`, problem: 'wrongDefault', detail: field.type };
  if (!('from' in from)) return WRITTEN.includes(field.type) ? [] : [wrong];
  const fits = from.from === 'last' ? !NEVER.includes(field.type) : DEFAULTS[from.from].includes(field.type);
  return fits ? [] : [wrong];
}
