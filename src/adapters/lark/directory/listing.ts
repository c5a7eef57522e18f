import type { Logger } from '../../../shared/telemetry.ts';
import type { ContactRange } from './range.ts';

const MINUTE = 60_000;

/** The listing: read when first asked for, then given at once while it is read again behind it when it is old. */
export function createListing(
  read: () => Promise<ContactRange>,
  listMs: number,
  log: Logger,
  onRead: (range: ContactRange) => void,
) {
  const NOTHING: ContactRange = { people: [], departments: [] };
  let range: ContactRange | undefined;
  let readAt = 0;
  let doubted = false;
  let reading: Promise<ContactRange> | undefined;
  const refresh = () => {
    reading ??= read()
      .then(found => {
        range = found;
        // What changed during the reading may have been read before it changed.
        if (!doubted) onRead(found);
        return found;
      })
      .catch((error: unknown) => {
        log.warn({ err: error }, 'the listing of people and departments could not be read');
        return range ?? NOTHING;
      })
      .finally(() => {
        readAt = performance.now();
        reading = undefined;
      });
    doubted = false;
    return reading;
  };
  return {
    get: async (): Promise<ContactRange> => {
      if (range === undefined) return refresh();
      // After a change it is read again soon, but a reorganisation of many events makes one reading, not many.
      if (performance.now() - readAt > (doubted ? Math.min(MINUTE, listMs) : listMs)) void refresh();
      return range;
    },
    doubt: () => {
      doubted = true;
    },
  };
}
