import { isDeepStrictEqual } from 'node:util';
import type { FormData, ItemDefinition } from '../core/definition.ts';
import { type Booked, bookedBy, claimOf, daysTaken, type Taken } from '../core/form/bookings.ts';
import type { Command } from '../core/commands.ts';
import type { RequestState } from '../core/request.ts';
import type { Bookings } from './ports-bookings.ts';

/** More than a fleet or a house of rooms has in one stretch of time. */
const MOST = 500;

/** What others have at the time that this form asks for. */
export async function takenBeside(
  requests: Bookings,
  item: Pick<ItemDefinition, 'id' | 'bookings'>,
  form: FormData,
): Promise<readonly Taken[]> {
  const found = await Promise.all(
    bookedBy(item, form).map(({ rule, from, to }) => requests.taken(rule, from, to, MOST)),
  );
  return found.flat();
}

/**
 * What a command that changes the form must know of other requests, and what it claims by it; nothing where the item takes
 * nothing. The claims are looked for first: what another request claims after that is a turn that this one wants too.
 */
export async function takenFor(
  requests: Bookings,
  item: Pick<ItemDefinition, 'id' | 'bookings'>,
  state: RequestState | undefined,
  command: Command,
): Promise<{ readonly taken?: readonly Taken[]; readonly claims?: readonly string[] }> {
  if (item.bookings === undefined) return {};
  const form = formAfter(state, command);
  if (form === undefined) return {};
  const held = state === undefined ? [] : bookedNow(item, state);
  const fresh = bookedBy(item, form).filter(each => !held.some(other => isDeepStrictEqual(each, other)));
  const claims = await nextClaims(requests, daysTaken(fresh), 1);
  return { taken: await takenBeside(requests, item, form), claims };
}

/** So many turns of a day are looked for at once; mostly there are none or a few. */
const TURNS = 8;

/** The next turn of each day. */
async function nextClaims(
  requests: Bookings,
  days: readonly string[],
  first: number,
): Promise<readonly string[]> {
  if (days.length === 0) return [];
  const turns = Array.from({ length: TURNS }, (_, n) => first + n);
  const made = new Set(await requests.claimed(days.flatMap(day => turns.map(turn => claimOf(day, turn)))));
  const free = (day: string) => turns.map(turn => claimOf(day, turn)).find(claim => !made.has(claim));
  const full = days.filter(day => free(day) === undefined);
  return [...days.flatMap(day => free(day) ?? []), ...(await nextClaims(requests, full, first + TURNS))];
}

function formAfter(state: RequestState | undefined, command: Command): FormData | undefined {
  switch (command.type) {
    case 'Submit':
    case 'Resubmit':
      return command.form;
    case 'Approve':
      return { ...state?.form, ...command.edited };
    default:
      return undefined;
  }
}

const HOLDS: ReadonlySet<RequestState['status']> = new Set(['RUNNING', 'RETURNED', 'APPROVED']);

/** What a request takes as it stands now: nothing once it was refused, withdrawn or revoked. */
export function bookedNow(
  item: Pick<ItemDefinition, 'id' | 'bookings'>,
  { status, form }: RequestState,
): readonly Booked[] {
  return HOLDS.has(status) ? bookedBy(item, form) : [];
}
