import type { MirroredRequest, MirroredTask } from '../../application/ports-mirror.ts';
import { formatValue } from '../../../cards/kit/format.ts';
import type { Texts } from '../../../cards/kit/texts.ts';
import type { FeedRow } from '../../application/ports-integrations.ts';
import type { StepNode } from '../../core/definition.ts';
import { allPlaces, stepIn } from '../../core/flow-walk.ts';
import type { RequestStatus, Task, TaskStatus } from '../../core/request.ts';
import { summaryOf } from '../shared/facts.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import type { RequestView } from '../shared/request-view.ts';

/** Lark's form takes short values; a longer one is read in the bot. */
const LONGEST_VALUE = 200;

/** A request as Lark's Approval app shows it: what every approver may see, and nothing that a step hides. */
export function mirroredRequest(
  view: RequestView,
  code: string,
  changedAt: FeedRow['changedAt'],
  texts: Texts,
): MirroredRequest {
  const { state, definition, organisation } = view;
  const item = definition.name;
  const facts = summaryOf(definition, state.form, organisation, { hidden: hiddenSomewhere(view) });
  return {
    id: state.id,
    code,
    status: STATUS[state.status],
    title: { zh: `${item.zh} ${state.number}`, en: `${item.en} ${state.number}` },
    facts: facts.map(({ label, value }) => {
      const { zh, en } = formatValue(value, texts);
      return { label, value: { zh: zh.slice(0, LONGEST_VALUE), en: en.slice(0, LONGEST_VALUE) } };
    }),
    applicant: state.applicant,
    from: state.submittedAt,
    ...('endedAt' in state ? { to: state.endedAt } : {}),
    changedAt,
    tasks: state.tasks.flatMap(task => taskOf(view, task)),
  };
}

const STATUS: Readonly<Record<RequestStatus, MirroredRequest['status']>> = {
  RUNNING: 'PENDING',
  RETURNED: 'PENDING',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  CANCELED: 'CANCELED',
  TERMINATED: 'TERMINATED',
  EXPIRED: 'CANCELED',
  REVOKED: 'CANCELED',
};

/** Tasks that were never anybody's turn are not shown there. */
const TASK_STATUS: Readonly<Record<TaskStatus, MirroredTask['status'] | undefined>> = {
  WAITING: undefined,
  SKIPPED: undefined,
  PENDING: 'PENDING',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  TRANSFERRED: 'TRANSFERRED',
  ABSTAINED: 'DONE',
  ANSWERED: 'DONE',
  RETURNED: 'DONE',
  CANCELED: 'DONE',
};

function taskOf({ definition, state }: RequestView, task: Task): readonly MirroredTask[] {
  const status = TASK_STATUS[task.status];
  if (status === undefined) return [];
  const step = stepIn(definition.flow, task.nodeId);
  const to = task.endedAt ?? (status === 'PENDING' ? undefined : (task.pendingAt ?? task.createdAt));
  return [
    {
      id: task.id,
      actor: task.actor,
      status,
      step: { id: task.nodeId, name: nodeName(definition, task.nodeId) },
      from: task.pendingAt ?? task.createdAt,
      ...(to === undefined ? {} : { to }),
      quick: status === 'PENDING' && state.status === 'RUNNING' && isQuick(step, task),
    },
  ];
}

/** A step that asks for nothing but the decision can be decided there (peers.md row 54). */
function isQuick(step: StepNode | undefined, task: Task): boolean {
  if (step === undefined || step.act !== 'approve') return false;
  if (task.origin.kind === 'assist' || task.origin.kind === 'revoke' || step.method.kind === 'claim')
    return false;
  const asks = Object.values(step.requires ?? {}).some(Boolean);
  const edits = Object.values(step.fields ?? {}).includes('edit');
  return !asks && !edits;
}

/** Everybody who has a part in it may look there: what one step may not see is left out for all. */
function hiddenSomewhere({ definition }: RequestView): ReadonlySet<string> {
  const steps = allPlaces(definition.flow).flatMap(({ node }) => (node.kind === 'step' ? [node] : []));
  return new Set(steps.flatMap(({ fields = {} }) => Object.keys(fields).filter(id => fields[id] === 'hide')));
}
