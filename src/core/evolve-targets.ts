import type { Instant } from './definition.ts';
import type { Event } from './events.ts';
import type { Happened } from './evolve.ts';
import type { RequestState, Target, Targets, Task } from './request.ts';
import { WARN_PERCENT } from './targets.ts';

/**
 * What an event does to promises (semantics C15–C23, SLA): the first act of somebody meets the response target, the end the
 * resolve target; both are missed by what comes after the due time. While the applicant has the ball the request's stand still.
 */
export function applyTargets(before: RequestState, next: RequestState, happened: Happened): RequestState {
  const tasks = next.tasks.some(isPromised)
    ? next.tasks.map((task, index) => taskTargets(before.tasks[index], task, happened))
    : next.tasks;
  const targets = requestTargets(before, next, happened);
  if (targets === next.targets) return { ...next, tasks };
  if (targets !== undefined) return { ...next, tasks, targets };
  const { targets: _targets, ...rest } = next;
  return { ...rest, tasks };
}

function isPromised(task: Task): boolean {
  return task.targets !== undefined;
}

/** When the next of these targets has to be looked at: to warn, or to say that it was missed. */
export function nextTargetAt(targets: Targets | undefined): Instant | undefined {
  const running = [targets?.response, targets?.resolve].filter(target => target?.state === 'running');
  const instants = running.flatMap(target =>
    target === undefined ? [] : [target.warnAt ?? missedAt(target)],
  );
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** What is done at the due time itself is in time. */
export function missedAt({ dueAt }: Target): Instant {
  return dueAt + 1;
}

function requestTargets(before: RequestState, next: RequestState, happened: Happened): Targets | undefined {
  const { at, event } = happened;
  if (event.type === 'Resubmitted') return resumed(before.targets, event.targets, at);
  if (event.type === 'Recomputed') return moved(before.targets, event.targets);
  if (event.type === 'PromiseKept') return ended(next.targets, at);
  if (event.type === 'TargetPassed' && event.taskId === undefined) return passed(next.targets, event, at);
  if (next.dueAt !== before.dueAt && next.dueAt !== undefined) return extended(next.targets, next.dueAt, at);
  const answered = isFirstAct(happened) ? respond(next.targets, at) : next.targets;
  if (next.status === before.status) return answered;
  switch (next.status) {
    case 'RETURNED':
      return paused(answered, at);
    case 'APPROVED':
    case 'REJECTED':
      return ended(answered, at);
    case 'CANCELED':
    case 'TERMINATED':
    case 'EXPIRED':
      return dropped(answered);
    case 'RUNNING':
    case 'REVOKED':
      return answered;
    default:
      return next satisfies never;
  }
}

function taskTargets(before: Task | undefined, task: Task, happened: Happened): Task {
  const { at, event } = happened;
  if (task.targets === undefined) return task;
  if (event.type === 'Recomputed') {
    const fresh = event.tasks.find(({ taskId }) => taskId === task.id)?.targets;
    return withTargets(task, moved(task.targets, fresh));
  }
  if (event.type === 'TargetPassed' && event.taskId === task.id)
    return withTargets(task, passed(task.targets, event, at));
  const own = isFirstAct(happened) && 'taskId' in event && event.taskId === task.id;
  const answered = own ? respond(task.targets, at) : task.targets;
  if (before === undefined || before.status === task.status) return withTargets(task, answered);
  switch (task.status) {
    case 'APPROVED':
    case 'REJECTED':
    case 'ABSTAINED':
    case 'RETURNED':
    case 'ANSWERED':
      return withTargets(task, ended(answered, at));
    case 'WAITING':
      return withTargets(task, paused(answered, at));
    case 'CANCELED':
    case 'SKIPPED':
    case 'TRANSFERRED':
      return withTargets(task, dropped(answered));
    case 'PENDING':
      return withTargets(task, answered);
    default:
      return task.status satisfies never;
  }
}

/** Acts of the people who were asked; what only looks or speaks is none. */
const FIRST_ACTS: ReadonlySet<Event['type']> = new Set<Event['type']>([
  'Approved',
  'Rejected',
  'Abstained',
  'Handled',
  'ReturnedTo',
  'Transferred',
  'AssistAsked',
  'SignersAdded',
  'Claimed',
]);

function isFirstAct({ by, event }: Happened): boolean {
  return by !== 'system' && FIRST_ACTS.has(event.type) && !('auto' in event && event.auto !== undefined);
}

function isOpen(target: Target | undefined): target is Target {
  return target?.state === 'running' || target?.state === 'paused';
}

/** Nothing is warned of any more. */
function rest({ warnAt: _warnAt, ...target }: Target): Target {
  return target;
}

function settled(target: Target, at: Instant): Target {
  return at <= target.dueAt
    ? { ...rest(target), state: 'met', since: at }
    : { ...rest(target), state: 'breached', since: target.dueAt };
}

function respond(targets: Targets | undefined, at: Instant): Targets | undefined {
  return isOpen(targets?.response) ? { ...targets, response: settled(targets.response, at) } : targets;
}

/** An end that no act came before meets, or misses, both. */
function ended(targets: Targets | undefined, at: Instant): Targets | undefined {
  const answered = respond(targets, at);
  return withResolve(answered, target => (isOpen(target) ? settled(target, at) : target));
}

function paused(targets: Targets | undefined, at: Instant): Targets | undefined {
  return withResolve(targets, target =>
    isOpen(target) ? { ...rest(target), state: 'paused', since: at } : target,
  );
}

/** Nobody owes anything any more; what was missed stays missed. */
function dropped(targets: Targets | undefined): Targets | undefined {
  if (targets === undefined) return undefined;
  const { response, resolve } = targets;
  const [first, end] = [isOpen(response) ? undefined : response, isOpen(resolve) ? undefined : resolve];
  if (first === undefined && end === undefined) return undefined;
  return {
    ...(first === undefined ? {} : { response: first }),
    ...(end === undefined ? {} : { resolve: end }),
  };
}

function withResolve(targets: Targets | undefined, change: (target: Target) => Target): Targets | undefined {
  return targets?.resolve === undefined ? targets : { ...targets, resolve: change(targets.resolve) };
}

/** The clock runs on with a later due time; a promise that was missed before stays missed. */
function resumed(old: Targets | undefined, fresh: Targets | undefined, at: Instant): Targets | undefined {
  return withResolve(old, target => {
    const next = fresh?.resolve;
    if (!isOpen(target) || next === undefined) return target;
    const { warnedAt } = target;
    return { ...(warnedAt === undefined ? next : { ...rest(next), warnedAt }), since: at };
  });
}

/** 延期: there is time again, also where there was none left. It is warned of anew by the clock. */
function extended(targets: Targets | undefined, dueAt: Instant, at: Instant): Targets | undefined {
  return withResolve(targets, old => {
    const { provisional: _provisional, warnedAt: _warnedAt, ...target } = rest(old);
    if (dueAt <= at) return { ...target, dueAt };
    const state = target.state === 'paused' ? 'paused' : 'running';
    const warnAt = at + Math.round(((dueAt - at) * WARN_PERCENT) / 100);
    return { ...target, dueAt, state, since: at, ...(state === 'running' ? { warnAt } : {}) };
  });
}

/** A changed calendar moves what is still open. */
function moved(old: Targets | undefined, fresh: Targets | undefined): Targets | undefined {
  if (fresh === undefined || old === undefined) return old;
  return {
    ...old,
    ...(old.response === undefined ? {} : { response: movedOne(old.response, fresh.response) }),
    ...(old.resolve === undefined ? {} : { resolve: movedOne(old.resolve, fresh.resolve) }),
  };
}

function movedOne(old: Target, fresh: Target | undefined): Target {
  if (!isOpen(old) || fresh === undefined) return old;
  const { dueAt, warnAt, provisional } = fresh;
  const { provisional: _provisional, ...kept } = rest(old);
  const warns = old.state === 'running' && old.warnedAt === undefined && warnAt !== undefined;
  return { ...kept, dueAt, ...(warns ? { warnAt } : {}), ...(provisional === true ? { provisional } : {}) };
}

function passed(
  targets: Targets | undefined,
  { target: name, what }: Extract<Event, { type: 'TargetPassed' }>,
  at: Instant,
): Targets | undefined {
  const target = targets?.[name];
  if (target?.state !== 'running') return targets;
  const next: Target =
    what === 'warned'
      ? { ...rest(target), warnedAt: at }
      : { ...rest(target), state: 'breached', since: target.dueAt };
  return { ...targets, [name]: next };
}

function withTargets(task: Task, targets: Targets | undefined): Task {
  if (targets === task.targets) return task;
  if (targets !== undefined) return { ...task, targets };
  const { targets: _targets, ...bare } = task;
  return bare;
}
