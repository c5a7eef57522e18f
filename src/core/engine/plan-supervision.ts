import { namedDay, requestDueAt } from '../due-times.ts';
import { nextSupervisionAt } from '../supervision/next.ts';
import { emit } from './turn.ts';
import type { Turn } from './turn.ts';

/** Keeps the instant of the next stage in the state, whatever moved the due time. */
export function planSupervision(turn: Turn): void {
  if (turn.state.status !== 'RUNNING') return;
  followForm(turn);
  const { context, state } = turn;
  const next = nextSupervisionAt(context, state);
  if (next === state.supervision?.nextAt) return;
  emit(turn, { type: 'SupervisionPlanned', ...(next === undefined ? {} : { nextAt: next }) });
}

/** A limit that is a date of the form moves with it. */
function followForm(turn: Turn): void {
  const { context, state } = turn;
  if (namedDay(context, state) === undefined) return;
  const dueAt = requestDueAt(context, state);
  if (dueAt !== undefined && dueAt !== state.dueAt) emit(turn, { type: 'LimitMoved', dueAt });
}
