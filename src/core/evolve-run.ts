import type { Happened } from './evolve.ts';
import type { NodeRun, RequestState, RequestStatus, SignerGroup } from './request.ts';

/** What events do to the openings of nodes. */
export function applyRunEvent(state: RequestState, { at, event }: Happened): RequestState {
  switch (event.type) {
    case 'NodeOpened':
      return { ...state, runs: [...state.runs, event.run] };
    case 'NodePassed':
      return changeRun(state, event.runId, run => ({
        ...run,
        status: 'passed',
        closedAt: at,
        ...(event.why === undefined ? {} : { passedBecause: event.why }),
      }));
    case 'NodeFailed':
      return changeRun(state, event.runId, run => ({ ...run, status: 'failed', closedAt: at }));
    case 'NodeRolledBack':
      return changeRun(state, event.runId, run => ({ ...run, status: 'rolledBack', closedAt: at }));
    case 'NodeCanceled':
      return changeRun(state, event.runId, run => ({ ...run, status: 'canceled', closedAt: at }));
    case 'NodeReopened':
      return changeRun(state, event.runId, ({ closedAt: _closedAt, passedBecause: _because, ...run }) => ({
        ...run,
        status: 'open',
      }));
    case 'SignersAdded': {
      const { group } = event;
      const runId = event.tasks[0]?.runId;
      if (group === undefined || runId === undefined) return state;
      return changeRun(state, runId, run => ({ ...run, groups: [...(run.groups ?? []), group] }));
    }
    case 'Transferred':
    case 'Reassigned':
      return changeRun(state, event.task.runId, run =>
        run.groups === undefined ? run : { ...run, groups: ownedBy(run.groups, event.taskId, event.task.id) },
      );
    case 'FeedbackAsked':
      return changeRun(state, event.runId, run => ({
        ...run,
        feedback: { nextAt: event.nextAt, asked: (run.feedback?.asked ?? 0) + 1 },
      }));
    case 'SubrequestEnded':
      return changeRun(state, event.runId, run => subrequestEnded(run, event.requestId, event.status));
    default:
      return state;
  }
}

/** Groups of signers belong to whoever holds the task that they were added to. */
function ownedBy(groups: readonly SignerGroup[], from: string, to: string): readonly SignerGroup[] {
  return groups.map(group => (group.owner === from ? { ...group, owner: to } : group));
}

function subrequestEnded(run: NodeRun, requestId: string, status: RequestStatus): NodeRun {
  if (run.subrequests === undefined) return run;
  return {
    ...run,
    subrequests: run.subrequests.map(sub => (sub.requestId === requestId ? { ...sub, status } : sub)),
  };
}

function changeRun(state: RequestState, id: string, change: (run: NodeRun) => NodeRun): RequestState {
  return { ...state, runs: state.runs.map(run => (run.id === id ? change(run) : run)) };
}
