import type { Calendar } from './commands.ts';
import type { Duration, FormData, Instant, StepNode } from './definition.ts';
import { afterPause, promisedAt } from './due-times.ts';
import type { Pause, Target, Targets } from './request.ts';
import { isWorkingTime } from './time-limits.ts';

/** What is promised of a request or a step: a first act, and the end (semantics C15–C23, SLA). */
export interface Limits {
  /** Response target: the first act or claim. */
  readonly respond?: Duration;
  /** Resolve target: done. */
  readonly limit?: Duration;
  /** In place of `limit`: when a day closes that somebody named. */
  readonly until?: Instant;
}

/** What limits a step on this form: the day that its date names, else its duration. */
export function stepLimits(
  calendar: Calendar,
  { respond, limit, limitField }: Pick<StepNode, 'respond' | 'limit' | 'limitField'>,
  form: FormData,
): Limits {
  const day = limitField === undefined ? undefined : form[limitField];
  const until = typeof day === 'string' ? calendar.closing?.(day) : undefined;
  const lasting = limit === undefined ? {} : { limit };
  return {
    ...(respond === undefined ? {} : { respond }),
    ...(until === undefined ? lasting : { until }),
  };
}

/** After this part of the time people are warned, once. */
export const WARN_PERCENT = 80;

/**
 * The targets of what begins at `start`, moved by the time in which the applicant had the ball. Undefined where nothing is
 * promised. Whether they were met or missed is told by what happens after.
 */
export function targetsFrom(
  calendar: Calendar,
  limits: Limits,
  start: Instant,
  pauses: readonly Pause[] = [],
): Targets | undefined {
  const response = targetFrom(calendar, limits.respond, start, pauses);
  const resolve =
    limits.until === undefined
      ? targetFrom(calendar, limits.limit, start, pauses)
      : targetUntil(calendar, start, limits.until);
  if (response === undefined && resolve === undefined) return undefined;
  return {
    ...(response === undefined ? {} : { response }),
    ...(resolve === undefined ? {} : { resolve }),
  };
}

function targetFrom(
  calendar: Calendar,
  limit: Duration | undefined,
  start: Instant,
  pauses: readonly Pause[],
): Target | undefined {
  const dueAt = promisedAt(calendar, limit, start, pauses);
  if (limit === undefined || dueAt === undefined) return undefined;
  const warnAt = warningAt(calendar, limit, start, pauses);
  return running(calendar, start, dueAt, warnAt, isWorkingTime(limit));
}

/** A named day does not move with pauses. */
function targetUntil(calendar: Calendar, start: Instant, dueAt: Instant): Target {
  const part = start < dueAt ? calendar.part?.(start, dueAt, WARN_PERCENT) : undefined;
  const warnAt = part === undefined ? start : (calendar.remindAt?.(part) ?? part);
  return running(calendar, start, dueAt, warnAt, true);
}

/** What would come out of working time after the end, or at the very start, is no warning. */
function running(
  calendar: Calendar,
  since: Instant,
  dueAt: Instant,
  warnAt: Instant,
  inWorkingTime: boolean,
): Target {
  const warns = warnAt > since && warnAt < dueAt;
  const provisional = inWorkingTime && calendar.provisional?.(since, dueAt) === true;
  return {
    state: 'running',
    since,
    dueAt,
    ...(warns ? { warnAt } : {}),
    ...(provisional ? { provisional } : {}),
  };
}

/** A pause that began after the warning moves it no more. */
function warningAt(calendar: Calendar, limit: Duration, start: Instant, pauses: readonly Pause[]): Instant {
  const end = calendar.add(start, limit);
  const plain = start + Math.round(((end - start) * WARN_PERCENT) / 100);
  const part = isWorkingTime(limit) ? (calendar.part?.(start, end, WARN_PERCENT) ?? plain) : plain;
  const moved = pauses.reduce(
    (at, pause) => (pause.from < at ? afterPause(calendar, limit, at, pause) : at),
    part,
  );
  return calendar.remindAt?.(moved) ?? moved;
}
