import {
  approvalTaskCard,
  CLOSED_REASONS,
  type ApprovalTaskCardProps,
  type TaskSource,
  type TaskView,
} from '../../../cards/approval-task.ts';
import type { CardJson } from '../../application/ports.ts';
import type { Text } from '../../core/definition.ts';
import { stepIn } from '../../core/flow-walk.ts';
import { refusalOf } from '../../core/permissions.ts';
import type { Task } from '../../core/request.ts';
import { taskActsOf } from './acts.ts';
import type { CardDeps } from './deps.ts';
import { factsOf, type Hidden, summaryOf } from './facts.ts';
import { nodeName } from './flow-nodes.ts';
import { changedFor } from './changed.ts';
import { cardTime, headOf, promiseView } from './head.ts';
import { pathOf } from './path.ts';
import { nameOf } from './people.ts';
import { hiddenOf, type RequestView } from './request-view.ts';
import { taskFormOf } from './task-form.ts';
import { decidedOf } from './timeline.ts';

export interface TaskCardExtras {
  /** What was typed before the server refused, and why it did. */
  readonly typed?: string;
  readonly fault?: Text;
  /** The other values of the form that was refused. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The card of one task as its actor sees it now; undefined when the request has no such task. */
export async function taskCardOf(
  deps: CardDeps,
  view: RequestView,
  taskId: string,
  { values, ...extras }: TaskCardExtras = {},
): Promise<CardJson | undefined> {
  const task = view.state.tasks.find(each => each.id === taskId);
  if (task === undefined) return undefined;
  const props = propsOf(deps, view, task, extras);
  const decides = props.acts.includes('approve');
  const form = decides ? await taskFormOf(deps, view, task, values) : {};
  return approvalTaskCard({ ...props, ...form }, deps.texts);
}

function propsOf(
  deps: CardDeps,
  view: RequestView,
  task: Task,
  extras: Omit<TaskCardExtras, 'values'>,
): ApprovalTaskCardProps {
  const { definition, state, organisation } = view;
  const step = stepIn(definition.flow, task.nodeId);
  const hidden = hiddenFor(view, task);
  const source = sourceOf(view, task);
  const promise = promiseView(task.targets?.resolve);
  const response = task.targets?.response;
  return {
    request: headOf(view),
    task: {
      id: task.id,
      step: nodeName(definition, task.nodeId),
      act: step?.act ?? 'approve',
      ...(task.dueAt === undefined ? {} : { dueAt: task.dueAt }),
      ...(promise === undefined ? {} : { promise }),
      ...(response?.state === 'running' ? { respondBy: response.dueAt } : {}),
      ...(source === undefined ? {} : { source }),
      view: taskView(view, task),
    },
    summary: summaryOf(definition, state.form, organisation, { hidden }),
    facts: factsOf(definition, state.form, organisation, { hidden, request: state.id }),
    changed: changedFor(view, hidden),
    decided: decidedOf(view),
    path: pathOf(deps, view),
    acts: taskActsOf(view, task.actor, task.id),
    signers: signersOf(view, task),
    changeable: task.status === 'APPROVED' || task.status === 'REJECTED' ? mayChange(view, task) : false,
    ...(step?.requires?.opinion === true ? { opinionRequired: true } : {}),
    ...extras,
    time: cardTime(deps),
  };
}

/** Fields that this step may not see; of a revocation, which is no step, those that its actor may not see anywhere. */
function hiddenFor(view: RequestView, task: Pick<Task, 'nodeId' | 'actor'>): Hidden {
  const step = stepIn(view.definition.flow, task.nodeId);
  if (step === undefined) return hiddenOf(view, task.actor);
  const fields = step.fields ?? {};
  return new Set(Object.keys(fields).filter(id => fields[id] === 'hide'));
}

function taskView(view: RequestView, task: Task): TaskView {
  const by = task.endedBy ?? task.actor;
  const decided = (what: Extract<TaskView, { state: 'decided' }>['what']): TaskView => ({
    state: 'decided',
    what,
    by: nameOf(view.organisation, by),
    mine: by === task.actor,
    at: task.endedAt ?? view.state.submittedAt,
    ...(task.opinion === undefined ? {} : { opinion: task.opinion }),
    ...successor(view, task),
  });
  switch (task.status) {
    case 'PENDING':
      return { state: 'pending' };
    case 'WAITING':
      return { state: 'waiting' };
    case 'APPROVED':
      return decided(task.handled === true ? 'handled' : 'approved');
    case 'REJECTED':
      return decided('rejected');
    case 'ABSTAINED':
      return decided('abstained');
    case 'RETURNED':
      return decided('returned');
    case 'TRANSFERRED':
      return decided('transferred');
    case 'ANSWERED':
      return decided('answered');
    case 'CANCELED':
    case 'SKIPPED':
      return closedView(view, task);
    default:
      return task.status satisfies never;
  }
}

/** Closed by somebody else's decision: whose, and when. */
function closedView(view: RequestView, task: Task): TaskView {
  const because = view.state.tasks.find(other => other.id === task.because);
  const by = because?.endedBy ?? because?.actor ?? task.endedBy;
  return {
    state: 'closed',
    reason: CLOSED_REASONS.find(reason => reason === task.reason) ?? 'ended',
    ...(by === undefined || by === 'system' ? {} : { by: nameOf(view.organisation, by) }),
    ...(task.endedAt === undefined ? {} : { at: task.endedAt }),
  };
}

function successor(view: RequestView, task: Task): { readonly to?: string } {
  if (task.status !== 'TRANSFERRED') return {};
  const next = view.state.tasks.find(
    other => other.origin.kind === 'transfer' && other.origin.taskId === task.id,
  );
  return next === undefined ? {} : { to: nameOf(view.organisation, next.actor) };
}

function mayChange(view: RequestView, task: Task): boolean {
  return taskActsOf(view, task.actor, task.id).some(act => act === 'approve' || act === 'reject');
}

/** Whom this task's holder added or asked, as long as they can be called off (semantics C8). */
function signersOf(view: RequestView, task: Task): NonNullable<ApprovalTaskCardProps['signers']> {
  return view.state.tasks.flatMap(other => {
    const { origin } = other;
    if ((origin.kind !== 'signer' && origin.kind !== 'assist') || origin.taskId !== task.id) return [];
    const may = refusalOf(view.context, view.state, task.actor, 'removeSigner', { taskId: other.id });
    if (may !== undefined) return [];
    const kind = origin.kind === 'assist' ? 'assist' : origin.position;
    return [{ task: other.id, who: nameOf(view.organisation, other.actor), kind }];
  });
}

function sourceOf(view: RequestView, task: Task): TaskSource | undefined {
  const { origin } = task;
  if (origin.kind === 'feedback') return { kind: 'feedback', from: String(origin.round) };
  if (origin.kind === 'transfer') return { kind: 'transfer', from: nameOf(view.organisation, origin.from) };
  if (origin.kind === 'revoke' && view.state.revoking !== undefined) {
    const { by, reason } = view.state.revoking;
    return { kind: 'revoke', from: nameOf(view.organisation, by), said: reason };
  }
  if (task.principal !== task.actor && origin.kind === 'flow')
    return { kind: 'delegation', from: nameOf(view.organisation, task.principal) };
  if (origin.kind === 'escalation' || origin.kind === 'assist' || origin.kind === 'signer') {
    const other = view.state.tasks.find(each => each.id === origin.taskId);
    return other === undefined
      ? undefined
      : {
          kind: origin.kind,
          from: nameOf(view.organisation, other.actor),
          ...(task.question === undefined ? {} : { said: task.question }),
        };
  }
  return undefined;
}
