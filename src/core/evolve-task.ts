import type { Happened } from './evolve.ts';
import type { Event } from './events.ts';
import { isLive } from './slots.ts';
import type { RequestState, Task, TaskStatus } from './request.ts';

/** What events do to tasks. */
export function applyTaskEvent(state: RequestState, happened: Happened): RequestState {
  const { at, event } = happened;
  switch (event.type) {
    case 'NodeOpened':
    case 'FeedbackAsked':
    case 'SignersAdded':
      return { ...state, tasks: [...state.tasks, ...event.tasks] };
    case 'TaskAdded':
      return { ...state, tasks: [...state.tasks, event.task] };
    case 'Approved':
    case 'Rejected':
    case 'Abstained':
    case 'Handled':
      return changeTask(state, event.taskId, task => decided(task, event, happened));
    case 'ReturnedTo':
      return changeTask(state, event.taskId, task =>
        isLive(task) ? { ...ended(task, 'RETURNED', happened), opinion: event.reason } : task,
      );
    case 'TaskActivated':
      return changeTask(state, event.taskId, task => activated(task, event, at));
    case 'TaskClosed':
      return changeTask(state, event.taskId, task => closed(task, event, happened));
    case 'Transferred':
    case 'Reassigned': {
      const next = changeTask(state, event.taskId, task => ended(task, 'TRANSFERRED', happened));
      const tasks = next.tasks.map(task => ownedBy(task, event.taskId, event.task.id));
      return { ...next, tasks: [...tasks, event.task] };
    }
    case 'AssistAsked':
      return { ...state, tasks: [...state.tasks, event.task] };
    case 'AssistAnswered':
      return changeTask(state, event.taskId, task => ({
        ...ended(task, 'ANSWERED', happened),
        opinion: event.opinion,
      }));
    case 'RuleFired':
      return changeTask(state, event.taskId, task => fired(task, event));
    case 'Urged':
      return {
        ...state,
        tasks: state.tasks.map(task =>
          event.taskIds.includes(task.id) ? { ...task, urgedAt: [...(task.urgedAt ?? []), at] } : task,
        ),
      };
    case 'TaskRead':
      return changeTask(state, event.taskId, task => ({ ...task, readAt: task.readAt ?? at }));
    default:
      return state;
  }
}

function changeTask(state: RequestState, id: string, change: (task: Task) => Task): RequestState {
  return { ...state, tasks: state.tasks.map(task => (task.id === id ? change(task) : task)) };
}

/** Signers and assistants who still work for a task go on for whoever took it over. */
function ownedBy(task: Task, from: string, to: string): Task {
  const { origin } = task;
  const works = origin.kind === 'signer' || origin.kind === 'assist';
  return works && origin.taskId === from && isLive(task)
    ? { ...task, origin: { ...origin, taskId: to } }
    : task;
}

/** A task that no longer waits has no timer. */
function ended(task: Task, status: TaskStatus, { at, by }: Happened): Task {
  const { nextRuleAt: _nextRuleAt, reason: _reason, ...rest } = task;
  return { ...rest, status, endedAt: at, endedBy: by };
}

const STATUS_OF = {
  Approved: 'APPROVED',
  Handled: 'APPROVED',
  Rejected: 'REJECTED',
  Abstained: 'ABSTAINED',
} as const;

function decided(
  task: Task,
  event: Extract<Event, { type: 'Approved' | 'Rejected' | 'Abstained' | 'Handled' }>,
  happened: Happened,
): Task {
  const { opinion: _opinion, auto: _auto, ...rest } = ended(task, STATUS_OF[event.type], happened);
  return {
    ...rest,
    ...(event.opinion === undefined ? {} : { opinion: event.opinion }),
    ...(event.auto === undefined ? {} : { auto: event.auto }),
    ...(event.type === 'Handled' ? { handled: true } : {}),
    ...(event.signature === undefined ? {} : { signature: event.signature }),
    ...(event.attachments === undefined ? {} : { attachments: event.attachments }),
    ...(event.files === undefined ? {} : { files: event.files }),
  };
}

/** PENDING, now or again: with a fresh step timer and nothing of an earlier end. */
function activated(task: Task, event: Extract<Event, { type: 'TaskActivated' }>, at: number): Task {
  const {
    endedAt: _endedAt,
    endedBy: _endedBy,
    reason: _reason,
    because: _because,
    auto: _auto,
    opinion: _opinion,
    handled: _handled,
    signature: _signature,
    attachments: _attachments,
    files: _files,
    dueAt: _dueAt,
    targets: _targets,
    nextRuleAt: _nextRuleAt,
    readAt: _readAt,
    ...rest
  } = task;
  return {
    ...rest,
    status: 'PENDING',
    pendingAt: at,
    fired: {},
    ...(event.dueAt === undefined ? {} : { dueAt: event.dueAt }),
    ...(event.targets === undefined ? {} : { targets: event.targets }),
    ...(event.nextRuleAt === undefined ? {} : { nextRuleAt: event.nextRuleAt }),
  };
}

function closed(task: Task, event: Extract<Event, { type: 'TaskClosed' }>, happened: Happened): Task {
  const because = event.because === undefined ? {} : { because: event.because };
  if (event.status === 'WAITING') {
    const { nextRuleAt: _nextRuleAt, dueAt: _dueAt, ...rest } = task;
    return { ...rest, status: 'WAITING', reason: event.reason, ...because };
  }
  return { ...ended(task, event.status, happened), reason: event.reason, ...because };
}

function fired(task: Task, event: Extract<Event, { type: 'RuleFired' }>): Task {
  const { nextRuleAt: _nextRuleAt, ...rest } = task;
  return {
    ...rest,
    fired: { ...task.fired, [event.ruleId]: event.occurrence },
    ...(event.nextRuleAt === undefined || task.status !== 'PENDING' ? {} : { nextRuleAt: event.nextRuleAt }),
  };
}
