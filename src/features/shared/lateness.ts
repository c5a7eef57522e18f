import type { Lateness } from '../../../cards/kit/lateness.ts';
import type { FeatureDeps } from './deps.ts';

/** How far a due time is away now, counted in working time by the service's calendar (semantics C13). */
export function latenessOf(
  deps: Pick<FeatureDeps, 'calendar' | 'clock'>,
  dueAt: number,
): Lateness & { readonly at: number } {
  return { at: dueAt, ...latenessBetween(deps, dueAt, deps.clock.now()) };
}

/** The same as it was at another moment: late where that lies after the due time. */
export function latenessBetween(
  { calendar }: Pick<FeatureDeps, 'calendar'>,
  dueAt: number,
  moment: number,
): Lateness {
  const late = moment > dueAt;
  const [from, to] = late ? [dueAt, moment] : [moment, dueAt];
  const days = calendar.workedDays(from, to);
  return { late, days, minutes: days > 0 ? 0 : Math.floor(calendar.workedMs(from, to) / 60_000) };
}
