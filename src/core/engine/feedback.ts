import type { Duration, Instant, StepNode } from '../definition.ts';
import { stepIn } from '../flow-walk.ts';
import type { NodeRun, Task } from '../request.ts';
import { decides, isLive } from '../slots.ts';
import { newTask } from './make.ts';
import { emit, goesOn } from './turn.ts';
import type { Turn } from './turn.ts';

/** 反馈: how often progress is asked for in this step; undefined: never (services E13). */
function periodOf({ state }: Turn, { feedback }: StepNode): Duration | undefined {
  if (feedback === undefined) return undefined;
  const { every } = feedback;
  if (!('field' in every)) return every;
  const chosen = state.form[every.field];
  return typeof chosen === 'string' && Object.hasOwn(every.options, chosen)
    ? every.options[chosen]
    : undefined;
}

/** What a run of this step begins with: when its first feedback is asked for. */
export function firstFeedback(turn: Turn, step: StepNode): Pick<NodeRun, 'feedback'> {
  const every = turn.simulated ? undefined : periodOf(turn, step);
  if (every === undefined) return {};
  return { feedback: { nextAt: opening(turn, turn.context.calendar.add(turn.meta.at, every)), asked: 0 } };
}

/**
 * Asks everybody who holds an open step for their progress, where its period has passed. Who has not answered the last one is
 * asked anew, and that one is closed as missed. Periods that an outage swallowed are asked for once.
 */
export function askFeedback(turn: Turn): void {
  for (const run of turn.state.runs) {
    const step = stepIn(turn.context.definition.flow, run.nodeId);
    const due = run.status === 'open' && run.feedback !== undefined && run.feedback.nextAt <= turn.meta.at;
    if (due && step !== undefined && goesOn(turn)) askOne(turn, run, step);
  }
}

function askOne(turn: Turn, run: NodeRun, step: StepNode): void {
  const every = periodOf(turn, step);
  if (every === undefined || run.feedback === undefined || step.feedback === undefined) return;
  const { calendar } = turn.context;
  const mine = turn.state.tasks.filter(task => task.runId === run.id && isLive(task));
  for (const task of mine.filter(({ origin }) => origin.kind === 'feedback'))
    emit(turn, { type: 'TaskClosed', taskId: task.id, status: 'CANCELED', reason: 'feedbackMissed' });
  const holders = [...new Set(mine.filter(decides).map(task => task.actor))];
  const dueAt = calendar.add(turn.meta.at, step.feedback.limit);
  const round = run.feedback.asked + 1;
  const tasks = holders.map((actor, index): Task => {
    const origin = { kind: 'feedback', round } as const;
    const seed = { runId: run.id, nodeId: run.nodeId, actor, principal: actor, origin };
    return { ...newTask(turn, seed, undefined, true, index), dueAt };
  });
  let { nextAt } = run.feedback;
  while (nextAt <= turn.meta.at) nextAt = calendar.add(nextAt, every);
  emit(turn, { type: 'FeedbackAsked', runId: run.id, tasks, nextAt: opening(turn, nextAt) });
}

/** This instant where work is open, else the next opening. */
function opening({ context }: Turn, at: Instant): Instant {
  return context.calendar.add(at, { amount: 0, unit: 'wh' });
}
