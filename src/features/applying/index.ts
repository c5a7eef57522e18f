import { previewCard } from '../../../cards/preview.ts';
import type { ActionOf } from '../../../cards/kit/action.ts';
import type { CardTap, Draft, StoredRequest, TapAnswer } from '../../application/ports.ts';
import type { Feature } from '../../application/router.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import { answer, politeNo, show } from '../shared/answers.ts';
import { chosenOf } from '../shared/choose.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { notOpen, visibleItem } from '../shared/items.ts';
import { viewOf } from '../shared/request-view.ts';
import { remember } from '../shared/sent-cards.ts';
import { actsOf } from '../shared/acts.ts';
import { draftAgain, draftOfReturned, openDraft, saveDraft } from './drafts.ts';
import { formCard } from './form-card.ts';
import { checkForm, departmentChosen, previewProps } from './preview.ts';
import { tellBehalf } from './behalf/ask.ts';
import { applicantOf } from './behalf/draft.ts';
import { behalfTaps } from './behalf/taps.ts';
import { fileTaps } from './files/taps.ts';
import { takeSentFile } from './files/take.ts';
import { handIn } from './submit.ts';
import { takeSentLines } from './tables/sent-lines.ts';
import { tableTaps } from './tables/taps.ts';
import { keep, withDraft } from './with-draft.ts';

/** From an item's form to a request: fill in, check, see the path, hand in. Every tap on the form keeps what was typed. */
export function createApplying(deps: FeatureDeps): Feature {
  return {
    name: 'applying',
    on: { behalfTold: event => tellBehalf(deps, event) },
    sentLines: call => takeSentLines(deps, call),
    sentFile: (person, sent) => takeSentFile(deps, person, sent),
    taps: {
      'item.form': (action, tap) => openForm(deps, action, tap),
      'form.preview': (action, tap) =>
        withDraft(deps, action.draft, tap, async (draft, definition) =>
          preview(deps, await keep(deps, draft, definition, tap), definition),
        ),
      'form.part': (action, tap) =>
        withDraft(deps, action.draft, tap, async (draft, definition) => {
          const saved = await keep(deps, draft, definition, tap);
          return show(await formCard(deps, saved, definition, { part: action.part }));
        }),
      'form.save': (action, tap) =>
        withDraft(deps, action.draft, tap, async (draft, definition) => {
          const saved = await keep(deps, draft, definition, tap);
          const card = await formCard(deps, saved, definition, { saved: true });
          return answer('success', deps.texts('toast.saved'), card);
        }),
      'form.search': (action, tap) =>
        withDraft(deps, action.draft, tap, async (draft, definition) => {
          const saved = await keep(deps, draft, definition, tap);
          const { form: typed } = tap;
          return show(await formCard(deps, saved, definition, typed === undefined ? {} : { typed }));
        }),
      'form.edit': (action, tap) =>
        withDraft(deps, action.draft, tap, async (draft, definition) =>
          show(await formCard(deps, draft, definition)),
        ),
      'form.choose': (action, tap) => choose(deps, action.draft, tap),
      'form.find': (action, tap) => choose(deps, action.draft, tap),
      'form.submit': (action, tap) =>
        withDraft(deps, action.draft, tap, (draft, definition) => handIn(deps, draft, definition, tap)),
      ...tableTaps(deps),
      ...fileTaps(deps),
      ...behalfTaps(deps),
      'request.edit': (action, tap) => editReturned(deps, action, tap),
      'request.again': (action, tap) => applyAgain(deps, action, tap),
    },
  };
}

/** Keeps who was chosen so far, and shows the preview with it; a search shows the people found. */
function choose(deps: FeatureDeps, id: string, tap: CardTap): Promise<TapAnswer> {
  return withDraft(deps, id, tap, async (draft, definition) => {
    const chosen = { ...draft.chosen, ...chosenOf(tap.form) };
    const departmentId = await departmentChosen(deps, applicantOf(draft), tap.form);
    const next = { ...draft, chosen, ...(departmentId === undefined ? {} : { departmentId }) };
    return preview(deps, await saveDraft(deps, next), definition, tap.form);
  });
}

async function openForm(deps: FeatureDeps, action: ActionOf<'item.form'>, tap: CardTap): Promise<TapAnswer> {
  const definition = await visibleItem(deps, tap.person, action.item);
  if (definition === undefined) return notOpen(deps, action.item);
  const { draft, moved } = await openDraft(deps, tap.person, definition);
  return show(await formCard(deps, draft, definition, moved ? { moved } : {}));
}

async function preview(
  deps: FeatureDeps,
  saved: Draft,
  definition: ItemDefinition,
  typed?: CardTap['form'],
): Promise<TapAnswer> {
  const open = saved.requestId !== undefined || (await visibleItem(deps, applicantOf(saved), saved.itemId));
  if (open === undefined) {
    const refused = await notOpen(deps, saved.itemId, true);
    return { ...refused, card: await formCard(deps, saved, definition, { saved: true }) };
  }
  const checked = await checkForm(deps, saved, definition);
  if (checked.faults.length > 0) {
    const card = await formCard(deps, saved, definition, { faults: checked.faults });
    return answer('warning', deps.texts('toast.formFaults', { n: checked.faults.length }), card);
  }
  return show(previewCard(await previewProps(deps, saved, definition, checked, typed), deps.texts));
}

async function editReturned(
  deps: FeatureDeps,
  action: ActionOf<'request.edit'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(action.request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, stored);
  if (!actsOf(view, tap.person).includes('edit')) return politeNo(deps);
  const draft = await draftOfReturned(deps, tap.person, view.definition, view.state);
  await standsAsForm(deps, tap, stored);
  return show(await formCard(deps, draft, view.definition));
}

async function applyAgain(
  deps: FeatureDeps,
  action: ActionOf<'request.again'>,
  tap: CardTap,
): Promise<TapAnswer> {
  const stored = await deps.stores.requests.load(action.request);
  if (stored === undefined) return politeNo(deps, 'notFound');
  const view = await viewOf(deps, stored);
  if (!actsOf(view, tap.person).includes('again')) return politeNo(deps);
  const definition = await visibleItem(deps, tap.person, view.state.itemId);
  if (definition === undefined) return notOpen(deps, view.state.itemId);
  await standsAsForm(deps, tap, stored);
  return show(await formCard(deps, await draftAgain(deps, tap.person, definition, view.state), definition));
}

/** The message showed the request; now it is a form, and a refresh must not take it out of somebody's hands. */
function standsAsForm(deps: FeatureDeps, tap: CardTap, stored: StoredRequest): Promise<void> {
  return remember(deps, tap, stored, { kind: 'notice' });
}
