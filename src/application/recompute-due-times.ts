import PQueue from 'p-queue';
import type { CalendarStore } from './calendar-ports.ts';
import type { ExecuteCommand } from './execute-command.ts';
import type { Clock, Log, Marks } from './ports.ts';
import type { WorkingCalendars } from './working-calendars.ts';

export interface RecomputeDeps {
  readonly calendars: Pick<CalendarStore, 'openRequests'>;
  readonly working: Pick<WorkingCalendars, 'refresh'>;
  readonly execute: ExecuteCommand;
  readonly marks: Marks;
  readonly clock: Clock;
  readonly log: Log;
}

/** Follows a change of the calendars, if there was one; returns how many requests moved. */
export type RecomputeDueTimes = (heartbeat?: () => Promise<void>) => Promise<number>;

const BATCH = 200;
const CONCURRENCY = 8;

/**
 * After a calendar was changed, each open request is told to count its due times anew: one command a request, whose key
 * names the version, so that it happens once however often or from how many instances this runs. A version is marked as
 * followed only when all requests have been reached; a process that dies on the way leaves the rest to the next run.
 */
export function createRecomputeDueTimes(deps: RecomputeDeps): RecomputeDueTimes {
  let followed = 0;
  return async (heartbeat = async () => undefined) => {
    const { version } = await deps.working.refresh();
    const mark = `calendar/${version}`;
    if (version === followed || (await deps.marks.isSet(mark))) {
      followed = version;
      return 0;
    }
    const counts = { moved: 0, failed: 0 };
    // A request that is resubmitted in between counts by the new calendar by itself.
    for (const status of ['RUNNING', 'RETURNED'] as const)
      await recomputeAll(deps, status, version, counts, heartbeat);
    const { moved, failed } = counts;
    deps.log.info({ version, moved, failed }, 'due times were counted anew by the changed calendar');
    if (failed > 0) return moved;
    await deps.marks.setOnce(mark, deps.clock.now());
    followed = version;
    return moved;
  };
}

async function recomputeAll(
  deps: RecomputeDeps,
  status: 'RUNNING' | 'RETURNED',
  version: number,
  counts: { moved: number; failed: number },
  heartbeat: () => Promise<void>,
): Promise<void> {
  const queue = new PQueue({ concurrency: CONCURRENCY });
  for (let after = ''; ; ) {
    const ids = await deps.calendars.openRequests(status, after, BATCH);
    const last = ids.at(-1);
    if (last === undefined) return;
    await Promise.all(ids.map(id => queue.add(() => recomputeOne(deps, id, version, counts))));
    await heartbeat();
    after = last;
  }
}

async function recomputeOne(
  deps: RecomputeDeps,
  requestId: string,
  version: number,
  counts: { moved: number; failed: number },
): Promise<void> {
  const meta = { key: `recompute/${version}`, at: deps.clock.now(), by: 'system', channel: 'timer' } as const;
  try {
    const outcome = await deps.execute(requestId, { ...meta, type: 'Recompute' });
    if (outcome.kind === 'done') counts.moved += 1;
  } catch (error) {
    counts.failed += 1;
    deps.log.warn({ requestId, error }, 'due times of a request are counted anew at the next run');
  }
}
