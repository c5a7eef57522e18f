import type { Refusal } from '../commands.ts';
import type { Instant } from '../definition.ts';
import type { RequestState } from '../request.ts';
import { applicantHand } from './people.ts';

const SEVEN_DAYS = 7 * 86_400_000;

/** Who applied says once how it was, within seven days of the end. */
export function rateRefusal(
  state: RequestState,
  person: string,
  at: Instant | undefined,
): Refusal | undefined {
  if (applicantHand(state) !== person) return { code: 'notYours' };
  if ((state.status !== 'APPROVED' && state.status !== 'REJECTED') || state.rating !== undefined)
    return { code: 'notAllowed' };
  return at !== undefined && at > state.endedAt + SEVEN_DAYS ? { code: 'tooLate' } : undefined;
}

/** Whoever was asked, or whose office it is, follows a low rating up, once. */
export function followUpRefusal(state: RequestState, person: string, manages: boolean): Refusal | undefined {
  const asked = state.rating?.followUp;
  if (asked === undefined || (!manages && !asked.includes(person))) return { code: 'notYours' };
  const done = state.rating?.followedUp;
  return done === undefined
    ? undefined
    : { code: 'alreadyDecided', by: done.by, at: done.at, what: 'FollowedUp' };
}
