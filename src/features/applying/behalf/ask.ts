import { fingerprint } from '../../../application/ids.ts';
import type { BehalfTold } from '../../../application/ports-drafts.ts';
import type { CardTap, Draft, TapAnswer } from '../../../application/ports.ts';
import type { ItemDefinition } from '../../../core/definition.ts';
import { answer } from '../../shared/answers.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { receiptOf } from '../../shared/receipt.ts';
import { viewOf } from '../../shared/request-view.ts';
import { saveDraft } from '../drafts.ts';
import { formCard } from '../form-card.ts';
import { checkForm } from '../preview.ts';
import { applicantOf } from './draft.ts';
import { confirmCardOf, stateCardOf } from './cards.ts';

/** 提交 of a clerk's draft: the person for whom it is gets a card to confirm it; only then does it run. */
export async function askApplicant(
  deps: FeatureDeps,
  draft: Draft,
  definition: ItemDefinition,
  tap: CardTap,
): Promise<TapAnswer> {
  const { faults } = await checkForm(deps, draft, definition);
  if (faults.length > 0) {
    const card = await formCard(deps, draft, definition, { faults });
    return answer('warning', deps.texts('toast.formFaults', { n: faults.length }), card);
  }
  const behalf = { applicant: applicantOf(draft), state: 'asked' } as const;
  const asked = await saveDraft(deps, { ...draft, behalf });
  await deps.keep({ kind: 'behalfTold', key: `behalf/${tap.key}`, draft: draft.id, what: 'asked' });
  return answer('success', deps.texts('behalf.asked'), await stateCardOf(deps, asked, 'asked'));
}

/** Sends what is to be told, from the draft or the request as it stands now; a repetition has the same uuid. */
export async function tellBehalf(deps: FeatureDeps, { key, draft: id, what }: BehalfTold): Promise<void> {
  const uuid = `b-${fingerprint(40, key)}`;
  if (what === 'confirmed') {
    const requestId = await deps.stores.requests.idOfSubmission(id);
    const stored = requestId === undefined ? undefined : await deps.stores.requests.load(requestId);
    const clerk = stored?.state.submittedBy;
    if (stored === undefined || clerk === undefined) return;
    const card = receiptOf(deps, await viewOf(deps, stored));
    await deps.messenger.send({ kind: 'person', openId: clerk }, { kind: 'card', card }, uuid);
    return;
  }
  const draft = await deps.stores.drafts.load(id);
  // Changed, confirmed or refused before the card went out: there is nothing to tell any more.
  if (draft?.behalf?.state !== what) return;
  const asked = what === 'asked';
  const card = asked ? await confirmCardOf(deps, draft) : await stateCardOf(deps, draft, 'refused');
  const openId = asked ? draft.behalf.applicant : draft.person;
  await deps.messenger.send({ kind: 'person', openId }, { kind: 'card', card }, uuid);
}
