import type { Calendar, DecideContext, FormFault } from './commands.ts';
import type { Duration, FormData, FormValue, Instant } from './definition.ts';
import { rangeOf } from './form/values.ts';
import type { Pause, RequestFacts } from './request.ts';
import { isWorkingTime } from './time-limits.ts';

type Limited = Pick<RequestFacts, 'form' | 'submittedAt' | 'pauses' | 'extendedTo' | 'keptAt'>;

/**
 * When a request is to be done by its item (应办结时间): when the day closes to which it was extended or which its form says,
 * else when the item's limit runs out. Undefined where nothing limits it, or where what was promised has been done.
 */
export function requestDueAt(
  { calendar, definition }: Pick<DecideContext, 'calendar' | 'definition'>,
  limited: Limited,
): Instant | undefined {
  if (limited.keptAt !== undefined) return undefined;
  const day = namedDay({ definition }, limited);
  if (day !== undefined) return calendar.closing?.(day);
  const { submittedAt, pauses = [] } = limited;
  const { sameDay } = definition;
  if (sameDay === undefined) return promisedAt(calendar, definition.limit, submittedAt, pauses);
  const due = calendar.sameDay?.(submittedAt, sameDay);
  return due === undefined
    ? undefined
    : pauses.reduce(
        (moved, pause) => calendar.resume?.(moved, pause) ?? moved + (pause.to - pause.from),
        due,
      );
}

/** Until when it was promised, also where the promise was kept before the end. */
export function promisedFor({ dueAt, keptAt, targets }: Pick<RequestFacts, 'dueAt' | 'keptAt' | 'targets'>) {
  return dueAt ?? (keptAt === undefined ? undefined : targets?.resolve?.dueAt);
}

/** Some ten years, as for every limit (`LONGEST`): calendars are not searched for ever. */
const FURTHEST_MS = 3_660 * 86_400_000;

/** Whether a due time lies beyond what calendars are asked for. */
export function isTooFar(dueAt: Instant, now: Instant): boolean {
  return dueAt > now + FURTHEST_MS;
}

/**
 * Dates of a form that cannot be asked for any more at `now` (services.md E10). `before`: the form as it was handed in in time;
 * a date that stands there already stays good.
 */
export function cutoffFaults(
  { calendar, definition }: Pick<DecideContext, 'calendar' | 'definition'>,
  form: FormData,
  now: Instant,
  before: FormData = {},
): readonly FormFault[] {
  return definition.fields.flatMap((field): readonly FormFault[] => {
    if ((field.type !== 'date' && field.type !== 'dateRange') || field.cutoff === undefined) return [];
    const day = firstDay(form[field.id]);
    if (day === undefined || day === firstDay(before[field.id])) return [];
    const end = calendar.cutoff?.(day, field.cutoff);
    return end === undefined || now < end.at
      ? []
      : [{ field: field.id, problem: 'cutoff', until: end.shown }];
  });
}

function firstDay(value: FormValue | undefined): string | undefined {
  return typeof value === 'string' ? value : rangeOf(value)?.from;
}

/** A form whose date, until which it is to be done, has passed at `now`, or lies beyond every calendar. */
export function limitFaults(
  { calendar, definition }: Pick<DecideContext, 'calendar' | 'definition'>,
  form: FormData,
  now: Instant,
): readonly FormFault[] {
  const { limitField } = definition;
  const day = limitField === undefined ? undefined : form[limitField];
  const closing = typeof day === 'string' ? calendar.closing?.(day) : undefined;
  if (limitField === undefined || closing === undefined) return [];
  if (closing <= now) return [{ field: limitField, problem: 'past' }];
  return isTooFar(closing, now) ? [{ field: limitField, problem: 'tooFar' }] : [];
}

/** The day, `2026-12-31`, until which it is to be done: what it was extended to, else what its form says. */
export function namedDay(
  { definition }: Pick<DecideContext, 'definition'>,
  { form, extendedTo }: Pick<RequestFacts, 'form' | 'extendedTo'>,
): string | undefined {
  const { limitField } = definition;
  const day = extendedTo ?? (limitField === undefined ? undefined : form[limitField]);
  return typeof day === 'string' ? day : undefined;
}

/**
 * When a request is to be done (应办结时间): its limit from its submission on, moved by the time in which the applicant had
 * the ball (semantics C15–C23, SLA). Undefined where the item has no limit.
 */
export function promisedAt(
  calendar: Calendar,
  limit: Duration | undefined,
  submittedAt: Instant,
  pauses: readonly Pause[],
): Instant | undefined {
  if (limit === undefined) return undefined;
  const due = calendar.add(submittedAt, limit);
  return pauses.reduce((moved, pause) => afterPause(calendar, limit, moved, pause), due);
}

/** Where an instant counted by this limit moves when the clock stood still. */
export function afterPause(calendar: Calendar, limit: Duration, due: Instant, pause: Pause): Instant {
  if (isWorkingTime(limit) && calendar.resume !== undefined) return calendar.resume(due, pause);
  return due + (pause.to - pause.from);
}
