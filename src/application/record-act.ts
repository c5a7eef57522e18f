import type { Text } from '../core/definition.ts';
import type { ActUnderWay, AuditEntry, AuditLog } from './ports-audit.ts';
import type { Clock, Inbox } from './ports.ts';

/** Longer than any act takes. */
const UNCERTAIN_MS = 120_000;

/** Carries out an act and records it; `isDone` tells from the result whether anything was changed at all. */
export type Recorded = <T>(
  entry: AuditEntry,
  act: () => Promise<T>,
  isDone?: (result: T) => boolean,
) => Promise<T>;

/**
 * What changes a store of its own cannot be written by one update with its line in the record of acts. So that no act is
 * without a line, it is announced first; if the process dies before the line is written, or the act fails without saying
 * whether it was done, the line is written later all the same and says that this is not certain. `uncertain`: in words.
 */
export function createRecorded(deps: {
  readonly inbox: Pick<Inbox, 'put' | 'finish'>;
  readonly audit: Pick<AuditLog, 'add'>;
  readonly clock: Clock;
  readonly uncertain: Text;
}): Recorded {
  return async (entry, act, isDone = () => true) => {
    const key = `audit/${entry.key}`;
    const announced = { ...entry, summary: [...entry.summary, deps.uncertain] };
    const event: ActUnderWay = { kind: 'actUnderWay', key, entry: announced };
    await deps.inbox.put(event, deps.clock.now() + UNCERTAIN_MS);
    const result = await act();
    if (isDone(result)) await deps.audit.add(entry);
    await deps.inbox.finish(key, 'done');
    return result;
  };
}
