import type { Effect } from '../core/effects.ts';
import type { RequestState } from '../core/request.ts';

export type StatusChange = Extract<Effect, { readonly kind: 'statusChanged' }>;

/**
 * What other systems are told of a change: the status before (absent for a new request) and after. Undefined where the
 * status is as it was.
 */
export function statusChangeOf(
  before: RequestState | undefined,
  after: RequestState,
): StatusChange | undefined {
  if (before?.status === after.status) return undefined;
  return {
    kind: 'statusChanged',
    status: after.status,
    ...(before === undefined ? {} : { from: before.status }),
  };
}
