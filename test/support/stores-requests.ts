import type { RequestFeed } from '../../src/application/ports-integrations.ts';
import type { RequestChange, RequestRow, RequestStore, StoredRequest } from '../../src/application/ports.ts';
import { type Booked, overlaps } from '../../src/core/form/bookings.ts';
import { shownApplicant, type Task } from '../../src/core/request.ts';
import { liveTaskMissing } from '../../src/core/watchdog.ts';
import { memorySearch } from './stores-running.ts';
import { memoryWatched } from './stores-watched.ts';

interface Held {
  readonly submissionKey: string;
  readonly stored: StoredRequest;
}

const copy = (stored: StoredRequest | undefined) => structuredClone(stored);

/** Requests in memory; they are copied in and out, as a database would. */
export function memoryRequests(): { readonly requests: RequestStore; readonly feed: RequestFeed } {
  const held = new Map<string, Held>();
  const words = new Map<string, readonly string[]>();
  const booked = new Map<string, readonly Booked[]>();
  const claims = new Map<string, string>();
  /** False where another request made one of these claims first. */
  const claim = (id: string, fresh: readonly string[] = []): boolean => {
    if (fresh.some(each => (claims.get(each) ?? id) !== id)) return false;
    for (const each of fresh) claims.set(each, id);
    return true;
  };
  const all = () => [...held.values()].map(({ stored }) => stored);
  const bySubmission = (key: string) => [...held.values()].find(({ submissionKey }) => submissionKey === key);
  const requests: RequestStore = {
    load: async id => copy(held.get(id)?.stored),
    loadAll: async ids => ids.flatMap(id => copy(held.get(id)?.stored) ?? []),
    loadByNumber: async number => copy(all().find(({ state }) => state.number === number)),
    idOfSubmission: async key => bySubmission(key)?.stored.state.id,
    insert: async (submissionKey, change) => {
      const other = bySubmission(submissionKey);
      if (other !== undefined) return { inserted: false, id: other.stored.state.id };
      if (!claim(change.state.id, change.claims)) return { inserted: false };
      const empty = { state: change.state, version: 0, timeline: [], outbox: [], processed: [] };
      if (change.words !== undefined) words.set(change.state.id, change.words);
      if (change.booked !== undefined) booked.set(change.state.id, change.booked);
      held.set(change.state.id, { submissionKey, stored: changed(empty, change) });
      return { inserted: true };
    },
    save: async (id, expectedVersion, change) => {
      const row = held.get(id);
      if (row === undefined || row.stored.version !== expectedVersion) return false;
      if (!claim(id, change.claims)) return false;
      if (change.words !== undefined) words.set(id, change.words);
      if (change.booked !== undefined) booked.set(id, change.booked);
      held.set(id, { ...row, stored: changed(row.stored, change) });
      return true;
    },
    pullOutbox: async (id, effectIds) => {
      const row = held.get(id);
      if (row === undefined) return;
      const outbox = row.stored.outbox.filter(entry => !effectIds.includes(entry.id));
      held.set(id, { ...row, stored: { ...row.stored, outbox } });
    },
    withOutbox: async limit =>
      all()
        .filter(({ outbox }) => outbox.length > 0)
        .map(({ state }) => state.id)
        .slice(0, limit),
    ...lists(all),
    watched: memoryWatched(all, rowOf),
    taken: async (rule, from, to, limit) =>
      all()
        .flatMap(({ state: { id, number } }) =>
          (booked.get(id) ?? [])
            .filter(each => each.rule === rule && overlaps(each, { from, to }))
            .map(each => ({ ...each, requestId: id, number })),
        )
        .slice(0, limit),
    claimed: async wanted => wanted.filter(each => claims.has(each)),
    search: memorySearch(all, rowOf, id => words.get(id) ?? []),
  };
  return { requests, feed: feedOf(all) };
}

function feedOf(all: () => readonly StoredRequest[]): RequestFeed {
  return {
    changes: async ({ items, after }, limit) =>
      all()
        .filter(({ state }) => items.length === 0 || items.includes(state.itemId))
        .map(stored => ({
          ...rowOf(stored),
          changedAt: stored.timeline.at(-1)?.at ?? stored.state.submittedAt,
        }))
        .sort((a, b) => a.changedAt - b.changedAt || (a.id < b.id ? -1 : 1))
        .filter(
          ({ changedAt, id }) =>
            after === undefined ||
            changedAt > after.changedAt ||
            (changedAt === after.changedAt && id > after.id),
        )
        .slice(0, limit),
  };
}

