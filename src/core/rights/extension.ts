import type { DecideContext, Refusal } from '../commands.ts';
import type { RequestState } from '../request.ts';
import { applicantHand } from './people.ts';

/** Whoever holds it may ask for more time, once at a time (services E13). */
export function extensionRefusal(
  { definition }: DecideContext,
  state: RequestState,
  person: string,
): Refusal | undefined {
  if (definition.extension === undefined || state.status !== 'RUNNING') return { code: 'notAllowed' };
  const holds = state.tasks.some(task => task.status === 'PENDING' && task.actor === person);
  if (!holds && applicantHand(state) !== person) return { code: 'notYours' };
  return runningExtension(state) === undefined ? undefined : { code: 'extensionRunning' };
}

/** The asking that has not been decided yet. */
function runningExtension(state: RequestState) {
  return state.extensions?.find(({ status }) => status === 'RUNNING' || status === 'RETURNED');
}
