import { currentRun, idsFrom, stepIn, upwards } from '../flow-walk.ts';
import type { FormData } from '../definition.ts';
import type { NodeRun } from '../request.ts';
import { runById } from '../slots.ts';
import { pathBetween } from './path-between.ts';
import { reopenStep } from './open-step.ts';
import { lastActors } from './last-actors.ts';
import { rollBack } from './return-to.ts';
import { emit } from './turn.ts';
import type { Turn } from './turn.ts';

/**
 * After the target of a direct return has passed: straight back to the returning step (semantics C6). False where the edited
 * form now leads another way; then everything behind the target is done again, and the timeline says so.
 */
export function resumeDirectly(turn: Turn, run: NodeRun): boolean {
  if (run.resumeAt === undefined || run.resumeFrom === undefined) return false;
  const { flow } = turn.context.definition;
  if (!pathIsSame(turn, run.nodeId, run.resumeAt, run.resumeFrom.form)) {
    rollBack(
      turn,
      idsFrom(flow, run.nodeId).filter(id => id !== run.nodeId),
    );
    emit(turn, { type: 'FellBack', runId: run.id, why: 'pathChanged' });
    return false;
  }
  closeAncestors(turn, run.nodeId, run.resumeAt);
  reopenReturner(turn, run.resumeAt, run.resumeFrom.runId);
  return true;
}

/** Whether the form of then and the form of now lead from one step to the other by the same nodes and people. */
export function pathIsSame(turn: Turn, from: string | undefined, to: string, before: FormData): boolean {
  const { context, state, meta } = turn;
  const then = pathBetween(context, { ...state, form: before }, meta.at, from, to);
  const now = pathBetween(context, state, meta.at, from, to);
  return then.length === now.length && then.every((part, index) => part === now[index]);
}

/** Branches that held the target but not the returning step had passed before, and have passed again. */
function closeAncestors(turn: Turn, from: string, to: string): void {
  const { flow } = turn.context.definition;
  const kept = upwards(flow, to).map(place => place.node.id);
  for (const place of upwards(flow, from).slice(1)) {
    const run = currentRun(turn.state, place.node.id);
    if (run?.status === 'open' && !kept.includes(place.node.id))
      emit(turn, { type: 'NodePassed', runId: run.id });
  }
}

/** Semantics C6: of a countersign the returner and who had not acted (`returnerAndPending`), or all members again. */
export function reopenReturner(turn: Turn, nodeId: string, runId: string): void {
  const step = stepIn(turn.context.definition.flow, nodeId);
  const before = runById(turn.state, runId);
  if (!step || !before) return;
  const countersign = step.method.kind === 'all' || step.method.kind === 'sequence';
  const which = countersign && step.return.reopen === 'returnerAndPending' ? 'undecided' : 'all';
  const actors = lastActors(turn, before, which);
  reopenStep(turn, step, actors, before.note === 'nobody' ? { note: 'nobody' } : {});
}
