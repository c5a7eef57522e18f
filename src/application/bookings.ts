import type { FormData, ItemDefinition } from '../core/definition.ts';
import { type Booked, bookedBy, type Taken } from '../core/form/bookings.ts';
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

/** What a command that changes the form must know of other requests; nothing where the item takes nothing. */
export async function takenFor(
  requests: Bookings,
  item: Pick<ItemDefinition, 'id' | 'bookings'>,
  state: RequestState | undefined,
  command: Command,
): Promise<{ readonly taken?: readonly Taken[] }> {
  if (item.bookings === undefined) return {};
  const form = formAfter(state, command);
  return form === undefined ? {} : { taken: await takenBeside(requests, item, form) };
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
