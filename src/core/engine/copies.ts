import type { Selector } from '../definition.ts';
import { activePerson } from '../people/organisation-lookup.ts';
import { selectFor } from '../selectors.ts';
import { emit, tell } from './turn.ts';
import type { Turn } from './turn.ts';

/** Tells people, each once in the life of a request, whatever the occasion (semantics C15, cc). */
export function sendCopies(turn: Turn, selectors: readonly Selector[] | undefined, nodeId?: string): void {
  if (selectors === undefined || turn.refusal !== undefined) return;
  const { state, context } = turn;
  const { people } = selectFor(selectors, context.organisation, state, nodeId);
  const told = state.cc.map(copy => copy.person);
  const fresh = people.filter(id => activePerson(context.organisation, id) && !told.includes(id));
  if (fresh.length === 0) return;
  emit(turn, { type: 'CopySent', people: fresh });
  for (const to of fresh) tell(turn, { kind: 'notice', to, notice: { kind: 'copy' } });
}
