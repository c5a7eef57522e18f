import type { FormField } from '../../../cards/kit/form-field.ts';
import { same, type Text } from '../../../cards/kit/texts.ts';
import type { Personal } from '../../application/ports-personal.ts';
import type { Field, FormData, StepNode } from '../../core/definition.ts';
import { stepIn } from '../../core/flow-walk.ts';
import { ruleOf as bookingRule, timeOf } from '../../core/form/bookings.ts';
import { isShown } from '../../core/form.ts';
import type { PathStep } from '../../core/preview.ts';
import type { Task } from '../../core/request.ts';
import { editableFields } from '../../core/rights/people.ts';
import { chooseField, chosenOf, listOf } from './choose.ts';
import type { CardDeps } from './deps.ts';
import { type ControlField, formField, hasControl } from './form-fields.ts';
import { aheadOf } from './path.ts';
import { readForm } from './read-form.ts';
import type { RequestView } from './request-view.ts';

/** Names of what stands beside the opinion on an approval card, in the form's values. */
const PHRASE = 'phrase';
export const SIGN = 'sign';
export const ATTACH = 'attach';
/** Before a form field's id, so that it meets no name of ours. */
const FIELD = 'f_';

const CANDIDATES = 60;
const SYSTEM_PHRASES = ['agree', 'agreeAsPlanned', 'payAttention', 'refuseForNow', 'addMaterial'] as const;

export interface TaskForm {
  readonly before: readonly FormField[];
  readonly after: readonly FormField[];
  readonly notes: readonly Text[];
  readonly asks: boolean;
}

type Typed = Readonly<Record<string, unknown>> | undefined;

/**
 * What the step asks for beside the opinion: fields that it may edit, who acts next, a phrase, the signature, files.
 * `typed`: the values of a tap that was refused, so that nothing is lost.
 */
export async function taskFormOf(
  deps: CardDeps,
  view: RequestView,
  task: Task,
  typed?: Typed,
): Promise<TaskForm> {
  const step = stepIn(view.definition.flow, task.nodeId);
  const personal = await deps.stores.personal.load(task.actor);
  const fields = await editFields(deps, view, task, step, typed);
  const next = await nextPeople(deps, view, task, typed);
  const after = [...signField(deps, step, personal, typed), ...attachField(deps, step, personal, typed)];
  return {
    before: [...fields, ...next, phraseField(deps, personal, typed)],
    after,
    asks: fields.length + next.length + after.length > 0,
    notes: [...missingNotes(deps, step, personal), ...(await takenNotes(deps, view, step))],
  };
}

async function editFields(
  deps: CardDeps,
  view: RequestView,
  task: Task,
  step: StepNode | undefined,
  typed: Typed,
): Promise<readonly FormField[]> {
  const ids = step === undefined ? [] : editableFields(step);
  const { definition, state } = view;
  const form = typed === undefined ? state.form : { ...state.form, ...editedOf(view, step, typed) };
  const fields = definition.fields.filter(
    (field): field is ControlField =>
      ids.includes(field.id) && isEditable(field) && isShown(definition, field, form),
  );
  if (fields.length === 0) return [];
  const needed = (...types: readonly string[]) => fields.some(field => types.includes(field.type));
  const [people, departments] = await Promise.all([
    needed('person', 'people') ? deps.directory.candidates(task.actor, '', CANDIDATES) : [],
    needed('department', 'departments') ? deps.directory.departments(CANDIDATES) : [],
  ]);
  const choices = {
    candidates: people.map(({ id }) => id),
    departments: departments.map(({ id, name }) => ({ id, label: same(name) })),
  };
  return fields.map(field => ({
    ...formField(field, form, [], choices, field.required === true),
    id: `${FIELD}${field.id}`,
  }));
}

/** Detail tables and files are changed by the applicant alone: an approval card has no room for them. */
function isEditable(field: Field): field is ControlField {
  return hasControl(field) && field.type !== 'formula';
}

