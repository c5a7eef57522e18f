import type { StepNode } from '../definition.ts';
import type { NodeRun, Task } from '../request.ts';
import { stepLimits, targetsFrom } from '../targets.ts';
import { nextRuleAt } from '../time-limits.ts';
import type { Turn } from './turn.ts';

/** Makes runs and tasks. Their ids count up within the request, so that replaying gives the same ones (semantics C0). */

export function newRun(
  turn: Turn,
  nodeId: string,
  extra: Partial<Omit<NodeRun, 'id' | 'nodeId' | 'round' | 'status' | 'openedAt'>> = {},
): NodeRun {
  const { state, meta } = turn;
  return {
    id: `${state.id}-r${state.runs.length + 1}`,
    nodeId,
    round: state.runs.filter(run => run.nodeId === nodeId).length + 1,
    status: 'open',
    openedAt: meta.at,
    ...extra,
  };
}

export type TaskSeed = Pick<Task, 'runId' | 'nodeId' | 'actor' | 'principal' | 'origin'> &
  Partial<Pick<Task, 'slot' | 'group' | 'hops' | 'delegation' | 'question'>>;

/**
 * The `offset`-th next task. `pending` false: it waits for its turn and has no timer yet. `step` undefined: nothing limits it.
 */
export function newTask(
  turn: Turn,
  seed: TaskSeed,
  step: StepNode | undefined,
  pending: boolean,
  offset = 0,
): Task {
  const { state, meta } = turn;
  const base: Task = {
    id: `${state.id}-t${state.tasks.length + 1 + offset}`,
    status: pending ? 'PENDING' : 'WAITING',
    createdAt: meta.at,
    fired: {},
    hops: 0,
    ...seed,
  };
  return pending ? { ...base, pendingAt: meta.at, ...timersOf(turn, step) } : base;
}

/** Due time, promises and first rule of a task of this step that becomes PENDING now. */
export function timersOf(
  turn: Turn,
  step: StepNode | undefined,
): Pick<Task, 'dueAt' | 'targets' | 'nextRuleAt'> {
  if (step === undefined) return {};
  const { calendar } = turn.context;
  const targets = targetsFrom(calendar, stepLimits(calendar, step, turn.state.form), turn.meta.at);
  const dueAt = targets?.resolve?.dueAt;
  const next = nextRuleAt(calendar, step, {
    pendingAt: turn.meta.at,
    fired: {},
    ...(dueAt === undefined ? {} : { dueAt }),
  });
  return {
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(targets === undefined ? {} : { targets }),
    ...(next === undefined ? {} : { nextRuleAt: next }),
  };
}
