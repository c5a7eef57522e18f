import type { NoticeView } from '../../../cards/notice.ts';
import type { Notice } from '../../core/effects.ts';
import { applicantHand } from '../../core/rights/people.ts';
import type { SupervisionNotice } from '../../core/supervision/types.ts';
import { nodeName } from '../shared/flow-nodes.ts';
import { nameOf } from '../shared/people.ts';
import { outcomeOf } from '../shared/receipt.ts';
import type { RequestView } from '../shared/request-view.ts';

/** Every notice that is not a supervision card. */
type PlainNotice = Exclude<Notice, SupervisionNotice>;

export function isSupervision(notice: Notice): notice is SupervisionNotice {
  return ['supervised', 'supervisedBy', 'supervisionAnswered'].includes(notice.kind);
}

/**
 * What a notice says to `to`, with names; undefined when there is nothing to say any more: a reminder of a task that was
 * done before it went out.
 */
export function noticeView(view: RequestView, notice: PlainNotice, to: string): NoticeView | undefined {
  const name = (id: string) => nameOf(view.organisation, id);
  switch (notice.kind) {
    case 'approved':
    case 'canceled':
    case 'revoked':
    case 'expired':
    case 'copy':
      return { kind: notice.kind };
    case 'rejected':
    case 'terminated':
      return { kind: notice.kind, ...outcomeOf(view) };
    case 'returned':
      return { kind: 'returned', by: name(notice.by), reason: notice.reason };
    case 'progress': {
      const task = taskOf(view, notice.taskId);
      return task === undefined ? undefined : { kind: 'progress', step: task.step, by: name(task.actor) };
    }
    case 'reminder': {
      const task = taskOf(view, notice.taskId);
      if (task === undefined || !task.open) return undefined;
      if (!isTheirs(view, notice.taskId, to)) {
        const { taskId: _, ...ask } = task.ask;
        return { kind: 'awaited', ...ask, occurrence: notice.occurrence };
      }
      return { kind: 'reminder', ...task.ask, occurrence: notice.occurrence };
    }
    case 'warned': {
      const task = taskOf(view, notice.taskId);
      if (task === undefined || !task.open) return undefined;
      const due = task.targets?.[notice.target]?.dueAt;
      return {
        kind: 'warned',
        ...task.ask,
        target: notice.target,
        ...(due === undefined ? {} : { dueAt: due }),
      };
    }
    case 'promise': {
      // Ended, or back with the applicant: nobody is late.
      if (view.state.status !== 'RUNNING') return undefined;
      const own = view.state.tasks.find(each => each.actor === to && each.status === 'PENDING');
      return { kind: 'promise', ...(own === undefined ? {} : { taskId: own.id }) };
    }
    case 'urged': {
      const task = taskOf(view, notice.taskId);
      if (task === undefined || !task.open) return undefined;
      return { kind: 'urged', ...task.ask, by: name(notice.by) };
    }
    case 'overdue':
    case 'escalated': {
      const task = taskOf(view, notice.taskId);
      return task === undefined ? undefined : escalated(view, task, name(notice.actor), to);
    }
    case 'commented':
      return { kind: 'commented', by: name(notice.by), text: notice.text };
    case 'assistAnswered': {
      const task = taskOf(view, notice.taskId);
      const said = { by: name(notice.by), text: notice.text };
      return task === undefined
        ? { kind: 'commented', ...said }
        : { kind: 'assistAnswered', taskId: notice.taskId, step: task.step, ...said };
    }
    case 'revokeRefused':
      return { kind: 'revokeRefused', by: name(notice.by), reason: notice.reason };
    case 'managed':
      return { kind: 'managed', act: notice.act, by: name(notice.by), reason: notice.reason };
    case 'handedOver':
      return { kind: 'handedOver', by: name(notice.from) };
    case 'lowRating':
      return { kind: 'lowRating', stars: notice.stars, text: notice.text ?? '' };
    case 'expiring': {
      const again = to === applicantHand(view.state) ? { item: view.definition.id } : {};
      return { kind: 'expiring', day: notice.day, ...again };
    }
    case 'nobodyFound':
      return { kind: 'nobodyFound', step: nodeName(view.definition, notice.nodeId) };
    default:
      return notice satisfies never;
  }
}

/** Whether the task is the reader's own: a rule may remind whoever it waits for instead. */
export function isTheirs({ state }: RequestView, taskId: string, to: string): boolean {
  return state.tasks.some(({ id, actor }) => id === taskId && actor === to);
}

type TaskFacts = NonNullable<ReturnType<typeof taskOf>>;

/** The manager's own task, where he was given one, so that one button leads to it. */
function escalated(view: RequestView, task: TaskFacts, actor: string, to: string): NoticeView {
  const own = view.state.tasks.find(each => each.actor === to && each.status === 'PENDING');
  const { taskId: _, ...ask } = task.ask;
  return { kind: 'escalated', ...ask, actor, ...(own === undefined ? {} : { taskId: own.id }) };
}

function taskOf(view: RequestView, taskId: string) {
  const task = view.state.tasks.find(each => each.id === taskId);
  if (task === undefined) return undefined;
  const step = nodeName(view.definition, task.nodeId);
  const due = task.dueAt === undefined ? {} : { dueAt: task.dueAt };
  return {
    step,
    actor: task.actor,
    open: task.status === 'PENDING',
    targets: task.targets,
    ask: { taskId, step, ...due },
  };
}