/** What was changed in the fields that the step may edit; undefined where none stood on the card. */
export function editedOf(view: RequestView, step: StepNode | undefined, typed: Typed): FormData | undefined {
  const ids = step === undefined ? [] : editableFields(step);
  const values = fromPrefix(typed, FIELD);
  const fields = view.definition.fields.filter(
    field => ids.includes(field.id) && isEditable(field) && isShown(view.definition, field, view.state.form),
  );
  if (typed === undefined || fields.length === 0) return undefined;
  const read = readForm({ fields }, values, {}, new Set(fields.map(({ id }) => id)));
  const changed = Object.entries(read).filter(
    ([id, value]) => JSON.stringify(value) !== JSON.stringify(view.state.form[id]),
  );
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

/** Steps right ahead whose people are chosen by whoever passes this one (`previousChooses`). */
function stepsToChoose(deps: Pick<CardDeps, 'clock'>, view: RequestView): readonly PathStep[] {
  if (view.state.status !== 'RUNNING') return [];
  const ahead = aheadOf(deps, view).filter(({ kind }) => kind === 'step');
  const end = ahead.findIndex(step => step.chooses?.by !== 'previous');
  return end === -1 ? ahead : ahead.slice(0, end);
}

async function nextPeople(
  deps: CardDeps,
  view: RequestView,
  task: Task,
  typed: Typed,
): Promise<readonly FormField[]> {
  const steps = stepsToChoose(deps, view);
  if (steps.length === 0) return [];
  const chosen = chosenOf(typed) ?? {};
  const action = { a: 'task.find', request: view.state.id, task: task.id } as const;
  const asked = { person: task.actor, typed, action };
  return Promise.all(steps.map(step => chooseField(deps, step, asked, chosen[step.nodeId] ?? [])));
}

function phraseField(deps: CardDeps, personal: Personal, typed: Typed): FormField {
  const own = personal.opinions.map((words, n) => ({ id: `own-${n}`, label: same(words) }));
  const common = SYSTEM_PHRASES.map(id => ({ id, label: deps.texts(`phrase.${id}`) }));
  const value = typed?.[PHRASE];
  return {
    kind: 'select',
    id: PHRASE,
    label: deps.texts('task.phrase'),
    required: false,
    options: [...own, ...common],
    ...(typeof value === 'string' ? { value } : {}),
  };
}

/** The phrase that was chosen, in the words of `say`; undefined when none was. */
export async function phraseOf(deps: CardDeps, person: string, typed: Typed): Promise<string | undefined> {
  const id = typed?.[PHRASE];
  if (typeof id !== 'string') return undefined;
  const common = SYSTEM_PHRASES.find(known => known === id);
  if (common !== undefined) return deps.texts(`phrase.${common}`).zh;
  const at = /^own-(\d+)$/.exec(id)?.[1];
  return at === undefined ? undefined : (await deps.stores.personal.load(person)).opinions[Number(at)];
}

function signField(
  deps: CardDeps,
  step: StepNode | undefined,
  { signature }: Personal,
  typed: Typed,
): readonly FormField[] {
  if (step?.requires?.signature !== true || signature === undefined) return [];
  const value = typed?.[SIGN] === true;
  return [{ kind: 'checkbox', id: SIGN, label: deps.texts('task.sign'), required: true, value }];
}

function attachField(
  deps: CardDeps,
  step: StepNode | undefined,
  { files }: Personal,
  typed: Typed,
): readonly FormField[] {
  if (step?.requires?.attachment !== true || files.length === 0) return [];
  const options = files.toReversed().map(file => ({
    id: file.key,
    label: file.name === '' ? deps.texts('file.picture') : same(file.name),
  }));
  const chosen = listOf(typed?.[ATTACH]);
  const value = chosen.length === 0 ? {} : { value: chosen };
  return [
    { kind: 'multiselect', id: ATTACH, label: deps.texts('task.attach'), required: true, options, ...value },
  ];
}

function missingNotes(deps: CardDeps, step: StepNode | undefined, personal: Personal): readonly Text[] {
  const { signature, attachment } = step?.requires ?? {};
  return [
    ...(signature === true && personal.signature === undefined ? [deps.texts('task.noSignature')] : []),
    ...(attachment === true && personal.files.length === 0 ? [deps.texts('task.noFiles')] : []),
  ];
}

function fromPrefix(typed: Typed, prefix: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(typed ?? {}).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}

const MOST_TAKEN = 50;

/** What others have at the time of this form, where this step says what it gets: so that it does not give it twice. */
async function takenNotes(
  deps: CardDeps,
  { definition, state }: RequestView,
  step: StepNode | undefined,
): Promise<readonly Text[]> {
  const given = step === undefined ? [] : editableFields(step);
  const own = (definition.bookings ?? []).filter(({ what }) => given.includes(what));
  const found = await Promise.all(
    own.map(async booking => {
      const time = timeOf(booking, state.form);
      if (time === undefined) return [];
      const rule = bookingRule(definition, booking);
      return deps.stores.requests.taken(rule, time.from, time.to, MOST_TAKEN);
    }),
  );
  const others = found.flat().filter(({ requestId }) => requestId !== state.id);
  if (others.length === 0) return [];
  const list = others
    .slice(0, 8)
    .map(
      ({ what, number, from, to }) =>
        `${what}（${number} ${from.slice(5).replace('T', ' ')}–${to.slice(5).replace('T', ' ')}）`,
    );
  return [deps.texts('booking.taken', { list: list.join('、'), n: others.length })];
}
