import { behalfConfirmCard, behalfStateCard, type BehalfStateCardProps } from '../../../../cards/behalf.ts';
import { definitionOf } from '../../../application/execute-command.ts';
import type { CardJson, Draft } from '../../../application/ports.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { factsOf } from '../../shared/facts.ts';
import { nameOf, peopleNamed } from '../../shared/people.ts';
import { checkForm } from '../preview.ts';
import { applicantOf } from './draft.ts';

/** The card on which the person confirms what the clerk has filled in for him. */
export async function confirmCardOf(deps: FeatureDeps, draft: Draft): Promise<CardJson> {
  return behalfConfirmCard({ ...(await partsOf(deps, draft)), at: draft.updatedAt }, deps.texts);
}

export async function stateCardOf(
  deps: FeatureDeps,
  draft: Draft,
  state: BehalfStateCardProps['state'],
): Promise<CardJson> {
  const { reason } = draft.behalf ?? {};
  const parts = await partsOf(deps, draft);
  return behalfStateCard({ ...parts, state, ...(reason === undefined ? {} : { reason }) }, deps.texts);
}

async function partsOf(deps: FeatureDeps, draft: Draft) {
  const definition = await definitionOf(deps.stores.items, draft.itemId, draft.itemVersion);
  const applicant = applicantOf(draft);
  const [{ form, organisation }, people] = await Promise.all([
    checkForm(deps, draft, definition),
    peopleNamed(deps, [draft.person, applicant]),
  ]);
  return {
    draft: draft.id,
    item: definition.name,
    clerk: nameOf(people, draft.person),
    applicant: nameOf(people, applicant),
    facts: factsOf(definition, form, organisation),
  };
}
