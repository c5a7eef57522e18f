import type { DecideContext } from '../commands.ts';
import type { Instant, TimeRule } from '../definition.ts';
import type { RequestState } from '../request.ts';
import { nextOccurrence, occurrenceAt, occurrencesOf } from '../time-limits.ts';
import { stagesOf, supervisedFrom } from './stages.ts';
import type { SupervisionStage } from './types.ts';

type Context = Pick<DecideContext, 'definition' | 'calendar'>;

/** A stage that has come, as the latest of its occurrences. */
export interface ComeStage {
  readonly stage: SupervisionStage;
  readonly occurrence: number;
}

/**
 * When the next stage of a running request comes: in working time, so that what falls into a night or a holiday waits for the
 * next opening. Undefined: none is left. Stages that lie before it was submitted, or extended, are left out.
 */
export function nextSupervisionAt(context: Context, state: RequestState): Instant | undefined {
  if (state.status !== 'RUNNING') return undefined;
  const instants = upcoming(context, state).map(({ at }) => at);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** The stages that have come by now. What was missed meanwhile comes once, as the latest of it (semantics C13). */
export function stagesCome(context: Context, state: RequestState, now: Instant): readonly ComeStage[] {
  const from = supervisedFrom(state);
  if (state.status !== 'RUNNING' || from === undefined) return [];
  return upcoming(context, state)
    .filter(({ at }) => at <= now)
    .map(({ stage, occurrence: first }) => {
      let occurrence = first;
      const rule = ruleOf(stage);
      while (occurrence < occurrencesOf(rule) && instantOf(context, rule, from, occurrence + 1) <= now)
        occurrence += 1;
      return { stage, occurrence };
    });
}

function upcoming(context: Context, state: RequestState) {
  const dueAt = supervisedFrom(state);
  if (dueAt === undefined) return [];
  const { since = state.submittedAt, fired = {} } = state.supervision ?? {};
  return stagesOf(context.definition, state).flatMap(stage => {
    const rule = ruleOf(stage);
    const next = nextOccurrence(context.calendar, rule, { dueAt, pendingAt: since, fired });
    if (next === undefined) return [];
    return [{ stage, occurrence: next.occurrence, at: instantOf(context, rule, dueAt, next.occurrence) }];
  });
}

function instantOf({ calendar }: Context, rule: TimeRule, dueAt: Instant, occurrence: number): Instant {
  return calendar.add(occurrenceAt(calendar, rule, dueAt, occurrence), { amount: 0, unit: 'wh' });
}

/** A stage counts like a reminder of a task does. */
function ruleOf({ id, at, repeat }: SupervisionStage): TimeRule {
  return { id, at, do: 'remind', ...(repeat === undefined ? {} : { repeat }) };
}
