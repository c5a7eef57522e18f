import type { Refusal } from '../commands.ts';
import type { Instant } from '../definition.ts';
import type { Organisation } from '../organisation.ts';
import { headsAbove } from '../people/departments.ts';
import { isOfficer } from '../people/organisation-lookup.ts';
import type { RequestState } from '../request.ts';

/** In whose hands a request lies. */
function inHands(state: RequestState): readonly string[] {
  if (state.status === 'RETURNED') return [state.heldBy ?? state.applicant];
  return state.tasks.filter(task => task.status === 'PENDING').map(task => task.actor);
}

/** A head of the department, or of one above it, of somebody who holds the request now (features 1.27). */
function headsHolder(organisation: Organisation, state: RequestState, person: string): boolean {
  return inHands(state).some(holder => headsAbove(organisation, holder).includes(person));
}

/** Who watches over the request: supervisors over all, heads over what their people hold. */
export function mayWatch(organisation: Organisation, state: RequestState, person: string): boolean {
  return isOfficer(organisation, person, 'supervise') || headsHolder(organisation, state, person);
}

const COOL_DOWN = 30 * 60_000;

/** 督办 by hand: half an hour between two of them for one request, like 催办. */
export function superviseRefusal(
  organisation: Organisation,
  state: RequestState,
  person: string,
  at: Instant | undefined,
): Refusal | undefined {
  if (!mayWatch(organisation, state, person)) return { code: 'notYours' };
  const urgedAt = state.supervision?.urgedAt;
  if (at === undefined || urgedAt === undefined || at >= urgedAt + COOL_DOWN) return undefined;
  return { code: 'coolDown', until: urgedAt + COOL_DOWN };
}

/** Whoever holds it, or was told of it, may answer once it has been supervised. */
export function answerRefusal(state: RequestState, person: string): Refusal | undefined {
  const told = state.supervision?.told ?? [];
  if (told.length === 0) return { code: 'notAllowed' };
  return inHands(state).includes(person) || told.includes(person) ? undefined : { code: 'notYours' };
}
