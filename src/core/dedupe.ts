import type { FlowNode, ItemDefinition, StepNode } from './definition.ts';
import { currentRun, placeOf, stepIn } from './flow-walk.ts';
import type { NodeRun, RequestState } from './request.ts';
import { decides } from './slots.ts';

/**
 * De-duplication (semantics C10): who of the actors of a step really approved before, by hand, in what counts of this round.
 * Auto-passes, time rules and copies do not count; a transferred place counts for who acted.
 */
export function repeatedApprovers(
  definition: ItemDefinition,
  state: RequestState,
  step: StepNode,
): readonly string[] {
  if (definition.dedupe === 'none' || !mayRepeat(definition, step)) return [];
  const runs =
    definition.dedupe === 'firstOnly'
      ? state.runs.filter(run => run.status === 'passed' || run.status === 'open')
      : precedingRuns(definition.flow, state, step.id);
  return runs.flatMap(run => approvedByHand(definition, state, run));
}

/** Never applied where the act itself is needed: mustAct, a signature, required editable fields, 办理. */
function mayRepeat(definition: ItemDefinition, step: StepNode): boolean {
  if (step.mustAct === true || step.act === 'handle' || step.requires?.signature === true) return false;
  const { kind } = step.method;
  if (kind === 'vote' || kind === 'random' || kind === 'claim') return false;
  if (kind === 'any' && step.orDedup !== true) return false;
  return !definition.fields.some(field => field.required === true && step.fields?.[field.id] === 'edit');
}

function approvedByHand(definition: ItemDefinition, state: RequestState, run: NodeRun): readonly string[] {
  if (stepIn(definition.flow, run.nodeId)?.act !== 'approve') return [];
  return state.tasks
    .filter(
      task => task.runId === run.id && task.status === 'APPROVED' && task.auto === undefined && decides(task),
    )
    .map(task => task.principal);
}

/** The runs of the immediately preceding steps in which somebody acted; all other nodes are transparent. */
function precedingRuns(flow: readonly FlowNode[], state: RequestState, nodeId: string): readonly NodeRun[] {
  const place = placeOf(flow, nodeId);
  if (!place) return [];
  const before = lastRunsOf(state, place.list.slice(0, place.index));
  if (before.length > 0 || place.parent === undefined) return before;
  return precedingRuns(flow, state, place.parent.branch.id);
}

/** Going back through a list: the last step that somebody acted in; of a branch the last of each branch taken. */
function lastRunsOf(state: RequestState, list: readonly FlowNode[]): readonly NodeRun[] {
  for (const node of list.toReversed()) {
    const run = currentRun(state, node.id);
    if (run?.status !== 'passed') continue;
    if (node.kind === 'step' && actedByHand(state, run)) return [run];
    if (node.kind === 'branch') {
      const taken = node.branches.filter(branch => run.taken?.includes(branch.id));
      const runs = taken.flatMap(branch => lastRunsOf(state, branch.nodes));
      if (runs.length > 0) return runs;
    }
  }
  return [];
}

function actedByHand(state: RequestState, run: NodeRun): boolean {
  return state.tasks.some(
    task => task.runId === run.id && task.status === 'APPROVED' && task.auto === undefined,
  );
}