function changed(before: StoredRequest, change: RequestChange): StoredRequest {
  return structuredClone({
    state: change.state,
    version: before.version + 1,
    timeline: [...before.timeline, ...change.entries],
    outbox: [...before.outbox, ...change.outbox],
    processed: [...before.processed, change.key],
  });
}

function lists(
  all: () => readonly StoredRequest[],
): Pick<RequestStore, 'todo' | 'mine' | 'underWay' | 'done' | 'dueRules' | 'partiesTo' | 'stalled'> {
  const openTasks = () =>
    all().flatMap(stored => pending(stored).map(task => ({ stored, task, at: task.dueAt ?? Infinity })));
  return {
    todo: async (person, page) => {
      const tasks = openTasks()
        .filter(({ task }) => task.actor === person)
        .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
      const rows = tasks.map(({ stored, task }) => ({
        ...rowOf(stored),
        taskId: task.id,
        version: stored.version,
        ...(task.dueAt === undefined ? {} : { taskDueAt: task.dueAt }),
      }));
      return { rows: pageOf(rows, page), total: rows.length };
    },
    mine: async (person, page) => {
      const rows = all()
        .filter(({ state }) => state.applicant === person)
        .sort((a, b) => b.state.submittedAt - a.state.submittedAt)
        .map(rowOf);
      return { rows: pageOf(rows, page), total: rows.length };
    },
    underWay: async person =>
      all().filter(
        ({ state }) =>
          state.applicant === person && (state.status === 'RUNNING' || state.status === 'RETURNED'),
      ).length,
    done: async (person, page) => {
      const acts = ['APPROVED', 'REJECTED', 'ABSTAINED', 'RETURNED', 'TRANSFERRED'];
      const rows = all()
        .filter(
          ({ state }) =>
            state.submittedBy === person ||
            state.tasks.some(task => task.endedBy === person && acts.includes(task.status)),
        )
        .sort((a, b) => (b.timeline.at(-1)?.at ?? 0) - (a.timeline.at(-1)?.at ?? 0))
        .map(rowOf);
      return { rows: pageOf(rows, page), total: rows.length };
    },
    partiesTo: async (person, limit) =>
      all()
        .filter(({ state }) => {
          const live = state.tasks.filter(task => task.status === 'PENDING' || task.status === 'WAITING');
          const underWay = state.status === 'RUNNING' || state.status === 'RETURNED';
          const mine = underWay && (state.heldBy ?? state.applicant) === person;
          return mine || live.some(task => task.actor === person);
        })
        .map(({ state }) => state.id)
        .slice(0, limit),
    stalled: async limit =>
      all()
        .filter(({ state }) => liveTaskMissing(state))
        .map(({ state }) => state.id)
        .slice(0, limit),
    dueRules: async (now, limit) => {
      const rules = openTasks().map(({ stored, task }) => ({
        due: { requestId: stored.state.id, taskId: task.id },
        at: task.nextRuleAt ?? Infinity,
      }));
      const wakes = all().map(({ state }) => ({
        due: { requestId: state.id },
        at: state.nextWakeAt ?? Infinity,
      }));
      return [...rules, ...wakes]
        .filter(({ at }) => at <= now)
        .sort((a, b) => a.at - b.at)
        .map(({ due }) => due)
        .slice(0, limit);
    },
  };
}

function pageOf<T>(rows: readonly T[], page: { readonly number: number; readonly size: number }) {
  return rows.slice((page.number - 1) * page.size, page.number * page.size);
}

function pending({ state }: StoredRequest): readonly Task[] {
  return state.tasks.filter(task => task.status === 'PENDING');
}

function rowOf(stored: StoredRequest): RequestRow {
  const { id, number, itemId, itemVersion, status, submittedAt, dueAt, form } = stored.state;
  return {
    id,
    number,
    itemId,
    itemVersion,
    applicant: shownApplicant(stored.state),
    status,
    submittedAt,
    ...(dueAt === undefined ? {} : { dueAt }),
    form,
    holders: [...new Set(pending(stored).map(task => task.actor))],
    nodeIds: [...new Set(pending(stored).map(task => task.nodeId))],
  };
}
