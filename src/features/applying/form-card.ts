import { requestFormCard, formParts } from '../../../cards/request-form.ts';
import type { ChoiceOption, FormField } from '../../../cards/kit/form-field.ts';
import type { CardJson, Draft } from '../../application/ports.ts';
import type { FormFault } from '../../core/commands.ts';
import type { FormData, ItemDefinition } from '../../core/definition.ts';
import { computeForm, type FormSetting, isRequired, isShown } from '../../core/form.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { draftField, type FieldChoices } from '../shared/form-fields.ts';
import { nameOf, peopleNamed } from '../shared/people.ts';
import { readForm } from '../shared/read-form.ts';
import { listOf } from '../../core/form/values.ts';
import { mayApplyForOthers } from './behalf/taps.ts';
import { relatedChoices } from './related.ts';
import { withSearch } from './search-step.ts';

const DEPARTMENTS = 1000;

export interface FormExtras {
  readonly faults?: readonly FormFault[];
  readonly part?: number;
  readonly saved?: boolean;
  /** The draft has just moved to a newer version of the item. */
  readonly moved?: boolean;
  /** The values of the form as they came with the tap: what is looked for beside its selects. */
  readonly typed?: Readonly<Record<string, unknown>>;
}

/** The form of a draft, with what was typed; faults beside their fields. */
export async function formCard(
  deps: FeatureDeps,
  draft: Draft,
  definition: ItemDefinition,
  extras: FormExtras = {},
): Promise<CardJson> {
  const plain = await fieldsOf(deps, draft, definition, extras.faults ?? []);
  const fields = await Promise.all(plain.map(field => withSearch(deps, draft, field, extras.typed)));
  return requestFormCard(
    {
      draft: draft.id,
      item: { id: definition.id, name: definition.name },
      fields,
      ...(await returnedPart(deps, draft)),
      ...(await behalfPart(deps, draft)),
      ...(extras.part === undefined ? {} : { part: extras.part }),
      ...(extras.saved === undefined ? {} : { saved: extras.saved }),
      ...(extras.moved === undefined ? {} : { moved: extras.moved }),
    },
    deps.texts,
  );
}

/** The draft's form with what a tap brought along; what stood on another part of a long form is kept. */
export async function withTyped(
  deps: FeatureDeps,
  draft: Draft,
  definition: ItemDefinition,
  values: Readonly<Record<string, unknown>>,
): Promise<FormData> {
  const plain = await fieldsOf(deps, draft, definition, []);
  const all = await Promise.all(plain.map(field => withSearch(deps, draft, field, undefined)));
  const parts = formParts(all, deps.texts);
  const touched = parts.filter(part => part.some(field => isIn(values, field.id)));
  const fields = parts.length === 1 ? parts.flat() : touched.flat();
  return readForm(definition, values, draft.form, new Set(fields.map(field => field.id)));
}

function isIn(values: Readonly<Record<string, unknown>>, id: string): boolean {
  return Object.keys(values).some(name => name === id || name.startsWith(`${id}__`));
}

async function fieldsOf(
  deps: FeatureDeps,
  draft: Draft,
  definition: ItemDefinition,
  faults: readonly FormFault[],
): Promise<readonly FormField[]> {
  const form = { ...draft.form, ...formulas(definition, draft.form) };
  const choices = await choicesFor(deps, draft.person, definition, form);
  return definition.fields
    .filter(field => field.filledBy === undefined && isShown(definition, field, form))
    .map(field => draftField(draft.id, field, form, faults, choices, isRequired(definition, field, form)));
}

function formulas(definition: ItemDefinition, form: FormData, setting?: FormSetting): FormData {
  const computed = computeForm(definition, form, setting);
  const ids = definition.fields.filter(field => field.type === 'formula').map(field => field.id);
  return Object.fromEntries(Object.entries(computed).filter(([id]) => ids.includes(id)));
}

async function choicesFor(
  deps: FeatureDeps,
  person: string,
  definition: ItemDefinition,
  form: FormData,
): Promise<FieldChoices> {
  const asks = (...types: readonly string[]) => definition.fields.some(field => types.includes(field.type));
  const [departments, related] = await Promise.all([
    asks('department', 'departments') ? deps.directory.departments(DEPARTMENTS) : [],
    relatedChoices(deps, person, definition),
  ]);
  return {
    // People are looked for field by field (withSearch).
    candidates: [],
    departments: departments.map(({ id, name }) => ({ id, label: { zh: name, en: name } })),
    requests: withNamed(related, definition, form),
  };
}

/** What was chosen stays choosable, also when it is none of those that are offered. */
function withNamed(
  related: readonly ChoiceOption[],
  definition: ItemDefinition,
  form: FormData,
): readonly ChoiceOption[] {
  const named = definition.fields
    .filter(({ type }) => type === 'connect')
    .flatMap(({ id }) => listOf(form[id]) ?? [])
    .filter(number => !related.some(({ id }) => id === number));
  return [...named.map(id => ({ id, label: { zh: id, en: id } })), ...related];
}

/** For whom it is; on one's own, whether one may apply for others. */
async function behalfPart(deps: FeatureDeps, draft: Draft) {
  if (draft.behalf === undefined) {
    const own = draft.requestId === undefined;
    return { mayForOthers: own && (await mayApplyForOthers(deps, draft.person, draft.itemId)) };
  }
  const { applicant } = draft.behalf;
  return { forWhom: nameOf(await peopleNamed(deps, [applicant]), applicant) };
}

async function returnedPart(deps: FeatureDeps, draft: Draft) {
  if (draft.requestId === undefined) return {};
  const stored = await deps.stores.requests.load(draft.requestId);
  if (stored === undefined) return {};
  const { state } = stored;
  if (state.status !== 'RETURNED') return { number: state.number };
  const part = await peopleNamed(deps, [state.returned.by]);
  return {
    number: state.number,
    returned: { by: nameOf(part, state.returned.by), reason: state.returned.reason },
  };
}
