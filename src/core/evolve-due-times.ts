import type { Happened } from './evolve.ts';
import type { Recomputed } from './events.ts';
import type { RequestState, Task } from './request.ts';

/** What a changed calendar does to the due times of a request. */
export function applyDueTimes(state: RequestState, { event }: Happened): RequestState {
  if (event.type !== 'Recomputed') return state;
  const { dueAt, nextRuleAt, expiresAt, runs } = event;
  const moved: RequestState = {
    ...state,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(nextRuleAt === undefined ? {} : { nextRuleAt }),
    tasks: state.tasks.map(task => withDue(task, event.tasks)),
    runs: state.runs.map(run => {
      const until = runs.find(({ runId }) => runId === run.id)?.until;
      return until === undefined ? run : { ...run, until };
    }),
  };
  if (moved.status !== 'RETURNED' || expiresAt === undefined) return moved;
  return { ...moved, returned: { ...moved.returned, expiresAt } };
}

function withDue(task: Task, moved: Recomputed['tasks']): Task {
  const due = moved.find(({ taskId }) => taskId === task.id);
  if (due === undefined) return task;
  const { nextRuleAt: _nextRuleAt, ...rest } = task;
  return {
    ...rest,
    dueAt: due.dueAt,
    ...(due.nextRuleAt === undefined ? {} : { nextRuleAt: due.nextRuleAt }),
  };
}
