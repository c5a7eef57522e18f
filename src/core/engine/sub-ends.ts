import type { Effect } from '../effects.ts';
import type { NodeRun, ParentEnd, RequestState } from '../request.ts';

/**
 * Sub-requests that nobody waits for any more after this change (semantics C7, peers.md row 14): their run was left before
 * they had ended, or what they were approved for was revoked. Each is to end with its parent.
 */
export function subrequestsToEnd(before: RequestState | undefined, after: RequestState): readonly Effect[] {
  const why = whyEnded(after);
  const revoked = after.status === 'REVOKED' && before?.status !== 'REVOKED';
  const own = after.runs.flatMap(run => {
    const left = run.status !== 'open' && run.status !== 'passed' && statusOf(before, run) === 'open';
    const withdrawn = revoked && run.status === 'passed';
    return left || withdrawn ? endsOf(run, why, revoked) : [];
  });
  return [...own, ...extensionsToEnd(before, after, why)];
}

function underWay(status: RequestState['status'] | undefined): boolean {
  return status === 'RUNNING' || status === 'RETURNED';
}

/** Asking for more time is over once the request itself has ended. */
function extensionsToEnd(
  before: RequestState | undefined,
  after: RequestState,
  why: ParentEnd,
): readonly Effect[] {
  if (!underWay(before?.status) || underWay(after.status)) return [];
  return (after.extensions ?? [])
    .filter(({ status }) => underWay(status))
    .map(({ requestId }): Effect => ({ kind: 'endSubrequest', requestId, why }));
}

function statusOf(state: RequestState | undefined, run: NodeRun): NodeRun['status'] {
  // Opened and left within one turn: it was open in between.
  return state?.runs.find(({ id }) => id === run.id)?.status ?? 'open';
}

function endsOf(run: NodeRun, why: ParentEnd, revoked: boolean): readonly Effect[] {
  const counts = (status: RequestState['status']): boolean =>
    underWay(status) || (revoked && status === 'APPROVED');
  return (run.subrequests ?? [])
    .filter(({ status }) => counts(status))
    .map(({ requestId }): Effect => ({ kind: 'endSubrequest', requestId, why }));
}

function whyEnded({ status }: RequestState): ParentEnd {
  switch (status) {
    case 'CANCELED':
    case 'EXPIRED':
      return 'parentWithdrawn';
    case 'TERMINATED':
      return 'parentTerminated';
    case 'REJECTED':
      return 'parentRejected';
    case 'REVOKED':
      return 'parentRevoked';
    case 'RUNNING':
    case 'RETURNED':
    case 'APPROVED':
      return 'parentMovedOn';
    default:
      return status satisfies never;
  }
}
