import type { Draft } from '../../application/ports.ts';
import { newId } from '../../application/ids.ts';
import type { FormData, ItemDefinition } from '../../core/definition.ts';
import type { RequestState } from '../../core/request.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { defaultsFor } from './defaults.ts';

/**
 * The draft a person goes on with, or a new one. A draft of an older version of the item moves to the live one by field
 * id; one that has become a request already is left behind (its submission key is used up).
 */
export async function openDraft(
  deps: FeatureDeps,
  person: string,
  definition: ItemDefinition,
): Promise<{ readonly draft: Draft; readonly moved: boolean }> {
  const latest = await deps.stores.drafts.latest(person, definition.id);
  const usable =
    latest !== undefined &&
    latest.requestId === undefined &&
    (await deps.stores.requests.idOfSubmission(latest.id)) === undefined;
  if (!usable) {
    const form = await defaultsFor(deps, person, definition);
    return { draft: await saveDraft(deps, newDraft(deps, person, definition, form)), moved: false };
  }
  if (latest.itemVersion === definition.version) return { draft: latest, moved: false };
  return { draft: await moveDraft(deps, latest, definition), moved: true };
}

/** A draft on another version of its item: values go along by field id (semantics, versions). */
export function moveDraft(
  deps: Pick<FeatureDeps, 'stores' | 'clock'>,
  draft: Draft,
  definition: ItemDefinition,
): Promise<Draft> {
  return saveDraft(deps, {
    ...draft,
    itemVersion: definition.version,
    form: keepKnown(definition, draft.form),
    chosen: {},
  });
}

/** A draft that changes a returned request under its number, on the version that the request runs on. */
export async function draftOfReturned(
  deps: FeatureDeps,
  person: string,
  definition: ItemDefinition,
  state: RequestState,
): Promise<Draft> {
  // One draft per return, so that a second tap goes on with what was typed.
  const id = `e-${state.id}-${'returned' in state ? state.returned.at : 0}`;
  const known = await deps.stores.drafts.load(id);
  if (known !== undefined && known.person === person) return known;
  const draft = newDraft(deps, person, definition, state.form);
  return saveDraft(deps, { ...draft, id, chosen: state.chosen, requestId: state.id });
}

/** 再次提交: a new request with the values of an ended one, on the live version (semantics C5). */
export function draftAgain(
  deps: FeatureDeps,
  person: string,
  definition: ItemDefinition,
  state: RequestState,
): Promise<Draft> {
  const draft = newDraft(deps, person, definition, keepKnown(definition, state.form));
  return saveDraft(deps, { ...draft, resubmittedFrom: state.id });
}

export async function saveDraft(deps: Pick<FeatureDeps, 'stores' | 'clock'>, draft: Draft): Promise<Draft> {
  const saved = { ...draft, updatedAt: deps.clock.now() };
  await deps.stores.drafts.save(saved);
  return saved;
}

/** 代办: a draft that a window clerk fills in for this applicant, with what is on file of the applicant. */
export async function draftForAnother(
  deps: FeatureDeps,
  clerk: string,
  applicant: string,
  definition: ItemDefinition,
): Promise<Draft> {
  const draft = newDraft(deps, clerk, definition, await defaultsFor(deps, applicant, definition));
  return saveDraft(deps, { ...draft, behalf: { applicant, state: 'filling' } });
}

function newDraft(
  deps: Pick<FeatureDeps, 'clock'>,
  person: string,
  definition: ItemDefinition,
  form: FormData,
): Draft {
  return {
    id: newId(),
    person,
    itemId: definition.id,
    itemVersion: definition.version,
    form,
    chosen: {},
    updatedAt: deps.clock.now(),
  };
}

function keepKnown(definition: ItemDefinition, form: FormData): FormData {
  const known = new Set(definition.fields.map(field => field.id));
  return Object.fromEntries(Object.entries(form).filter(([id]) => known.has(id)));
}
