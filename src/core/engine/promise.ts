import type { DecideContext } from '../commands.ts';
import { namedDay, requestDueAt } from '../due-times.ts';
import type { RequestFacts } from '../request.ts';
import { targetsFrom } from '../targets.ts';
import { nextRuleAt } from '../time-limits.ts';

type Limited = Pick<RequestFacts, 'form' | 'submittedAt' | 'pauses' | 'extendedTo' | 'fired' | 'keptAt'>;

/** What is promised of a request: its targets, 应办结时间, and when a time rule of the item may next fire. */
export function promiseOf(
  context: Pick<DecideContext, 'definition' | 'calendar'>,
  limited: Limited,
): Pick<RequestFacts, 'dueAt' | 'targets' | 'nextRuleAt'> {
  const { definition, calendar } = context;
  const { submittedAt, pauses, fired = {} } = limited;
  const dueAt = requestDueAt(context, limited);
  const { respond, limit } = definition;
  const targets = targetsFrom(
    calendar,
    {
      ...(respond === undefined ? {} : { respond }),
      ...(limit === undefined || limited.keptAt !== undefined ? {} : { limit }),
      ...(dueAt === undefined || !isNamed(context, limited) ? {} : { until: dueAt }),
    },
    submittedAt,
    pauses,
  );
  const next =
    dueAt === undefined
      ? undefined
      : nextRuleAt(calendar, definition, { dueAt, pendingAt: submittedAt, fired });
  return {
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(targets === undefined ? {} : { targets }),
    ...(next === undefined ? {} : { nextRuleAt: next }),
  };
}

/** Due at a time that is named rather than counted. */
function isNamed(context: Pick<DecideContext, 'definition'>, limited: Limited): boolean {
  return context.definition.sameDay !== undefined || namedDay(context, limited) !== undefined;
}
