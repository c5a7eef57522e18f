import type { Outcome } from '../../application/execute-command.ts';
import type { CardTap, Draft, StoredRequest, TapAnswer } from '../../application/ports.ts';
import type { Refusal } from '../../core/commands.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import { answer, refusalText, tapMeta } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { notOpen, visibleItem } from '../shared/items.ts';
import { receiptOf } from '../shared/receipt.ts';
import { viewOf } from '../shared/request-view.ts';
import { remember } from '../shared/sent-cards.ts';
import { formCard } from './form-card.ts';
import { askApplicant } from './behalf/ask.ts';
import { relatedFaults } from './related.ts';

/** 提交 on the preview: the draft becomes a request, or a returned request goes on under its number. */
export async function handIn(
  deps: FeatureDeps,
  draft: Draft,
  definition: ItemDefinition,
  tap: CardTap,
): Promise<TapAnswer> {
  if (draft.behalf !== undefined) return askApplicant(deps, draft, definition, tap);
  // Named between the preview and now, or never seen by a preview at all.
  const faults = await relatedFaults(deps, draft.person, definition, draft.form);
  if (faults.length > 0) return refused(deps, draft, definition, { code: 'formInvalid', faults });
  const outcome =
    draft.requestId === undefined ? await apply(deps, draft, tap) : await resubmit(deps, draft, tap);
  if (outcome === 'closed') return notOpen(deps, draft.itemId, true);
  if (outcome.kind === 'refused') return refused(deps, draft, definition, outcome.refusal);
  await deps.stores.drafts.remove(draft.id);
  const done = draft.requestId === undefined ? 'toast.submitted' : 'toast.resubmitted';
  return receipt(deps, outcome.stored, tap, outcome.kind === 'replayed' ? 'refusal.alreadySubmitted' : done);
}

/** The request that a draft became before: a second tap on 提交, or after a crash. */
export async function showSubmitted(
  deps: FeatureDeps,
  draftId: string,
  tap: CardTap,
): Promise<TapAnswer | undefined> {
  const id = await deps.stores.requests.idOfSubmission(draftId);
  const stored = id === undefined ? undefined : await deps.stores.requests.load(id);
  if (stored === undefined || stored.state.applicant !== tap.person) return undefined;
  return receipt(deps, stored, tap, 'refusal.alreadySubmitted');
}

async function apply(deps: FeatureDeps, draft: Draft, tap: CardTap): Promise<Outcome | 'closed'> {
  // Switched off, or not for this person any more, since the form was opened.
  if ((await visibleItem(deps, tap.person, draft.itemId)) === undefined) return 'closed';
  const { key, at, by, channel } = tapMeta(deps, tap);
  return deps.submit(
    {
      submissionKey: draft.id,
      key,
      at,
      by,
      channel,
      itemId: draft.itemId,
      itemVersion: draft.itemVersion,
      applicant: draft.person,
      form: draft.form,
      chosen: draft.chosen,
      ...(draft.departmentId === undefined ? {} : { departmentId: draft.departmentId }),
      ...(draft.resubmittedFrom === undefined ? {} : { resubmittedFrom: draft.resubmittedFrom }),
    },
    { tap },
  );
}

function resubmit(deps: FeatureDeps, draft: Draft, tap: CardTap): Promise<Outcome> {
  return deps.execute(
    draft.requestId ?? '',
    { ...tapMeta(deps, tap), type: 'Resubmit', form: draft.form },
    { tap },
  );
}

async function refused(
  deps: FeatureDeps,
  draft: Draft,
  definition: ItemDefinition,
  refusal: Refusal,
): Promise<TapAnswer> {
  const text = await refusalText(deps, refusal);
  if (refusal.code !== 'formInvalid') return answer('warning', text);
  return answer('warning', text, await formCard(deps, draft, definition, { faults: refusal.faults }));
}

/** The tapped message becomes the receipt: later changes come to it. */
export async function receipt(
  deps: FeatureDeps,
  stored: StoredRequest,
  tap: CardTap,
  key: string,
): Promise<TapAnswer> {
  await remember(deps, tap, stored, { kind: 'receipt' });
  const view = await viewOf(deps, stored);
  return answer('success', deps.texts(key, { number: stored.state.number }), receiptOf(deps, view));
}
