import type { Command } from '../commands.ts';
import { emit, refuse } from '../engine/turn.ts';
import { promiseOf } from '../engine/promise.ts';
import type { Turn } from '../engine/turn.ts';
import type { Recomputed } from '../events.ts';
import { placeOf, stepIn } from '../flow-walk.ts';
import type { Target, Task } from '../request.ts';
import { stepLimits, targetsFrom } from '../targets.ts';
import { nextRuleAt } from '../time-limits.ts';

/**
 * Counts every due time that is still open anew, after the calendar was changed (semantics C13). Where nothing moves, it is
 * refused as `ruleOutdated` and nothing is written. Rules that have fired stay fired.
 */
export function recompute(turn: Turn, command: Extract<Command, { type: 'Recompute' }>): void {
  if (command.by !== 'system') return refuse(turn, { code: 'notAllowed' });
  const moved: Recomputed = {
    ...movedPromise(turn),
    ...movedReturn(turn),
    tasks: movedTasks(turn),
    runs: movedDelays(turn),
  };
  const { tasks, runs, ...own } = moved;
  if (tasks.length === 0 && runs.length === 0 && Object.keys(own).length === 0)
    return refuse(turn, { code: 'ruleOutdated' });
  emit(turn, { type: 'Recomputed', ...moved });
}

/** The request's own due time: it moved, or is no longer provisional. */
function movedPromise({ state, context }: Turn): Pick<Recomputed, 'dueAt' | 'targets' | 'nextRuleAt'> {
  if (state.status !== 'RUNNING' && state.status !== 'RETURNED') return {};
  const promise = promiseOf(context, state);
  return differs(promise, state) ? promise : {};
}

/** When a return that nobody answers ends the request. */
function movedReturn({ state, context }: Turn): Pick<Recomputed, 'expiresAt'> {
  if (state.status !== 'RETURNED') return {};
  const expiresAt = context.calendar.add(state.returned.at, context.definition.returnExpire);
  return expiresAt === state.returned.expiresAt ? {} : { expiresAt };
}

type Promised = Pick<Task, 'dueAt' | 'targets' | 'nextRuleAt'>;

function differs(fresh: Promised, old: Promised): boolean {
  const names = ['response', 'resolve'] as const;
  return (
    fresh.dueAt !== old.dueAt ||
    fresh.nextRuleAt !== old.nextRuleAt ||
    names.some(name => isMoved(fresh.targets?.[name], old.targets?.[name]))
  );
}

function isMoved(fresh: Target | undefined, old: Target | undefined): boolean {
  if (fresh === undefined || (old?.state !== 'running' && old?.state !== 'paused')) return false;
  return fresh.dueAt !== old.dueAt || fresh.provisional !== old.provisional;
}

function movedTasks({ state, context }: Turn): Recomputed['tasks'] {
  const { calendar, definition } = context;
  return state.tasks.flatMap(task => {
    const step = stepIn(definition.flow, task.nodeId);
    if (task.status !== 'PENDING' || task.pendingAt === undefined || step === undefined) return [];
    // A feedback's time is not the step's.
    if (task.origin.kind === 'feedback') return [];
    const targets = targetsFrom(calendar, stepLimits(calendar, step, state.form), task.pendingAt);
    // A task without a due time is none that the step's limit counts for: an assistant's, say.
    const dueAt = task.dueAt === undefined ? undefined : targets?.resolve?.dueAt;
    if (dueAt === undefined || targets === undefined) return [];
    const next = nextRuleAt(calendar, step, { ...task, dueAt });
    const fresh = { dueAt, targets, ...(next === undefined ? {} : { nextRuleAt: next }) };
    return differs(fresh, task) ? [{ taskId: task.id, ...fresh }] : [];
  });
}

function movedDelays({ state, context }: Turn): Recomputed['runs'] {
  return state.runs.flatMap(run => {
    const node = placeOf(context.definition.flow, run.nodeId)?.node;
    if (run.status !== 'open' || run.until === undefined || node?.kind !== 'delay') return [];
    const until = context.calendar.add(run.openedAt, node.for);
    return until === run.until ? [] : [{ runId: run.id, until }];
  });
}
