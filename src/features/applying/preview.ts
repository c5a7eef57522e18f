import { cutoffFaults, limitFaults, requestDueAt } from '../../core/due-times.ts';
import type { FormField } from '../../../cards/kit/form-field.ts';
import { same } from '../../../cards/kit/texts.ts';
import type { PreviewCardProps } from '../../../cards/preview.ts';
import { takenBeside } from '../../application/bookings.ts';
import { takenFaults } from '../../core/form/bookings.ts';
import { organisationForPreview } from '../../application/organisation.ts';
import type { CardTap, Draft } from '../../application/ports.ts';
import type { FormFault } from '../../core/commands.ts';
import { knownAnswers } from '../../core/form/known-answers.ts';
import type { FormData, ItemDefinition } from '../../core/definition.ts';
import { computeForm, validateForm } from '../../core/form.ts';
import type { Organisation } from '../../core/organisation.ts';
import { type PathStep, previewPath } from '../../core/preview.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { factsOf } from '../shared/facts.ts';
import { cardTime } from '../shared/head.ts';
import { aheadView } from '../shared/path-ahead.ts';
import { applicantOf } from './behalf/draft.ts';
import { relatedFaults } from './related.ts';
import { chooseField } from '../shared/choose.ts';

export interface CheckedForm {
  readonly form: FormData;
  readonly faults: readonly FormFault[];
  readonly organisation: Organisation;
}

/** The form as the server keeps it, and everything that is wrong with it. */
export async function checkForm(
  deps: FeatureDeps,
  draft: Draft,
  definition: ItemDefinition,
): Promise<CheckedForm> {
  const applicant = applicantOf(draft);
  const organisation = await organisationForPreview(
    { directory: deps.directory, settings: deps.stores.settings, delegations: deps.delegations },
    definition,
    applicant,
    draft.form,
    draft.chosen,
  );
  const form = computeForm(definition, draft.form, { applicant, organisation });
  const context = { definition, calendar: deps.calendarOf(definition) };
  const now = deps.clock.now();
  const faults = [
    ...validateForm(definition, form, organisation, applicant),
    ...limitFaults(context, form, now),
    ...cutoffFaults(context, form, now, await handedInBefore(deps, draft)),
    ...takenFaults(
      definition,
      form,
      await takenBeside(deps.stores.requests, definition, form),
      draft.requestId,
    ),
  ];
  const related = await relatedFaults(deps, draft.person, definition, form);
  return { form, organisation, faults: [...faults, ...related] };
}

/** What a returned request said: dates that were asked for in time stay good. */
async function handedInBefore(deps: FeatureDeps, { requestId }: Draft): Promise<FormData> {
  return requestId === undefined ? {} : ((await deps.stores.requests.load(requestId))?.state.form ?? {});
}

/** What would happen: the path with the people's names, by exactly the routing that then runs, and until when. */
export async function previewProps(
  deps: FeatureDeps,
  draft: Draft,
  definition: ItemDefinition,
  { form, organisation }: CheckedForm,
  typed?: CardTap['form'],
): Promise<PreviewCardProps> {
  const context = { definition, organisation, calendar: deps.calendarOf(definition) };
  const now = deps.clock.now();
  const dueAt = requestDueAt(context, { form, submittedAt: now });
  const path = previewPath(context, applicantOf(draft), form, draft.chosen, now, draft.departmentId);
  const blocked = path.find(
    step => step.note === 'blocked' || (step.note === 'choose' && step.chooses?.by === 'applicant'),
  );
  return {
    draft: draft.id,
    item: definition.name,
    facts: factsOf(definition, form, organisation),
    answers: knownAnswers(definition, form),
    choose:
      draft.requestId === undefined
        ? [...departmentField(deps, draft, organisation), ...(await chooseFields(deps, draft, path, typed))]
        : [],
    path: path.flatMap(step => aheadView(step, definition, organisation, deps.texts)),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(blocked === undefined ? {} : { blocked: deps.texts(`path.${blocked.note ?? 'blocked'}`) }),
    time: cardTime(deps),
  };
}

/** One field for each step whose people the applicant chooses (applicantChooses). */
async function chooseFields(
  deps: FeatureDeps,
  draft: Draft,
  path: readonly PathStep[],
  typed: CardTap['form'],
): Promise<readonly FormField[]> {
  const steps = path.filter(step => step.chooses?.by === 'applicant');
  if (steps.length === 0) return [];
  const asked = { person: draft.person, typed, action: { a: 'form.find', draft: draft.id } as const };
  return Promise.all(steps.map(step => chooseField(deps, step, asked, draft.chosen[step.nodeId] ?? [])));
}

/** The name of the department's select in the form's values. */
const DEPARTMENT = 'department';

/** For which department, where the applicant is in several: their line begins there (semantics C12). */
function departmentField(
  deps: Pick<FeatureDeps, 'texts'>,
  draft: Draft,
  { people, departments }: Organisation,
): readonly FormField[] {
  const ids = people[applicantOf(draft)]?.departmentIds ?? [];
  if (ids.length < 2) return [];
  return [
    {
      kind: 'select',
      id: DEPARTMENT,
      label: deps.texts('preview.department'),
      required: true,
      options: ids.map(id => ({ id, label: same(departments[id]?.name ?? id) })),
      value: draft.departmentId ?? ids[0] ?? '',
    },
  ];
}

/** The department that was chosen on the preview, if it is one of the applicant's. */
export async function departmentChosen(
  deps: Pick<FeatureDeps, 'directory'>,
  person: string,
  typed: CardTap['form'],
): Promise<string | undefined> {
  const id = typed?.[DEPARTMENT];
  if (typeof id !== 'string') return undefined;
  const { people } = await deps.directory.around({ people: [person], departments: [] });
  return people[person]?.departmentIds.includes(id) === true ? id : undefined;
}
