import type { CalendarChange, CalendarStore } from '../../src/application/calendar-ports.ts';
import type { RequestState } from '../../src/core/request.ts';

/** Calendars in memory; `requests` gives the states that `openRequests` looks among. */
export function memoryCalendars(requests: () => readonly RequestState[] = () => []): CalendarStore {
  const changes: CalendarChange[] = [];
  const current = () => changes.at(-1)?.book ?? { version: 0, calendars: [], years: {} };
  return {
    current: async () => structuredClone(current()),
    history: async limit => structuredClone(changes.toReversed().slice(0, limit)),
    save: async change => {
      if (current().version !== change.book.version - 1) return false;
      changes.push(structuredClone(change));
      return true;
    },
    openRequests: async (status, after, limit) =>
      requests()
        .filter(state => state.status === status && state.id > after)
        .map(({ id }) => id)
        .sort()
        .slice(0, limit),
  };
}
