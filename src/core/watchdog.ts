import type { RequestState } from './request.ts';

/**
 * The invariant that nothing may break (semantics C0, C11): a running request has a task that waits for somebody, a delay
 * that ends, or sub-requests under way; a request that is being revoked has somebody who is asked. True: an administrator
 * must be told.
 */
export function liveTaskMissing(state: RequestState): boolean {
  const asked = state.tasks.some(task => task.status === 'PENDING');
  if (state.status === 'APPROVED') return state.revoking !== undefined && !asked;
  if (state.status !== 'RUNNING') return false;
  const waits = state.runs.some(
    run =>
      run.status === 'open' &&
      (run.until !== undefined || (run.subrequests ?? []).some(sub => sub.status !== 'APPROVED')),
  );
  return !asked && !waits;
}
