import { type CardActionKind, decodeAction } from '../../../cards/kit/action.ts';
import { definitionOf } from '../../application/execute-command.ts';
import { createInTurn } from '../../application/in-turn.ts';
import type { CardTap, Draft, TapAnswer } from '../../application/ports.ts';
import type { ItemDefinition } from '../../core/definition.ts';
import { answer, politeNo } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';
import { sameContent, visibleItem } from '../shared/items.ts';
import { applicantOf } from './behalf/draft.ts';
import { moveDraft, saveDraft } from './drafts.ts';
import { formCard, withTyped } from './form-card.ts';
import { showSubmitted } from './submit.ts';

const inTurn = createInTurn();

/** Whatever changes a draft waits its turn, so that a file that comes and a tap do not undo each other. */
export function inTurnOf<T>(draft: string, run: () => Promise<T>): Promise<T> {
  return inTurn(draft, run);
}

/** The tapper's own draft and its version of the item; one that became a request shows that request. */
export function withDraft(
  deps: FeatureDeps,
  id: string,
  tap: CardTap,
  act: (draft: Draft, definition: ItemDefinition) => Promise<TapAnswer>,
): Promise<TapAnswer> {
  return inTurnOf(id, () => actOnDraft(deps, id, tap, act));
}

async function actOnDraft(
  deps: FeatureDeps,
  id: string,
  tap: CardTap,
  act: (draft: Draft, definition: ItemDefinition) => Promise<TapAnswer>,
): Promise<TapAnswer> {
  const draft = await deps.stores.drafts.load(id);
  if (draft === undefined) return (await showSubmitted(deps, id, tap)) ?? politeNo(deps, 'notFound');
  if (draft.person !== tap.person) return politeNo(deps);
  const definition = await definitionOf(deps.stores.items, draft.itemId, draft.itemVersion);
  const live =
    draft.requestId === undefined ? await visibleItem(deps, applicantOf(draft), draft.itemId) : undefined;
  if (live === undefined || sameContent(live, definition)) return act(draft, definition);
  // The item was changed since this card was made: what was typed moves on, and a fresh form takes its place.
  const moved = await moveDraft(deps, await keep(deps, draft, definition, tap), live);
  return answer('info', deps.texts('toast.itemChanged'), await formCard(deps, moved, live, { moved: true }));
}

/** Taps that the form of a draft sends; the other forms of a draft (a row, pasted lines) have names of their own. */
const OF_THE_FORM: readonly (CardActionKind | undefined)[] = [
  'form.preview',
  'form.part',
  'form.save',
  'form.search',
  'table.open',
  'file.remove',
];

/** The draft with what this tap brought along, saved. */
export async function keep(
  deps: FeatureDeps,
  draft: Draft,
  definition: ItemDefinition,
  tap: CardTap,
): Promise<Draft> {
  if (tap.form === undefined || !OF_THE_FORM.includes(decodeAction(tap.value)?.a)) return draft;
  return saveDraft(deps, { ...draft, form: await withTyped(deps, draft, definition, tap.form) });
}
