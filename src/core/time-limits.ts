import type { Calendar } from './commands.ts';
import type { Duration, DurationUnit, Instant, TimeRule } from './definition.ts';
import type { Task } from './request.ts';

const MILLISECONDS: Readonly<Record<'min' | 'h' | 'd', number>> = {
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const DURATION = /^([+-]?)(\d{1,6})(min|h|d|wh|wd)$/;
const UNITS: readonly string[] = ['min', 'h', 'd', 'wh', 'wd'] satisfies readonly DurationUnit[];

function isUnit(text: string | undefined): text is DurationUnit {
  return text !== undefined && UNITS.includes(text);
}

/** Some ten years: a limit beyond it is a slip of the pen, and calendars are not searched for ever. */
const LONGEST: Readonly<Record<DurationUnit, number>> = {
  min: 5_270_400,
  h: 87_840,
  d: 3_660,
  wh: 20_000,
  wd: 2_500,
};

/** Reads `-4h`, `1d`, `30min`, `2wd`; undefined for anything else, and for more than some ten years. */
export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text.trim().replaceAll('−', '-'));
  const unit = match?.[3];
  if (!match || !isUnit(unit)) return undefined;
  const amount = Number(match[2]);
  if (amount > LONGEST[unit]) return undefined;
  return { amount: match[1] === '-' && amount !== 0 ? -amount : amount, unit };
}

export function formatDuration(duration: Duration): string {
  return `${duration.amount}${duration.unit}`;
}

/** Clock time alone: working hours and days count as hours and days. For tests, and for items around the clock. */
export const plainCalendar: Calendar = {
  add: (start, duration) => {
    const unit = duration.unit === 'wh' ? 'h' : duration.unit === 'wd' ? 'd' : duration.unit;
    return start + duration.amount * MILLISECONDS[unit];
  },
  closing: date => {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    return Number.isNaN(midnight) ? undefined : midnight + MILLISECONDS.d;
  },
};

/** Counted in working hours or days; other units never move with the calendar. */
export function isWorkingTime({ unit }: Duration): boolean {
  return unit === 'wh' || unit === 'wd';
}

/** The instant of the n-th firing (from 1) of a rule of a task due at `dueAt`. */
export function occurrenceAt(
  calendar: Calendar,
  rule: TimeRule,
  dueAt: Instant,
  occurrence: number,
): Instant {
  const at = plainOccurrence(calendar, rule, dueAt, occurrence);
  return ONLY_TOLD.has(rule.do) ? (calendar.remindAt?.(at) ?? at) : at;
}

/** What only tells people waits for working time (semantics C13); what changes who acts does not. */
const ONLY_TOLD: ReadonlySet<TimeRule['do']> = new Set(['remind', 'remindManager', 'notifyAdmins']);

function plainOccurrence(calendar: Calendar, rule: TimeRule, dueAt: Instant, occurrence: number): Instant {
  const first = calendar.add(dueAt, rule.at);
  if (occurrence <= 1 || rule.repeat === undefined) return first;
  const { amount, unit } = rule.repeat.every;
  return calendar.add(first, { amount: amount * (occurrence - 1), unit });
}

export function occurrencesOf(rule: TimeRule): number {
  return rule.repeat === undefined ? 1 : Math.max(1, rule.repeat.max);
}

/** What the timers of a task, or of a whole request, are made of; a `Task` is one. */
export type Timed = Pick<Task, 'dueAt' | 'pendingAt' | 'fired'>;

/** The next firing of one rule of a task; undefined when none is left. A reminder that lies before the task began is left out. */
export function nextOccurrence(
  calendar: Calendar,
  rule: TimeRule,
  task: Timed,
): { readonly occurrence: number; readonly at: Instant } | undefined {
  if (task.dueAt === undefined) return undefined;
  for (let n = (task.fired[rule.id] ?? 0) + 1; n <= occurrencesOf(rule); n += 1) {
    const plain = plainOccurrence(calendar, rule, task.dueAt, n);
    const tooEarly = rule.do === 'remind' && task.pendingAt !== undefined && plain <= task.pendingAt;
    if (!tooEarly) return { occurrence: n, at: occurrenceAt(calendar, rule, task.dueAt, n) };
  }
  return undefined;
}

/** The earliest instant at which any of these rules may fire for this task or request. */
export function nextRuleAt(
  calendar: Calendar,
  { rules = [] }: { readonly rules?: readonly TimeRule[] },
  task: Timed,
): Instant | undefined {
  const instants = rules.flatMap(rule => nextOccurrence(calendar, rule, task)?.at ?? []);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

export interface Firing {
  readonly ruleId: string;
  readonly occurrence: number;
}

/**
 * Which of these rules are to fire at `now` for a task, or for a request. Occurrences that were missed while nothing ran are fired once, as the latest of
 * them, so that an hour without a database is not followed by a burst of reminders (semantics C13).
 */
export function firingsOf(
  calendar: Calendar,
  { rules = [] }: { readonly rules?: readonly TimeRule[] },
  task: Timed,
  now: Instant,
): readonly Firing[] {
  const { dueAt } = task;
  if (dueAt === undefined) return [];
  return rules.flatMap((rule): readonly Firing[] => {
    const next = nextOccurrence(calendar, rule, task);
    if (next === undefined || next.at > now) return [];
    let { occurrence } = next;
    while (occurrence < occurrencesOf(rule) && occurrenceAt(calendar, rule, dueAt, occurrence + 1) <= now) {
      occurrence += 1;
    }
    return [{ ruleId: rule.id, occurrence }];
  });
}
