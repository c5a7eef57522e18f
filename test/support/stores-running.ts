import type { RequestPlace, RequestSearch } from '../../src/application/ports-running.ts';
import type { RequestRow, StoredRequest } from '../../src/application/ports.ts';

/** Finding requests in memory; `wordsOf`: the parts of the words on a form. */
export function memorySearch(
  all: () => readonly StoredRequest[],
  rowOf: (stored: StoredRequest) => RequestRow,
  wordsOf: (id: string) => readonly string[],
): RequestSearch['search'] {
  return async ({ number, person, items, statuses, from = 0, to = Infinity, words = [] }, place, limit) => {
    const rows = all()
      .filter(({ state }) => number === undefined || state.number.startsWith(number))
      .filter(stored => person === undefined || peopleIn(stored).includes(person))
      .filter(({ state }) => items === undefined || items.includes(state.itemId))
      .filter(({ state }) => statuses === undefined || statuses.includes(state.status))
      .filter(({ state }) => state.submittedAt >= from && state.submittedAt < to)
      .filter(({ state }) => words.every(word => wordsOf(state.id).includes(word)))
      .map(rowOf)
      .sort((a, b) => b.submittedAt - a.submittedAt || (a.id < b.id ? 1 : -1));
    const { after, before } = place;
    if (before !== undefined)
      return rows.filter(row => row.id !== before.id && !isAfter(row, before)).slice(-limit);
    return rows.filter(row => after === undefined || isAfter(row, after)).slice(0, limit);
  };
}

function peopleIn({ state }: StoredRequest): readonly (string | undefined)[] {
  const hands = [state.applicant, state.heldBy, state.submittedBy];
  const actors = state.tasks.map(task => task.actor);
  return state.anonymous === true ? actors.filter(id => !hands.includes(id)) : [...hands, ...actors];
}

function isAfter(row: RequestRow, { at, id }: RequestPlace): boolean {
  return row.submittedAt < at || (row.submittedAt === at && row.id < id);
}
