import { latestRun } from '../flow-walk.ts';
import { emit } from './turn.ts';
import type { Turn } from './turn.ts';

/** Once the step has passed until which something was promised, what follows is nobody's delay (services.md E8, E11). */
export function keepPromise(turn: Turn): void {
  const { state, context } = turn;
  const { promisedUntil } = context.definition;
  if (promisedUntil === undefined || state.status !== 'RUNNING' || state.keptAt !== undefined) return;
  if (latestRun(state, promisedUntil)?.status === 'passed') emit(turn, { type: 'PromiseKept' });
}
