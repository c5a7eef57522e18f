import { factsOf } from '../core/reports/facts.ts';
import type { Clock, Directory, Log } from './ports.ts';
import type { ChangedRequest, FactMark, FactStore } from './ports-reports.ts';
import type { WorkingCalendars } from './working-calendars.ts';

export interface ProjectDeps {
  readonly facts: FactStore;
  readonly directory: Pick<Directory, 'around'>;
  readonly working: Pick<WorkingCalendars, 'calendar' | 'refresh'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Brings the facts up to the requests; returns whether they have caught up. At most `batches` of them at a time, so that
 * whoever waits for a report does not wait for years of requests; what is left is done by the next call.
 */
export type ProjectFacts = (options?: {
  readonly batches?: number;
  readonly heartbeat?: () => Promise<void>;
}) => Promise<boolean>;

/** Raised when facts are made otherwise: all of them are then made again. */
const FACT_RULES = 1;
const BATCH = 200;
/** Instances write by clocks of their own, and a little after they looked at them: so far back is looked again. */
const OVERLAP_MS = 5 * 60_000;

/** By what facts are made: a mark that names others has all of them made anew. */
export function factRules(calendarVersion: number): string {
  return `${FACT_RULES}/${calendarVersion}`;
}

/**
 * Follows the requests by when they changed. Made again, a fact is the same; an older one never replaces a newer; the mark
 * moves after what lies before it is written. So it may run at any time, on any instance, and die anywhere. A changed
 * calendar, or a build that counts otherwise, makes all facts anew.
 */
export function createProjectFacts(deps: ProjectDeps): ProjectFacts {
  const { facts, working, log } = deps;
  return async ({ batches = Infinity, heartbeat = async () => undefined } = {}) => {
    const { version } = await working.refresh();
    const rules = factRules(version);
    const mark = await facts.mark();
    if (mark?.rules !== rules) log.info({ rules }, 'the facts of reports are made anew');
    let place = startOf(mark, rules);
    for (let n = 0; n < batches; n += 1) {
      const changed = await facts.changed(place.at, place.after, BATCH);
      await projectBatch(deps, changed, rules);
      const last = changed.at(-1);
      if (last === undefined) return true;
      place = { at: last.changedAt, after: last.id };
      if (last.changedAt > (mark?.rules === rules ? mark.at : 0))
        await facts.setMark({ rules, at: last.changedAt });
      if (changed.length < BATCH) return true;
      await heartbeat();
    }
    return false;
  };
}

function startOf(mark: FactMark | undefined, rules: string): { readonly at: number; readonly after: string } {
  return { at: mark?.rules === rules ? Math.max(0, mark.at - OVERLAP_MS) : 0, after: '' };
}

async function projectBatch(
  deps: ProjectDeps,
  changed: readonly ChangedRequest[],
  rules: string,
): Promise<void> {
  const stale = await deps.facts.stale(changed, rules);
  if (stale.length === 0) return;
  const people = stale.flatMap(({ state }) => [state.applicant, ...state.tasks.map(task => task.actor)]);
  const part = await deps.directory.around({ people: [...new Set(people)], departments: [] });
  const departmentOf = (person: string): string => part.people[person]?.departmentIds[0] ?? '';
  const { calendar } = deps.working;
  await deps.facts.save(
    stale.map(({ version, ...source }) => ({ version, ...factsOf(source, calendar, departmentOf) })),
    rules,
  );
}
