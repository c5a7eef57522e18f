import type { BranchNode, FlowNode } from '../definition.ts';
import { currentRun, idsWithin, placeOf } from '../flow-walk.ts';
import type { RequestState } from '../request.ts';
import { endRequest } from './end.ts';
import { openNext } from './open-node.ts';
import { emit, goesOn } from './turn.ts';
import type { Turn } from './turn.ts';

/** A join waits for all active branches (semantics C15 to C23, parallel join). */
export function joinBranch(turn: Turn, branch: BranchNode): void {
  const run = currentRun(turn.state, branch.id);
  if (!goesOn(turn) || run?.status !== 'open') return;
  const outcomes = branch.branches
    .filter(({ id }) => run.taken?.includes(id))
    .map(({ nodes }) => branchOutcome(turn.state, nodes));
  if (outcomes.includes('open')) return;
  if (outcomes.includes('failed')) {
    emit(turn, { type: 'NodeFailed', runId: run.id });
    return failUpwards(turn, branch.id);
  }
  emit(turn, { type: 'NodePassed', runId: run.id });
  openNext(turn, branch.id);
}

function branchOutcome(state: RequestState, nodes: readonly FlowNode[]): 'passed' | 'failed' | 'open' {
  const last = nodes.at(-1);
  if (last === undefined) return 'passed';
  const statuses = idsWithin(nodes).map(id => currentRun(state, id)?.status);
  if (statuses.includes('open')) return 'open';
  if (statuses.includes('failed')) return 'failed';
  return currentRun(state, last.id)?.status === 'passed' ? 'passed' : 'open';
}

/** A failed node ends the request, or its branch alone where the others are waited for (branchReject=wait). */
export function failUpwards(turn: Turn, nodeId: string): void {
  const parent = placeOf(turn.context.definition.flow, nodeId)?.parent;
  if (parent === undefined || parent.branch.onReject === 'end') endRequest(turn, 'REJECTED');
  else joinBranch(turn, parent.branch);
}
