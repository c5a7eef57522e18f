import type { BranchNode, FlowNode } from '../definition.ts';
import { allPlaces, placeOf } from '../flow-walk.ts';
import type { EditRefusal } from './edit-item.ts';

type Branch = BranchNode['branches'][number];

/** Where a new node goes: behind another one, at the end of a branch, or at the end of the flow. */
export type NodePlace =
  | { readonly after: string }
  | { readonly node: string; readonly branch: string }
  | 'end';

export type FlowAct =
  | { readonly do: 'addNode'; readonly node: FlowNode; readonly place: NodePlace }
  /** Replaces the node of this id. */
  | { readonly do: 'putNode'; readonly node: FlowNode }
  /** With everything in its branches. */
  | { readonly do: 'removeNode'; readonly id: string }
  /** Within its list. */
  | { readonly do: 'moveNode'; readonly id: string; readonly by: -1 | 1 }
  /** Before the branch without a condition, which stays the last. */
  | { readonly do: 'addBranch'; readonly node: string; readonly branch: Branch }
  /** Its name and condition; what is in it stays. */
  | { readonly do: 'putBranch'; readonly node: string; readonly branch: Omit<Branch, 'nodes'> }
  | { readonly do: 'removeBranch'; readonly node: string; readonly id: string }
  | { readonly do: 'moveBranch'; readonly node: string; readonly id: string; readonly by: -1 | 1 };

/** The flow after one act, or why it could not be done. */
export function editFlow(flow: readonly FlowNode[], act: FlowAct): readonly FlowNode[] | EditRefusal {
  switch (act.do) {
    case 'addNode':
      return addNode(flow, act.node, act.place);
    case 'putNode':
      return inList(flow, act.node.id, list => list.map(node => (node.id === act.node.id ? act.node : node)));
    case 'removeNode':
      return inList(flow, act.id, list => list.filter(node => node.id !== act.id));
    case 'moveNode':
      return inList(flow, act.id, list => moved(list, act.id, act.by) ?? list);
    case 'addBranch':
      return inBranches(flow, act.node, branches => {
        if (branches.some(({ id }) => id === act.branch.id)) return 'idTaken';
        const last = branches.findIndex(({ when }) => when === undefined);
        const at = act.branch.when === undefined || last < 0 ? branches.length : last;
        return [...branches.slice(0, at), act.branch, ...branches.slice(at)];
      });
    case 'putBranch':
      return inBranches(flow, act.node, branches =>
        branches.some(({ id }) => id === act.branch.id)
          ? branches.map(branch =>
              branch.id === act.branch.id ? { ...act.branch, nodes: branch.nodes } : branch,
            )
          : 'notThere',
      );
    case 'removeBranch':
      return inBranches(flow, act.node, branches =>
        branches.some(({ id }) => id === act.id) ? branches.filter(({ id }) => id !== act.id) : 'notThere',
      );
    case 'moveBranch':
      return inBranches(flow, act.node, branches => moved(branches, act.id, act.by) ?? 'notThere');
    default:
      return act satisfies never;
  }
}

function addNode(
  flow: readonly FlowNode[],
  node: FlowNode,
  place: NodePlace,
): readonly FlowNode[] | EditRefusal {
  const added = allPlaces([node]).map(each => each.node.id);
  if (added.some(id => placeOf(flow, id) !== undefined)) return 'idTaken';
  if (place === 'end') return [...flow, node];
  if ('after' in place)
    return inList(flow, place.after, list =>
      list.flatMap(each => (each.id === place.after ? [each, node] : [each])),
    );
  return inBranches(flow, place.node, branches =>
    branches.some(({ id }) => id === place.branch)
      ? branches.map(branch =>
          branch.id === place.branch ? { ...branch, nodes: [...branch.nodes, node] } : branch,
        )
      : 'notThere',
  );
}

/** The flow with the list that holds this node changed. */
function inList(
  flow: readonly FlowNode[],
  id: string,
  change: (list: readonly FlowNode[]) => readonly FlowNode[],
): readonly FlowNode[] | EditRefusal {
  const place = placeOf(flow, id);
  if (place === undefined) return 'notThere';
  if (place.parent === undefined) return change(flow);
  const { branch, branchId } = place.parent;
  return inBranches(flow, branch.id, branches =>
    branches.map(each => (each.id === branchId ? { ...each, nodes: change(each.nodes) } : each)),
  );
}

/** The flow with the branches of this node changed. */
function inBranches(
  flow: readonly FlowNode[],
  id: string,
  change: (branches: readonly Branch[]) => readonly Branch[] | EditRefusal,
): readonly FlowNode[] | EditRefusal {
  const node = placeOf(flow, id)?.node;
  if (node?.kind !== 'branch') return 'notThere';
  const branches = change(node.branches);
  return typeof branches === 'string' ? branches : replaced(flow, { ...node, branches });
}

function replaced(nodes: readonly FlowNode[], fresh: FlowNode): readonly FlowNode[] {
  return nodes.map(node => {
    if (node.id === fresh.id) return fresh;
    if (node.kind !== 'branch') return node;
    return {
      ...node,
      branches: node.branches.map(branch => ({ ...branch, nodes: replaced(branch.nodes, fresh) })),
    };
  });
}

/** The list with one moved by a place; at the end of the list it stays. Undefined where it is not in it. */
export function moved<T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  by: -1 | 1,
): readonly T[] | undefined {
  const from = list.findIndex(each => each.id === id);
  const [one, other] = [list[from], list[from + by]];
  if (one === undefined) return undefined;
  if (other === undefined) return list;
  return list.map((each, index) => (index === from ? other : index === from + by ? one : each));
}
