import type { FlowNode } from '../definition.ts';
import { currentRun, forksAbove, idsFrom, idsWithin, stepIn, upwards } from '../flow-walk.ts';
import type { NodeRun, Return } from '../request.ts';
import { closeTasks, tellApplicant } from './end.ts';
import { NO_ACTORS, lastActors } from './last-actors.ts';
import { reopenStep } from './open-step.ts';
import type { RunExtra } from './open-step.ts';
import { emit } from './turn.ts';
import type { Turn } from './turn.ts';

export interface ReturnInput {
  /** The run from which it is returned. */
  readonly run: NodeRun;
  readonly taskId: string;
  readonly target: 'start' | { readonly nodeId: string };
  readonly mode: 'rerun' | 'direct';
  readonly reason: string;
}

/** Semantics C6. Nodes from the target on are rolled back; in direct mode what was approved in between stays valid. */
export function returnTo(turn: Turn, input: ReturnInput): void {
  const { flow } = turn.context.definition;
  const beside = runsBeside(turn, input);
  const mode = input.mode === 'direct' && beside ? 'rerun' : input.mode;
  const fellBack = mode === input.mode ? {} : ({ fellBack: 'otherBranches' } as const);
  const { taskId, target, reason } = input;
  emit(turn, { type: 'ReturnedTo', taskId, target, mode, reason, ...fellBack });
  const affected = target === 'start' ? idsWithin(flow) : idsFrom(flow, target.nodeId);
  const direct = mode === 'direct';
  const targetRun = target === 'start' ? undefined : currentRun(turn.state, target.nodeId);
  const rolledBack = direct
    ? [input.run.nodeId, ...(targetRun ? [targetRun.nodeId] : []), ...branchesWaitingFor(flow, input.run)]
    : affected;
  rollBack(turn, rolledBack, taskId);
  const resume: RunExtra = direct
    ? { resumeAt: input.run.nodeId, resumeFrom: { runId: input.run.id, form: turn.state.form } }
    : {};
  if (target === 'start') return waitForApplicant(turn, input, mode, resume);
  reopenAncestors(turn, flow, target.nodeId);
  reopenTarget(turn, target.nodeId, targetRun, resume);
}

/** Branches that stayed open for a step that was to lead back into them, and now returns itself: nothing leads back any more. */
function branchesWaitingFor(flow: readonly FlowNode[], run: NodeRun): readonly string[] {
  if (run.resumeAt === undefined) return [];
  const above = upwards(flow, run.nodeId).map(place => place.node.id);
  return upwards(flow, run.resumeAt)
    .slice(1)
    .map(place => place.node.id)
    .filter(id => !above.includes(id));
}

/** Whether the target lies above a fork whose other branches are under way: then all of them go back, in rerun mode. */
function runsBeside(turn: Turn, { run, target }: ReturnInput): boolean {
  const { flow } = turn.context.definition;
  const above =
    target === 'start' ? [] : forksAbove(flow, turn.state, target.nodeId).map(fork => fork.branch.id);
  return forksAbove(flow, turn.state, run.nodeId).some(
    fork => fork.taken > 1 && !above.includes(fork.branch.id),
  );
}

/** Closes the live tasks of these nodes and rolls back what counts of them; history keeps every decision. */
export function rollBack(turn: Turn, nodeIds: readonly string[], because?: string): void {
  for (const run of turn.state.runs) {
    if (!nodeIds.includes(run.nodeId) || run.status === 'rolledBack' || run.status === 'canceled') continue;
    closeTasks(turn, task => task.runId === run.id, 'returned', because);
    emit(turn, { type: 'NodeRolledBack', runId: run.id });
  }
}

/** A target within a branch that had passed: the branch is open again, so that it can join again. */
function reopenAncestors(turn: Turn, flow: readonly FlowNode[], nodeId: string): void {
  for (const place of upwards(flow, nodeId).slice(1)) {
    const run = currentRun(turn.state, place.node.id);
    if (run && run.status !== 'open') emit(turn, { type: 'NodeReopened', runId: run.id });
  }
}

function reopenTarget(turn: Turn, nodeId: string, before: NodeRun | undefined, resume: RunExtra): void {
  const step = stepIn(turn.context.definition.flow, nodeId);
  if (!step) return;
  const actors = before ? lastActors(turn, before, 'all') : NO_ACTORS;
  const note = before?.note === 'nobody' ? { note: before.note } : {};
  reopenStep(turn, step, actors, { ...resume, ...note });
}

function waitForApplicant(turn: Turn, input: ReturnInput, mode: 'rerun' | 'direct', resume: RunExtra): void {
  const { meta, context } = turn;
  const returned: Return = {
    at: meta.at,
    by: meta.by,
    taskId: input.taskId,
    mode,
    reason: input.reason,
    expiresAt: context.calendar.add(meta.at, context.definition.returnExpire),
    ...(resume.resumeAt === undefined ? {} : { resumeAt: resume.resumeAt }),
    ...(resume.resumeFrom === undefined ? {} : { resumeFrom: resume.resumeFrom }),
  };
  emit(turn, { type: 'StatusChanged', to: 'RETURNED', returned });
  tellApplicant(turn, { kind: 'returned', by: meta.by, reason: input.reason });
}
