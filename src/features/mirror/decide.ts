import type { ApprovalApp, DecideQuickly } from '../../application/ports-mirror.ts';
import { fingerprint } from '../../application/ids.ts';
import { refusalText } from '../shared/answers.ts';
import type { FeatureDeps } from '../shared/deps.ts';

/**
 * 同意 and 拒绝 tapped in Lark's Approval app: the same command as on a card, by the task's actor, if that is who tapped. The
 * same rules refuse it; what they say comes back as a text.
 */
export function createDecideQuickly(deps: FeatureDeps & { readonly approvals: ApprovalApp }): DecideQuickly {
  return async ({ decision, requestId, taskId, employeeId, reason }) => {
    const stored = await deps.stores.requests.load(requestId);
    const task = stored?.state.tasks.find(({ id }) => id === taskId);
    if (task === undefined) return deps.texts('refusal.notFound');
    if ((await deps.approvals.employeeId(task.actor)) !== employeeId) return deps.texts('refusal.notYours');
    const meta = {
      key: `approval/${fingerprint(24, requestId, taskId, decision)}`,
      at: deps.clock.now(),
      by: task.actor,
      channel: 'approvalApp',
      taskId,
    } as const;
    const opinion = reason.trim().slice(0, 1000);
    const outcome = await deps.execute(
      requestId,
      decision === 'approve'
        ? { ...meta, type: 'Approve', ...(opinion === '' ? {} : { opinion }) }
        : { ...meta, type: 'Reject', opinion },
    );
    return outcome.kind === 'refused' ? refusalText(deps, outcome.refusal) : undefined;
  };
}
