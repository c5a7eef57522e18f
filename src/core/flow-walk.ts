import type { BranchNode, FlowNode, StepNode } from './definition.ts';
import type { NodeRun, RequestState } from './request.ts';

/** Where nodes stand in the nested lists of a flow, and which run of a node counts. */

export interface Place {
  readonly node: FlowNode;
  readonly list: readonly FlowNode[];
  readonly index: number;
  /** The branch whose list this is; absent at the top. */
  readonly parent?: { readonly branch: BranchNode; readonly branchId: string };
}

/** The reserved node of the people who are asked to revoke an approved request (semantics C7). */
export const REVOKE_NODE = '$revoke';

function places(list: readonly FlowNode[], parent?: Place['parent']): readonly Place[] {
  return list.flatMap((node, index): readonly Place[] => {
    const place = { node, list, index, ...(parent === undefined ? {} : { parent }) };
    if (node.kind !== 'branch') return [place];
    const inner = node.branches.flatMap(({ id, nodes }) => places(nodes, { branch: node, branchId: id }));
    return [place, ...inner];
  });
}

/** A definition never changes, so where its nodes stand is found out once. */
const known = new WeakMap<readonly FlowNode[], readonly Place[]>();

/** Every node of a flow in reading order, with its place. */
export function allPlaces(flow: readonly FlowNode[]): readonly Place[] {
  const before = known.get(flow);
  if (before) return before;
  const found = places(flow);
  known.set(flow, found);
  return found;
}

export function placeOf(flow: readonly FlowNode[], nodeId: string): Place | undefined {
  return allPlaces(flow).find(place => place.node.id === nodeId);
}

export function stepIn(flow: readonly FlowNode[], nodeId: string): StepNode | undefined {
  const node = placeOf(flow, nodeId)?.node;
  return node?.kind === 'step' ? node : undefined;
}

/** The place itself, then the branch node that holds it, and so on up to the top. */
export function upwards(flow: readonly FlowNode[], nodeId: string): readonly Place[] {
  const place = placeOf(flow, nodeId);
  if (!place) return [];
  return place.parent === undefined ? [place] : [place, ...upwards(flow, place.parent.branch.id)];
}

/** Ids of these nodes and of all nodes within them. */
export function idsWithin(list: readonly FlowNode[]): readonly string[] {
  return places(list).map(place => place.node.id);
}

/** Ids of the node and everything that comes after it on the way to the end, siblings of its own branches left out. */
export function idsFrom(flow: readonly FlowNode[], nodeId: string): readonly string[] {
  return upwards(flow, nodeId).flatMap((place, level) =>
    idsWithin(place.list.slice(level === 0 ? place.index : place.index + 1)),
  );
}

/** The run of a node that counts: the latest that was not rolled back or cancelled. */
export function currentRun(state: RequestState, nodeId: string): NodeRun | undefined {
  return state.runs.findLast(
    run => run.nodeId === nodeId && run.status !== 'rolledBack' && run.status !== 'canceled',
  );
}

export function latestRun(state: RequestState, nodeId: string): NodeRun | undefined {
  return state.runs.findLast(run => run.nodeId === nodeId);
}

/** Branches of the branch nodes that hold this node, from the inside out: with how many siblings each is under way. */
export function forksAbove(
  flow: readonly FlowNode[],
  state: RequestState,
  nodeId: string,
): readonly { readonly branch: BranchNode; readonly branchId: string; readonly taken: number }[] {
  return upwards(flow, nodeId).flatMap(place => {
    if (place.parent === undefined) return [];
    const taken = currentRun(state, place.parent.branch.id)?.taken?.length ?? 1;
    return [{ ...place.parent, taken }];
  });
}

/**
 * Whether every path to `nodeId` that was really walked went through `targetId` (semantics C6): the target stands before the
 * node, or before a branch that holds the node, and in no branch that ran beside others.
 */
export function dominates(
  flow: readonly FlowNode[],
  state: RequestState,
  targetId: string,
  nodeId: string,
): boolean {
  const nodeLine = upwards(flow, nodeId);
  const targetLine = upwards(flow, targetId);
  const shared = targetLine.findIndex(place => nodeLine.some(other => other.list === place.list));
  const meeting = targetLine[shared];
  const ofNode = nodeLine.find(other => other.list === meeting?.list);
  if (meeting === undefined || ofNode === undefined || meeting.index >= ofNode.index) return false;
  const inner = targetLine.slice(0, shared);
  return inner.every(place => {
    const run = place.parent && currentRun(state, place.parent.branch.id);
    return run?.taken?.length === 1 && run.taken[0] === place.parent?.branchId;
  });
}
