import type { DecideContext } from '../commands.ts';
import type { Expiry, FormData, Instant } from '../definition.ts';
import { rangeOf } from '../form/values.ts';
import { activePerson } from '../people/organisation-lookup.ts';
import { applicantHand } from '../rights/people.ts';
import { selectFor } from '../selectors.ts';
import { emit, tell } from './turn.ts';
import type { Turn } from './turn.ts';

/** 到期提醒 (services.md E9): what was approved runs out on a date of the form, and those concerned hear of it in time. */

/** The last day on which it holds. */
function expiryDay({ field }: Expiry, form: FormData): string | undefined {
  const value = form[field];
  return typeof value === 'string' ? value : rangeOf(value)?.to;
}

/** The first reminder after `after`, in working time; undefined: none is left. */
function nextExpiryAt(
  { calendar, definition }: Pick<DecideContext, 'calendar' | 'definition'>,
  form: FormData,
  after: Instant,
): Instant | undefined {
  const { expiry } = definition;
  const day = expiry && expiryDay(expiry, form);
  const closing = day === undefined ? undefined : calendar.closing?.(day);
  if (expiry === undefined || closing === undefined) return undefined;
  const instants = expiry.remind.map(at => calendar.add(closing, at));
  const left = instants.map(at => calendar.remindAt?.(at) ?? at).filter(at => at > after);
  return left.length === 0 ? undefined : Math.min(...left);
}

/** At the end: from now on it is known when to remind. */
export function planExpiry(turn: Turn): void {
  const nextAt = nextExpiryAt(turn.context, turn.state.form, turn.meta.at);
  if (nextAt !== undefined) emit(turn, { type: 'ExpiryPlanned', nextAt });
}

/** What an outage swallowed is told once; of a request that was revoked nothing is told. */
export function tellExpiry(turn: Turn): void {
  const { state, context, meta } = turn;
  const { definition, organisation } = context;
  const nextAt = state.expiry?.nextAt;
  const day = definition.expiry && expiryDay(definition.expiry, state.form);
  if (state.status !== 'APPROVED' || nextAt === undefined || nextAt > meta.at || day === undefined) return;
  const also = selectFor(definition.expiry?.also ?? [], organisation, state).people;
  const to = [...new Set([applicantHand(state), ...also])].filter(id => activePerson(organisation, id));
  const next = nextExpiryAt(context, state.form, meta.at);
  emit(turn, { type: 'ExpiryTold', day, to, ...(next === undefined ? {} : { nextAt: next }) });
  for (const id of to) tell(turn, { kind: 'notice', to: id, notice: { kind: 'expiring', day } });
}
