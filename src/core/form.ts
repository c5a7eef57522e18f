import type { FormFault } from './commands.ts';
import type { Field, FormData, FormValue, ItemDefinition } from './definition.ts';
import type { Organisation } from './organisation.ts';
import { evaluateCondition } from './condition.ts';
import { valueFault } from './form/field-faults.ts';
import { fileFaults } from './form/files.ts';
import { computeRows, tableFaults } from './form/table.ts';
import { evaluateFormula } from './formula.ts';
import { isBlank, sameValue } from './form/values.ts';

/** Who fills the form in and in which organisation: conditions such as `belongsTo` look there. */
export interface FormSetting {
  readonly applicant: string;
  readonly organisation: Organisation;
}

const NOWHERE: FormSetting = {
  applicant: '',
  organisation: { people: {}, departments: {}, roles: {}, administrators: [], delegations: [] },
};

function holds(
  definition: ItemDefinition,
  condition: Field['showIf'],
  form: FormData,
  setting: FormSetting,
): boolean {
  return (
    condition !== undefined &&
    evaluateCondition(condition, { fields: definition.fields, form, ...setting }).holds
  );
}

/** Whether a field is asked on this form (peers.md row 8). */
export function isShown(
  definition: ItemDefinition,
  field: Field,
  form: FormData,
  setting: FormSetting = NOWHERE,
): boolean {
  return field.showIf === undefined || holds(definition, field.showIf, form, setting);
}

/** Whether a field must be filled in on this form. */
export function isRequired(
  definition: ItemDefinition,
  field: Field,
  form: FormData,
  setting: FormSetting = NOWHERE,
): boolean {
  return field.required === true || holds(definition, field.requireIf, form, setting);
}

/**
 * The form as the server keeps it: unknown fields, blanks and values of fields that are not shown are dropped, formulas are
 * recomputed whatever was sent (peers.md row 3). Repeated until nothing changes, since one field may hide another.
 */
export function computeForm(
  definition: ItemDefinition,
  form: FormData,
  setting: FormSetting = NOWHERE,
): FormData {
  let current = form;
  for (let round = 0; round <= definition.fields.length; round += 1) {
    const next = computeOnce(definition, current, setting);
    if (changedFields(current, next).length === 0) return next;
    current = next;
  }
  return current;
}

function computeOnce(definition: ItemDefinition, form: FormData, setting: FormSetting): FormData {
  const result: Record<string, FormValue> = {};
  const seen: Record<string, FormValue> = { ...form };
  for (const field of definition.fields) {
    const value = computed(field, form[field.id], seen);
    const kept = value !== undefined && !isBlank(value) && isShown(definition, field, seen, setting);
    if (kept) {
      result[field.id] = value;
      seen[field.id] = value;
    } else {
      delete seen[field.id];
    }
  }
  return result;
}

function computed(field: Field, value: FormValue | undefined, seen: FormData): FormValue | undefined {
  if (field.type === 'formula') return evaluateFormula(field.formula, field.result, seen);
  return field.type === 'table' && value !== undefined ? computeRows(field, value) : value;
}

/**
 * Every fault of a computed form, at its field. With an organisation, people and departments must exist and not have left.
 */
export function validateForm(
  definition: ItemDefinition,
  form: FormData,
  organisation?: Organisation,
  applicant = '',
): readonly FormFault[] {
  const setting = organisation === undefined ? NOWHERE : { applicant, organisation };
  return definition.fields.flatMap((field): readonly FormFault[] => {
    if (!isShown(definition, field, form, setting)) return [];
    const value = form[field.id];
    if (value === undefined || isBlank(value)) {
      const required = isRequired(definition, field, form, setting);
      const asked = field.type !== 'formula' && field.filledBy === undefined;
      return required && asked ? [{ field: field.id, problem: 'required' }] : [];
    }
    if (field.type === 'table') return tableFaults(field, value);
    if (field.type === 'attachment' || field.type === 'image') return fileFaults(field, value, form);
    const fault = valueFault(field, value, organisation);
    return fault === undefined ? [] : [{ field: field.id, ...fault }];
  });
}

/** The form without what only steps fill in: an applicant cannot say it (peers.md row 9). */
export function withoutStepFields(definition: Pick<ItemDefinition, 'fields'>, form: FormData): FormData {
  const ofSteps = new Set(
    definition.fields.filter(({ filledBy }) => filledBy === 'steps').map(({ id }) => id),
  );
  return Object.fromEntries(Object.entries(form).filter(([id]) => !ofSteps.has(id)));
}

/** Ids of the fields whose values differ between two forms. */
export function changedFields(before: FormData, after: FormData): readonly string[] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids].filter(id => !sameValue(before[id], after[id]));
}
