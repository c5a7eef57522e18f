import type { Instant, ItemDefinition } from '../core/definition.ts';
import { formatNumber, seriesKey } from '../core/numbers.ts';
import type { Counters } from './ports.ts';

/** Takes the next number of an item's series, e.g. `SBZL-20261122-0001`; never given twice (semantics C18). */
export function createNumbers(
  counters: Counters,
  timeZone: string,
): (definition: ItemDefinition, at: Instant) => Promise<string> {
  return async ({ id, number }, at) => {
    const seq = await counters.next(seriesKey(number, id, at, timeZone));
    return formatNumber(number, id, at, timeZone, seq);
  };
}
