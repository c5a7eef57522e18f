import type { RequestRow, RequestStore, StoredRequest } from '../../src/application/ports.ts';

/** The list for supervisors over requests in memory. */
export function memoryWatched(
  all: () => readonly StoredRequest[],
  rowOf: (stored: StoredRequest) => RequestRow,
): RequestStore['watched'] {
  return async ({ people, itemId, dueBefore }, page) => {
    const rows = all()
      .filter(({ state }) => state.status === 'RUNNING' || state.status === 'RETURNED')
      .map(stored => watchedRow(stored, rowOf(stored)))
      .filter(row => people === undefined || row.inHands.some(id => people.includes(id)))
      .filter(row => itemId === undefined || row.itemId === itemId)
      .filter(row => dueBefore === undefined || (row.urgentAt ?? Infinity) < dueBefore)
      .sort((a, b) => order(a.urgentAt, b.urgentAt) || (a.id < b.id ? -1 : 1));
    return { rows: rows.slice((page.number - 1) * page.size, page.number * page.size), total: rows.length };
  };
}

const order = (a: number | undefined, b: number | undefined): number =>
  a === b ? 0 : (a ?? Infinity) - (b ?? Infinity);

function watchedRow({ state }: StoredRequest, row: RequestRow) {
  const open = state.tasks.filter(task => task.status === 'PENDING');
  const returned = state.status === 'RETURNED';
  const due = [state.dueAt, ...open.map(task => task.dueAt)].filter(at => at !== undefined);
  return {
    ...row,
    ...(state.supervision?.hard === undefined ? {} : { hard: true }),
    inHands: returned ? [state.heldBy ?? state.applicant] : [...new Set(open.map(task => task.actor))],
    tasks: open.map(({ id, nodeId, actor, pendingAt, dueAt, urgedAt }) => ({
      taskId: id,
      nodeId,
      actor,
      urged: urgedAt?.length ?? 0,
      ...(pendingAt === undefined ? {} : { since: pendingAt }),
      ...(dueAt === undefined ? {} : { dueAt }),
    })),
    ...(returned || due.length === 0 ? {} : { urgentAt: Math.min(...due) }),
  };
}
